"""
ministack with what its CloudFormation lacks. Every type that nothing is behind gets a stand-in, and says so; a type
that AWS does not have is refused, as AWS refuses it. Reaches into ministack's modules: ministack.txt pins the version.
"""
from ministack import app
from ministack.services.cloudformation import provisioners

from added import apis, attributes, corrections, ec2, execution, lifeline, rds, refusals, s3, stack_output
from added.resource import all_types, readable
from added.stand_ins import lacking, partly, stand_in

inner = app.app


async def over_tls(scope, receive, send):
    """Requests count as sent over TLS, which would end in front of this server, unless one says otherwise."""
    if scope['type'] == 'http' and not any(name == b'x-forwarded-proto' for name, _ in scope['headers']):
        scope = {**scope, 'headers': [*scope['headers'], (b'x-forwarded-proto', b'https')]}
    await inner(scope, receive, send)


handlers = provisioners._RESOURCE_HANDLERS
for handler in ec2.added + apis.added:
    handlers.update(handler)
handlers['AWS::RDS::DBInstance'] = rds.with_secret(handlers['AWS::RDS::DBInstance'])
for kind in all_types() - set(handlers):
    handlers.update(stand_in(kind))
for kind in lacking:
    handlers.update(partly(kind, handlers[kind], lacking[kind]))
refusals.install(handlers)
corrections.install(handlers)
for kind in list(handlers):
    handlers[kind] = readable(kind, handlers[kind], attributes.more.get(kind, lambda name, props: {}))
provisioners._S3_BUCKET_CONFIGURATIONS += s3.added
stack_output.install()
execution.install()
app.app = over_tls
lifeline.hold()
app.main()
