import type { Blueprint } from './blueprint';
import { canonicalCidr, containsCidr, overlapsCidr } from './cidr';
import type { Path } from './path';
import type { Position, Problem } from './problem';
import { listed, suggest } from './suggestion';

/** What a check needs of a blueprint: its value, and where each part was written. */
interface Written {
  readonly value: Blueprint;
  locate(path: Path): Position;
}

type Fault = Omit<Problem, keyof Position>;

/**
 * What the schema cannot see and the blueprint alone shows: names that point nowhere, things that exist twice,
 * addresses that collide, values that contradict each other.
 */
export const contradictions = (blueprint: Written): Problem[] => {
  const found: Problem[] = [];
  const report: Report = (path, fault) => void found.push({ ...blueprint.locate(path), ...fault });
  for (const check of checks) check(blueprint.value, report);
  return found;
};

type Report = (path: Path, fault: Fault) => void;
type Check = (blueprint: Blueprint, report: Report) => void;

const unknown = (code: string, what: string, written: string, known: readonly string[]): Fault => {
  const meant = suggest(written, known);
  return {
    code,
    message: `there is no ${what} \`${written}\``,
    allowed: listed(known),
    repair: meant === undefined ? `write one of ${listed(known)}, or add \`${written}\`` : `write \`${meant}\``,
  };
};

const unknownTenants: Check = (blueprint, report) => {
  const known = Object.keys(blueprint.tenants);
  for (const section of ['storage', 'hosting', 'connectivity'] as const) {
    for (const [id, { tenant }] of Object.entries(blueprint[section])) {
      if (!known.includes(tenant)) report([section, id, 'tenant'], unknown('SGC2301', 'tenant', tenant, known));
    }
  }
};

const linkEnds: Check = (blueprint, report) => {
  const known = Object.entries(blueprint.hosting).map(([id, { tenant }]) => `${tenant}/${id}`);
  for (const [index, link] of blueprint.network.links.entries()) {
    for (const end of ['from', 'to'] as const) {
      if (!known.includes(link[end])) report(['network', 'links', index, end], linkEndFault(blueprint, link[end], known));
    }
  }
};

const linkEndFault = (blueprint: Blueprint, written: string, known: readonly string[]): Fault => {
  const service = written.slice(written.indexOf('/') + 1);
  const owner = Object.hasOwn(blueprint.hosting, service) ? blueprint.hosting[service]?.tenant : undefined;
  if (owner === undefined) return unknown('SGC2302', 'hosted service', written, known);
  return {
    code: 'SGC2303',
    message: `\`${service}\` belongs to ${owner}`,
    allowed: `${owner}/${service}`,
    repair: `write \`${owner}/${service}\``,
  };
};

const linkPairs: Check = (blueprint, report) => {
  const seen = new Set<string>();
  for (const [index, { from, to, port }] of blueprint.network.links.entries()) {
    const key = `${from} ${to} ${port}`;
    if (from === to)
      report(['network', 'links', index], {
        code: 'SGC2304',
        message: `${from} links to itself`,
        allowed: 'a link between two services',
        repair: 'remove the link: parts of a service reach each other without one',
      });
    if (seen.has(key))
      report(['network', 'links', index], {
        code: 'SGC2305',
        message: `the link from ${from} to ${to} on port ${port} was written before`,
        allowed: 'each link once',
        repair: 'remove one of the two',
      });
    seen.add(key);
  }
};

const sameHosts: Check = (blueprint, report) => {
  const first = new Map<string, string>();
  for (const [id, { host }] of Object.entries(blueprint.hosting)) {
    const other = first.get(host);
    if (other === undefined) first.set(host, id);
    else
      report(['hosting', id, 'host'], {
        code: 'SGC2306',
        message: `\`${host}\` is the host of \`${other}\` too`,
        allowed: 'a host name for each service',
        repair: `write another name, such as \`${id}.${host.slice(host.indexOf('.') + 1)}\``,
      });
  }
};

