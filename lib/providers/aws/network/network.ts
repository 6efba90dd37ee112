import { Tags } from 'aws-cdk-lib';
import { CfnRoute, CfnTransitGatewayAttachment, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnProfileAssociation } from 'aws-cdk-lib/aws-route53profiles';
import type { Construct } from 'constructs';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { Connectivity } from './connectivity';
import { ClosedDefaultGroup } from './default-group';
import { GatewayEndpoints, InterfaceEndpoints } from './endpoints';
import { exportNames, outputOf, outputs, publish } from '../exports';
import { FlowRecords } from './flow-records';
import { distinctZones, hubOf, sharesEndpoints } from './hub';
import { PrivateNames } from './private-names';
import { RecordKey } from '../record-key';
import { GovStack } from '../stack';
import { Tiers } from './tiers';

export interface NetworkStackProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly space: SpacePlan;
}

/** The network of one space: tiers, records, private names, endpoints, links to town halls, and the one way out through its hub. */
export class NetworkStack extends GovStack {
  private readonly props: NetworkStackProps;
  private readonly vpc: CfnVPC;
  private readonly tiers: Tiers;
  private readonly key: RecordKey;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    const { space, target } = props;
    super(scope, id, { target, account: space.tenant, tags: space.tags, description: `Network of ${space.id}` });
    this.props = props;
    this.vpc = this.network();
    this.tiers = new Tiers(this, 'Tiers', { vpc: this.vpc, network: space.network, zones: target.zones, name: space.name });
    this.key = new RecordKey(this, 'RecordKey', { description: `${space.name}: network records`, lifecycle: space.lifecycle });
    new ClosedDefaultGroup(this, 'DefaultGroup', { vpc: this.vpc });
    new FlowRecords(this, 'Records', { vpc: this.vpc, key: this.key, name: space.name, days: space.network.flowRecordDays });
    const names = new PrivateNames(this, 'Names', {
      vpc: this.vpc,
      name: space.name,
      privateDomain: space.network.privateDomain,
      allow: props.plan.egress.allow,
    });
    this.cloudServices();
    this.wayOut();
    this.townHalls();
    this.publishIds(names);
  }

  private network(): CfnVPC {
    const vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: this.props.space.network.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    Tags.of(vpc).add('Name', this.props.space.name);
    return vpc;
  }

  private cloudServices(): void {
    const { space, target } = this.props;
    const common = { vpc: this.vpc, name: space.name, accounts: [...new Set(Object.values(target.accounts))].sort() };
    new GatewayEndpoints(this, 'Gateways', {
      ...common,
      routeTableIds: this.tiers.of('app').map((id) => this.tiers.routeTableId(id)),
    });
    if (sharesEndpoints(target)) {
      new CfnProfileAssociation(this, 'HubNames', {
        name: space.name,
        profileId: this.ofHub(outputs.nameProfile),
        resourceId: this.vpc.ref,
      });
    } else {
      new InterfaceEndpoints(this, 'Endpoints', {
        ...common,
        subnetIds: this.attached(),
        from: [space.network.cidr],
        privateNames: true,
      });
    }
  }

  private wayOut(): void {
    const attachment = new CfnTransitGatewayAttachment(this, 'Transit', {
      transitGatewayId: this.ofHub(outputs.transitGateway),
      vpcId: this.vpc.ref,
      subnetIds: [...this.attached()],
      options: { DnsSupport: 'enable', Ipv6Support: 'disable', ApplianceModeSupport: 'disable' },
    });
    Tags.of(attachment).add('Name', this.props.space.name);
    for (const id of this.tiers.of('app')) {
      const route = new CfnRoute(this, `Out-${id}`, {
        routeTableId: this.tiers.routeTableId(id),
        destinationCidrBlock: '0.0.0.0/0',
        transitGatewayId: attachment.transitGatewayId,
      });
      route.node.addDependency(attachment);
    }
    publish(this, outputs.transitAttachment, `${this.props.space.id}:transit-attachment`, attachment.ref);
  }

  private townHalls(): void {
    const { name, network } = this.props.space;
    new Connectivity(this, 'Connectivity', {
      vpc: this.vpc,
      name,
      connections: network.connections,
      routeTableIds: this.tiers.of('app').map((id) => this.tiers.routeTableId(id)),
      key: this.key,
      recordDays: network.flowRecordDays,
    });
  }

  private publishIds(names: PrivateNames): void {
    const space = this.props.space.id;
    publish(this, 'ExportVpc', exportNames.vpc(space), this.vpc.ref);
    publish(this, 'ExportPrivateZone', exportNames.privateZone(space), names.zone.ref);
    for (const id of Object.keys(this.tiers.subnets))
      publish(this, `ExportSubnet${pascal(id)}`, exportNames.subnet(space, id), this.tiers.subnetId(id));
  }

  /** One application subnet in each zone of the cloud. */
  private attached(): readonly string[] {
    return distinctZones(this.props.target).map((zone) => this.tiers.subnetId(`app-${zone}`));
  }

  private ofHub(output: string): string {
    const { plan, target, space } = this.props;
    const hub = hubOf(plan, space);
    return outputOf(this, target, plan.region.id, hub.account, hub.stackName, output);
  }
}

const pascal = (id: string): string => id.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
