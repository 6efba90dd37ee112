import type { Blueprint } from './blueprint';
import type { Check, Fault } from './contradiction';
import { listed, suggest } from './suggestion';

const unknown = (code: string, what: string, written: string, known: readonly string[]): Fault => {
  const meant = suggest(written, known);
  return {
    code,
    message: `there is no ${what} \`${written}\``,
    allowed: listed(known),
    repair: meant === undefined ? `write one of ${listed(known)}, or add \`${written}\`` : `write \`${meant}\``,
  };
};

const unknownTenants: Check = {
  reads: ['tenants', 'storage.*.tenant', 'hosting.*.tenant', 'connectivity.*.tenant'],
  ask: (blueprint, report) => {
    const known = Object.keys(blueprint.tenants);
    for (const section of ['storage', 'hosting', 'connectivity'] as const) {
      for (const [id, { tenant }] of Object.entries(blueprint[section])) {
        if (!known.includes(tenant)) report([section, id, 'tenant'], unknown('SGC2301', 'tenant', tenant, known));
      }
    }
  },
};

const linkEnds: Check = {
  reads: ['hosting.*.tenant', 'network.links.*.from', 'network.links.*.to'],
  ask: (blueprint, report) => {
    const known = Object.entries(blueprint.hosting).map(([id, { tenant }]) => `${tenant}/${id}`);
    for (const [index, link] of blueprint.network.links.entries()) {
      for (const end of ['from', 'to'] as const) {
        if (!known.includes(link[end])) report(['network', 'links', index, end], linkEndFault(blueprint, link[end], known));
      }
    }
  },
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

const linkPairs: Check = {
  reads: ['network.links.*.from', 'network.links.*.to', 'network.links.*.port'],
  ask: (blueprint, report) => {
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
  },
};

const sameHosts: Check = {
  reads: ['hosting.*.host'],
  ask: (blueprint, report) => {
    const first = new Map<string, string>();
    for (const [id, { host }] of Object.entries(blueprint.hosting)) {
      const other = first.get(host);
      if (other === undefined) first.set(host, id);
      else
        report(['hosting', id, 'host'], {
          code: 'SGC2306',
          message: `\`${host}\` is the host of \`${other}\` too`,
          allowed: 'a host name for each service',
          repair: `write \`${id}.${host.slice(host.indexOf('.') + 1)}\`, or another name that is free`,
        });
    }
  },
};

const certificates: Check = {
  reads: ['hosting', 'targets.*.certificates'],
  ask: (blueprint, report) => {
    const known = Object.keys(blueprint.hosting);
    for (const [target, { certificates: given }] of Object.entries(blueprint.targets)) {
      for (const id of Object.keys(given ?? {})) {
        if (!known.includes(id)) report(['targets', target, 'certificates', id], unknown('SGC2314', 'hosted service', id, known));
      }
    }
  },
};

/** Names of artefacts, projects and accounts that are not a tenant's or a service's. */
const reservedTenants = ['shared', 'foundation', 'egress', 'operator', 'domain', 'quotas', 'records', 'logs', 'backup'];
const reservedServices = ['network', 'storage', 'transit', 'second-site'];
/** Ends of the names of what stands beside a service. */
const reservedEnds = ['-preparation', '-second-site'];

const reservedNames: Check = {
  reads: ['tenants', 'hosting'],
  ask: (blueprint, report) => {
    const fault = (id: string, reserved: readonly string[], better: string): Fault => ({
      code: 'SGC2317',
      message: `\`${id}\` is the name of a part of every region`,
      allowed: `any name but ${listed(reserved)}`,
      repair: `write \`${better}\` instead of \`${id}\``,
    });
    for (const id of Object.keys(blueprint.tenants))
      if (reservedTenants.includes(id)) report(['tenants', id], fault(id, reservedTenants, `${id}-office`));
    for (const id of Object.keys(blueprint.hosting)) {
      if (reservedServices.includes(id)) report(['hosting', id], fault(id, reservedServices, `${id}-portal`));
      const end = reservedEnds.find((candidate) => id.endsWith(candidate));
      if (end !== undefined)
        report(
          ['hosting', id],
          fault(
            id,
            reservedEnds.map((one) => `*${one}`),
            `${id}-portal`,
          ),
        );
    }
  },
};

/** Names that point nowhere, things that exist twice, names that are taken. */
export const referenceChecks: readonly Check[] = [unknownTenants, linkEnds, linkPairs, sameHosts, certificates, reservedNames];
