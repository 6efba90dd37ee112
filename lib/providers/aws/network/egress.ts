import { Stack, Tags } from 'aws-cdk-lib';
import {
  CfnTransitGateway,
  CfnTransitGatewayAttachment,
  CfnTransitGatewayRouteTable,
  CfnTransitGatewayRouteTableAssociation,
  CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import { CfnResourceShare } from 'aws-cdk-lib/aws-ram';
import { CfnProfile, CfnProfileResourceAssociation } from 'aws-cdk-lib/aws-route53profiles';
import type { Construct } from 'constructs';
import type { Plan } from '../../../plan/plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { acknowledge } from '../acknowledgements';
import { ClosedDefaultGroup } from './default-group';
import { InterfaceEndpoints } from './endpoints';
import { exportNames, outputs, publish } from '../exports';
import { cloudNames } from './cloud-names';
import { Firewall } from './firewall';
import { FlowRecords } from './flow-records';
import { guestAccounts, sharesEndpoints, type Hub } from './hub';
import { HubTiers } from './hub-tiers';
import { RecordKey } from '../record-key';
import { GovStack } from '../stack';

export interface EgressStackProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly hub: Hub;
}

/**
 * The one way out: spaces attach to a transit gateway, their traffic passes the allow-list and is translated.
 * The cloud's own services stand here once for all spaces, where their names can be shared.
 */
export class EgressStack extends GovStack {
  private readonly props: EgressStackProps;
  private readonly vpc: CfnVPC;
  private readonly tiers: HubTiers;
  private readonly key: RecordKey;
  private readonly transit: CfnTransitGateway;

  constructor(scope: Construct, id: string, props: EgressStackProps) {
    const { plan, target, hub } = props;
    super(scope, id, { target, account: hub.account, tags: plan.foundation.tags, description: `Way out of ${plan.region.id}` });
    this.props = props;
    this.vpc = new CfnVPC(this, 'Vpc', { cidrBlock: plan.egress.cidr, enableDnsHostnames: true, enableDnsSupport: true });
    Tags.of(this.vpc).add('Name', id);
    this.tiers = new HubTiers(this, 'Tiers', { vpc: this.vpc, egress: plan.egress, target, name: id });
    this.key = new RecordKey(this, 'RecordKey', { description: `${id}: network records`, lifecycle: plan.region.lifecycle });
    new ClosedDefaultGroup(this, 'DefaultGroup', { vpc: this.vpc });
    new FlowRecords(this, 'Records', { vpc: this.vpc, key: this.key, name: id, days: plan.foundation.logs.retentionDays });
    this.transit = this.transitGateway();
    this.routes(this.firewall(), this.attach());
    this.share('TransitShare', [this.transit.attrTransitGatewayArn]);
    this.cloudServices();
  }

  private transitGateway(): CfnTransitGateway {
    const gateway = new CfnTransitGateway(this, 'Transit', {
      amazonSideAsn: this.props.plan.egress.asn,
      // Only accounts that the share names can ask, and an attachment reaches nothing until its table says so.
      autoAcceptSharedAttachments: 'enable',
      defaultRouteTableAssociation: 'disable',
      defaultRouteTablePropagation: 'disable',
      dnsSupport: 'enable',
      multicastSupport: 'disable',
      vpnEcmpSupport: 'disable',
    });
    Tags.of(gateway).add('Name', this.stackName);
    publish(this, outputs.transitGateway, `${this.stackName}:transit-gateway`, gateway.ref);
    return gateway;
  }

  private firewall(): Firewall {
    const { plan } = this.props;
    return new Firewall(this, 'Firewall', {
      vpcId: this.vpc.ref,
      name: this.stackName,
      subnetIds: this.tiers.subnetIds('firewall'),
      addresses: plan.egress.addresses,
      allow: [...new Set([...plan.egress.allow, ...cloudNames(this.props.target)])].sort(),
      ports: plan.egress.ports,
      key: this.key,
      recordDays: plan.foundation.logs.retentionDays,
    });
  }

