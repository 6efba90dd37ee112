"""What ministack does otherwise than AWS, and what it keeps and does not show."""
import json
from xml.sax.saxutils import escape

from ministack.services import cognito, ec2, iam, route53, sts
from ministack.services.cloudformation import provisioners


def ref_is_arn(handler):
    """Ref of a secret gives its ARN, by which permissions name it; ministack gives the name."""
    def name_in(arn):
        return arn.split(':', 6)[-1].rsplit('-', 1)[0]

    def create(logical_id, props, stack):
        _, attributes = handler['create'](logical_id, props, stack)
        return attributes['Arn'], attributes

    def update(arn, old, new, stack, logical_id):
        _, attributes = handler['update'](name_in(arn), old, new, stack, logical_id)
        return attributes['Arn'], attributes

    return {**handler, 'create': create, 'update': update, 'delete': lambda arn, props: handler['delete'](name_in(arn), props)}


def private_where_said(handler):
    """A zone with networks is private."""
    def create(logical_id, props, stack):
        zone, attributes = handler['create'](logical_id, props, stack)
        if props.get('VPCs'):
            route53._zones[zone] |= {
                'private': True, 'vpcs': [{'VPCId': vpc['VPCId'], 'VPCRegion': vpc['VPCRegion']} for vpc in props['VPCs']]}
        return zone, attributes

    return {**handler, 'create': create}


def named_after_stack(handler):
    """A log group without a name is called by its stack, as every other resource."""
    def named(stack, logical_id, props):
        return {**props, 'LogGroupName': props.get('LogGroupName') or provisioners._physical_name(stack, logical_id)}

    def create(logical_id, props, stack):
        return handler['create'](logical_id, named(stack, logical_id, props), stack)

    def update(name, old, new, stack, logical_id):
        return handler['update'](name, named(stack, logical_id, old), named(stack, logical_id, new), stack, logical_id)

    return {**handler, 'create': create, 'update': update}


def with_boundary(handler):
    """A role's boundary, which CloudFormation's part of ministack drops and its evaluation of permissions knows."""
    def limit(name, props):
        arn = props.get('PermissionsBoundary')
        if arn and iam._boundary_policy_error(arn):
            raise ValueError(f'Scope ARN: {arn} does not exist or is not attachable.')
        iam._roles[name]['PermissionsBoundary'] = arn

    def create(logical_id, props, stack):
        name, attributes = handler['create'](logical_id, props, stack)
        limit(name, props)
        return name, attributes

    def update(name, old, new, *rest):
        name, attributes = handler['update'](name, old, new, *rest)
        limit(name, new)
        return name, attributes

    return {**handler, 'create': create, 'update': update}


principal_in = sts._web_identity_principal


def with_session_tags(token, provider_id, role_arn):
    """
    What a token says about a person becomes tags of the session, on which trust depends (IAM user guide, session tags
    with AssumeRoleWithWebIdentity); and its issuer must be known to the account, for this client.
    """
    principal, keys = principal_in(token, provider_id, role_arn)
    claims = cognito._decode_id_token_unverified(token)
    known = iam._oidc_providers.get_scoped(role_arn.split(':')[4], None, principal)
    if known is None or claims.get('aud') not in known['ClientIDList']:
        return '', {}
    tags = claims.get('https://aws.amazon.com/tags', {}).get('principal_tags', {})
    return principal, {**keys, **{f'aws:requesttag/{name}'.lower(): values[0] for name, values in tags.items()}}


endpoint_xml = ec2._vpce_fields_xml


def endpoint_with_policy(endpoint, tag='item'):
    names = str(endpoint.get('PrivateDnsEnabled', False)).lower()
    policy = endpoint.get('PolicyDocument')
    shown = f'<privateDnsEnabled>{names}</privateDnsEnabled>'
    shown += f'<policyDocument>{escape(json.dumps(policy))}</policyDocument>' if policy else ''
    return endpoint_xml(endpoint, tag).removesuffix(f'</{tag}>') + f'{shown}</{tag}>'


def install(handlers):
    for kind, correct in (
            ('AWS::SecretsManager::Secret', ref_is_arn),
            ('AWS::IAM::Role', with_boundary),
            ('AWS::Route53::HostedZone', private_where_said),
            ('AWS::Logs::LogGroup', named_after_stack)):
        handlers[kind] = correct(handlers[kind])
    ec2._vpce_fields_xml = endpoint_with_policy
    sts._web_identity_principal = with_session_tags
