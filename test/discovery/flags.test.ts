import { tell } from '../../lib/discovery/flags';
import { namesIn, type QuestionId, type Replies } from '../../lib/discovery/question';
import { type OpenstackFlag, openstackFlags } from '../../lib/model/openstack-flags';
import { answersToOperator, answersToTenant, everywhere, forbidden, listing, notInCatalogue, withReplies } from './answers';

const valuesBy = (replies: Replies) => Object.fromEntries(openstackFlags.map((flag) => [flag, tell(flag, replies).value]));
const valueOf = (flag: OpenstackFlag, changes: Parameters<typeof withReplies>[0]) => tell(flag, withReplies(changes)).value;
const flagsWith = (replies: Replies, value: boolean | 'unknown') =>
  openstackFlags.filter((flag) => tell(flag, replies).value === value);

describe('the answers of a real control plane', () => {
  it('say this of every flag', () => {
    expect(valuesBy(answersToOperator)).toEqual({
      barbican: true,
      designate: true,
      swift: true,
      encryptedVolumeType: false,
      replicatedVolumeType: 'unknown',
      octaviaAmphora: true,
      addressGroups: true,
      accessRules: 'unknown',
      rbacByUsers: 'unknown',
      domainManager: 'unknown',
      vpnaas: true,
      manila: true,
      trove: false,
      ipv6: 'unknown',
      cinderBackup: false,
      auditFeed: 'unknown',
      crossAzAttach: 'unknown',
      stateLocking: false,
      s3: true,
      s3Versioning: true,
      s3ObjectLock: false,
      s3Lifecycle: false,
      s3Encryption: false,
      s3Policy: false,
      s3ConditionalPut: false,
      swiftVersioning: true,
      federation: false,
      azNames: true,
      packetLog: false,
      fwaas: false,
      tapMirror: false,
      heat: true,
      aodh: false,
      magnum: false,
      dnsIntegration: true,
      unifiedLimits: false,
      ovn: false,
      readerRole: 'unknown',
      operatorAccess: 'unknown',
    });
  });

  it('leave more open to a tenant, and contradict nothing', () => {
    const differ = openstackFlags.filter((flag) => tell(flag, answersToTenant).value !== tell(flag, answersToOperator).value);
    expect(differ.map((flag) => [flag, tell(flag, answersToTenant)])).toEqual([
      [
        'encryptedVolumeType',
        { value: 'unknown', source: 'block-storage: GET /types/{id}/encryption: not told to these credentials' },
      ],
      ['cinderBackup', { value: 'unknown', source: 'block-storage: GET /os-services: HTTP 403' }],
      ['federation', { value: 'unknown', source: 'identity: GET /OS-FEDERATION/identity_providers: HTTP 403' }],
    ]);
  });

  it('are named as the source, each time', () => {
    const source = (flag: OpenstackFlag) => tell(flag, answersToOperator).source;
    expect([source('barbican'), source('trove'), source('vpnaas'), source('packetLog'), source('octaviaAmphora')]).toEqual([
      'key-manager: GET /secrets',
      'the catalogue lists no database',
      'network: GET /extensions lists vpnaas',
      'network: GET /extensions does not list logging',
      'load-balancer: GET /lbaas/providers lists amphora, octavia',
    ]);
  });
});

describe('what is not read', () => {
  it.each([
    ['forbidden', forbidden],
    ['without an answer', { kind: 'unreadable', status: 0 }],
    ['an error of the cloud', { kind: 'unreadable', status: 503 }],
    ['a refused question', { kind: 'refused', status: 400 }],
  ] as const)('is never a no: %s', (_, reply) => {
    expect(flagsWith(everywhere(reply), false)).toEqual([]);
  });

  it('is no yes either, but for an S3 that stands in the catalogue', () => {
    expect(flagsWith(everywhere(forbidden), true)).toEqual(['s3']);
  });

  it('of one question leaves exactly its flags open', () => {
    const opened = (id: QuestionId) =>
      openstackFlags.filter((flag) => valueOf(flag, { [id]: forbidden }) !== tell(flag, answersToOperator).value);
    expect([opened('secrets'), opened('names'), opened('balancers'), opened('managerRole'), opened('backupServices')]).toEqual([
      ['barbican'],
      ['designate'],
      ['octaviaAmphora'],
      [],
      ['cinderBackup'],
    ]);
    expect(opened('extensions')).toEqual(['addressGroups', 'vpnaas', 'packetLog', 'fwaas', 'tapMirror', 'dnsIntegration', 'ovn']);
  });
});

