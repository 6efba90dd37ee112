import { parse } from 'yaml';
import type { SubnetPlan } from '../../../../lib/plan/network-plan';
import type { ServicePlan } from '../../../../lib/plan/service-plan';
import { updateLock } from '../../../../lib/plan/lock-update';
import { userDataLimit } from '../../../../lib/providers/openstack/hosts/cloud-init';
import { ServiceStack } from '../../../../lib/providers/openstack/hosting/service';
import { referenceBlueprint, resolved } from '../../../plans';
import { named, plan, resources, spaceOf, targetWith, templateOf, type Arguments, type Template } from '../synthesis';

const space = spaceOf('city-production');
const kindergarten = space.services.kindergarten as ServicePlan;
const name = 'reference-city-production-kindergarten';

const stack = (service: ServicePlan = kindergarten, target = targetWith()): Template =>
  templateOf((app) => new ServiceStack(app, 'service', { plan, target, space, service }));

const reference = stack();

const servers = (template: Template): readonly Arguments[] => resources(template, 'compute_instance_v2');

/** What each server waits for of the other servers, by the ends of their names. */
const waits = (template: Template): Readonly<Record<string, string>> => {
  const made = Object.entries(template.resource?.openstack_compute_instance_v2 ?? {});
  const ends = new Map(
    made.map(([id, { name: whole }]) => [`openstack_compute_instance_v2.${id}`, String(whole).slice(name.length + 1)]),
  );
  return Object.fromEntries(
    made.flatMap(([id, { depends_on: waited }]) =>
      ((waited ?? []) as string[]).map((one) => [ends.get(`openstack_compute_instance_v2.${id}`), ends.get(one) ?? one]),
    ),
  ) as Readonly<Record<string, string>>;
};

interface Document {
  readonly write_files: readonly { readonly path: string; readonly content: string }[];
}

/** The cloud-config of a host as the host reads it. */
const documentOf = (template: Template, host: string): Document =>
  parse(
    String(named(template, 'compute_instance_v2', host).user_data)
      .replaceAll('$${', '${')
      .replaceAll('%%{', '%{'),
  ) as Document;

const fileOf = (template: Template, host: string, path: string): string =>
  documentOf(template, host).write_files.find((file) => file.path === path)?.content ?? '';

