import type { SpacePlan } from '../../plan/plan';
import type { OpenstackTargetPlan } from '../../plan/target-plan';
import { has } from '../../model/cloud';
import { ObjectstorageContainerV1 } from './.gen/providers/openstack/objectstorage-container-v1';
import { OpenstackProvider } from './.gen/providers/openstack/provider';
import { endpointOf } from './catalogue';
import { Construct } from './engine';
import { Lookups } from './lookups';
import { removal } from './removal';

export interface BackupContainerProps {
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  /** The caller's own look-ups: its project may write here. */
  readonly lookups: Lookups;
  readonly name: string;
  readonly retentionDays: number;
}

/**
 * A container in the region's project `backup`: hosts of the space may write into it, and their credentials have
 * no rule for deleting. Whoever applies the state needs a clouds.yaml entry for that project too.
 */
export class BackupContainer extends Construct {
  /** Address of that project's object store. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: BackupContainerProps) {
    super(scope, id);
    const { cloud } = props.target;
    const provider = new OpenstackProvider(this, 'project', {
      alias: 'backup',
      cloud: cloud.cloudsYaml.tenant.replace('{space}', 'backup'),
      region: cloud.region,
    });
    const backup = new Lookups(this, 'found', { target: props.target, space: props.space, provider });
    this.url = endpointOf(backup, props.target, 'object-store');
    const writers = `${props.lookups.scope.projectId}:*`;
    new ObjectstorageContainerV1(this, 'container', {
      provider,
      name: props.name,
      containerRead: writers,
      containerWrite: writers,
      ...(has(cloud, 'swiftVersioning') ? { versioning: true } : {}),
      metadata: { ...props.space.tags, 'retention-days': String(props.retentionDays) },
      forceDestroy: props.space.lifecycle === 'ephemeral',
      ...removal(props.space.lifecycle),
    });
  }
}

/** Address of the object store as the region's project `backup` sees it: the caller's own, with that project's id. */
export const backupUrl = (lookups: Lookups, target: OpenstackTargetPlan): string => {
  const expression = (token: string): string => token.slice(2, -1);
  const own = `data.${lookups.scope.terraformResourceType}.${lookups.scope.friendlyUniqueId}.project_id`;
  return `\${replace(${expression(endpointOf(lookups, target, 'object-store'))}, ${own}, ${expression(lookups.backupProjectId)})}`;
};
