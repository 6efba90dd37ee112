import { nameOf } from '../../../plan/name';
import { Construct } from '../engine';
import { flowsOf, isNetwork, rolesOf, type Flow } from './flows';
import { tagList } from '../hosts/host';
import { SecurityGroup, type Peer } from '../network/security-groups';
import type { ServiceContext } from './service-context';

/** One group for each role of a service, with exactly the service's flows: each is allowed out of one and into the other. */
export class RoleGroups extends Construct {
  private readonly groups: Readonly<Record<string, SecurityGroup>>;

  constructor(scope: Construct, id: string, context: ServiceContext) {
    super(scope, id);
    const roles = rolesOf(context);
    this.groups = Object.fromEntries(roles.map((role) => [role, this.group(context, role)]));
    for (const flow of unique(flowsOf(context))) this.permit(flow);
  }

  of(role: string): SecurityGroup {
    const group = this.groups[role];
    if (group === undefined) throw new Error(`${this.node.path}: no role ${role}`);
    return group;
  }

  private group(context: ServiceContext, role: string): SecurityGroup {
    return new SecurityGroup(this, role, {
      name: nameOf('generic', context.service.name, role),
      description: `Role ${role} of ${context.service.id}: only what is listed`,
      tags: tagList(context.space.tags),
    });
  }

  private permit({ from, to, port }: Flow): void {
    if (!isNetwork(from)) this.of(from).allowTo(`${label(to)}-${port}`, this.peer(to), port);
    if (!isNetwork(to)) this.of(to).allowFrom(`${label(from)}-${port}`, this.peer(from), port);
  }

  private peer(end: string): Peer {
    return isNetwork(end) ? end : this.of(end);
  }
}

/** A construct's id takes no slash. */
const label = (end: string): string => end.replace('/', '_');

/** Neutron refuses the same rule twice. */
const unique = (flows: readonly Flow[]): readonly Flow[] => [
  ...new Map(flows.map((flow) => [`${flow.from} ${flow.to} ${flow.port}`, flow])).values(),
];
