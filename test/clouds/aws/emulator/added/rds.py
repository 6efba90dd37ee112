"""The password that RDS itself makes and keeps in Secrets Manager, which ministack knows for clusters only."""
import json
import uuid

from ministack.services import rds, secretsmanager


def with_secret(handler):
    def create(logical_id, props, stack):
        name, attributes = handler['create'](logical_id, props, stack)
        if props.get('ManageMasterUserPassword'):
            value = json.dumps({'username': props['MasterUsername'], 'password': uuid.uuid4().hex})
            rds._instances[name]['MasterUserSecret'] = {
                'SecretArn': secretsmanager.create_secret_in_process(f'rds!db-{uuid.uuid4()}', value, f'Password of {name}'),
                'KmsKeyId': props.get('MasterUserSecret', {}).get('KmsKeyId')}
        return name, attributes

    def delete(name, props):
        secret = rds._instances.get(name, {}).get('MasterUserSecret')
        handler['delete'](name, props)
        if secret:
            secretsmanager.delete_secret_in_process(secret['SecretArn'])

    return {**handler, 'create': create, 'delete': delete}


def secret_of(name, props):
    secret = rds._instances.get(name, {}).get('MasterUserSecret')
    return {'MasterUserSecret.SecretArn': secret['SecretArn']} if secret else {}
