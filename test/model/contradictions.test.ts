import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadBlueprint } from '../../lib/model/blueprint-source';
import { contradictions } from '../../lib/model/contradictions';
import { succeed, type Problem } from '../../lib/model/problem';

const root = path.resolve(__dirname, '../../blueprints');
const file = 'reference/municipal.yaml';
const text = readFileSync(path.join(root, file), 'utf8');

const check = (edits: readonly (readonly [string, string])[]): readonly Problem[] => {
  const changed = edits.reduce((current, [was, now]) => {
    expect(current).toContain(was);
    return current.replace(was, () => now);
  }, text);
  const blueprint = loadBlueprint(
    file,
    (name) => succeed(name === file ? changed : readFileSync(path.join(root, name), 'utf8')),
    '',
  );
  if (!blueprint.ok) throw new Error(JSON.stringify(blueprint.problems, null, 1));
  return contradictions(blueprint.value);
};

const link = '- { from: city/kindergarten, to: county/residence, port: 443, why: proof of residence of the child }';
const townHall = 'town-hall: { tenant: city, kind: ipsec, peer: 198.51.100.7, remote: [192.0.2.0/24] }';

describe('contradictions of a blueprint', () => {
  it('the reference region has none', () => {
    expect(check([])).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['a store of an unknown tenant', 'archive: { tenant: county', 'archive: { tenant: kounty', 'SGC2301 write `county`'],
    [
      'a link from an unknown service',
      'from: city/kindergarten',
      'from: city/kita',
      'SGC2302 write one of city/appointments, city/kindergarten, county/residence, or add `city/kita`',
    ],
    ["a link to another tenant's service", 'to: county/residence', 'to: city/residence', 'SGC2303 write `county/residence`'],
    [
      'a link to itself',
      'to: county/residence',
      'to: city/kindergarten',
      'SGC2304 remove the link: parts of a service reach each other without one',
    ],
    ['a link twice', link, `${link}\n    ${link}`, 'SGC2305 remove one of the two'],
    [
      'a host twice',
      'host: residence.county',
      'host: appointments.city',
      'SGC2306 write `residence.city.reference.example`, or another name that is free',
    ],
    ['host bits', '10.64.0.0/16', '10.64.3.0/16', 'SGC2307 write `10.64.0.0/16`'],
    [
      'public addresses',
      '10.64.0.0/16',
      '11.0.0.0/16',
      'SGC2308 write `10.64.0.0/16`, or another private network that your region does not use',
    ],
    ['a small address space', '10.64.0.0/16', '10.64.0.0/24', 'SGC2309 write `10.64.0.0/16`'],
    ['blocks as large as the space', '10.64.0.0/16', '10.64.0.0/19', 'SGC2310 write `21`'],
    [
      'a remote network inside the region',
      '[192.0.2.0/24]',
      '[10.64.0.0/24]',
      'SGC2311 remove one of the two, or write only the part that the other side needs',
    ],
    [
      'a remote network around the region',
      '[192.0.2.0/24]',
      '[10.0.0.0/8]',
      'SGC2311 remove one of the two, or write only the part that the other side needs',
    ],
    [
      'two connections to one gateway',
      townHall,
      `${townHall}\n  library: { tenant: city, kind: ipsec, peer: 198.51.100.7, remote: [203.0.113.0/24] }`,
      'SGC2313 add the networks to `connectivity.town-hall.remote` and remove `library`',
    ],
    [
      'two connections to overlapping networks',
      townHall,
      `${townHall}\n  library: { tenant: city, kind: ipsec, peer: 198.51.100.8, remote: [192.0.2.64/26] }`,
      'SGC2311 remove one of the two, or write only the part that the other side needs',
    ],
    [
      'a private gateway',
      'peer: 198.51.100.7',
      'peer: 100.64.0.1',
      'SGC2312 ask the administrators of the other side for its public address',
    ],
    [
      'a country twice',
      'residency: { allowedCountries: [DE, IE] }',
      'residency: { allowedCountries: [DE, IE, DE] }',
      'SGC2315 remove one of the two `DE`',
    ],
    [
      'an intent accepted twice',
      '- { intent: hosting.waf, as: substitute',
      '- { intent: hosting.tls, as: substitute',
      'SGC2315 remove one of the two `hosting.tls`',
    ],
    [
      'no text in the first language',
      'name: { en: Model City and County, de: Musterstadt und Landkreis }',
      'name: { en: Model City and County }',
      'SGC2316 add `de: …`',
    ],
    [
      'a tenant named like a part',
      '  county: { name',
      '  egress: { name: Egress, inhabitants: 1 }\n  county: { name',
      'SGC2317 write `egress-office` instead of `egress`',
    ],
    [
      'a service named like a part',
      '  residence: { tenant',
      '  network: { tenant: city, service: residence@1, host: n.example.org, tier: A2 }\n  residence: { tenant',
      'SGC2317 write `network-portal` instead of `network`',
    ],
    [
      'a service named like what stands beside one',
      '  residence: { tenant',
      '  fees-preparation: { tenant: city, service: residence@1, host: n.example.org, tier: A2 }\n  residence: { tenant',
      'SGC2317 write `fees-preparation-portal` instead of `fees-preparation`',
    ],
    [
      'real data in a synthetic region',
      'production: {}',
      'production: { data: real }\ndataset: synthetic',
      'SGC2318 write `synthetic`',
    ],
    [
      'compliance without a basis',
      'budget: {',
      'logging: { lock: compliance }\nbudget: {',
      'SGC2319 write `governance`, or add `legalBasis: …` under `logging`',
    ],
    [
      'files that cannot change',
      'tenant: city\n    dataClass: C3',
      'tenant: city\n    kind: files\n    dataClass: C3',
      'SGC2320 remove `writeOnce`, or write `kind: objects`',
    ],
    ['write-once for no time', 'years: 10', 'years: 0', 'SGC2321 remove `writeOnce`, or write `years: 1` or more'],
    [
      'no stage',
      'stages:\n  staging: { data: synthetic, scale: small }\n  production: {}',
      'stages: {}',
      'SGC2322 add an entry under `stages`',
    ],
  ])('%s', (_, was, now, expected) => {
    expect(check([[was, now]]).map(({ code, repair }) => `${code} ${repair}`)).toEqual([expected]);
  });

  it.each([
    [
      "the same networks behind two tenants' gateways",
      townHall,
      `${townHall}\n  library: { tenant: county, kind: ipsec, peer: 198.51.100.7, remote: [192.0.2.0/24] }`,
    ],
    ['a link back', link, `${link}\n    - { from: county/residence, to: city/kindergarten, port: 443, why: answer }`],
    [
      'the same link on another port',
      link,
      `${link}\n    - { from: city/kindergarten, to: county/residence, port: 8443, why: proof }`,
    ],
    ['compliance with a basis', 'budget: {', 'logging: { lock: compliance, legalBasis: an act }\nbudget: {'],
  ])('allows %s', (_, was, now) => {
    expect(check([[was, now]])).toEqual([]);
  });
});
