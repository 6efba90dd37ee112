import fc from 'fast-check';
import { loadBlueprint } from '../../lib/model/blueprint-source';
import { explain } from '../../lib/model/explain';
import { heritage, inherit } from '../../lib/model/inheritance';
import { fail, succeed, type Problem, type Result } from '../../lib/model/problem';
import type { Blueprint } from '../../lib/model/blueprint';
import type { Sourced } from '../../lib/model/sourced';

const base = `blueprint: 1
region: base
name: Base
country: DE
languages: [de]
contacts: { operations: it@base.example, security: csirt@base.example }
residency: { allowedCountries: [DE] }
tenants: { city: { name: City, inhabitants: 1000 } }
network: { addresses: 10.0.0.0/16, spacePrefix: 20, zones: 2, egress: { allow: [one.example, two.example], mode: shared }, links: [] }
identity:
  staff: { issuer: "https://idp.example", protocol: oidc, mfa: required }
  citizens: { scheme: eidas, issuer: "https://login.example", protocol: oidc }
storage: { files: { tenant: city, dataClass: C2, sizeGiB: 10, retention: { years: 5 } } }
hosting: {}
connectivity: {}
stages: { production: {} }
recovery: { backupRetentionDays: 35, secondSite: { need: preferred, allowedCountries: [DE] } }
logging: { retentionDays: 400, lock: governance, detection: [threats] }
quota: { servers: 1, vcpus: 1, memoryGiB: 1, volumes: 1, volumeGiB: 1, networks: 1, ports: 1, securityGroups: 1, securityGroupRules: 1, publicAddresses: 1, loadBalancers: 1, names: 1 }
budget: { monthly: 1, currency: EUR }
demand: { busiestMonth: 0.1, busiestDay: 0.1, busiestHour: 0.1, burstShare: 0.1, requestsPerTransaction: 1, peakFactor: 1, requestsPerSecondPerVcpu: 1 }
needs: { storage.keys: required, network.zones: preferred }
targets:
  aws: { cloud: aws-eu-central-1, accounts: { shared: "111122223333", city: "222233334444" } }
exceptions: [{ control: X, resource: y, reason: z, owner: it, ticket: T-1, compensating: w, review: 2026-12-01, expires: 2027-01-01 }]
`;

const load = (child: string, middle?: string): Result<Sourced<Blueprint>> =>
  loadBlueprint(
    'child.yaml',
    (name) => {
      const found = { 'child.yaml': child, 'root/middle.yaml': middle, 'root/base.yaml': base }[name];
      return found === undefined
        ? fail([{ file: name, line: 0, column: 0, code: 'SGC1020', message: 'there is no such file', allowed: '', repair: '' }])
        : succeed(found);
    },
    'root',
  );

const valueOf = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.problems, null, 1));
};
const problemsOf = (result: Result<unknown>): readonly Problem[] => (result.ok ? [] : result.problems);

const head = 'region: child\nextends: base\n';

