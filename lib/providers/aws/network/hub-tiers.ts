import { Tags } from 'aws-cdk-lib';
import {
  CfnEIP,
  CfnInternetGateway,
  CfnNatGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPCGatewayAttachment,
  type CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { EgressPlan, EgressSubnetPlan } from '../../../plan/network-plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { distinctZones } from './hub';

export interface HubTiersProps {
  readonly vpc: CfnVPC;
  readonly egress: EgressPlan;
  readonly target: AwsTargetPlan;
  readonly name: string;
}

/** Where a route leads: exactly one of these. */
type Via =
  | { readonly gatewayId: string }
  | { readonly natGatewayId: string }
  | { readonly vpcEndpointId: string }
  | { readonly transitGatewayId: string };

/** The hub's subnets, keyed `<purpose>-<zone>`: from the spaces (transit) through the filter (firewall) to the internet (gateway). */
export class HubTiers extends Construct {
  readonly zones: readonly string[];
  readonly internet: CfnInternetGateway;
  private readonly subnets: Readonly<Record<string, CfnSubnet>>;
  private readonly tables: Readonly<Record<string, CfnRouteTable>>;
  private readonly translators: Readonly<Record<string, CfnNatGateway>>;
  private readonly props: HubTiersProps;

  constructor(scope: Construct, id: string, props: HubTiersProps) {
    super(scope, id);
    this.props = props;
    this.zones = distinctZones(props.target);
    const plans = Object.values(props.egress.subnets).filter((plan) => this.zones.includes(plan.zone));
    this.subnets = Object.fromEntries(plans.map((plan) => [plan.id, this.subnet(plan)]));
    this.tables = Object.fromEntries(plans.map((plan) => [plan.id, this.table(plan)]));
    this.internet = new CfnInternetGateway(this, 'InternetGateway');
    const attachment = new CfnVPCGatewayAttachment(this, 'InternetAttachment', {
      vpcId: props.vpc.ref,
      internetGatewayId: this.internet.ref,
    });
    const zones = props.target.options.natGateways === 'one' ? this.zones.slice(0, 1) : this.zones;
    this.translators = Object.fromEntries(zones.map((zone) => [zone, this.translator(zone, attachment)]));
  }

  subnetIds(purpose: EgressSubnetPlan['purpose']): readonly string[] {
    return this.zones.map((zone) => find(this.subnets, `${purpose}-${zone}`).ref);
  }

  /** Address translation of a zone, or of the first where one serves all. */
  translatorId(zone: string): string {
    return (this.translators[zone] ?? find(this.translators, this.zones[0] ?? '')).ref;
  }

  route(id: string, subnet: string, destinationCidrBlock: string, via: Via): CfnRoute {
    return new CfnRoute(this, id, { routeTableId: find(this.tables, subnet).ref, destinationCidrBlock, ...via });
  }

  private subnet(plan: EgressSubnetPlan): CfnSubnet {
    const subnet = new CfnSubnet(this, `Subnet-${plan.id}`, {
      vpcId: this.props.vpc.ref,
      availabilityZone: find(this.props.target.zones, plan.zone),
      cidrBlock: plan.cidr,
      mapPublicIpOnLaunch: false,
    });
    Tags.of(subnet).add('Name', `${this.props.name}-${plan.id}`);
    Tags.of(subnet).add('tier', plan.purpose);
    return subnet;
  }

  private table(plan: EgressSubnetPlan): CfnRouteTable {
    const table = new CfnRouteTable(this, `Routes-${plan.id}`, { vpcId: this.props.vpc.ref });
    Tags.of(table).add('Name', `${this.props.name}-${plan.id}`);
    new CfnSubnetRouteTableAssociation(this, `RoutesOf-${plan.id}`, {
      subnetId: find(this.subnets, plan.id).ref,
      routeTableId: table.ref,
    });
    return table;
  }

  private translator(zone: string, attachment: CfnVPCGatewayAttachment): CfnNatGateway {
    const address = new CfnEIP(this, `Address-${zone}`, { domain: 'vpc' });
    const translator = new CfnNatGateway(this, `Nat-${zone}`, {
      subnetId: find(this.subnets, `gateway-${zone}`).ref,
      allocationId: address.attrAllocationId,
    });
    for (const part of [address, translator]) {
      part.node.addDependency(attachment);
      Tags.of(part).add('Name', `${this.props.name}-${zone}`);
    }
    return translator;
  }
}

const find = <T>(map: Readonly<Record<string, T>>, id: string): T => {
  const value = map[id];
  if (value === undefined) throw new Error(`the way out has no ${id}`);
  return value;
};
