import { tasks } from '../../../lib/providers/openstack/tasks';
import { plan, targetWith } from './synthesis';

const commands = (flags: Parameters<typeof targetWith>[0]) =>
  tasks(plan, targetWith(flags)).map(({ command }) => command.join(' '));

test('settings of stores are made only where the cloud has them', () => {
  const none = { s3ObjectLock: false, s3Lifecycle: false, s3Encryption: false, swiftVersioning: true };
  expect(commands(none).filter((command) => command.includes('s3api'))).toEqual([]);
  const locked = commands({ ...none, s3: true, s3ObjectLock: true }).filter((command) =>
    command.startsWith('aws --profile city-production'),
  );
  expect(locked).toEqual([
    'aws --profile city-production s3api create-bucket --bucket reference-city-production-case-files --object-lock-enabled-for-bucket',
    'aws --profile city-production s3api put-object-lock-configuration --bucket reference-city-production-case-files --object-lock-configuration {"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"GOVERNANCE","Days":3660}}}',
  ]);
  expect(commands({ ...none, s3: true, s3Encryption: true }).some((command) => command.includes('put-bucket-encryption'))).toBe(
    true,
  );
});

test('what the operator would apply for us is written out where the operator does not', () => {
  expect(commands({ operatorAccess: true }).filter((command) => command.includes('quota'))).toEqual([]);
  const byHand = commands({ operatorAccess: false, domainManager: true });
  expect(byHand.filter((command) => /domain create|group create|role add/.test(command))).toEqual([
    'openstack --os-cloud operator domain create reference --or-show',
    'openstack --os-cloud operator group create reference-domain-manager --domain reference --or-show',
    'openstack --os-cloud operator role add manager --group reference-domain-manager --group-domain reference --domain reference',
  ]);
  expect(
    byHand.filter((command) => command.includes(' quota set --instances')).map((command) => command.split(' ').at(-1)),
  ).toEqual(['reference-city-production', 'reference-city-staging', 'reference-county-production', 'reference-county-staging']);
});
