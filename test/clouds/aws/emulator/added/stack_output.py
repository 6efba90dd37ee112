"""
Fn::GetStackOutput across accounts: ministack looks in the own account and region only. Here it takes the role that
the template names, and fails where that role does not trust the asking account or may not describe the stack.
"""
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam
from ministack.services.cloudformation import _stacks, changesets, engine, handlers, stacks

resolve = engine._resolve_refs


def with_outputs(value, *context):
    if not isinstance(value, dict) or 'Fn::GetStackOutput' not in value:
        return resolve(value, *context)
    return output(**{key: resolve(one, *context) for key, one in value['Fn::GetStackOutput'].items()})


def output(StackName, OutputName, Region=None, RoleArn=None):
    region = Region or get_region()
    account = RoleArn.split(':')[4] if RoleArn else get_account_id()
    stack = _stacks.get_scoped(account, region, StackName)
    if RoleArn:
        admit(RoleArn, account, region, (stack or {}).get('StackId', f'arn:aws:cloudformation:{region}:{account}:stack/{StackName}/none'))
    for one in (stack or {}).get('Outputs', []):
        if one.get('OutputKey') == OutputName:
            return one.get('OutputValue', '')
    raise ValueError(f"Fn::GetStackOutput: {account}/{region} has no output '{OutputName}' in a stack '{StackName}'")


def admit(role_arn, account, region, stack_arn):
    asking = f'arn:aws:iam::{get_account_id()}:root'
    role_name = role_arn.rsplit('/', 1)[-1]
    role = iam._roles.get_scoped(account, None, role_name)
    if role is None or not iam_evaluator.evaluate_trust_policy(role['AssumeRolePolicyDocument'], asking):
        raise ValueError(f'Fn::GetStackOutput: {asking} is not authorized to perform: sts:AssumeRole on resource: {role_arn}')
    request = iam_evaluator.EvalContext(
        principal_arn=role_arn, principal_type='AssumedRole', principal_account=account,
        action='cloudformation:DescribeStacks', resource_arn=stack_arn, region=region)
    limits = iam_evaluator._permissions_boundary(iam._roles, role_name, account)
    if iam_evaluator.evaluate(request, iam_evaluator._gather_role_policies(role_name, account), *limits).decision != 'Allow':
        raise ValueError(f'Fn::GetStackOutput: {role_arn} is not authorized to perform: cloudformation:DescribeStacks on resource: {stack_arn}')


def install():
    for module in (engine, changesets, handlers, stacks):
        module._resolve_refs = with_outputs
