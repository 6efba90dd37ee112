import { has, type OpenstackCloud } from '../../../model/cloud';
import type { Plan, QuotaPlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { BlockstorageQuotasetV3 } from '../.gen/providers/openstack/blockstorage-quotaset-v3';
import { ComputeQuotasetV2 } from '../.gen/providers/openstack/compute-quotaset-v2';
import { DataOpenstackIdentityProjectV3 } from '../.gen/providers/openstack/data-openstack-identity-project-v3';
import { DnsQuotaV2 } from '../.gen/providers/openstack/dns-quota-v2';
import { LbQuotaV2 } from '../.gen/providers/openstack/lb-quota-v2';
import { NetworkingQuotaV2 } from '../.gen/providers/openstack/networking-quota-v2';
import { Construct } from '../engine';
import { names } from '../names';
import { projectIds } from '../projects';
import { GovStack } from '../stack';

export interface QuotasStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
}

/** The budget of each project: every value is set, since what is left out keeps whatever it was. */
export class QuotasStack extends GovStack {
  constructor(scope: Construct, id: string, props: QuotasStackProps) {
    super(scope, id, { ...props, level: 'operator', space: 'shared' });
    const { plan, target } = props;
    const domain = new DataOpenstackIdentityProjectV3(this, 'domain', { name: target.domain, isDomain: true });
    for (const project of projectIds(plan)) {
      new ProjectQuota(this, project, {
        cloud: target.cloud,
        domainId: domain.id,
        name: names.project(plan.region.id, project),
        quota: plan.spaces[project]?.quota ?? regionQuota(plan, project),
        sharedNetworks: project === 'shared' ? sharedNetworks(plan) : 0,
      });
    }
  }
}

/** Links that the shared project has room for; fixed, so that a service's coming and going changes no quota. */
const linkRoom = 64;

/** Every grant of a network to another project: the way out to each space, each link to its two ends. */
const sharedNetworks = (plan: Plan): number => plan.egress.zones.length * Object.keys(plan.spaces).length + 2 * linkRoom;

const nothing: QuotaPlan = {
  servers: 0,
  vcpus: 0,
  memoryGiB: 0,
  volumes: 0,
  volumeGiB: 0,
  networks: 0,
  ports: 0,
  securityGroups: 1,
  securityGroupRules: 8,
  publicAddresses: 0,
  loadBalancers: 0,
  names: 0,
};

/** Records and backups are containers only; the shared project holds the proxies, twice while they are renewed. */
const regionQuota = (plan: Plan, project: string): QuotaPlan => {
  if (project !== 'shared') return nothing;
  const proxies = 2 * Math.max(2, plan.egress.zones.length);
  return {
    ...nothing,
    servers: proxies,
    vcpus: 8 * proxies,
    memoryGiB: 32 * proxies,
    volumes: proxies,
    volumeGiB: 40 * proxies,
    networks: 2 * plan.egress.zones.length + linkRoom,
    ports: 100 + 8 * Object.keys(plan.spaces).length + 8 * linkRoom,
    securityGroups: 4,
    securityGroupRules: 100,
    publicAddresses: 2,
  };
};

interface ProjectQuotaProps {
  readonly cloud: OpenstackCloud;
  readonly domainId: string;
  readonly name: string;
  readonly quota: QuotaPlan;
  readonly sharedNetworks: number;
}

class ProjectQuota extends Construct {
  constructor(scope: Construct, id: string, props: ProjectQuotaProps) {
    super(scope, id);
    const { quota } = props;
    const projectId = new DataOpenstackIdentityProjectV3(this, 'project', { name: props.name, domainId: props.domainId }).id;
    new ComputeQuotasetV2(this, 'compute', { projectId, ...compute(quota) });
    new BlockstorageQuotasetV3(this, 'volumes', { projectId, ...volumes(quota, props.cloud) });
    new NetworkingQuotaV2(this, 'network', { projectId, ...network(quota, props.sharedNetworks) });
    new LbQuotaV2(this, 'balancers', { projectId, ...balancers(quota) });
    if (has(props.cloud, 'designate')) new DnsQuotaV2(this, 'names', { projectId, ...dns(quota) });
  }
}

const compute = (quota: QuotaPlan) => ({
  instances: quota.servers,
  cores: quota.vcpus,
  ram: quota.memoryGiB * 1024,
  keyPairs: 0,
  serverGroups: quota.servers,
  serverGroupMembers: Math.max(10, quota.servers),
  metadataItems: 128,
  injectedFiles: 0,
  injectedFileContentBytes: 0,
  injectedFilePathBytes: 0,
});

/** On a cloud with encrypted volumes, no other kind can be made. */
const volumes = (quota: QuotaPlan, cloud: OpenstackCloud) => ({
  volumes: quota.volumes,
  gigabytes: quota.volumeGiB,
  perVolumeGigabytes: quota.volumeGiB,
  snapshots: quota.volumes,
  backups: 2 * quota.volumes,
  backupGigabytes: 2 * quota.volumeGiB,
  groups: 0,
  ...(has(cloud, 'encryptedVolumeType') && cloud.volumeTypes.encrypted !== cloud.volumeTypes.standard
    ? { volumeTypeQuota: none(cloud.volumeTypes.standard) }
    : {}),
});

const none = (type: string): Record<string, string> => ({
  [`volumes_${type}`]: '0',
  [`gigabytes_${type}`]: '0',
  [`snapshots_${type}`]: '0',
});

const network = (quota: QuotaPlan, shared: number) => ({
  network: quota.networks,
  subnet: 2 * quota.networks,
  router: Math.min(4, quota.networks),
  port: quota.ports,
  floatingip: quota.publicAddresses,
  securityGroup: quota.securityGroups,
  securityGroupRule: quota.securityGroupRules,
  rbacPolicy: shared,
  subnetpool: 0,
});

/** Per balancer: 8 listeners, each with a pool, a monitor and 16 members. */
const balancers = (quota: QuotaPlan) => ({
  loadbalancer: quota.loadBalancers,
  listener: 8 * quota.loadBalancers,
  pool: 8 * quota.loadBalancers,
  healthMonitor: 8 * quota.loadBalancers,
  member: 128 * quota.loadBalancers,
  l7Policy: 0,
  l7Rule: 0,
});

const dns = (quota: QuotaPlan) => ({
  zones: quota.names,
  zoneRecordsets: 500,
  zoneRecords: 500,
  recordsetRecords: 20,
  apiExportSize: 1000,
});
