import { textAt } from '../evidence/value';
import { has } from '../model/cloud';
import type { OpenstackTargetPlan } from '../plan/target-plan';
import type { Claim } from './claim';
import { notAsked } from './limit';
import { presenceOf } from './need';
import { blocksIn, type Region } from './openstack-state';

/** An entry of clouds.yaml, with the roles that its states need. */
export interface Entry {
  readonly name: string;
  /** Id of its project; empty above the tenants. */
  readonly project: string;
  readonly roles: readonly string[];
}

export const entriesIn = (target: OpenstackTargetPlan, region: Region): readonly Entry[] =>
  [...new Map(region.states.map((state) => [state.entry, state.project]))].map(([name, project]) => ({
    name,
    project,
    roles: project === '' ? rolesAbove(target, name) : rolesIn(target, region, project),
  }));

export const entryId = (name: string): string => `entry/${name}`;

/** Somebody who signs in with it where it should, with these roles. */
export const entryClaim = (target: OpenstackTargetPlan, { name, project, roles }: Entry): Claim => {
  const wanted = roles.join(', ') || 'any role';
  return {
    need: presenceOf(
      { account: project, region: target.cloud.region },
      entryId(name),
      `${name === project ? 'own entry' : `entry ${name}`} of clouds.yaml with ${wanted}`,
    ),
    offline: notAsked,
    advise: (limit) => ({
      by: 'us',
      request:
        limit.kind === 'unknown'
          ? project === ''
            ? 'who applies the first states needs these entries: docs/openstack.md, three levels of credentials'
            : 'write these entries into clouds.yaml once their projects exist, and run this again'
          : `the entry ${name} does not bring ${wanted}: put its user into the right group, or ask the operator`,
    }),
  };
};

const rolesAbove = ({ cloud }: OpenstackTargetPlan, entry: string): readonly string[] => {
  const { operator, manager } = cloud.cloudsYaml;
  return has(cloud, 'domainManager') && entry === manager && entry !== operator ? ['manager'] : ['admin'];
};

/** What our own groups get in a project, but for who only reads there. */
const rolesIn = ({ options }: OpenstackTargetPlan, { states }: Region, project: string): readonly string[] => {
  const names = new Map(
    states.flatMap((state) => blocksIn(state, 'data', 'identity_role_v3')).map(({ name, body }) => [name, textAt(body, 'name')]),
  );
  const granted = states
    .flatMap((state) => blocksIn(state, 'resource', 'identity_role_assignment_v3'))
    .filter(({ body }) => textAt(body, 'project_id').includes(`.project-${project}.id`))
    .map(({ body }) => names.get(/identity_role_v3\.([^.]+)\.id/.exec(textAt(body, 'role_id'))?.[1] ?? '') ?? '');
  const reading = ['', ...(options.readerRoles as readonly string[])];
  return [...new Set(granted)].filter((role) => !reading.includes(role)).sort();
};