/** RFC 1918 and RFC 6598: what no one else on the internet uses. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'] as const;

const ownAddresses: Check = ({ network }, report) => {
  const path = ['network', 'addresses'];
  const prefix = Number(network.addresses.split('/')[1]);
  if (canonicalCidr(network.addresses) !== network.addresses) report(path, hostBits(network.addresses));
  if (!privateNetworks.some((block) => containsCidr(block, network.addresses))) {
    report(path, {
      code: 'SGC2308',
      message: `${network.addresses} is not private`,
      allowed: `a network within ${listed(privateNetworks)}`,
      repair: 'write `10.64.0.0/16`, or another private network that your region does not use',
    });
  } else if (prefix < 8 || prefix > 19) {
    const wanted = canonicalCidr(`${network.addresses.split('/')[0]}/${prefix < 8 ? 8 : 16}`);
    report(path, {
      code: 'SGC2309',
      message: `a /${prefix} is too ${prefix < 8 ? 'large' : 'small'} for a region`,
      allowed: 'a prefix from 8 to 19',
      repair: `write \`${wanted}\``,
    });
  } else if (network.spacePrefix < prefix + 2) {
    report(['network', 'spacePrefix'], {
      code: 'SGC2310',
      message: `blocks of /${network.spacePrefix} leave no room in ${network.addresses}`,
      allowed: `a prefix from ${Math.max(18, prefix + 2)} to 22`,
      repair: `write \`${Math.min(22, Math.max(20, prefix + 2))}\``,
    });
  }
};

const hostBits = (cidr: string): Fault => ({
  code: 'SGC2307',
  message: `${cidr} names a single address, not a network`,
  allowed: canonicalCidr(cidr),
  repair: `write \`${canonicalCidr(cidr)}\``,
});

const remoteNetworks: Check = (blueprint, report) => {
  const taken: { readonly cidr: string; readonly tenant: string; readonly what: string }[] = [];
  for (const [id, { tenant, remote }] of Object.entries(blueprint.connectivity)) {
    for (const [index, cidr] of remote.entries()) {
      const path = ['connectivity', id, 'remote', index];
      if (canonicalCidr(cidr) !== cidr) report(path, hostBits(cidr));
      const clash = overlapsCidr(cidr, blueprint.network.addresses)
        ? `the region's own ${blueprint.network.addresses}`
        : taken.find((other) => other.tenant === tenant && overlapsCidr(other.cidr, cidr))?.what;
      if (clash !== undefined) report(path, overlap(cidr, clash));
      taken.push({ cidr, tenant, what: `${cidr} of connection \`${id}\`` });
    }
  }
};

const overlap = (cidr: string, other: string): Fault => ({
  code: 'SGC2311',
  message: `${cidr} overlaps ${other}`,
  allowed: 'networks that share no address',
  repair: 'remove one of the two, or write only the part that the other side needs',
});

const peers: Check = (blueprint, report) => {
  const seen = new Map<string, string>();
  for (const [id, { peer, tenant }] of Object.entries(blueprint.connectivity)) {
    const path = ['connectivity', id, 'peer'];
    const other = seen.get(`${tenant} ${peer}`);
    if (privateNetworks.some((block) => containsCidr(block, `${peer}/32`)))
      report(path, {
        code: 'SGC2312',
        message: `${peer} is a private address, which no gateway on the internet has`,
        allowed: 'the public address of the other gateway',
        repair: 'ask the administrators of the other side for its public address',
      });
    if (other !== undefined)
      report(path, {
        code: 'SGC2313',
        message: `\`${other}\` leads to the gateway ${peer} too`,
        allowed: 'one connection to a gateway',
        repair: `add the networks to \`connectivity.${other}.remote\` and remove \`${id}\``,
      });
    seen.set(`${tenant} ${peer}`, id);
  }
};

const certificates: Check = (blueprint, report) => {
  const known = Object.keys(blueprint.hosting);
  for (const [target, { certificates: given }] of Object.entries(blueprint.targets)) {
    for (const id of Object.keys(given ?? {})) {
      if (!known.includes(id)) report(['targets', target, 'certificates', id], unknown('SGC2314', 'hosted service', id, known));
    }
  }
};

const repeated: Check = (blueprint, report) => {
  const lists: readonly (readonly [Path, readonly string[]])[] = [
    [['languages'], blueprint.languages],
    [['network', 'egress', 'allow'], blueprint.network.egress.allow],
    [['residency', 'allowedCountries'], blueprint.residency.allowedCountries],
    [['recovery', 'secondSite', 'allowedCountries'], blueprint.recovery.secondSite.allowedCountries],
    [['logging', 'detection'], blueprint.logging.detection],
    ...Object.entries(blueprint.targets).map(
      ([id, { accept }]) => [['targets', id, 'accept'], (accept ?? []).map((entry) => `${entry.intent}`)] as const,
    ),
  ];
  for (const [path, values] of lists) {
    for (const [index, value] of values.entries()) {
      if (values.indexOf(value) < index)
        report([...path, index], {
          code: 'SGC2315',
          message: `${value} was written before in this list`,
          allowed: 'each value once',
          repair: `remove one of the two \`${value}\``,
        });
    }
  }
};

const firstLanguage: Check = (blueprint, report) => {
  const first = blueprint.languages[0] ?? '';
  const texts: readonly (readonly [Path, unknown])[] = [
    [['name'], blueprint.name],
    ...Object.entries(blueprint.tenants).map(([id, tenant]) => [['tenants', id, 'name'], tenant.name] as const),
  ];
  for (const [path, text] of texts) {
    if (typeof text === 'object' && text !== null && !Object.hasOwn(text, first))
      report(path, {
        code: 'SGC2316',
        message: `${path.join('.')} has no text in \`${first}\`, the first language of the region`,
        allowed: 'a text in each language, at least in the first',
        repair: `add \`${first}: …\``,
      });
  }
};

/** Names of artefacts, projects and accounts that are not a tenant's or a service's. */
const reservedTenants = ['shared', 'foundation', 'egress', 'operator', 'domain', 'quotas', 'logs', 'backup'];
const reservedServices = ['network', 'storage'];

