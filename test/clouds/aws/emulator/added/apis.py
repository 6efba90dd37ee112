"""Types whose service ministack has and whose CloudFormation it lacks, made through that service's own API."""
import json
import re

from ministack.core.responses import get_account_id
from ministack.services import backup, budgets, cloudtrail, cognito, config, iam, secretsmanager, waf

from .resource import nothing, resource


def answered(response):
    """The body of an answer; CloudFormation fails with what the service says."""
    status, _, body = response
    text = body.decode() if isinstance(body, bytes) else body
    if status >= 400:
        raise ValueError(text)
    return json.loads(text) if text.startswith('{') else text


def chosen(props, *keys):
    return {key: props[key] for key in keys if key in props}


def lower_first(value):
    """The property names of CloudFormation in the casing of the API of Config."""
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: lower_first(one) for key, one in value.items()}
    return value


# ------------------------------------------------------------------------------- sign-in of staff
def make_oidc_provider(generated, props):
    clients = {f'ClientIDList.member.{n}': client for n, client in enumerate(props.get('ClientIdList', []), 1)}
    body = answered(iam._create_oidc_provider({'Url': props['Url'], **clients}))
    return re.search('<OpenIDConnectProviderArn>(.*?)<', body).group(1)


def make_identity_provider(generated, props):
    answered(cognito._create_identity_provider(props))
    return props['ProviderName']


# ----------------------------------------------------------------------------------------- trail
TRAIL = ('S3BucketName', 'S3KeyPrefix', 'IncludeGlobalServiceEvents', 'IsMultiRegionTrail', 'EnableLogFileValidation',
         'CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn')


def make_trail(generated, props):
    name = props.get('TrailName', generated)
    answered(cloudtrail._create_trail({'Name': name, **chosen(props, *TRAIL)}))
    change_trail(name, {}, props)
    return name


def change_trail(name, old, new):
    answered(cloudtrail._update_trail({'Name': name, 'KmsKeyId': new.get('KMSKeyId', ''), **chosen(new, *TRAIL)}))
    if 'EventSelectors' in new:
        answered(cloudtrail._put_event_selectors({'TrailName': name, 'EventSelectors': new['EventSelectors']}))
    answered((cloudtrail._start_logging if new['IsLogging'] else cloudtrail._stop_logging)({'Name': name}))


# ---------------------------------------------------------------------- configuration and budgets
def make_recorder(generated, props):
    name = props.get('Name', 'default')
    answered(config._put_configuration_recorder({'ConfigurationRecorder': {
        'name': name, 'roleARN': props['RoleARN'], 'recordingGroup': lower_first(props.get('RecordingGroup', {}))}}))
    answered(config._start_configuration_recorder({'ConfigurationRecorderName': name}))
    return name


def make_channel(generated, props):
    name = props.get('Name', 'default')
    answered(config._put_delivery_channel({'DeliveryChannel': {
        'name': name, 's3BucketName': props['S3BucketName'], 's3KeyPrefix': props.get('S3KeyPrefix', '')}}))
    return name


def as_said(budget):
    """The API takes an amount as text."""
    return {**budget, 'BudgetLimit': {key: str(value) for key, value in budget['BudgetLimit'].items()}}


def make_budget(generated, props):
    answered(budgets._create_budget({**props, 'AccountId': get_account_id(), 'Budget': as_said(props['Budget'])}))
    return props['Budget']['BudgetName']


def change_budget(name, old, new):
    answered(budgets._update_budget({'AccountId': get_account_id(), 'NewBudget': as_said(new['Budget'])}))


# --------------------------------------------------------------------------- secrets, entry, backup
def make_rotation(generated, props):
    return answered(secretsmanager._rotate_secret(chosen(props, 'SecretId', 'RotationLambdaARN', 'RotationRules')))['ARN']


def make_protection(generated, props):
    answered(waf._associate_web_acl({'WebACLArn': props['WebACLArn'], 'ResourceArn': props['ResourceArn']}))
    return f'{props["WebACLArn"]}|{props["ResourceArn"]}'


def make_selection(generated, props):
    selection = answered(backup._create_selection(props['BackupPlanId'], {'BackupSelection': props['BackupSelection']}))
    return f'{props["BackupPlanId"]}_{selection["SelectionId"]}'


added = (
    resource('AWS::IAM::OIDCProvider', make_oidc_provider, lambda arn: {'Arn': arn},
             delete=lambda arn, props: answered(iam._delete_oidc_provider({'OpenIDConnectProviderArn': arn}))),
    resource('AWS::Cognito::UserPoolIdentityProvider', make_identity_provider, lambda name: {},
             delete=lambda name, props: cognito._delete_identity_provider(props),
             change=lambda name, old, new: answered(cognito._update_identity_provider(new))),
    resource('AWS::CloudTrail::Trail', make_trail, lambda name: {'Arn': cloudtrail._trail_arn(name)},
             delete=lambda name, props: answered(cloudtrail._delete_trail({'Name': name})), change=change_trail),
    resource('AWS::Config::ConfigurationRecorder', make_recorder, lambda name: {},
             delete=lambda name, props: config._recorders.pop(name, None),
             change=lambda name, old, new: make_recorder(name, new)),
    resource('AWS::Config::DeliveryChannel', make_channel, lambda name: {},
             delete=lambda name, props: config._delivery_channels.pop(name, None),
             change=lambda name, old, new: make_channel(name, new)),
    resource('AWS::Budgets::Budget', make_budget, lambda name: {},
             delete=lambda name, props: answered(budgets._delete_budget({'AccountId': get_account_id(), 'BudgetName': name})),
             change=change_budget),
    resource('AWS::SecretsManager::RotationSchedule', make_rotation, lambda arn: {'Id': arn}, delete=nothing,
             change=lambda arn, old, new: make_rotation(arn, new)),
    resource('AWS::WAFv2::WebACLAssociation', make_protection, lambda name: {},
             delete=lambda name, props: answered(waf._disassociate_web_acl({'ResourceArn': props['ResourceArn']}))),
    resource('AWS::Backup::BackupSelection', make_selection, lambda name: {'Id': name, 'SelectionId': name.split('_')[1]},
             delete=lambda name, props: backup._selections.pop(name.split('_')[1], None)),
)
