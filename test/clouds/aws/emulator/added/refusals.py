"""
What AWS refuses and ministack lets pass: a resource that names another which is not there, a log group whose key does
not admit the log service, a name that is taken, and the deletion of what is protected or full.
"""
import re

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import alb, cloudwatch_logs, cognito, ec2, ecr, iam, kms, lambda_svc, rds, s3, sns

# ------------------------------------------------------------------------------------- references
IN_THIS_PLACE = (                               # ids, and where they are kept
    (r'sg-[0-9a-f]+', ec2._security_groups),
    (r'subnet-[0-9a-f]+', ec2._subnets),
    (r'vpc-[0-9a-f]+', ec2._vpcs),
    (r'rtb-[0-9a-f]+', ec2._route_tables),
    (r'igw-[0-9a-f]+', ec2._internet_gateways),
    (r'nat-[0-9a-f]+', ec2._nat_gateways),
    (r'arn:aws:elasticloadbalancing:.*:targetgroup/.*', alb._tgs),
    (r'arn:aws:elasticloadbalancing:.*:listener/.*', alb._listeners),
    (r'arn:aws:elasticloadbalancing:.*:loadbalancer/.*', alb._lbs),
    (r'arn:aws:sns:.*', sns._topics),
)
ANYWHERE = (                                    # ARNs, by account, region and the rest; regions of global services are none
    (r'arn:aws:iam::(?P<account>\d{12}):role/(?:.*/)?(?P<name>[^/]+)', iam._roles),
    (r'arn:aws:kms:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):key/(?P<name>.+)', kms._keys),
    (r'arn:aws:logs:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):log-group:(?P<name>[^:*]+)(?::\*)?', cloudwatch_logs._log_groups),
    (r'arn:aws:lambda:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):function:(?P<name>[^:]+)', lambda_svc._functions),
)
# Permissions may speak of what is made later.
NOT_LOOKED_AT = ('PolicyDocument', 'AssumeRolePolicyDocument', 'KeyPolicy', 'PermissionsBoundary', 'RepositoryPolicyText')


def missing(value):
    """Names in properties that nothing has."""
    if isinstance(value, dict):
        return [one for key, inner in value.items() if key not in NOT_LOOKED_AT for one in missing(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in missing(inner)]
    return [value] if isinstance(value, str) and not exists(value) else []


def exists(name):
    for pattern, store in IN_THIS_PLACE:
        if re.fullmatch(pattern, name):
            return name in store
    for pattern, store in ANYWHERE:
        if match := re.fullmatch(pattern, name):
            parts = match.groupdict()
            return store.get_scoped(parts['account'], parts.get('region'), parts['name']) is not None
    return True


def checked(kind, handler):
    def look(props):
        if absent := missing(props):
            raise ValueError(f'{kind} names what does not exist: {", ".join(absent)}')

    def create(logical_id, props, stack):
        look(props)
        return handler['create'](logical_id, props, stack)

    def update(name, old, new, *rest):
        look(new)
        return handler['update'](name, old, new, *rest)

    return {**handler, 'create': create, **({'update': update} if 'update' in handler else {})}


# ---------------------------------------------------------------------------------- names taken
TAKEN = {                                       # the property with the name, and where names are kept
    'AWS::ECR::Repository': ('RepositoryName', ecr._repositories),
    'AWS::IAM::Role': ('RoleName', iam._roles),
    'AWS::Logs::LogGroup': ('LogGroupName', cloudwatch_logs._log_groups),
}


def free(kind, handler):
    """What has an update of its own is only created where there is none; ministack would write over it."""
    prop, store = TAKEN[kind]

    def create(logical_id, props, stack):
        if props.get(prop) in store:
            raise ValueError(f"Resource of type '{kind}' with identifier '{props[prop]}' already exists.")
        return handler['create'](logical_id, props, stack)

    return {**handler, 'create': create}


# ------------------------------------------------------------------------------------- log groups
def admitted(handler):
    """KMS asks the key's policy whether the log service may use it for a group of this name."""
    def create(logical_id, props, stack):
        if props.get('KmsKeyId'):
            admit_logs(props['KmsKeyId'], props['LogGroupName'])
        return handler['create'](logical_id, props, stack)

    return {**handler, 'create': create}


def admit_logs(key_arn, group):
    region, account = key_arn.split(':')[3:5]
    key = kms._keys.get_scoped(account, region, key_arn.rsplit('/', 1)[-1]) or {}
    arn = f'arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{group}'
    service = f'logs.{get_region()}.amazonaws.com'
    for action in ('kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'):
        request = iam_evaluator.EvalContext(
            principal_arn=service, principal_type='Service', principal_account='', action=action, resource_arn=key_arn,
            region=get_region(), service_context={'kms:encryptioncontext:aws:logs:arn': arn})
        if iam_evaluator.evaluate_resource_policy(key.get('Policy'), request, service=service).decision != 'Allow':
            raise ValueError(f'The specified KMS key does not exist or is not allowed to be used with Arn {arn}: {action}')


# -------------------------------------------------------------------------------------- deletions
def attribute(arn, name):
    return next((one['Value'] for one in alb._lb_attrs.get(arn, []) if one['Key'] == name), 'false')


PROTECTED = {                                   # whether, and what AWS says
    'AWS::RDS::DBInstance': (
        lambda name: rds._instances.get(name, {}).get('DeletionProtection') is True,
        'Cannot delete protected DB Instance, please disable deletion protection and try again'),
    'AWS::ElasticLoadBalancingV2::LoadBalancer': (
        lambda arn: attribute(arn, 'deletion_protection.enabled') == 'true',
        'Load balancer cannot be deleted because deletion protection is enabled'),
    'AWS::Cognito::UserPool': (
        lambda pool: cognito._user_pools.get(pool, {}).get('DeletionProtection') == 'ACTIVE',
        'The user pool cannot be deleted because deletion protection is activated'),
    'AWS::S3::Bucket': (
        lambda bucket: bool(s3._buckets.get(bucket, {}).get('objects')),
        'The bucket you tried to delete is not empty'),
}


def guarded(kind, handler):
    protected, saying = PROTECTED[kind]

    def delete(name, props):
        if protected(name):
            raise ValueError(f'{saying}: {name}')
        handler['delete'](name, props)

    return {**handler, 'delete': delete}


def install(handlers):
    handlers['AWS::Logs::LogGroup'] = admitted(handlers['AWS::Logs::LogGroup'])
    for kind in TAKEN:
        handlers[kind] = free(kind, handlers[kind])
    for kind in PROTECTED:
        handlers[kind] = guarded(kind, handlers[kind])
    for kind in list(handlers):
        handlers[kind] = checked(kind, handlers[kind])