describe('a cloud that lacks something', () => {
  it.each([
    ['addressGroups', 'address-group'],
    ['vpnaas', 'vpnaas'],
    ['dnsIntegration', 'dns-integration'],
    ['rbacByUsers', 'rbac-policies'],
  ] as const)('has no %s without the extension %s', (flag, alias) => {
    const aliases = namesIn(answersToOperator.extensions, 'alias');
    expect(aliases).toContain(alias);
    const extensions = listing(...aliases.filter((one) => one !== alias).map((one) => ({ alias: one })));
    expect(valueOf(flag, { extensions })).toBe(false);
  });

  it.each([
    ['barbican', 'secrets'],
    ['designate', 'names'],
    ['swift', 'account'],
    ['manila', 'shares'],
    ['heat', 'stacks'],
    ['octaviaAmphora', 'balancers'],
    ['accessRules', 'credentialRules'],
  ] as const)('has no %s where the catalogue does not list it', (flag, id) => {
    expect(tell(flag, withReplies({ [id]: notInCatalogue })).value).toBe(false);
  });

  it.each([
    ['trove', { databases: listing() }],
    ['aodh', { alarms: listing() }],
    ['magnum', { clusters: listing() }],
    ['packetLog', { extensions: listing({ alias: 'logging' }) }],
    ['fwaas', { extensions: listing({ alias: 'fwaas_v2' }) }],
    ['tapMirror', { extensions: listing({ alias: 'tap-mirror' }) }],
    ['federation', { identityProviders: listing({ enabled: true }) }],
    ['unifiedLimits', { registeredLimits: listing({ resource_name: 'servers' }) }],
    ['cinderBackup', { backupServices: listing({ status: 'enabled', state: 'up' }) }],
    ['ipv6', { pools: listing({ name: 'six' }) }],
    ['ipv6', { externalSubnets: listing({ of: 'public', cidr: '2001:db8::/64' }) }],
    ['ovn', { agents: listing({ agent_type: 'OVN Controller agent' }) }],
    ['ovn', { balancers: listing({ name: 'amphora' }, { name: 'ovn' }) }],
    ['encryptedVolumeType', { encryption: listing({ of: 'ssd', provider: 'luks' }) }],
    ['replicatedVolumeType', { volumeTypes: listing({ name: 'a', description: '[scs:encrypted, replicated] Ceph' }) }],
    ['replicatedVolumeType', { volumeTypes: listing({ name: 'a', extra_specs: { replication_enabled: '<is> True' } }) }],
  ] as const)('gets %s as soon as it says so: %j', (flag, changes) => {
    expect([tell(flag, answersToOperator).value === true, valueOf(flag, changes)]).toEqual([false, true]);
  });

  it.each([
    ['octaviaAmphora', { balancers: listing({ name: 'ovn' }) }, false],
    ['cinderBackup', { backupServices: listing({ status: 'enabled', state: 'down' }) }, 'unknown'],
    ['domainManager', { managerRole: listing() }, false],
    ['ipv6', { externalSubnets: listing({ of: 'public', failed: 'forbidden' }) }, 'unknown'],
    ['ovn', { agents: listing({ agent_type: 'Open vSwitch agent' }) }, false],
    ['ovn', { extensions: listing() }, 'unknown'],
    ['azNames', { zones: listing() }, false],
    ['encryptedVolumeType', { volumeTypes: listing({ name: 'a', description: '[scs:encrypted]' }), encryption: forbidden }, true],
    [
      'encryptedVolumeType',
      { volumeTypes: listing({ name: 'a', description: 'scs:encrypted' }), encryption: forbidden },
      'unknown',
    ],
  ] as const)('is read with care: %s by %j is %p', (flag, changes, wanted) => {
    expect(valueOf(flag, changes)).toBe(wanted);
  });
});

describe('an object store', () => {
  const s3Flags = openstackFlags.filter((flag) => /^s3/.test(flag));
  const values = (changes: Parameters<typeof withReplies>[0]) => s3Flags.map((flag) => valueOf(flag, changes));

  it('in the catalogue as s3 has it; what it can do, only signed requests would show', () => {
    expect(values({ s3: listing({}), storeInfo: forbidden })).toEqual([true, ...Array<string>(6).fill('unknown')]);
  });

  it('that answers strangers as S3 does has it', () => {
    const storeSite = listing({ 'x-amz-request-id': 'tx0' });
    expect(values({ storeSite, storeInfo: listing({ name: 'swift' }) })[0]).toBe(true);
  });

  it('that does not say may have it elsewhere', () => {
    expect(values({ storeInfo: listing({ name: 'swift' }) })[0]).toBe('unknown');
  });

  it('that is none has nothing of it', () => {
    const nothing = { account: notInCatalogue, storeInfo: notInCatalogue, storeSite: notInCatalogue };
    expect(values(nothing)).toEqual(Array(7).fill(false));
    expect([valueOf('swift', nothing), valueOf('swiftVersioning', nothing)]).toEqual([false, false]);
  });

  it('without its filter keeps no versions', () => {
    const storeInfo = listing({ name: 'swift' }, { name: 's3api' }, { name: 'versioned_writes' });
    expect([valueOf('swiftVersioning', { storeInfo }), valueOf('s3Versioning', { storeInfo })]).toEqual([false, false]);
  });
});