describe('extends', () => {
  it('merges maps by key; lists and scalars replace', () => {
    const { value } = valueOf(load(`${head}network: { zones: 3, egress: { allow: [three.example] } }\n`));
    expect(value.network).toMatchObject({
      addresses: '10.0.0.0/16',
      zones: 3,
      egress: { allow: ['three.example'], mode: 'shared' },
    });
  });

  it('deletes with null what a profile wrote, and nothing else', () => {
    expect(valueOf(load(`${head}storage: { files: null }\n`)).value.storage).toEqual({});
    expect(problemsOf(load(`${head}storage: { other: null }\n`))).toMatchObject([{ code: 'SGC2003', line: 3, column: 19 }]);
    expect(problemsOf(load(`${head}budget: null\n`))).toMatchObject([
      { code: 'SGC2002', line: 3, column: 9, file: 'child.yaml' },
    ]);
  });

  it('never passes on the region id, exceptions and accounts', () => {
    const { value } = valueOf(load(head));
    expect(value.exceptions).toEqual([]);
    expect(value.targets['aws']).toEqual({ cloud: 'aws-eu-central-1' });
    expect(problemsOf(load('extends: base\n'))).toMatchObject([{ code: 'SGC2002', message: 'region is missing' }]);
  });

  it('follows at most three files and says which one each problem is in', () => {
    const sourced = valueOf(load(`region: child\nextends: middle\n`, `extends: base\nnetwork: { zones: 4 }\n`));
    expect(sourced.files).toEqual(['child.yaml', 'root/middle.yaml', 'root/base.yaml']);
    expect(sourced.value.network.zones).toBe(4);
    expect(problemsOf(load(`region: child\nextends: middle\n`, `extends: base\nnetwork: { zones: 9 }\n`))).toMatchObject([
      { file: 'root/middle.yaml', line: 2, column: 19, code: 'SGC2005' },
    ]);
  });

  it.each([
    ['a need', 'needs: { storage.keys: preferred }', 24],
    ['a need, by deleting it', 'needs: { storage.keys: null }', 24],
    ['the second factor of staff', 'identity: { staff: { mfa: preferred } }', 27],
    ['how long records are kept', 'logging: { retentionDays: 399 }', 27],
    ['how long backups are kept', 'recovery: { backupRetentionDays: 34 }', 34],
    ['the class of a store', 'storage: { files: { dataClass: C1 } }', 32],
    ['the retention of a store', 'storage: { files: { retention: { years: 4 } } }', 41],
  ])('refuses to lower %s', (_, line, column) => {
    expect(problemsOf(load(`${head}${line}\n`))).toMatchObject([{ code: 'SGC1105', file: 'child.yaml', line: 3, column }]);
  });

  it.each([
    'needs: { network.zones: required, hosting.waf: preferred }',
    'needs: { network.zones: null }',
    'logging: { retentionDays: 401, lock: compliance, legalBasis: an act }',
    'recovery: { backupRetentionDays: 36, secondSite: { need: required } }',
    'storage: { files: { dataClass: C3, retention: { years: 6, writeOnce: required } } }',
  ])('allows %s', (line) => {
    expect(problemsOf(load(`${head}${line}\n`))).toEqual([]);
  });

  it('reports lowered minimums and faults of the format together', () => {
    expect(
      problemsOf(load(`${head}needs: { storage.keys: preferred }\nnetwork: { zones: 9 }\n`)).map(({ code }) => code),
    ).toEqual(['SGC1105', 'SGC2005']);
  });

  const json = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, fc.integer(), fc.string(), fc.array(fc.integer()), tie('map')),
    map: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value')),
  }));

  it('a child wins wherever it writes, and without it the parent stays (property)', () => {
    fc.assert(
      fc.property(json.map, json.map, (parent, child) => {
        expect(inherit(parent, {})).toEqual(parent);
        expect(inherit({}, child)).toEqual(child);
        expect(inherit(inherit(parent, child), child)).toEqual(inherit(parent, child));
        expect(new Set(Object.keys(inherit(parent, child) as object))).toEqual(
          new Set([...Object.keys(parent as object), ...Object.keys(child as object)]),
        );
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('withholds by path, not by name', () => {
    expect(heritage({ region: 'x', tenants: { region: 1, accounts: 2 }, targets: { a: { accounts: {}, cloud: 'c' } } })).toEqual({
      tenants: { region: 1, accounts: 2 },
      targets: { a: { cloud: 'c' } },
    });
  });
});

describe('explain', () => {
  const sourced = valueOf(load(`${head}network: { zones: 3 }\n`));

  it('says which file wrote a value, what may stand there and what was overridden', () => {
    expect(valueOf(explain(sourced, 'network.zones'))).toMatchObject({
      value: 3,
      origin: { kind: 'file', position: { file: 'child.yaml', line: 3, column: 19 } },
      allowed: 'a whole number from 1 to 4',
      description: expect.stringContaining('zones'),
      layers: [
        { value: 3, position: { file: 'child.yaml' } },
        { value: 2, position: { file: 'root/base.yaml', line: 9 } },
      ],
    });
  });

  it('knows what is inherited, and what is a default', () => {
    expect(valueOf(explain(sourced, 'identity.staff.mfa')).origin).toMatchObject({
      kind: 'inherited',
      position: { file: 'root/base.yaml', line: 11 },
    });
    expect(valueOf(explain(sourced, 'dataset'))).toMatchObject({
      value: undefined,
      origin: { kind: 'default' },
      allowed: 'one of real, synthetic',
    });
    expect(valueOf(explain(sourced, 'exceptions')).origin.kind).toBe('default');
  });

  it('takes keys that hold dots, and indexes of lists', () => {
    expect(valueOf(explain(sourced, 'needs.storage.keys')).value).toBe('required');
    expect(valueOf(explain(sourced, 'needs.storage.files')).origin.kind).toBe('default');
    expect(valueOf(explain(sourced, 'network.egress.allow.1')).value).toBe('two.example');
  });

  it.each([
    ['network.zone', 'write `network.zones`'],
    ['tenants.citty', 'write `tenants.city`'],
    ['needs.storage.kees', 'write `needs.storage.keys`'],
    ['networks', 'write `network`'],
    ['network.zones.x', 'name one of these'],
  ])('says what was meant by %s', (path, repair) => {
    expect(problemsOf(explain(sourced, path))).toMatchObject([{ code: 'SGC2020', repair }]);
  });
});
