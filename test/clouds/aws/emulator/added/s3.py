"""Properties of a bucket that ministack's S3 has and its CloudFormation lacks."""
from xml.sax.saxutils import escape

from ministack.services import s3


def xml(tag, value):
    if isinstance(value, list):
        return ''.join(xml(tag, one) for one in value)
    if isinstance(value, dict):
        return f'<{tag}>{"".join(xml(k, v) for k, v in value.items())}</{tag}>'
    return f'<{tag}>{escape(str(value).lower() if isinstance(value, bool) else str(value))}</{tag}>'


def encryption(prop):
    rules = []
    for rule in prop['ServerSideEncryptionConfiguration']:
        default = dict(rule['ServerSideEncryptionByDefault'])
        if default['SSEAlgorithm'] == 'aws:kms':    # without a key id, ministack refuses every upload
            default.setdefault('KMSMasterKeyID', 'alias/aws/s3')
        rules.append({'ApplyServerSideEncryptionByDefault': default,
                      'BucketKeyEnabled': rule.get('BucketKeyEnabled', False)})
    return xml('ServerSideEncryptionConfiguration', {'Rule': rules}).encode()


def stays(bucket):
    """An object lock cannot be taken off again."""


added = (                                       # property, its form in the API, how to put and to remove it
    ('BucketEncryption', encryption, s3._put_bucket_encryption, s3._delete_bucket_encryption),
    ('Tags', lambda tags: xml('Tagging', {'TagSet': {'Tag': tags}}).encode(),
     s3._put_bucket_tagging, s3._delete_bucket_tagging),
    ('ObjectLockEnabled', lambda on: xml('Lock', {'ObjectLockEnabled': 'Enabled'}).encode(),
     s3._put_object_lock_configuration, stays),
    ('ObjectLockConfiguration', lambda lock: xml('Lock', lock).encode(),
     s3._put_object_lock_configuration, stays),
)
