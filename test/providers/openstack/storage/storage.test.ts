import { parse } from 'yaml';
import { StorageStack } from '../../../../lib/providers/openstack/storage/storage';
import type { FilesPlan } from '../../../../lib/plan/storage-plan';
import type { SpacePlan } from '../../../../lib/plan/plan';
import { named, plan, resources, spaceOf, targetWith, templateOf, type Template } from '../synthesis';

const storage = (target = targetWith(), space: SpacePlan = spaceOf('city-production')): Template =>
  templateOf((app) => new StorageStack(app, 'storage', { plan, target, space }));

const reference = storage();
const container = 'reference-city-production-case-files';

describe('A store of objects', () => {
  test('is private, named by the plan, and refuses its destruction', () => {
    const store = named(reference, 'objectstorage_container_v1', container);
    expect(store.container_read).toBeUndefined();
    expect(store.container_write).toBeUndefined();
    expect(store.force_destroy).toBe(false);
    expect(store.lifecycle).toEqual({ prevent_destroy: true });
    expect(store.metadata).toMatchObject({ 'data-class': 'C3', 'retention-days': '3660', tenant: 'city', stage: 'production' });
  });

  test('keeps versions only where the cloud does, and may go with an ephemeral space', () => {
    expect(named(reference, 'objectstorage_container_v1', container).versioning).toBeUndefined();
    expect(named(storage(targetWith({ swiftVersioning: true })), 'objectstorage_container_v1', container).versioning).toBe(true);
    const ephemeral = named(
      storage(targetWith(), { ...spaceOf('city-production'), lifecycle: 'ephemeral' }),
      'objectstorage_container_v1',
      container,
    );
    expect(ephemeral.force_destroy).toBe(true);
    expect(ephemeral.lifecycle).toBeUndefined();
  });

  test('is not there on a cloud without the object interface', () => {
    expect(Object.keys(storage(targetWith({ swift: false })).resource ?? {})).toEqual([]);
  });
});

describe('Shared files', () => {
  const files: FilesPlan = { id: 'scans', name: 'reference-city-production-scans', dataClass: 'C2', key: 'c3', sizeGiB: 50 };
  const space = spaceOf('city-production');
  const withFiles = { ...space, storage: { ...space.storage, files: { scans: files } } };

  test('are a share that the app tier alone may mount', () => {
    const template = storage(targetWith({ manila: true }), withFiles);
    expect(named(template, 'sharedfilesystem_share_v2', files.name)).toMatchObject({
      share_proto: 'NFS',
      size: 50,
      is_public: false,
    });
    const cidrs = Object.values(space.network.subnets)
      .filter((subnet) => subnet.tier === 'app')
      .map((subnet) => subnet.cidr);
    expect(
      resources(template, 'sharedfilesystem_share_access_v2')
        .map((access) => access.access_to)
        .sort(),
    ).toEqual(cidrs.sort());
  });

  test('ask for no network of ours where the share type refuses one', () => {
    const template = storage(targetWith({ manila: true }, { shareNetwork: false }), withFiles);
    expect(resources(template, 'sharedfilesystem_sharenetwork_v2')).toEqual([]);
    expect(named(template, 'sharedfilesystem_share_v2', files.name).share_network_id).toBeUndefined();
  });

  test('are not there on a cloud without the file service', () => {
    expect(resources(storage(targetWith({ manila: false }), withFiles), 'sharedfilesystem_share_v2')).toEqual([]);
  });
});

describe('The backup host', () => {
  const rulesOf = (template: Template) =>
    resources(template, 'identity_application_credential_v3').flatMap(
      (one) => one.access_rules as { method: string; path: string }[],
    );

  test('holds two credentials that can read its stores, add to the backup, and delete nothing', () => {
    const credentials = resources(reference, 'identity_application_credential_v3');
    expect(credentials.map((one) => one.name).sort()).toEqual([
      'reference-city-production-backup-a',
      'reference-city-production-backup-b',
    ]);
    expect(credentials.every((one) => one.unrestricted === false)).toBe(true);
    const rules = rulesOf(reference);
    expect(rules.filter((rule) => rule.method === 'DELETE')).toEqual([]);
    expect(rules.filter((rule) => rule.path.includes(container)).map((rule) => rule.method)).not.toContain('PUT');
    expect(
      rules.filter((rule) => rule.path === '/v1/AUTH_*/reference-city-production-backup/**').map((rule) => rule.method),
    ).toContain('PUT');
  });

  test("copies every store on the plan's schedule and reads samples back", () => {
    const [server] = resources(reference, 'compute_instance_v2');
    const document = parse(String(server?.user_data).replaceAll('$${', '${')) as {
      write_files: { path: string; content: string }[];
    };
    const file = (path: string): string => document.write_files.find((one) => one.path === path)?.content ?? '';
    expect(file('/usr/local/sbin/backup-objects')).toContain(`archive copy store:${container} backup:objects/${container}`);
    expect(file('/etc/systemd/system/backup-objects.timer')).toContain('OnCalendar=*-*-* 2:0:00 UTC');
    expect(file('/usr/local/sbin/try-restore')).toContain(`sample ${container}`);
    expect(file('/etc/systemd/system/try-restore.timer')).toContain('OnCalendar=*-*-1 4:0:00 UTC');
  });

  test('asks for volume backups only where the cloud makes them', () => {
    const userData = (template: Template): string => String(resources(template, 'compute_instance_v2')[0]?.user_data);
    expect(userData(reference)).toContain('/usr/local/sbin/backup-volumes');
    expect(userData(storage(targetWith({ cinderBackup: false })))).not.toContain('backup-volumes');
  });

  test('is restricted by roles alone where the cloud knows no access rules', () => {
    const [credential] = resources(storage(targetWith({ accessRules: false })), 'identity_application_credential_v3');
    expect(credential).toMatchObject({ unrestricted: false, roles: ['creator', 'member'] });
    expect(credential?.access_rules).toBeUndefined();
  });
});
