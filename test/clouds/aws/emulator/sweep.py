"""Every operation of a service, each asked once with as little as the SDK lets through: only the answer's code counts."""
from botocore.exceptions import ClientError


def least(shape, name, account, depth=0):
    """The smallest value of a shape; names and ARNs that nothing has, so that what is allowed changes nothing."""
    kind = shape.type_name
    if kind == 'structure':
        return {key: least(shape.members[key], key, account, depth + 1) for key in shape.required_members} if depth < 6 else {}
    if kind == 'list':
        return [least(shape.member, name, account, depth + 1)] * max(shape.metadata.get('min', 0), 1)
    if kind == 'map':
        return {}
    if kind == 'string':
        return text(shape, name, account)
    return {'boolean': False, 'blob': b'x', 'timestamp': '2026-01-01T00:00:00Z'}.get(kind, shape.metadata.get('min', 1))


def text(shape, name, account):
    if shape.enum:
        return shape.enum[0]
    if name.lower().endswith('arn'):
        return f'arn:aws:nothing:eu-central-1:{account}:thing/nobody-has-this'
    if name == 'Bucket':
        return 'nobody-has-this'
    if name.lower() == 'accountid':
        return account
    return 'x' * max(shape.metadata.get('min', 1), 1)


def every(client, account, only=None):
    """Codes of the answers by operation; `fine` for those that were answered."""
    codes = {}
    for method, operation in client.meta.method_to_api_mapping.items():
        if only is not None and operation not in only:
            continue
        shape = client.meta.service_model.operation_model(operation).input_shape
        try:
            getattr(client, method)(**(least(shape, '', account) if shape else {}))
            codes[operation] = 'fine'
        except ClientError as error:
            codes[operation] = error.response['Error']['Code']
        except Exception as error:              # what does not leave the SDK
            codes[operation] = type(error).__name__
    return codes
