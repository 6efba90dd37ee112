"""
AWS's own SDK for Python behind a pipe: a line of JSON asks for one operation, a line of JSON answers. Lists come whole.

ask:    {id, service, operation, parameters, region, key, secret, token, plain}; operation `*` tries every one
answer: {id, value} or {id, code, message}
"""
import datetime
import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

import sweep

session = botocore.session.Session()
config = Config(retries={'max_attempts': 1}, s3={'addressing_style': 'path'}, parameter_validation=True, max_pool_connections=8)
clients = {}
making = threading.Lock()
writing = threading.Lock()


def client(service, region, key, secret, token, plain):
    name = (service, region, key, plain)
    with making:
        if name not in clients:
            made = session.create_client(
                service, region_name=region, endpoint_url=os.environ['AWS_ENDPOINT_URL'], config=config,
                aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token)
            if plain:                           # sent without TLS, as the emulator sees it
                made.meta.events.register('before-send', lambda request, **_: request.headers.update({'x-forwarded-proto': 'http'}))
            clients[name] = made
        return clients[name]


def read(value):
    if isinstance(value, StreamingBody):
        return value.read().decode(errors='replace')
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode(errors='replace')
    return str(value)


def answer(ask):
    made = client(ask['service'], ask['region'], ask['key'], ask['secret'], ask.get('token'), ask.get('plain', False))
    if ask['operation'] == '*':
        return {'value': sweep.every(made, **ask['parameters'])}
    method = next(name for name, operation in made.meta.method_to_api_mapping.items() if operation == ask['operation'])
    if made.can_paginate(method):
        value = made.get_paginator(method).paginate(**ask['parameters']).build_full_result()
    else:
        value = getattr(made, method)(**ask['parameters'])
        value.pop('ResponseMetadata', None)
    return {'value': value}


def serve(line):
    ask = json.loads(line)
    try:
        said = answer(ask)
    except ClientError as error:
        said = {'code': error.response['Error']['Code'], 'message': str(error)}
    except Exception as error:                  # what the SDK itself refuses, such as a missing parameter
        said = {'code': type(error).__name__, 'message': str(error)}
    with writing:
        print(json.dumps({'id': ask['id'], **said}, default=read), flush=True)


with ThreadPoolExecutor(4) as pool:
    for each in sys.stdin:
        pool.submit(serve, each)