const reservedNames: Check = (blueprint, report) => {
  const fault = (id: string, reserved: readonly string[], better: string): Fault => ({
    code: 'SGC2317',
    message: `\`${id}\` is the name of a part of every region`,
    allowed: `any name but ${listed(reserved)}`,
    repair: `write \`${better}\` instead of \`${id}\``,
  });
  for (const id of Object.keys(blueprint.tenants))
    if (reservedTenants.includes(id)) report(['tenants', id], fault(id, reservedTenants, `${id}-office`));
  for (const id of Object.keys(blueprint.hosting))
    if (reservedServices.includes(id)) report(['hosting', id], fault(id, reservedServices, `${id}-portal`));
};

const realStages: Check = (blueprint, report) => {
  if (blueprint.dataset !== 'synthetic') return;
  for (const [id, stage] of Object.entries(blueprint.stages)) {
    if (stage.data === 'real')
      report(['stages', id, 'data'], {
        code: 'SGC2318',
        message: 'the region declares that all its data are invented, and this stage holds real data',
        allowed: 'synthetic',
        repair: 'write `synthetic`',
      });
  }
};

const legalBasis: Check = ({ logging }, report) => {
  if (logging.lock === 'compliance' && logging.legalBasis === undefined) {
    report(['logging', 'lock'], {
      code: 'SGC2319',
      message: 'in compliance mode nobody can erase a record, not even where a court orders it: that needs a legal basis',
      allowed: 'governance, or a `legalBasis`',
      repair: 'write `governance`, or add `legalBasis: …` under `logging`',
    });
  }
};

const writeOnceStores: Check = (blueprint, report) => {
  for (const [id, { kind, retention }] of Object.entries(blueprint.storage)) {
    const path = ['storage', id, 'retention', 'writeOnce'];
    if (retention.writeOnce === undefined) continue;
    if (kind === 'files')
      report(path, {
        code: 'SGC2320',
        message: 'shared files can be changed, so that this store cannot be write-once',
        allowed: '`kind: objects`, or no `writeOnce`',
        repair: 'remove `writeOnce`, or write `kind: objects`',
      });
    if (retention.years === 0)
      report(path, {
        code: 'SGC2321',
        message: 'a store that keeps nothing cannot be write-once',
        allowed: 'at least 1 year, or no `writeOnce`',
        repair: 'remove `writeOnce`, or write `years: 1` or more',
      });
  }
};

const noTenants: Check = (blueprint, report) => {
  for (const section of ['tenants', 'stages', 'targets'] as const) {
    if (Object.keys(blueprint[section]).length === 0)
      report([section], {
        code: 'SGC2322',
        message: `${section} is empty`,
        allowed: 'at least one entry',
        repair: `add an entry under \`${section}\``,
      });
  }
};

const checks: readonly Check[] = [
  unknownTenants,
  linkEnds,
  linkPairs,
  sameHosts,
  ownAddresses,
  remoteNetworks,
  peers,
  certificates,
  repeated,
  firstLanguage,
  reservedNames,
  realStages,
  legalBasis,
  writeOnceStores,
  noTenants,
];