  /** The hub's own attachment keeps both directions of a connection in one zone, since the firewall remembers connections. */
  private attach(): CfnTransitGatewayAttachment {
    const attachment = new CfnTransitGatewayAttachment(this, 'Attachment', {
      transitGatewayId: this.transit.ref,
      vpcId: this.vpc.ref,
      subnetIds: [...this.tiers.subnetIds('transit')],
      options: { ApplianceModeSupport: 'enable', DnsSupport: 'enable', Ipv6Support: 'disable' },
    });
    Tags.of(attachment).add('Name', this.stackName);
    const table = new CfnTransitGatewayRouteTable(this, 'Routes', { transitGatewayId: this.transit.ref });
    Tags.of(table).add('Name', this.stackName);
    new CfnTransitGatewayRouteTableAssociation(this, 'Association', {
      transitGatewayAttachmentId: attachment.ref,
      transitGatewayRouteTableId: table.ref,
    });
    publish(this, 'ExportHubRoutes', exportNames.hubRoutes(this.stackName), table.ref);
    publish(this, 'ExportHubAttachment', exportNames.hubAttachment(this.stackName), attachment.ref);
    return attachment;
  }

  /** Out: transit, firewall, translation, internet. Back: the same way. */
  private routes(firewall: Firewall, attachment: CfnTransitGatewayAttachment): void {
    const { egress } = this.props.plan;
    const home = { transitGatewayId: this.transit.ref };
    for (const zone of this.tiers.zones) {
      const filter = { vpcEndpointId: firewall.endpointId(this.props.target.zones[zone] ?? '') };
      this.tiers.route(`Filter-${zone}`, `transit-${zone}`, '0.0.0.0/0', filter);
      this.tiers.route(`Translate-${zone}`, `firewall-${zone}`, '0.0.0.0/0', { natGatewayId: this.tiers.translatorId(zone) });
      acknowledge(this.tiers.route(`Internet-${zone}`, `gateway-${zone}`, '0.0.0.0/0', { gatewayId: this.tiers.internet.ref }), {
        rule: 'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW',
        reason: 'Only address translation stands here, behind the allow-list',
        review: 'each release',
      });
      this.tiers.route(`Back-${zone}`, `gateway-${zone}`, egress.addresses, filter);
      for (const purpose of ['transit', 'firewall']) {
        this.tiers.route(`Home-${purpose}-${zone}`, `${purpose}-${zone}`, egress.addresses, home).node.addDependency(attachment);
      }
    }
  }

  /** Hands the hub to the tenants' accounts; all must belong to one organization in which sharing is on. */
  private share(id: string, resourceArns: string[]): void {
    const { hub, target } = this.props;
    const principals = [...guestAccounts(hub, target)];
    if (principals.length > 0)
      new CfnResourceShare(this, id, {
        name: `${this.stackName}-${id}`,
        resourceArns,
        principals,
        allowExternalPrincipals: false,
      });
  }

  private cloudServices(): void {
    const { plan, target, hub } = this.props;
    const common = { vpc: this.vpc, name: this.stackName, accounts: [...new Set(Object.values(target.accounts))].sort() };
    if (!sharesEndpoints(target)) return;
    const endpoints = new InterfaceEndpoints(this, 'Endpoints', {
      ...common,
      subnetIds: this.tiers.subnetIds('transit'),
      // A tenant's own way out serves nobody else's addresses.
      from: hub.account === 'shared' ? [plan.egress.addresses] : hub.spaces.map(({ network }) => network.cidr),
      privateNames: true,
    });
    const profile = new CfnProfile(this, 'Names', { name: this.stackName });
    for (const [service, endpoint] of Object.entries(endpoints.endpoints)) {
      new CfnProfileResourceAssociation(this, `Name-${service}`, {
        name: `${this.stackName}-${service.replace('.', '-')}`,
        profileId: profile.ref,
        resourceArn: Stack.of(this).formatArn({ service: 'ec2', resource: 'vpc-endpoint', resourceName: endpoint.ref }),
      });
    }
    this.share('NamesShare', [profile.attrArn]);
    publish(this, outputs.nameProfile, `${this.stackName}:name-profile`, profile.ref);
  }
}
