import { type ValueMap, itemsOf, textAt, valuesAt } from '../../lib/evidence/value';
import { planOf } from '../plans';
import { evidenceIn, synthesized } from './synthesized';

/** What holds for every artefact of a cloud, whatever it is for. */

const plan = planOf('reference/municipal.yaml', (blueprint) => {
  blueprint.stages = { production: {} };
});

describe('on aws', () => {
  const evidence = evidenceIn(synthesized(plan, 'aws'));

  test('a replication that encrypts anew also says that it takes encrypted objects', () => {
    const rules = evidence
      .ofType('AWS::S3::Bucket')
      .flatMap(({ id, properties }) => valuesAt(properties, 'ReplicationConfiguration.Rules').map((rule) => ({ id, rule })));
    const encrypting = rules.filter(({ rule }) => valuesAt(rule, 'Destination.EncryptionConfiguration').length > 0);
    expect(encrypting.length).toBeGreaterThan(0);
    expect(
      encrypting
        .filter(({ rule }) => textAt(rule, 'SourceSelectionCriteria.SseKmsEncryptedObjects.Status') !== 'Enabled')
        .map(({ id }) => id),
    ).toEqual([]);
  });

  test('no physical name is given twice in one account and region', () => {
    const names = evidence.resources.flatMap(({ type, artefact, properties }) =>
      Object.entries(named).flatMap(([of, key]) =>
        type === of && textAt(properties, key) !== ''
          ? [`${artefact.account} ${artefact.region} ${type} ${textAt(properties, key)}`]
          : [],
      ),
    );
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

const named: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Name',
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::Logs::ResourcePolicy': 'PolicyName',
};

describe('on openstack', () => {
  const synth = synthesized(plan, 'openstack');
  const evidence = evidenceIn(synth);

  test('each state has one provider, of one privilege', () => {
    const several = [...synth.templates].filter(
      ([, text]) => itemsOf((JSON.parse(text) as { provider: ValueMap }).provider.openstack).length !== 1,
    );
    expect(several.map(([id]) => id)).toEqual([]);
  });

  test('no name is made in two states', () => {
    const made = evidence.resources.flatMap(({ type, artefact, properties }) =>
      unique.includes(type) && textAt(properties, 'name') !== ''
        ? [{ state: artefact.name, name: `${type} ${textAt(properties, 'name')}` }]
        : [],
    );
    expect(made.length).toBeGreaterThan(50);
    const twice = made.filter(({ state, name }) => made.some((other) => other.name === name && other.state !== state));
    expect(twice).toEqual([]);
  });

  test('no state holds a secret in plain text', () => {
    const found = [...synth.templates].filter(([, text]) => /PRIVATE KEY-----|"admin_pass"|"payload"/.test(text));
    expect(found.map(([id]) => id)).toEqual([]);
  });
});

/** Types that other states find by name, and containers, whose names a project shares. */
const unique: readonly string[] = [
  'objectstorage_container_v1',
  'networking_network_v2',
  'networking_router_v2',
  'networking_secgroup_v2',
  'identity_project_v3',
  'identity_group_v3',
  'compute_instance_v2',
  'lb_loadbalancer_v2',
  'dns_zone_v2',
];