describe('The hosts of a service', () => {
  test('are as many as the plan and the self-run software ask for', () => {
    const roles: Record<string, number> = {};
    for (const server of servers(reference)) {
      const role = String(server.name)
        .slice(name.length + 1)
        .replace(/-[ab]-\d$/, '');
      roles[role] = (roles[role] ?? 0) + 1;
    }
    expect(roles).toEqual({
      entry: 2,
      ops: 1,
      'part-form': 2,
      'part-api': 2,
      'part-checks': 2,
      'data-places': 2,
      'witness-places': 1,
      queue: 3,
    });
  });

  test('keep their volumes where they are when a zone is added; only what keeps nothing moves there', () => {
    const file = 'reference/municipal.yaml';
    const before = referenceBlueprint();
    const lock = updateLock(before, undefined, file);
    const { openstack } = before.targets;
    if (openstack === undefined) throw new Error('no target on OpenStack');
    const grown = { ...before, targets: { openstack }, network: { ...before.network, zones: 3 } };
    const later = lock.ok ? updateLock(grown, lock.value, file) : lock;
    if (!later.ok) throw new Error('no lock');
    const wider = resolved(file, (blueprint) => Object.assign(blueprint, grown), later.value);
    if (!wider.ok) throw new Error(JSON.stringify(wider.problems));
    const there = wider.value.spaces['city-production'];
    const target = wider.value.targets.openstack;
    if (there === undefined || target?.provider !== 'openstack') throw new Error('no space');
    const moved = templateOf(
      (app) =>
        new ServiceStack(app, 'service', {
          plan: wider.value,
          target,
          space: there,
          service: there.services.kindergarten as ServicePlan,
        }),
    );
    const volumes = ({ resource }: Template) => Object.keys(resource?.openstack_blockstorage_volume_v3 ?? {}).sort();
    expect(volumes(moved)).toEqual(volumes(reference));
    expect(volumes(reference)).toHaveLength(6);
    expect(servers(moved).map((server) => server.name)).toContain(`${name}-witness-places-c-1`);
    expect(servers(reference).map((server) => server.name)).toContain(`${name}-witness-places-a-1`);
  });

  test('boot from encrypted volumes, in their zone, spread softly, without a password or a key', () => {
    const groups = resources(reference, 'compute_servergroup_v2');
    expect(groups.every((group) => JSON.stringify(group.policies) === '["anti-affinity"]')).toBe(true);
    for (const server of servers(reference)) {
      const [device] = server.block_device as Arguments[];
      expect(device).toMatchObject({ destination_type: 'volume', source_type: 'image', volume_type: 'luks', boot_index: 0 });
      expect(server.availability_zone).toBe(String(server.name).includes('-a-') ? 'az1' : 'az2');
      expect(server.admin_pass ?? server.key_pair ?? server.personality).toBeUndefined();
      expect(server.lifecycle).toEqual({ ignore_changes: ['image_name', 'block_device'] });
    }
  });

  test('start one after another where their rule could send them away: within a zone of the cloud', () => {
    expect(waits(reference)).toEqual({ 'queue-a-2': 'queue-a-1' });
    expect(waits(stack(kindergarten, targetWith({ azNames: false })))).toEqual({
      'data-places-b-1': 'data-places-a-1',
      'entry-b-1': 'entry-a-1',
      'part-api-b-1': 'part-api-a-1',
      'part-checks-b-1': 'part-checks-a-1',
      'part-form-b-1': 'part-form-a-1',
      'queue-b-1': 'queue-a-1',
      'queue-a-2': 'queue-b-1',
    });
  });

  test('fall back to the plain volume type and no zone where the cloud has neither', () => {
    const [server] = servers(stack(kindergarten, targetWith({ encryptedVolumeType: false, azNames: false })));
    expect((server?.block_device as Arguments[])[0]?.volume_type).toBe('standard');
    expect(server?.availability_zone).toBeUndefined();
  });

  test('stand in the tier of their role, each on a port of its own with the base group and its own', () => {
    const ports = resources(reference, 'networking_port_v2').filter((port) => port.name !== `${name}-entry`);
    expect(ports).toHaveLength(servers(reference).length);
    for (const port of ports) {
      const tier = /-entry-/.test(String(port.name))
        ? 'edge'
        : /-(?:data|witness|queue)-/.test(String(port.name))
          ? 'data'
          : 'app';
      expect(String((port.fixed_ip as Arguments[])[0]?.subnet_id)).toContain(`subnet-${tier}-`);
      // App hosts also talk over the space's connections.
      expect(port.security_group_ids).toHaveLength(tier === 'app' ? 3 : 2);
      expect(port.port_security_enabled).toBe(true);
    }
  });

  test('have user data that Nova takes, and no value that is a secret', () => {
    for (const server of servers(reference)) {
      const text = String(server.user_data);
      expect(Buffer.from(text).toString('base64').length).toBeLessThan(userDataLimit);
      expect(text).not.toMatch(/@[a-z][a-zA-Z]*@/);
      expect(text).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY/);
    }
    expect(resources(reference, 'keymanager_secret_v1')).toEqual([]);
    expect(JSON.stringify(reference)).not.toMatch(/"(?:password|payload|admin_pass)"/);
  });

  test('keep their data on volumes that outlive them and are marked for backup', () => {
    const volume = named(reference, 'blockstorage_volume_v3', `${name}-data-places-a-1`);
    expect(volume).toMatchObject({
      size: 50,
      volume_type: 'luks',
      enable_online_resize: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(volume.metadata).toMatchObject({ backup: 'reference-city-production' });
    expect(resources(reference, 'compute_volume_attach_v2')).toHaveLength(resources(reference, 'blockstorage_volume_v3').length);
  });

  test('learn of each other by metadata, which changes in place', () => {
    const server = named(reference, 'compute_instance_v2', `${name}-part-form-a-1`);
    const metadata = server.metadata as Record<string, string>;
    expect(metadata.self).toBe('part-form-a-1');
    expect(metadata['peers.data-places']).toMatch(/^data-places-a-1=\$\{.*\} data-places-b-1=\$\{.*\}$/);
    expect(metadata['peers.quorum-places']?.match(/-1=/g)).toHaveLength(3);
    expect(String(server.user_data)).not.toContain('all_fixed_ips');
  });
});

test('The witness of a database stands in a zone without a copy, where there is one', () => {
  const zones = ['a', 'b', 'c'];
  const wide = {
    ...space,
    network: {
      ...space.network,
      zones,
      subnets: {
        ...space.network.subnets,
        'data-c': { ...(space.network.subnets['data-a'] as SubnetPlan), id: 'data-c', zone: 'c' },
        'edge-c': { ...(space.network.subnets['edge-a'] as SubnetPlan), id: 'edge-c', zone: 'c' },
      },
    },
  };
  const template = templateOf(
    (app) => new ServiceStack(app, 'service', { plan, target: targetWith(), space: wide, service: kindergarten }),
  );
  expect(
    servers(template)
      .map((server) => String(server.name))
      .filter((host) => host.includes('-witness-')),
  ).toEqual([`${name}-witness-places-c-1`]);
});

describe('A release', () => {
  const released: ServicePlan = {
    ...kindergarten,
    web: Object.fromEntries(
      Object.entries(kindergarten.web).map(([id, part]) => [
        id,
        { ...part, image: `registry.example/${id}@sha256:${'b'.repeat(64)}`, released: true, port: 9000, health: '/alive' },
      ]),
    ),
  };

  test('changes nothing that Terraform sees', () => {
    expect(stack(released)).toEqual(reference);
  });
});

describe('Flows', () => {
  const rules = resources(reference, 'networking_secgroup_rule_v2');
  const idOf = (role: string): string =>
    `\${${String(Object.entries(reference.resource?.openstack_networking_secgroup_v2 ?? {}).find(([, group]) => group.name === `${name}-${role}`)?.[0])}`.replace(
      '${',
      '${openstack_networking_secgroup_v2.',
    ) + '.id}';
  const into = (role: string) =>
    rules
      .filter((rule) => rule.security_group_id === idOf(role) && rule.direction === 'ingress')
      .map((rule) => `${rule.remote_ip_prefix ?? rule.remote_group_id}:${rule.port_range_min}`)
      .sort();

  test('start from groups without the rules that Neutron gives', () => {
    const groups = resources(reference, 'networking_secgroup_v2');
    expect(groups.length).toBeGreaterThan(7);
    expect(groups.every((group) => group.delete_default_rules === true)).toBe(true);
  });

  test('lead into the database from its users, its own hosts and the watcher only', () => {
    expect(into('data-places')).toEqual(
      [
        ...['part-api', 'part-checks', 'ops'].flatMap((role) => [`${idOf(role)}:5432`, `${idOf(role)}:8008`]),
        ...[5432, 8008, 2379, 2380].map((port) => `${idOf('data-places')}:${port}`),
        ...[2379, 2380].map((port) => `${idOf('witness-places')}:${port}`),
        `${idOf('ops')}:9100`,
        `${idOf('ops')}:9187`,
      ].sort(),
    );
  });

  test('lead into the web part from the entry and the watcher only', () => {
    expect(into('part-form')).toEqual([`${idOf('entry')}:8080`, `${idOf('ops')}:9100`].sort());
  });

  test('come from the world to the public address only, on two ports', () => {
    const world = rules.filter((rule) => rule.direction === 'ingress' && rule.remote_ip_prefix === '0.0.0.0/0');
    expect(world.map((rule) => rule.port_range_min).sort()).toEqual([443, 80]);
    expect(world.every((rule) => rule.security_group_id === idOf('public'))).toBe(true);
  });

  test('go out to no network but the declared link', () => {
    const out = rules
      .filter((rule) => rule.direction === 'egress' && rule.remote_ip_prefix !== undefined)
      .map((rule) => `${rule.remote_ip_prefix}:${rule.port_range_min}`);
    expect([...new Set(out)]).toEqual(['10.64.16.4/32:443']);
  });

  test('are all of them named on both sides', () => {
    const between = rules.filter((rule) => rule.remote_group_id !== undefined);
    const sides = (direction: string) => between.filter((rule) => rule.direction === direction).length;
    expect(sides('ingress')).toBe(sides('egress'));
  });
});

describe('The entry', () => {
  test('is a balancer that forwards TCP and says whom it forwards', () => {
    expect(
      resources(reference, 'lb_listener_v2')
        .map((one) => [one.protocol, one.protocol_port])
        .sort(),
    ).toEqual([
      ['TCP', 443],
      ['TCP', 80],
    ]);
    expect(resources(reference, 'lb_pool_v2').map((one) => one.protocol)).toEqual(['PROXYV2', 'PROXYV2']);
    expect(resources(reference, 'networking_floatingip_v2')).toHaveLength(1);
    expect(fileOf(reference, `${name}-entry-a-1`, '/etc/render-peers/etc_apache2_sites-available_service.conf')).toContain(
      'RemoteIPProxyProtocol On',
    );
  });

  test('forwards plainly where the driver only redirects', () => {
    const template = stack(kindergarten, targetWith({ octaviaAmphora: false }));
    expect(resources(template, 'lb_pool_v2').map((one) => one.protocol)).toEqual(['TCP', 'TCP']);
    expect(fileOf(template, `${name}-entry-a-1`, '/etc/render-peers/etc_apache2_sites-available_service.conf')).not.toContain(
      'RemoteIPProxyProtocol',
    );
  });

  test('ends TLS, filters and asks for the sign-in', () => {
    const site = fileOf(reference, `${name}-entry-a-1`, '/etc/render-peers/etc_apache2_sites-available_service.conf');
    expect(site).toContain('SSLProtocol -all +TLSv1.2 +TLSv1.3');
    expect(site).toContain('AuthType openid-connect');
    // Nobody gets in while the sign-in is not configured.
    expect(site).toContain('<IfFile !/etc/apache2/sign-in.conf>\n    <Location />\n      Require all denied');
    expect(site.indexOf('ProxyPass /api ')).toBeLessThan(site.indexOf('ProxyPass / '));
    expect(fileOf(reference, `${name}-entry-a-1`, '/etc/modsecurity/service.conf')).toContain('tx.dos_counter_threshold=2000');
    expect(fileOf(reference, `${name}-entry-a-1`, '/etc/modsecurity/service.conf')).toContain(
      'tx.allowed_methods=GET HEAD POST PUT PATCH DELETE OPTIONS',
    );
    expect(fileOf(reference, `${name}-entry-a-1`, '/etc/render-peers/etc_apache2_sign-in.conf')).toContain(
      'OIDCProviderMetadataURL https://login.reference.example/.well-known/openid-configuration',
    );
    expect(fileOf(reference, `${name}-entry-a-1`, '/usr/local/sbin/renew-certificate')).toContain(
      '--domain kindergarten.city.reference.example',
    );
  });

  test('asks for its first certificate when balancers know it, however long the installation took', () => {
    const timer = fileOf(reference, `${name}-entry-a-1`, '/etc/systemd/system/renew-certificate.timer');
    expect(timer).toContain('[Timer]\nOnActiveSec=3min\nOnUnitActiveSec=12h\n');
  });

  test('asks nobody to sign in where the service is open', () => {
    const open = stack({ ...kindergarten, signIn: 'none' });
    expect(fileOf(open, `${name}-entry-a-1`, '/etc/render-peers/etc_apache2_sites-available_service.conf')).not.toContain(
      'Require valid-user',
    );
  });

  test('has a public name and an authority for certificates where the cloud serves names', () => {
    expect(resources(reference, 'dns_recordset_v2').map((one) => [one.type, one.name])).toEqual([
      ['CAA', 'kindergarten.city.reference.example.'],
      ['A', 'kindergarten.city.reference.example.'],
    ]);
    expect(resources(stack(kindergarten, targetWith({ designate: false })), 'dns_zone_v2')).toEqual([]);
  });
});

describe('Credentials of hosts', () => {
  const rulesOf = (template: Template, role: string) =>
    named(template, 'identity_application_credential_v3', `${name}-${role}-a`).access_rules as {
      service: string;
      method: string;
      path: string;
    }[];

  test('are pairs, restricted, and each other host holds the other one', () => {
    const credentials = resources(reference, 'identity_application_credential_v3');
    expect(credentials.every((one) => one.unrestricted === false)).toBe(true);
    expect(credentials.every((one) => (one.access_rules as unknown[]).length > 0)).toBe(true);
    const used = (host: string): string =>
      /"id":"\$\{(\S+?)\.id\}/.exec(String(named(reference, 'compute_instance_v2', `${name}-${host}`).user_data))?.[1] ?? '';
    expect(used('part-form-a-1')).not.toBe(used('part-form-b-1'));
  });

  test('expire when the region says so', () => {
    const template = stack(kindergarten, targetWith({}, { credentialExpiry: { a: '2027-06-30T00:00:00Z', b: null } }));
    expect(named(template, 'identity_application_credential_v3', `${name}-entry-a`).expires_at).toBe('2027-06-30T00:00:00Z');
    expect(named(template, 'identity_application_credential_v3', `${name}-entry-b`).expires_at).toBeUndefined();
  });

  test('let a web part in front of an api see releases and nothing else', () => {
    expect([...new Set(rulesOf(reference, 'part-form').map((rule) => rule.path))]).toEqual([
      '/v1/AUTH_*/reference-city-production-kindergarten-release',
      '/v1/AUTH_*/reference-city-production-kindergarten-release/**',
    ]);
  });

  test('delete nothing but documents, and write backups into their own folder', () => {
    const all = resources(reference, 'identity_application_credential_v3').flatMap(
      (one) => one.access_rules as { method: string; path: string }[],
    );
    expect([...new Set(all.filter((rule) => rule.method === 'DELETE').map((rule) => rule.path))]).toEqual([
      '/v1/AUTH_*/reference-city-production-kindergarten-evidence/**',
    ]);
    expect(
      rulesOf(reference, 'data-places')
        .filter((rule) => rule.method === 'PUT')
        .map((rule) => rule.path),
    ).toEqual([
      '/v1/AUTH_*/reference-city-production-backup/services/kindergarten/**',
      '/v1/AUTH_*/reference-city-production-backup_segments/services/kindergarten/**',
    ]);
  });

  test('read a container of the service alone where there is no key manager', () => {
    const template = stack(kindergarten, targetWith({ barbican: false }));
    expect(named(template, 'objectstorage_container_v1', `${name}-secrets`).container_read).toBeUndefined();
    expect(rulesOf(template, 'queue').map((rule) => rule.service)).not.toContain('key-manager');
    expect([...new Set(rulesOf(template, 'queue').map((rule) => rule.method))].sort()).toEqual(['GET', 'HEAD']);
  });
});

describe('A database', () => {
  const config = fileOf(reference, `${name}-data-places-a-1`, '/etc/render-peers/etc_patroni_config.yml');

  test('fails over by itself, takes TLS only, and lets in its own networks', () => {
    expect(config).toContain('synchronous_mode: true');
    expect(config).toContain("ssl: 'on'");
    expect(config.match(/^ {4}- host(?!ssl)/gm)).toBeNull();
    expect(config.match(/hostssl service service (\S+)/g)).toHaveLength(2);
  });

  test('ships its log as often as the tier asks, encrypted, for the days that the plan keeps', () => {
    expect(config).toContain('archive_timeout: 300');
    const ledger = spaceOf('city-production').services.kindergarten as ServicePlan;
    const strict = stack({ ...ledger, tier: { ...ledger.tier, rpoMinutes: 3 } });
    expect(fileOf(strict, `${name}-data-places-a-1`, '/etc/render-peers/etc_patroni_config.yml')).toContain(
      'archive_timeout: 60',
    );
    expect(fileOf(reference, `${name}-data-places-a-1`, '/usr/local/sbin/archive-wal')).toContain('X-Delete-After: 3715200');
    expect(fileOf(reference, `${name}-data-places-a-1`, '/usr/local/sbin/archive')).toContain(
      'RCLONE_CRYPT_REMOTE=away:reference-city-production-backup/services/kindergarten',
    );
  });

  test('can be managed by its own hosts only, and over its own socket', () => {
    expect(config).toContain("authentication: { username: patroni, password: '{{secret:places-admin}}' }");
    expect(config).toContain('allowlist: [ 10.64.34.0/24, 10.64.38.0/24 ]');
    expect(config).toContain('use_unix_socket: true');
    expect(config).toContain('hostssl all postgres 127.0.0.1/32 scram-sha-256');
  });
});

describe('The broker', () => {
  const file = (path: string): string => fileOf(reference, `${name}-queue-a-1`, path);

  test('keeps its name over reboots and starts when its last file is there', () => {
    expect(file('/etc/render-peers/etc_rabbitmq_rabbitmq-env.conf')).toContain('NODENAME=rabbit@{self}');
    for (const part of ['hosts', 'cookie-source', 'rabbitmq.conf', 'rabbitmq-env.conf'])
      expect(file(`/etc/render-peers/etc_rabbitmq_${part}`)).toContain('"then":"start-broker"');
    expect(String(named(reference, 'compute_instance_v2', `${name}-queue-a-1`).user_data)).toContain('manage_etc_hosts: false');
  });

  test('sets a message aside after the tries that the plan allows', () => {
    const { policies } = JSON.parse(file('/etc/rabbitmq/definitions.json')) as {
      policies: { name: string; definition: Record<string, unknown> }[];
    };
    expect(policies.find((policy) => policy.name === 'intake')?.definition).toMatchObject({
      'delivery-limit': 5,
      'dead-letter-routing-key': 'intake-dead',
    });
  });
});

test('A state speaks with one provider, as members of its own project', () => {
  expect(reference.provider?.openstack).toHaveLength(1);
});

describe('Parts', () => {
  const environment = (host: string, part: string): string => fileOf(reference, `${name}-${host}`, `/etc/parts/${part}.env`);

  test('that reach data find it at one address, with secrets as files', () => {
    expect(environment('part-api-a-1', 'api')).toContain('DATABASE_PLACES_HOST=100.127.255.1\n');
    expect(environment('part-api-a-1', 'api')).toContain('DATABASE_PLACES_PASSWORD_FILE=/run/secrets/places\n');
    expect(environment('part-checks-a-1', 'checks')).toContain('QUEUE=intake\n');
    expect(environment('part-form-a-1', 'form')).not.toContain('DATABASE');
  });

  test('that call a linked service find it under its public name', () => {
    expect(fileOf(reference, `${name}-part-api-a-1`, '/etc/parts/api.hosts')).toBe(
      '--add-host=residence.county.link.production.city.reference.internal:10.64.16.4\n--add-host=residence.county.reference.example:10.64.16.4\n',
    );
  });

  test('that reach no data have no forwarder, which would not start', () => {
    const forwarder = (host: string): string => fileOf(reference, `${name}-${host}`, '/etc/render-peers/etc_haproxy_haproxy.cfg');
    expect(forwarder('part-form-a-1')).toBe('');
    expect(forwarder('part-api-a-1')).toContain('option httpchk GET /primary');
  });

  test('that are jobs have a timer', () => {
    expect(fileOf(reference, `${name}-ops-a-1`, '/etc/systemd/system/job-ranking.timer')).toContain(
      'OnCalendar=*-*-* 2:0:00 UTC',
    );
  });
});

describe('Alarms', () => {
  test('are one rule for each of the plan, with its threshold and its run-book', () => {
    const rules = parse(fileOf(reference, `${name}-ops-a-1`, '/etc/prometheus/alarms.yml')) as {
      groups: { rules: { alert: string; expr: string; annotations: { runbook: string } }[] }[];
    };
    const byId = Object.fromEntries((rules.groups[0]?.rules ?? []).map((rule) => [rule.alert, rule]));
    expect(Object.keys(byId).sort()).toEqual(Object.keys(kindergarten.alarms).sort());
    expect(byId.errors?.expr).toMatch(/> 1$/);
    expect(byId['queue-age']?.expr).toContain('[900s]');
    expect(byId.certificate?.annotations.runbook).toBe('runbooks/certificate.md');
  });
});
