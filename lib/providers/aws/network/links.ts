import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { CfnVPCEndpoint, CfnVPCEndpointService, CfnVPCEndpointServicePermissions } from 'aws-cdk-lib/aws-ec2';
import { CfnListener, CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { LinkPlan } from '../../../plan/network-plan';
import type { Plan } from '../../../plan/plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { acknowledge } from '../acknowledgements';
import { tlsPolicy } from '../hosting/entry';
import { outputOf } from '../exports';
import type { Part } from '../hosting/part';
import type { Lifecycle } from '../removal';
import { SecurityGroup } from '../security-group';
import type { SpaceNetwork } from './space-network';

/** Output of the answering service's stack with the id of a link's endpoint service. */
const outputName = (link: LinkPlan): string => `Link${link.id.replace(/[^a-z0-9]/g, '')}`;

export interface LinkAnswerProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly link: LinkPlan;
  readonly network: SpaceNetwork;
  /** The part that answers, and its containers' port. */
  readonly part: Part;
  readonly certificateArn: string;
  /** Name of the account's bucket for access records. */
  readonly records: string;
  readonly lifecycle: Lifecycle;
}

/** The answering end of a link: an inner balancer that one caller's account may reach on one port, over TLS. */
export class LinkAnswer extends Construct {
  /** To be entered as a target of the answering part's running service. */
  readonly targets: CfnTargetGroup;
  readonly listener: CfnListener;

  constructor(scope: Construct, id: string, props: LinkAnswerProps) {
    super(scope, id);
    const group = this.createGroup(props);
    const balancer = this.createBalancer(props, group);
    this.targets = this.createTargets(props);
    this.listener = new CfnListener(this, 'Listener', {
      loadBalancerArn: balancer.ref,
      port: props.link.port,
      protocol: 'TLS',
      sslPolicy: tlsPolicy,
      certificates: [{ certificateArn: props.certificateArn }],
      defaultActions: [{ type: 'forward', targetGroupArn: this.targets.ref }],
    });
    this.offer(props, balancer);
  }

  private createGroup({ plan, link, network, part }: LinkAnswerProps): SecurityGroup {
    const group = new SecurityGroup(this, 'Group', {
      vpcId: network.vpcId,
      // Never the reason: a group takes few characters, and other words would replace it.
      description: `Answers ${link.from.space}/${link.from.service}`,
    });
    const callers = Object.values(plan.spaces[link.from.space]?.network.subnets ?? {}).filter((subnet) => subnet.tier === 'app');
    for (const subnet of callers)
      group.allowFrom(subnet.id, subnet.cidr, link.port, `${link.from.service} of ${link.from.space}`);
    group.allowTo('Part', part.group, part.plan.port, `Link from ${link.from.space}`);
    return group;
  }

  private createBalancer({ plan, link, network, records, lifecycle }: LinkAnswerProps, group: SecurityGroup): CfnLoadBalancer {
    const attributes = {
      'access_logs.s3.bucket': records,
      'access_logs.s3.enabled': 'true',
      // The archive takes records of a space only under its name.
      'access_logs.s3.prefix': `${plan.region.id}-${link.to.space}-link-${link.id}`,
      'deletion_protection.enabled': String(lifecycle === 'retained'),
      'load_balancing.cross_zone.enabled': 'true',
    };
    const balancer = new CfnLoadBalancer(this, 'Balancer', {
      name: nameOf('loadBalancer', 'link', link.id),
      type: 'network',
      scheme: 'internal',
      ipAddressType: 'ipv4',
      subnets: [...network.subnets.app],
      securityGroups: [group.attrGroupId],
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
      loadBalancerAttributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
    });
    if (lifecycle === 'ephemeral')
      acknowledge(balancer, {
        rule: 'NIST.800.53.R5-ELBDeletionProtectionEnabled',
        reason: 'Declared ephemeral: it may be destroyed whole',
        review: 'each release',
      });
    return balancer;
  }

  private createTargets({ network }: LinkAnswerProps): CfnTargetGroup {
    return new CfnTargetGroup(this, 'Targets', {
      vpcId: network.vpcId,
      targetType: 'ip',
      // Only a default: each container brings its own port.
      port: 80,
      protocol: 'TCP',
      healthCheckProtocol: 'TCP',
      targetGroupAttributes: [
        { key: 'deregistration_delay.timeout_seconds', value: '30' },
        { key: 'preserve_client_ip.enabled', value: 'false' },
      ],
    });
  }

  private offer({ target, link, plan }: LinkAnswerProps, balancer: CfnLoadBalancer): void {
    const service = new CfnVPCEndpointService(this, 'Service', {
      acceptanceRequired: false,
      networkLoadBalancerArns: [balancer.ref],
      supportedIpAddressTypes: ['ipv4'],
    });
    const account = target.accounts[plan.spaces[link.from.space]?.tenant ?? ''] ?? '';
    new CfnVPCEndpointServicePermissions(this, 'Caller', {
      serviceId: service.ref,
      allowedPrincipals: [`arn:${Stack.of(this).partition}:iam::${account}:root`],
    });
    new CfnOutput(this, 'ServiceId', { value: service.ref, description: `Endpoint service for ${link.id}` }).overrideLogicalId(
      outputName(link),
    );
  }
}

export interface LinkCallProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly link: LinkPlan;
  readonly network: SpaceNetwork;
  /** Parts that may call. */
  readonly callers: readonly Part[];
}

/** The calling end of a link: one address in the own network, known by a private name, for one port. */
export class LinkCall extends Construct {
  constructor(scope: Construct, id: string, props: LinkCallProps) {
    super(scope, id);
    const { link, network } = props;
    const group = new SecurityGroup(this, 'Group', {
      vpcId: network.vpcId,
      description: `Calls ${link.to.space}/${link.to.service}`,
    });
    for (const caller of props.callers)
      caller.group.allowTo(`Link${link.id}`, group, link.port, `Link to ${link.to.space}/${link.to.service}`);
    const endpoint = new CfnVPCEndpoint(this, 'Endpoint', {
      vpcEndpointType: 'Interface',
      vpcId: network.vpcId,
      serviceName: this.serviceName(props),
      subnetIds: [...network.subnets.app],
      securityGroupIds: [group.attrGroupId],
      privateDnsEnabled: false,
    });
    const [hostedZoneId, dnsName] = firstEntry(endpoint);
    new CfnRecordSet(this, 'Name', {
      hostedZoneId: network.privateZoneId,
      name: link.host,
      type: 'A',
      aliasTarget: { hostedZoneId, dnsName, evaluateTargetHealth: false },
    });
  }

  private serviceName({ plan, target, link }: LinkCallProps): string {
    const other = plan.spaces[link.to.space];
    const service = other?.services[link.to.service];
    if (other === undefined || service === undefined) throw new Error(`${this.node.path}: nothing answers ${link.id}`);
    const id = outputOf(this, target, plan.region.id, other.tenant, service.name, outputName(link));
    const { region } = target.cloud;
    return `${RegionInfo.get(region).vpcEndpointServiceNamePrefix ?? 'com.amazonaws.vpce'}.${region}.${id}`;
  }
}

/** An endpoint tells its names as `zone:name`. */
const firstEntry = (endpoint: CfnVPCEndpoint): readonly [string, string] => {
  const parts = Fn.split(':', Fn.select(0, endpoint.attrDnsEntries));
  return [Fn.select(0, parts), Fn.select(1, parts)];
};
