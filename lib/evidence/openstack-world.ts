import { type Range, tryRange } from './range';
import type { Evidence, Resource } from './resource';
import { targetsOf } from './pointer-target';
import { ownProject } from './terraform';
import { pointersIn, textAt, type Value } from './value';

/** Who owns what on OpenStack: a project for each space, and the region's own. */
export interface OpenstackWorld {
  readonly evidence: Evidence;
  /** Space, or `shared`, by name of project. */
  readonly projects: Readonly<Record<string, string>>;
  /** Tenant, or `shared`, by name of group. */
  readonly groups: Readonly<Record<string, string>>;
}

/** Space, or the link that an artefact stands for, or the tenant, or `shared`. */
export const ownerOf = ({ artefact }: Resource): string => {
  if (artefact.kind === 'link') return artefact.id;
  return artefact.space === '' ? artefact.tenant : artefact.space;
};

/** Owner of the project that a value names or points at. */
export const projectOwner = (world: OpenstackWorld, value: Value | undefined): string => {
  const [own] = pointersIn(value).flatMap(({ resource }) =>
    world.evidence.artefacts.filter((artefact) => ownProject(artefact) === resource),
  );
  if (own !== undefined) return own.space === '' ? own.tenant : own.space;
  const [project] = targetsOf(world.evidence, value).filter(({ type }) => type === 'identity_project_v3');
  const name = project === undefined ? (typeof value === 'string' ? value : '') : textAt(project.properties, 'name');
  if (name === '*') return 'anyone';
  return world.projects[name] ?? (name === '' || name.includes('⟦') ? 'unknown' : 'outside');
};

export interface Subnet {
  readonly resource: Resource;
  readonly owner: string;
  readonly range: Range;
}

/** Every subnet with its addresses; one that takes its addresses from a pool is known only to the cloud and left out. */
export const subnetsOf = (evidence: Evidence): readonly Subnet[] =>
  evidence.ofType('networking_subnet_v2').flatMap((resource) => {
    const range = tryRange(textAt(resource.properties, 'cidr'));
    return range === undefined ? [] : [{ resource, owner: ownerOf(resource), range }];
  });
