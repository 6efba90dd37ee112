import type { LinkPlan } from '../plan/network-plan';
import type { Plan, SpacePlan } from '../plan/plan';
import type { ServicePlan } from '../plan/service-plan';

/**
 * A region as a drawing in the DOT language: tenants and their stages, the tiers of each service, declared
 * links, the way out and links to town halls. What is not drawn is not connected.
 */
export const graphOf = (plan: Plan): string =>
  [
    'digraph region {',
    `  label=${quoted(`${plan.region.title}: tenants, tiers, services, declared links`)}; labelloc=t; fontname=${font}; fontsize=18;`,
    `  rankdir=LR; compound=true; nodesep=0.25; ranksep=0.9; node [shape=box, style="rounded,filled", fillcolor=white, fontname=${font}, fontsize=11, margin="0.4,0.08"];`,
    `  edge [fontname=${font}, fontsize=9, color="#444444"];`,
    `  public [label="citizens and staff", shape=ellipse, fillcolor="#fff4d6"];`,
    `  outside [label=${quoted(`listed names (${plan.egress.allow.length})`)}, shape=ellipse, fillcolor="#fff4d6"];`,
    ...(plan.egress.mode === 'shared' ? ['  egress [label="shared way out", fillcolor="#ffe0cc"];', '  egress -> outside;'] : []),
    ...Object.values(plan.region.tenants).flatMap((tenant) => tenantLines(plan, tenant.title, tenant.id)),
    ...Object.values(plan.links).map(linkLine),
    '}',
    '',
  ].join('\n');

const font = '"Helvetica,Arial,sans-serif"';

const tenantLines = (plan: Plan, title: string, id: string): string[] => [
  `  subgraph ${quoted(`cluster_${id}`)} {`,
  `    label=${quoted(title)}; style="rounded,filled"; fillcolor="#eef3fb"; color="#7a93b8"; fontsize=14;`,
  ...Object.values(plan.spaces)
    .filter((space) => space.tenant === id)
    .flatMap((space) => spaceLines(space)),
  '  }',
  ...Object.values(plan.spaces)
    .filter((space) => space.tenant === id)
    .flatMap((space) => wayLines(plan, space)),
];

const spaceLines = (space: SpacePlan): string[] => [
  `    subgraph ${quoted(`cluster_${space.id}`)} {`,
  `      label=${quoted(`${space.stage}  ${space.network.cidr}`)}; style="rounded,filled"; fillcolor="#ffffff"; color="#7a93b8"; fontsize=12;`,
  `      ${node(space, 'way')} [label="", shape=point, style=invis, width=0];`,
  ...Object.values(space.storage.stores).map(
    (store) =>
      `      ${node(space, 'store', store.id)} [label=${quoted(`${store.id}\n${store.dataClass}`)}, shape=cylinder, fillcolor="#e3f1e3"];`,
  ),
  ...Object.values(space.storage.files).map(
    (files) =>
      `      ${node(space, 'files', files.id)} [label=${quoted(`${files.id}\n${files.dataClass}`)}, shape=folder, fillcolor="#e3f1e3"];`,
  ),
  ...Object.values(space.services).flatMap((service) => serviceLines(space, service)),
  '    }',
];

/** A service by tier: entry, containers, data. */
const serviceLines = (space: SpacePlan, service: ServicePlan): string[] => {
  const parts = { edge: [service.host], app: appParts(service), data: dataParts(service) };
  const tiers = Object.entries(parts).filter(([, names]) => names.length > 0);
  return [
    `      subgraph ${quoted(`cluster_${space.id}_${service.id}`)} {`,
    `        label=${quoted(`${service.id} · ${service.tier.id} · ${service.dataClass}`)}; style=rounded; color="#b0b0b0"; fontsize=11;`,
    ...tiers.map(
      ([tier, names]) =>
        `        ${node(space, service.id, tier)} [label=${quoted(`${tier}\n${names.join('\n')}`)}, fillcolor=${tierColors[tier] ?? 'white'}];`,
    ),
    ...tiers
      .slice(1)
      .map(([tier], index) => `        ${node(space, service.id, tiers[index]?.[0] ?? '')} -> ${node(space, service.id, tier)};`),
    '      }',
  ];
};

const tierColors: Readonly<Record<string, string>> = { edge: '"#fde8ef"', app: '"#e6eefc"', data: '"#e3f1e3"' };

const appParts = (service: ServicePlan): string[] => [
  ...Object.keys(service.web),
  ...Object.keys(service.workers),
  ...Object.keys(service.jobs),
];

const dataParts = (service: ServicePlan): string[] => [
  ...Object.keys(service.databases),
  ...Object.keys(service.documents),
  ...Object.keys(service.queues),
];

const wayLines = (plan: Plan, space: SpacePlan): string[] => [
  `  ${node(space, 'way')} -> ${plan.egress.mode === 'shared' ? 'egress' : 'outside'} [ltail=${quoted(`cluster_${space.id}`)}, style=dashed];`,
  ...Object.values(space.services).map((service) => `  public -> ${node(space, service.id, 'edge')} [label="443"];`),
  ...Object.values(space.network.connections).flatMap((connection) => {
    const peer = quoted(`connection/${space.id}/${connection.id}`);
    return [
      `  ${peer} [label=${quoted(`${connection.id}\n${connection.peer}`)}, shape=ellipse, fillcolor="#fff4d6"];`,
      `  ${node(space, 'way')} -> ${peer} [label="IPsec", dir=both, ltail=${quoted(`cluster_${space.id}`)}];`,
    ];
  }),
];

const linkLine = (link: LinkPlan): string =>
  `  ${quoted([link.from.space, link.from.service, 'app'].join('/'))} -> ${quoted([link.to.space, link.to.service, 'edge'].join('/'))} [label=${quoted(`${link.port}: ${link.why}`)}, color="#b3261e", penwidth=2];`;

const node = (space: SpacePlan, ...parts: readonly string[]): string => quoted([space.id, ...parts].join('/'));

/** A DOT string; new lines become line breaks of the label. */
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
