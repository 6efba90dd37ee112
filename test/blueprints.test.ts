import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Blueprint } from '../lib/model/blueprint';
import { loadBlueprint } from '../lib/model/blueprint-source';
import type { Cloud } from '../lib/model/cloud';
import { parseCloud, parseService } from '../lib/model/descriptor';
import type { Problem, Result } from '../lib/model/problem';
import type { Service } from '../lib/model/service';
import type { Sourced } from '../lib/model/sourced';
import { updateLock } from '../lib/plan/lock-update';
import type { Plan } from '../lib/plan/plan';
import { resolve } from '../lib/plan/resolve';
import { demandOf } from '../lib/plan/sizing';
import { policies } from '../lib/providers/policies';

const root = path.join(__dirname, '../blueprints');
const read = (file: string): Result<string> => ({ ok: true, value: readFileSync(path.join(root, file), 'utf8') });
const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const inFolder = (folder: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.planning.yaml'))
    .map((file) => `${folder}/${file}`);

const regions = [...inFolder('reference'), ...inFolder('clips')].filter((file) => file !== 'reference/defaults.yaml');
const record = 'ict-baltic/saint-petersburg.yaml';

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.value;
};
const clouds: Record<string, Cloud> = Object.fromEntries(
  inFolder('clouds').map((file) => [path.basename(file, '.yaml'), must(parseCloud(file, text(file))).value]),
);
const services: Record<string, Service> = Object.fromEntries(
  inFolder('services').map((file) => {
    const service = must(parseService(file, text(file))).value;
    return [`${service.service}@${service.version}`, service];
  }),
);
const load = (file: string, change: (text: string) => string = (same) => same): Sourced<Blueprint> =>
  must(loadBlueprint(file, (name) => (name === file ? { ok: true, value: change(text(file)) } : read(name)), ''));
const resolved = (blueprint: Sourced<Blueprint>, file: string): Result<Plan> =>
  resolve({ blueprint, clouds, services, lock: must(updateLock(blueprint.value, undefined, file)), policies });
const codes = (problems: readonly Problem[]): string[] => [...new Set(problems.map((problem) => problem.code))].sort();
const problemsOf = (file: string, change?: (text: string) => string): readonly Problem[] => {
  const result = resolved(load(file, change), file);
  return result.ok ? [] : result.problems;
};

describe('regions', () => {
  it('are three reference profiles and five pilot cities', () => {
    expect(regions).toEqual([
      'reference/municipal.yaml',
      'reference/provider.yaml',
      'reference/regional.yaml',
      'clips/bremerhaven.yaml',
      'clips/lecce.yaml',
      'clips/novi-sad.yaml',
      'clips/santander.yaml',
      'clips/stockport.yaml',
    ]);
  });

  it.each(regions)('%s resolves to a plan on every target that it names', (file) => {
    const blueprint = load(file);
    const plan = must(resolved(blueprint, file));
    expect(Object.keys(plan.targets)).toEqual(Object.keys(blueprint.value.targets).sort());
    expect(Object.keys(plan.targets).length).toBeGreaterThan(0);
  });

  it.each(regions)('%s uses only invented addresses: .example hosts and documentation networks', (file) => {
    const { value } = load(file);
    const hosts = [
      ...Object.values(value.hosting).map((hosted) => hosted.host),
      value.contacts.operations,
      value.contacts.security,
    ];
    expect(hosts.filter((host) => !host.endsWith('.example'))).toEqual([]);
    const networks = Object.values(value.connectivity).flatMap((connection) => [connection.peer, ...connection.remote]);
    expect(networks.filter((network) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(network))).toEqual([]);
  });

  it.each(regions)('%s accepts nothing beyond the end of 2027 and gives a reason each time', (file) => {
    const accepted = Object.values(load(file).value.targets).flatMap((target) => target.accept ?? []);
    expect(accepted.filter((entry) => entry.expires > '2027-12-31' || entry.reason.length < 15)).toEqual([]);
  });

  it('have ids of their own', () => {
    const ids = [...regions, record].map((file) => load(file).value.region);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never share an AWS account', () => {
    const accounts = regions.flatMap((file) =>
      Object.values(load(file).value.targets).flatMap((target) => [...new Set(Object.values(target.accounts ?? {}))]),
    );
    expect(accounts.length).toBeGreaterThan(20);
    expect(new Set(accounts).size).toBe(accounts.length);
  });

  it('of the reference pair cover two tenants, both stages and all three kinds of cloud', () => {
    const { value } = load('reference/municipal.yaml');
    expect(Object.keys(value.tenants)).toEqual(['city', 'county']);
    expect(Object.keys(value.stages)).toEqual(['staging', 'production']);
    expect(Object.values(value.targets).map((target) => target.cloud)).toEqual([
      'aws-eu-central-1',
      'aws-eusc-de-east-1',
      'scs-reference',
    ]);
  });

  it('of the provider are three tenants of invented data that may be destroyed whole', () => {
    const { value } = load('reference/provider.yaml');
    expect([Object.keys(value.tenants).length, value.lifecycle, value.dataset]).toEqual([3, 'ephemeral', 'synthetic']);
    expect(Object.values(value.targets).map((target) => target.cloud)).toContain('testbed');
  });
});

