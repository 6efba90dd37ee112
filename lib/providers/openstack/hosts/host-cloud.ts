import type { CloudInit } from './cloud-init';

/** Where a host keeps what it knows, and how it asks the cloud. */
export interface HostCloudProps {
  readonly region: string;
  /** Where secrets lie: in the key manager, or in an object container of the service. */
  readonly secrets: { readonly kind: 'barbican' } | { readonly kind: 'objects'; readonly container: string };
}

/** Marks that user data fills in for the parts below. */
export const credentialMarks = ['identityUrl', 'credentialId', 'credentialSecret'] as const;

const tool = `#!/usr/bin/python3
"""Asks the cloud with the host's credential: secret-get NAME current|first, secret-make NAME DAYS|once, token, metadata."""
import datetime, json, os, secrets, subprocess, sys, urllib.error, urllib.parse, urllib.request

CREDENTIAL = os.environ.get('CLOUD_CREDENTIAL', '/etc/cloud-access/credential.json')
SETTINGS = json.load(open(CREDENTIAL)) if os.path.exists(CREDENTIAL) else {}


def call(method, url, token=None, body=None, kind='application/json', accept='application/json'):
    headers = {'Accept': accept, **({'X-Auth-Token': token} if token else {}), **({'Content-Type': kind} if body else {})}
    with urllib.request.urlopen(urllib.request.Request(url, method=method, data=body, headers=headers), timeout=30) as answer:
        return answer.headers, answer.read()


def session():
    root = SETTINGS['identity'].rstrip('/')
    root = root if root.endswith('/v3') else root + '/v3'
    identity = {'methods': ['application_credential'], 'application_credential': {'id': SETTINGS['id'], 'secret': SETTINGS['secret']}}
    headers, answer = call('POST', root + '/auth/tokens', body=json.dumps({'auth': {'identity': identity}}).encode())
    return headers['X-Subject-Token'], json.loads(answer)['token']['catalog']


def key_manager(catalog):
    url = [e['url'] for s in catalog if s['type'] == 'key-manager' for e in s['endpoints'] if e['interface'] == 'public' and e['region_id'] == SETTINGS['region']][0]
    return url.rstrip('/') if url.rstrip('/').endswith('/v1') else url.rstrip('/') + '/v1'


def stored(*words, **options):
    return subprocess.run(['objects', *words], check=True, capture_output=True, **options).stdout


def moment(text):
    return datetime.datetime.fromisoformat(text[:19])


def versions(name):
    """When each value was born and how to read it, oldest first."""
    if SETTINGS['secrets'] != 'barbican':
        root = 'store:' + SETTINGS['secrets']
        listed = json.loads(stored('lsjson', '--recursive', '--files-only', root, '--include', '/' + name, '--include', '/' + name + '/**'))
        found = [(moment(one['ModTime']), lambda path=one['Path']: stored('cat', root + '/' + path).decode()) for one in listed]
    else:
        token, catalog = session()
        root = key_manager(catalog) + '/secrets'
        listed = json.loads(call('GET', root + '?' + urllib.parse.urlencode({'name': name, 'limit': 100}), token)[1])['secrets']
        found = [(moment(one['created']), lambda ref=one['secret_ref']: call('GET', root + '/' + ref.rsplit('/', 1)[1] + '/payload', token, accept='text/plain')[1].decode()) for one in listed]
    return sorted(found, key=lambda one: one[0])


def secret_get(name, which):
    found = versions(name)
    if not found:
        raise SystemExit('no secret ' + name)
    # A new value counts half an hour after its birth, for all hosts at once: by then each has asked.
    settled = [one for one in found if datetime.datetime.utcnow() - one[0] >= datetime.timedelta(minutes=30)] or found[:1]
    return (found[0] if which == 'first' else settled[-1])[1]()


def secret_make(name, days):
    found = versions(name)
    if found and (days == 'once' or datetime.datetime.utcnow() - found[-1][0] < datetime.timedelta(days=int(days))):
        return
    value = secrets.token_urlsafe(32)
    if SETTINGS['secrets'] != 'barbican':
        stored('rcat', 'store:' + SETTINGS['secrets'] + '/' + name + '/' + datetime.datetime.utcnow().strftime('%Y%m%dT%H%M%SZ'), input=value.encode())
        return
    token, catalog = session()
    body = {'name': name, 'payload': value, 'payload_content_type': 'text/plain', 'secret_type': 'passphrase'}
    call('POST', key_manager(catalog) + '/secrets', token, json.dumps(body).encode())


def metadata():
    proxies = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with proxies.open('http://169.254.169.254/openstack/latest/meta_data.json', timeout=10) as answer:
        return json.load(answer).get('meta', {})


if __name__ == '__main__':
    act, words = sys.argv[1], sys.argv[2:]
    if act == 'secret-get':
        sys.stdout.write(secret_get(*words))
    elif act == 'secret-make':
        secret_make(*words)
    elif act == 'token':
        sys.stdout.write(session()[0])
    elif act == 'metadata':
        json.dump(metadata(), sys.stdout)
    else:
        raise SystemExit('unknown: ' + act)
`;

/** The tool by which a host asks the cloud; without a credential it reads the host's own metadata only. */
export const hostCloud: CloudInit = {
  packages: ['python3'],
  files: [{ path: '/usr/local/sbin/host-cloud', mode: '0755', content: tool }],
  commands: [],
};

/** The host's restricted credential, for the tool and for the object store. */
export const hostCredential = (props: HostCloudProps): CloudInit => ({
  packages: ['rclone'],
  files: [
    { path: '/etc/cloud-access/credential.json', mode: '0600', content: credential(props) },
    { path: '/etc/cloud-access/rclone.conf', mode: '0600', content: objectStore(props) },
    {
      path: '/usr/local/sbin/objects',
      mode: '0755',
      content: '#!/bin/bash\nexec through-proxy rclone --config /etc/cloud-access/rclone.conf "$@"\n',
    },
  ],
  commands: [],
});

const credential = (props: HostCloudProps): string =>
  `${JSON.stringify({
    identity: '@identityUrl@',
    id: '@credentialId@',
    secret: '@credentialSecret@',
    region: props.region,
    secrets: props.secrets.kind === 'barbican' ? 'barbican' : props.secrets.container,
  })}\n`;

const objectStore = (props: HostCloudProps): string => `[store]
type = swift
auth = @identityUrl@
auth_version = 3
application_credential_id = @credentialId@
application_credential_secret = @credentialSecret@
region = ${props.region}
`;
