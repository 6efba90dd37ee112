import type { LinkPlan } from './network-plan';
import type { DependencyPlan, SpacePlan } from './plan';

/** What is applied after what. A service that calls another comes after it. */
export const orderOf = (
  spaces: readonly SpacePlan[],
  links: readonly LinkPlan[],
  egress: 'shared' | 'dedicated',
): DependencyPlan[] => {
  const tenants = [...new Set(spaces.map((space) => space.tenant))].sort();
  const hub = egress === 'shared' ? ['egress'] : [];
  const nodes: DependencyPlan[] = [
    { id: 'foundation', after: [] },
    ...tenants.map((tenant) => ({ id: tenant, after: ['foundation'] })),
    ...hub.map((id) => ({ id, after: ['foundation'] })),
    ...spaces.flatMap((space) => [
      { id: `${space.id}/network`, after: [space.tenant, ...hub] },
      { id: `${space.id}/storage`, after: [`${space.id}/network`] },
      ...Object.keys(space.services).map((service) => ({
        id: `${space.id}/${service}`,
        after: [`${space.id}/storage`, ...called(space.id, service, links)],
      })),
    ]),
  ];
  return topological(nodes);
};

const called = (space: string, service: string, links: readonly LinkPlan[]): string[] =>
  links
    .filter((link) => link.from.space === space && link.from.service === service)
    .map((link) => `${link.to.space}/${link.to.service}`)
    .sort();

const topological = (nodes: readonly DependencyPlan[]): DependencyPlan[] => {
  const done: DependencyPlan[] = [];
  const placed = new Set<string>();
  let rest = [...nodes];
  while (rest.length > 0) {
    const ready = rest.filter((node) => node.after.every((id) => placed.has(id)));
    if (ready.length === 0) throw new Error(`services call each other in a circle: ${rest.map((node) => node.id).join(', ')}`);
    ready.forEach((node) => placed.add(node.id));
    done.push(...ready);
    rest = rest.filter((node) => !placed.has(node.id));
  }
  return done;
};
