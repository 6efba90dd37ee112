import { Fn, Tags } from 'aws-cdk-lib';
import {
  CfnInternetGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPCCidrBlock,
  CfnVPCGatewayAttachment,
  type CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { NetworkPlan, SubnetPlan, TierId } from '../../../plan/network-plan';
import { acknowledge, type Acknowledgement } from '../acknowledgements';

export interface TiersProps {
  readonly vpc: CfnVPC;
  readonly network: NetworkPlan;
  /** Zone id of the plan to zone name of the cloud. */
  readonly zones: Readonly<Record<string, string>>;
  /** Prefix of the Name tags. */
  readonly name: string;
}

/**
 * Subnets and route tables keyed `<tier>-<zone>`, so that another zone adds resources and moves none.
 * Only the edge has a route to the internet, for load balancers; the data tier has no route at all
 * beyond its network.
 */
export class Tiers extends Construct {
  readonly subnets: Readonly<Record<string, CfnSubnet>>;
  readonly routeTables: Readonly<Record<string, CfnRouteTable>>;
  private readonly props: TiersProps;

  constructor(scope: Construct, id: string, props: TiersProps) {
    super(scope, id);
    this.props = props;
    const prefix6 = new CfnVPCCidrBlock(this, 'Prefix6', { vpcId: props.vpc.ref, amazonProvidedIpv6CidrBlock: true });
    const plans = Object.values(props.network.subnets);
    this.subnets = Object.fromEntries(plans.map((plan) => [plan.id, this.subnet(plan, prefix6)]));
    this.routeTables = Object.fromEntries(plans.map((plan) => [plan.id, this.routeTable(plan)]));
    this.openEdge();
  }

  /** Ids of the subnets (keys of the maps) of one tier. */
  of(tier: TierId): readonly string[] {
    return Object.values(this.props.network.subnets)
      .filter((plan) => plan.tier === tier)
      .map((plan) => plan.id);
  }

  subnetId(id: string): string {
    return found(this, this.subnets, id).ref;
  }

  routeTableId(id: string): string {
    return found(this, this.routeTables, id).ref;
  }

  private subnet(plan: SubnetPlan, prefix6: CfnVPCCidrBlock): CfnSubnet {
    const zone = this.props.zones[plan.zone];
    if (zone === undefined) throw new Error(`${this.node.path}: the target maps no zone ${plan.zone}`);
    const subnet = new CfnSubnet(this, `Subnet-${plan.id}`, {
      vpcId: this.props.vpc.ref,
      availabilityZone: zone,
      cidrBlock: plan.cidr,
      mapPublicIpOnLaunch: false,
      ...(plan.tier === 'edge' ? { ipv6CidrBlock: this.cidr6(plan) } : {}),
    });
    if (plan.tier === 'edge') subnet.node.addDependency(prefix6);
    Tags.of(subnet).add('Name', `${this.props.name}-${plan.id}`);
    Tags.of(subnet).add('tier', plan.tier);
    return subnet;
  }

  /** The plan's index into the 16 networks that it reserves of the /56 which the cloud gives. */
  private cidr6(plan: SubnetPlan): string {
    return Fn.select(plan.index6, Fn.cidr(Fn.select(0, this.props.vpc.attrIpv6CidrBlocks), 16, '64'));
  }

  private routeTable(plan: SubnetPlan): CfnRouteTable {
    const table = new CfnRouteTable(this, `Routes-${plan.id}`, { vpcId: this.props.vpc.ref });
    Tags.of(table).add('Name', `${this.props.name}-${plan.id}`);
    new CfnSubnetRouteTableAssociation(this, `RoutesOf-${plan.id}`, {
      subnetId: this.subnetId(plan.id),
      routeTableId: table.ref,
    });
    return table;
  }

  private openEdge(): void {
    const gateway = new CfnInternetGateway(this, 'InternetGateway');
    Tags.of(gateway).add('Name', this.props.name);
    const attachment = new CfnVPCGatewayAttachment(this, 'InternetAttachment', {
      vpcId: this.props.vpc.ref,
      internetGatewayId: gateway.ref,
    });
    for (const id of this.of('edge')) {
      const routeTableId = this.routeTableId(id);
      const routes = [
        new CfnRoute(this, `Out-${id}`, { routeTableId, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.ref }),
        new CfnRoute(this, `Out6-${id}`, { routeTableId, destinationIpv6CidrBlock: '::/0', gatewayId: gateway.ref }),
      ];
      for (const route of routes) {
        route.node.addDependency(attachment);
        acknowledge(route, publicRoute);
      }
    }
  }
}

const publicRoute: Acknowledgement = {
  rule: 'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW',
  reason: 'The edge holds load balancers and nothing else; no other tier has this route',
  review: 'each release',
};

const found = <T>(scope: Construct, map: Readonly<Record<string, T>>, id: string): T => {
  const value = map[id];
  if (value === undefined) throw new Error(`${scope.node.path}: no subnet ${id}`);
  return value;
};
