import type { Evidence, Source } from '../evidence/resource';
import { isMap, itemsOf, textAt, type ValueMap } from '../evidence/value';
import type { OpenstackTargetPlan } from '../plan/target-plan';

/** One Terraform state with whoever applies it. */
export interface State {
  readonly source: Source;
  readonly template: ValueMap;
  /** Entry of clouds.yaml that applies it. */
  readonly entry: string;
  /** Id of the project in which it works, such as `city-production` or `shared`; empty above the tenants. */
  readonly project: string;
}

/** What the states of one target say of projects and credentials. */
export interface Region {
  readonly states: readonly State[];
  /** Name of each project at the cloud, by its id; those that a state of ours makes. */
  readonly projects: Readonly<Record<string, string>>;
}

export const regionOf = (target: OpenstackTargetPlan, evidence: Evidence, sources: readonly Source[]): Region => {
  const projects = projectsIn(evidence);
  return { projects, states: sources.map((source) => stateOf(target, Object.keys(projects), source)) };
};

/** End of the id of the resource that makes one of our projects. */
export const projectMark = /#identity_project_v3\.project-(.+)$/;

const projectsIn = (evidence: Evidence): Readonly<Record<string, string>> =>
  Object.fromEntries(
    evidence.ofType('identity_project_v3').flatMap(({ id, properties }) => {
      const found = projectMark.exec(id)?.[1];
      return found === undefined ? [] : [[found, textAt(properties, 'name')] as const];
    }),
  );

const stateOf = (target: OpenstackTargetPlan, projects: readonly string[], source: Source): State => {
  const template = JSON.parse(source.template) as ValueMap;
  const entry = textAt({ provider: itemsOf(template.provider) }, 'provider.openstack.cloud');
  return { source, template, entry, project: projectOf(target, projects, entry) };
};

/** The project whose entry it is; where the profile names one entry for all of them, that entry stands for them together. */
const projectOf = ({ cloud }: OpenstackTargetPlan, projects: readonly string[], entry: string): string => {
  const { operator, manager, tenant } = cloud.cloudsYaml;
  const [found, ...others] = projects.filter((id) => tenant.replace('{space}', id) === entry);
  if (found !== undefined && others.length === 0) return found;
  return entry === operator || entry === manager ? '' : entry;
};

/** Blocks of one type in a state as they were written, references unresolved. */
export const blocksIn = (
  { template }: State,
  section: 'resource' | 'data',
  type: string,
): readonly { readonly name: string; readonly body: ValueMap }[] => {
  const kinds = template[section];
  const blocks = isMap(kinds) ? kinds[`openstack_${type}`] : undefined;
  return Object.entries(isMap(blocks) ? blocks : {}).flatMap(([name, body]) => (isMap(body) ? [{ name, body }] : []));
};
