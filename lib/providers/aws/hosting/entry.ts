import { CfnOutput } from 'aws-cdk-lib';
import { CfnListener, CfnListenerRule, CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { ServicePlan, WebPlan } from '../../../plan/service-plan';
import { acknowledge } from '../acknowledgements';
import type { Certificate } from './certificate';
import type { Lifecycle } from '../removal';
import { SecurityGroup } from '../security-group';
import type { SignIn } from './sign-in';
import type { SpaceNetwork } from '../network/space-network';
import { Waf } from './waf';

export interface EntryProps {
  readonly service: ServicePlan;
  readonly network: SpaceNetwork;
  readonly certificate: Certificate;
  readonly signIn: SignIn | null;
  readonly key: IKey;
  /** Name of the account's bucket for access records. */
  readonly records: string;
  readonly lifecycle: Lifecycle;
}

/** TLS 1.2 with forward secrecy and authenticated ciphers, and TLS 1.3. */
export const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';
const everywhere = { v4: '0.0.0.0/0', v6: '::/0' } as const;

/** The one public entry of a service: IPv4 and IPv6, TLS 1.2 and newer, filtered, recorded, and with sign-in before it where asked. */
export class Entry extends Construct {
  readonly loadBalancer: CfnLoadBalancer;
  readonly group: SecurityGroup;
  private readonly listener: CfnListener;
  private readonly signIn: SignIn | null;
  private readonly host: string;
  private readonly vpcId: string;

  constructor(scope: Construct, id: string, props: EntryProps) {
    super(scope, id);
    this.signIn = props.signIn;
    this.host = props.service.host;
    this.vpcId = props.network.vpcId;
    this.group = this.createGroup(props);
    this.loadBalancer = this.createLoadBalancer(props);
    this.listener = this.createListener(props.certificate);
    this.redirectToTls();
    new Waf(this, 'Waf', {
      service: props.service,
      loadBalancerArn: this.loadBalancer.ref,
      key: props.key,
      lifecycle: props.lifecycle,
    });
    props.certificate.pointTo(props.service, this.loadBalancer);
    new CfnOutput(this, 'Address', { value: this.loadBalancer.attrDnsName, description: `Where ${props.service.host} points` });
  }

  /** Sends a part's paths to its containers. */
  route(part: WebPlan): Route {
    return new Route(this, `Route-${part.id}`, {
      part,
      host: this.host,
      vpcId: this.vpcId,
      listenerArn: this.listener.ref,
      signIn: this.signIn,
    });
  }

  private createGroup({ service, network, signIn }: EntryProps): SecurityGroup {
    const group = new SecurityGroup(this, 'Group', { vpcId: network.vpcId, description: `Entry of ${service.name}` });
    for (const port of [80, 443]) {
      for (const [version, cidr] of Object.entries(everywhere)) {
        const rule = group.allowFrom(`Everyone${version}${port}`, cidr, port, 'The public');
        acknowledge(rule, {
          rule: 'AwsSolutions-EC23',
          reason: 'The public entry: everyone may reach it, filtered and over TLS',
          review: 'each release',
        });
      }
    }
    if (signIn !== null) group.allowOut('SignIn', everywhere.v4, 443, 'Endpoints of the sign-in service');
    return group;
  }

  private createLoadBalancer({ service, network, records, lifecycle }: EntryProps): CfnLoadBalancer {
    const attributes = {
      'access_logs.s3.bucket': records,
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.prefix': service.name,
      'deletion_protection.enabled': String(lifecycle === 'retained'),
      'idle_timeout.timeout_seconds': '60',
      'routing.http.desync_mitigation_mode': 'defensive',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.xff_header_processing.mode': 'append',
    };
    const loadBalancer = new CfnLoadBalancer(this, 'LoadBalancer', {
      name: nameOf('loadBalancer', service.name),
      type: 'application',
      scheme: 'internet-facing',
      ipAddressType: 'dualstack',
      subnets: [...network.subnets.edge],
      securityGroups: [this.group.attrGroupId],
      loadBalancerAttributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
    });
    if (lifecycle === 'ephemeral')
      acknowledge(loadBalancer, {
        rule: 'NIST.800.53.R5-ELBDeletionProtectionEnabled',
        reason: 'Declared ephemeral: it may be destroyed whole',
        review: 'each release',
      });
    return loadBalancer;
  }

  private createListener(certificate: Certificate): CfnListener {
    const headers = {
      'routing.http.response.server.enabled': 'false',
      'routing.http.response.strict_transport_security.header_value': 'max-age=31536000',
      'routing.http.response.x_content_type_options.header_value': 'nosniff',
    };
    return new CfnListener(this, 'Tls', {
      loadBalancerArn: this.loadBalancer.ref,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: tlsPolicy,
      certificates: [{ certificateArn: certificate.arn }],
      defaultActions: [
        {
          type: 'fixed-response',
          fixedResponseConfig: { statusCode: '404', contentType: 'text/plain', messageBody: 'Not found' },
        },
      ],
      listenerAttributes: Object.entries(headers).map(([key, value]) => ({ key, value })),
    });
  }

  private redirectToTls(): void {
    const listener = new CfnListener(this, 'Redirect', {
      loadBalancerArn: this.loadBalancer.ref,
      port: 80,
      protocol: 'HTTP',
      defaultActions: [{ type: 'redirect', redirectConfig: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }],
    });
    acknowledge(listener, {
      rule: 'NIST.800.53.R5-ELBv2ACMCertificateRequired',
      reason: 'This listener only redirects to TLS',
      review: 'each release',
    });
  }
}

interface RouteProps {
  readonly part: WebPlan;
  readonly host: string;
  readonly vpcId: string;
  readonly listenerArn: string;
  readonly signIn: SignIn | null;
}

/** The way from the entry to one part. */
export class Route extends Construct {
  readonly targets: CfnTargetGroup;
  readonly rule: CfnListenerRule;

  constructor(scope: Construct, id: string, { part, host, vpcId, listenerArn, signIn }: RouteProps) {
    super(scope, id);
    this.targets = new CfnTargetGroup(this, 'Targets', {
      vpcId,
      targetType: 'ip',
      // Only a default: each container brings its own port, so a release moves no target group.
      port: 80,
      protocol: 'HTTP',
      healthCheckPath: part.health,
      healthCheckIntervalSeconds: 15,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
      matcher: { httpCode: '200-299' },
      targetGroupAttributes: [{ key: 'deregistration_delay.timeout_seconds', value: '30' }],
    });
    const forward = { type: 'forward', order: 2, targetGroupArn: this.targets.ref };
    this.rule = new CfnListenerRule(this, 'Rule', {
      listenerArn,
      priority: part.priority,
      conditions: [
        { field: 'host-header', hostHeaderConfig: { values: [host] } },
        { field: 'path-pattern', pathPatternConfig: { values: pathsOf(part.path) } },
      ],
      actions: signIn === null ? [forward] : [signIn.action(part.kind), forward],
    });
  }
}

const pathsOf = (path: string): string[] => {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? ['/*'] : [trimmed, `${trimmed}/*`];
};
