"""
CloudFormation acts with the role that a deployment hands to it, and with no other right: whatever the registry's schema
says that a type's handler calls must be allowed by the policies of that role. ministack knows no such role.
"""
import functools
import json
import os
import re

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER as schemas
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam
from ministack.services.cloudformation import handlers, provisioners, stacks

from .resource import ALL_TYPES, all_types

roles = {}                                      # the role of each stack: by account, region and name

# Services that handlers call for properties which no template of ours has.
with open(os.path.join(os.path.dirname(__file__), '../../../foreign-services.txt')) as file:
    FOREIGN = set(file.read().split())
# Actions of IAM that handlers call for properties which no template of ours has, or for taking a boundary off.
UNUSED = {
    'AWS::IAM::Role': ('iam:DeleteRolePermissionsBoundary',),
    'AWS::IAM::ManagedPolicy': tuple(f'iam:{verb}{whom}Policy' for verb in ('Attach', 'Detach') for whom in ('Group', 'User')),
}
BOUNDARY = 'iam:permissionsboundary'


def remembering(handler):
    """A stack keeps the role that it was given last."""
    def handle(params):
        stack, role = (text(params, key) for key in ('StackName', 'RoleARN'))
        if role:
            roles[get_account_id(), get_region(), stack.split('/')[1] if '/' in stack else stack] = role
        return handler(params)

    return handle


def text(params, key):
    value = params.get(key, '')
    return value[0] if isinstance(value, list) else value


@functools.cache
def calls(kind, *verbs):
    """What the handlers of a type call, in the spelling of IAM."""
    if kind not in all_types():
        return []
    listed = schemas.get_resource_schema(ALL_TYPES, kind).schema.get('handlers', {})
    actions = dict.fromkeys(one for verb in verbs for one in listed.get(verb, {}).get('permissions', []))
    named = [f'{service.lower()}:{verb}' for service, verb in (one.split(':') for one in actions)]
    return [one for one in named if one.split(':')[0] not in FOREIGN]


def need(stack, kind, verb, name, props):
    """Fails where the stack's role may not do to a resource what its handler does."""
    role = roles.get((get_account_id(), get_region(), stack))
    if role is None:                            # deployed with the rights of whoever typed it
        return
    account, role_name = role.split(':')[4], role.rsplit('/', 1)[-1]
    policies = iam_evaluator._gather_role_policies(role_name, account)
    for action in calls(kind, verb, *(() if verb == 'delete' else ('read',))):
        for resource, keys in targets(action, kind, name, props):
            demand(role, policies, action, resource, keys)


def targets(action, kind, name, props):
    """What an action is done to, with the keys of its request; several where several roles are handed over."""
    account = get_account_id()
    if action == 'iam:PassRole':
        return [(arn, {'iam:passedtoservice': services}) for arn, services in handed(props)]
    if action == 'iam:CreateServiceLinkedRole':
        return [(f'arn:aws:iam::{account}:role/aws-service-role/{kind.split("::")[1].lower()}.amazonaws.com/ServiceRole', {})]
    if not action.startswith('iam:') or re.match('iam:(Get|List)', action):
        return [('*', {})]
    if action in UNUSED.get(kind, ()):
        return []
    if kind == 'AWS::IAM::Role':
        return [on_role(name, props.get('PermissionsBoundary'))]
    if kind == 'AWS::IAM::ManagedPolicy':
        if action in ('iam:AttachRolePolicy', 'iam:DetachRolePolicy'):
            return [on_role(role, iam._roles.get(role, {}).get('PermissionsBoundary')) for role in props.get('Roles', [])]
        return [(f'arn:aws:iam::{account}:policy/{name.split("/")[-1]}', {})]
    if kind == 'AWS::IAM::OIDCProvider':
        return [(f'arn:aws:iam::{account}:oidc-provider/{props["Url"].removeprefix("https://")}', {})]
    return []                                   # done by the service, for a role linked to it


def on_role(name, limit):
    return f'arn:aws:iam::{get_account_id()}:role/{name}', {BOUNDARY: limit} if limit else {}


def handed(props):
    """Roles among the properties, each with the services that it trusts."""
    for arn in sorted(set(re.findall(r'"(arn:aws:iam::\d{12}:role/[^"*]+)"', json.dumps(without_documents(props))))):
        role = iam._roles.get_scoped(arn.split(':')[4], None, arn.rsplit('/', 1)[-1])
        trust = json.dumps((role or {}).get('AssumeRolePolicyDocument', ''))
        yield arn, sorted(set(re.findall(r'[a-z0-9.-]+\.amazonaws\.com', trust)))


def without_documents(value):
    if isinstance(value, dict):
        return {key: without_documents(one) for key, one in value.items() if not key.endswith(('Policy', 'PolicyDocument'))}
    return [without_documents(one) for one in value] if isinstance(value, list) else value


def demand(role, policies, action, resource, keys):
    account, name = role.split(':')[4], role.rsplit('/', 1)[-1]
    # A role that several services trust is handed to one of them.
    options = [{**keys, 'iam:passedtoservice': one} for one in keys['iam:passedtoservice']] if 'iam:passedtoservice' in keys else [keys]
    for option in options:
        request = iam_evaluator.EvalContext(
            principal_arn=role, principal_type='AssumedRole', principal_account=account, action=action,
            resource_arn=resource, region=get_region(), service_context=option)
        if iam_evaluator.evaluate(request, policies).decision == 'Allow':
            return
    raise ValueError(
        f'User: arn:aws:sts::{account}:assumed-role/{name}/AWSCloudFormation is not authorized to perform: {action} on '
        f'resource: {resource} because no identity-based policy allows the {action} action')


def called(kind, logical_id, props, stack):
    """The name that a role or a policy of IAM will have."""
    given = props.get('RoleName') or props.get('ManagedPolicyName')
    return given or provisioners._physical_name(stack, logical_id, max_len=64)


def install():
    for action in ('CreateChangeSet', 'CreateStack', 'UpdateStack', 'DeleteStack'):
        handlers._ACTION_HANDLERS[action] = remembering(handlers._ACTION_HANDLERS[action])
    provision, update, delete = stacks._provision_resource, stacks._update_resource, stacks._delete_resource

    def provision_allowed(kind, logical_id, props, stack):
        need(stack, kind, 'create', called(kind, logical_id, props, stack), props)
        return provision(kind, logical_id, props, stack)

    def update_allowed(kind, name, old, new, stack, *rest):
        if old != new:
            need(stack, kind, 'update', name, new)
        return update(kind, name, old, new, stack, *rest)

    def delete_allowed(kind, name, props, stack=None, *rest):
        need(stack, kind, 'delete', name, props)
        return delete(kind, name, props, stack, *rest)

    stacks._provision_resource, stacks._update_resource, stacks._delete_resource = provision_allowed, update_allowed, delete_allowed
