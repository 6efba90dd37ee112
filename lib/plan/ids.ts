import type { Blueprint } from '../model/blueprint';

/** Stable ids of what a blueprint brings forth, from its keys alone. */

export const spaceId = (tenant: string, stage: string): string => `${tenant}-${stage}`;

/** Every tenant in every stage, sorted. */
export const spaceIdsOf = (blueprint: Blueprint): string[] =>
  Object.keys(blueprint.tenants)
    .flatMap((tenant) => Object.keys(blueprint.stages).map((stage) => spaceId(tenant, stage)))
    .sort();

export const serviceId = (space: string, service: string): string => `${space}/${service}`;

/** Every e-service in every stage, sorted. */
export const serviceIdsOf = (blueprint: Blueprint): string[] =>
  Object.entries(blueprint.hosting)
    .flatMap(([id, { tenant }]) => Object.keys(blueprint.stages).map((stage) => serviceId(spaceId(tenant, stage), id)))
    .sort();

export interface LinkEnd {
  readonly tenant: string;
  readonly service: string;
}

export const linkEnd = (text: string): LinkEnd => {
  const [tenant = '', service = ''] = text.split('/');
  return { tenant, service };
};

export const linkId = (stage: string, from: LinkEnd, to: LinkEnd, port: number): string =>
  [from.tenant, from.service, to.tenant, to.service, port, stage].join('-');

/** Every declared link in every stage, sorted. */
export const linkIdsOf = (blueprint: Blueprint): string[] =>
  blueprint.network.links
    .flatMap((link) =>
      Object.keys(blueprint.stages).map((stage) => linkId(stage, linkEnd(link.from), linkEnd(link.to), link.port)),
    )
    .sort();
