import { has } from '../../../model/cloud';
import type { SpacePlan } from '../../../plan/plan';
import { ObjectstorageContainerV1 } from '../.gen/providers/openstack/objectstorage-container-v1';
import type { Construct } from '../engine';
import { Entry } from './entry';
import { linkPort } from '../hosts/host-entry';
import { LinkAnswer, LinkCall } from '../network/links';
import { Lookups } from '../lookups';
import { Objects } from '../storage/objects';
import { optionsOf } from '../options';
import { removal } from '../removal';
import { RoleGroups } from './role-groups';
import { secretStore } from './secrets';
import type { ServiceContext } from './service-context';
import { ServiceHosts } from './service-hosts';
import { releaseContainer, secretContainer } from './service-names';
import { GovStack, type GovStackProps } from '../stack';

export interface ServiceStackProps extends Pick<GovStackProps, 'plan' | 'target'> {
  readonly space: SpacePlan;
  readonly service: ServiceContext['service'];
}

/** Everything of one e-service, in one state: applying it touches nothing else. */
export class ServiceStack extends GovStack {
  constructor(scope: Construct, id: string, { plan, target, space, service }: ServiceStackProps) {
    super(scope, id, { plan, target, level: 'tenant', space: space.id });
    const context: ServiceContext = { plan, target, space, service, options: optionsOf(target) };
    const lookups = new Lookups(this, 'found', { target, space });
    this.containers(context);
    const groups = new RoleGroups(this, 'groups', context);
    const hosts = new ServiceHosts(this, 'hosts', { context, lookups, groups });
    new Entry(this, 'entry', { context, lookups, members: hosts.entryMembers });
    this.links(context, hosts);
  }

  private containers(context: ServiceContext): void {
    const { target, space, service } = context;
    for (const store of Object.values(service.documents)) new Objects(this, `documents-${store.id}`, { target, space, store });
    if (!has(target.cloud, 'swift')) return;
    this.container('release', releaseContainer(context), context, true);
    if (secretStore(context).kind === 'objects') this.container('secrets', secretContainer(context), context, false);
  }

  /** Old manifests are kept where the cloud can, old secrets never. */
  private container(id: string, name: string, { target, space }: ServiceContext, versioned: boolean): void {
    const versions = has(target.cloud, 'swiftVersioning') ? { versioning: versioned } : {};
    new ObjectstorageContainerV1(this, id, {
      name,
      metadata: { ...space.tags },
      forceDestroy: space.lifecycle === 'ephemeral',
      ...versions,
      ...removal(space.lifecycle),
    });
  }

  private links({ plan, target, space, service }: ServiceContext, hosts: ServiceHosts): void {
    for (const id of service.calls) {
      const link = plan.links[id];
      if (link !== undefined) new LinkCall(this, `call-${id}`, { plan, target, space, link });
    }
    for (const id of service.answers) {
      const link = plan.links[id];
      if (link !== undefined)
        new LinkAnswer(this, `answer-${id}`, { plan, target, link, members: hosts.entryMembers, memberPort: linkPort });
    }
  }
}
