import { Tags } from 'aws-cdk-lib';
import {
  CfnTransitGatewayRoute,
  CfnTransitGatewayRouteTable,
  CfnTransitGatewayRouteTableAssociation,
  CfnTransitGatewayRouteTablePropagation,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { exportNames, imported, outputOf, outputs } from '../exports';
import { hubOf } from './hub';
import { GovStack } from '../stack';

export interface TransitStackProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly space: SpacePlan;
}

/**
 * What the hub's owner gives to one attached space: a route table of its own with the hub as the only
 * destination. It stands in the hub's account, since no other account may route there.
 */
export class TransitStack extends GovStack {
  constructor(scope: Construct, id: string, props: TransitStackProps) {
    const { plan, target, space } = props;
    const hub = hubOf(plan, space);
    super(scope, id, {
      target,
      account: hub.account,
      tags: space.tags,
      description: `Routes between ${space.id} and the way out`,
    });
    const attachment = outputOf(this, target, plan.region.id, space.tenant, `${space.name}-network`, outputs.transitAttachment);
    const table = new CfnTransitGatewayRouteTable(this, 'Routes', {
      transitGatewayId: outputOf(this, target, plan.region.id, hub.account, hub.stackName, outputs.transitGateway),
    });
    Tags.of(table).add('Name', space.name);
    new CfnTransitGatewayRouteTableAssociation(this, 'Association', {
      transitGatewayAttachmentId: attachment,
      transitGatewayRouteTableId: table.ref,
    });
    new CfnTransitGatewayRouteTablePropagation(this, 'ReturnRoute', {
      transitGatewayAttachmentId: attachment,
      transitGatewayRouteTableId: imported(exportNames.hubRoutes(hub.stackName)),
    });
    this.routes(table, plan, imported(exportNames.hubAttachment(hub.stackName)));
  }

  /** The hub and the internet through it; the addresses of all other spaces lead nowhere. */
  private routes(table: CfnTransitGatewayRouteTable, plan: Plan, hubAttachment: string): void {
    const transitGatewayRouteTableId = table.ref;
    new CfnTransitGatewayRoute(this, 'Out', {
      transitGatewayRouteTableId,
      destinationCidrBlock: '0.0.0.0/0',
      transitGatewayAttachmentId: hubAttachment,
    });
    new CfnTransitGatewayRoute(this, 'Hub', {
      transitGatewayRouteTableId,
      destinationCidrBlock: plan.egress.cidr,
      transitGatewayAttachmentId: hubAttachment,
    });
    new CfnTransitGatewayRoute(this, 'OtherSpaces', {
      transitGatewayRouteTableId,
      destinationCidrBlock: plan.egress.addresses,
      blackhole: true,
    });
  }
}