describe('facts', () => {
  it.each([
    ['bremerhaven', 'DE', 120_000],
    ['lecce', 'IT', 100_000],
    ['novi-sad', 'RS', 368_967],
    ['santander', 'ES', 176_064],
    ['stockport', 'GB', 294_800],
  ])('%s lies in %s and has the population that a public page states: %i', (city, country, population) => {
    const { value } = load(`clips/${city}.yaml`);
    expect([value.country, Object.values(value.tenants).map((tenant) => tenant.inhabitants)]).toEqual([country, [population]]);
    expect(text(`clips/${city}.yaml`)).toMatch(/^# .*Sources?: /m);
  });

  it('every figure of a cloud has a source, a date and an origin', () => {
    for (const cloud of Object.values(clouds))
      expect([cloud.source.length > 20, cloud.date >= '2026-01-01', cloud.origin.length > 0]).toEqual([true, true, true]);
  });

  it('give the demand that the requirements work out for Bremerhaven', () => {
    const { demand } = load('clips/bremerhaven.yaml').value;
    const of = (service: string) =>
      demandOf(120_000, services[service]?.demand ?? { transactionsPer100k: 0, burst: false }, demand);
    expect(of('residence@1')).toEqual({ transactionsPerYear: 7_200, peakHourTransactions: 12.096, peakRequestsPerSecond: 0.403 });
    expect(of('appointments@1')).toEqual({
      transactionsPerYear: 48_000,
      peakHourTransactions: 80.64,
      peakRequestsPerSecond: 2.688,
    });
    expect(of('kindergarten-application@1')).toEqual({
      transactionsPerYear: 1_440,
      peakHourTransactions: 288,
      peakRequestsPerSecond: 9.6,
    });
    expect(of('local-taxes@1')).toEqual({
      transactionsPerYear: 54_000,
      peakHourTransactions: 10_800,
      peakRequestsPerSecond: 360,
    });
  });
});

describe('law', () => {
  it('refuses the historic record, whatever is changed in it', () => {
    expect(codes(problemsOf(record))).toEqual(['SGC3001', 'SGC3002']);
    expect(codes(problemsOf(record, (same) => same.replace('deployable: false', 'deployable: true')))).toEqual([
      'SGC2322',
      'SGC3002',
    ]);
  });

  it('keeps the real data of Novi Sad in Serbia', () => {
    const problems = problemsOf('clips/novi-sad.yaml', (same) => same.replace('dataset: synthetic', 'dataset: real'));
    expect(codes(problems)).toEqual(['SGC3003']);
    expect(problems).toHaveLength(2);
    expect(problemsOf('clips/novi-sad.yaml')).toEqual([]);
  });

  it.each(['clips/novi-sad.yaml', 'clips/stockport.yaml'])(
    'refuses the Once-Only system for %s, outside the European Union',
    (file) => {
      expect(
        codes(
          problemsOf(file, (same) =>
            same.replace(
              /^hosting:\n/m,
              `hosting:\n  residence: { tenant: ${Object.keys(load(file).value.tenants)[0]}, service: residence@1, host: residence.${load(file).value.region}.example, tier: A2 }\n`,
            ),
          ),
        ),
      ).toEqual(['SGC3005']);
    },
  );

  it.each(['clips/bremerhaven.yaml', 'clips/lecce.yaml', 'clips/santander.yaml'])(
    'keeps the data of %s inside the European Union',
    (file) => {
      const { value } = load(file);
      const countries = [...value.residency.allowedCountries, ...value.recovery.secondSite.allowedCountries];
      expect(countries.filter((country) => ['GB', 'CH'].includes(country))).toEqual([]);
    },
  );

  it('never lets data of Stockport leave the United Kingdom', () => {
    expect(load('clips/stockport.yaml').value.residency.allowedCountries).toEqual(['GB']);
  });
});

describe('clouds', () => {
  it('carry their file name as id', () => {
    expect(Object.entries(clouds).filter(([file, cloud]) => cloud.cloud !== file)).toEqual([]);
  });

  it('of the poorer OpenStack lack what the reference has', () => {
    const modest = clouds['openstack-modest'];
    const reference = clouds['scs-reference'];
    if (modest?.provider !== 'openstack' || reference?.provider !== 'openstack') throw new Error('both are OpenStack');
    expect([
      modest.capabilities.designate,
      modest.capabilities.barbican,
      modest.capabilities.octaviaAmphora,
      modest.zones.length,
    ]).toEqual([false, false, false, 1]);
    expect(Object.values(modest.flavors).filter((flavor) => Object.values(reference.flavors).includes(flavor))).toEqual([]);
  });

  it('of the Sovereign Cloud Stack name only mandatory flavors', () => {
    const reference = clouds['scs-reference'];
    expect(reference?.provider === 'openstack' && reference.flavors).toEqual({
      xs: 'SCS-1V-2',
      s: 'SCS-1V-4',
      m: 'SCS-2V-8',
      l: 'SCS-4V-16',
      xl: 'SCS-8V-32',
    });
  });

  it('of AWS end their second site in their own partition', () => {
    const aws = Object.values(clouds).filter((cloud) => cloud.provider === 'aws');
    expect(aws.filter((cloud) => cloud.partition === 'aws-eusc' && cloud.secondSite !== null)).toEqual([]);
    expect(aws.map((cloud) => [cloud.region, cloud.optIn])).toEqual([
      ['eu-central-1', false],
      ['eu-south-1', true],
      ['eu-south-2', true],
      ['eu-west-2', false],
      ['eusc-de-east-1', false],
    ]);
  });
});

describe('e-services', () => {
  it('are six of different shape', () => {
    const shape = (service: Service) =>
      Object.values(service.parts)
        .map((part) => part.kind)
        .sort()
        .join(' ');
    expect(
      Object.values(services)
        .map((service) => service.id)
        .sort(),
    ).toEqual(['ES-01', 'ES-03', 'ES-05', 'ES-10', 'ES-16', 'ES-18']);
    expect(new Set(Object.values(services).map(shape)).size).toBe(6);
  });

  it('have workers only for queues of their own', () => {
    const stray = Object.values(services).flatMap((service) =>
      Object.values(service.parts).filter((part) => part.kind === 'worker' && service.parts[part.queue]?.kind !== 'queue'),
    );
    expect(stray).toEqual([]);
  });

  it('hold at least as strict a class as their subject demands', () => {
    expect(
      Object.fromEntries(Object.values(services).map((service) => [service.id, `${service.dataClass} ${service.tier}`])),
    ).toEqual({
      'ES-01': 'C2 A2',
      'ES-03': 'C2 A1',
      'ES-05': 'C3 A2',
      'ES-10': 'C3 A2',
      'ES-16': 'C0 A1',
      'ES-18': 'C2 A3',
    });
  });

  it('offer the Once-Only system to members of the European Union only', () => {
    const outside = ['AL', 'BA', 'CH', 'GB', 'MD', 'ME', 'MK', 'RS', 'RU', 'UA'];
    const wrong = Object.values(services).flatMap((service) =>
      service.crossBorder.filter((link) => link.exchange === 'oots' && link.with.some((country) => outside.includes(country))),
    );
    expect(wrong).toEqual([]);
  });
});
