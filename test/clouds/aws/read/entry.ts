import type { ServicePlan } from '../../../../lib/plan/service-plan';
import { nameOf } from '../../../../lib/plan/name';
import { type Estate, line } from '../estate';
import type { Kind } from '../read-back';
import type { Place } from '../region';
import { hosted } from './services';

interface Balancer {
  readonly LoadBalancerArn: string;
  readonly LoadBalancerName: string;
  readonly Scheme: string;
  readonly Type: string;
  readonly IpAddressType: string;
  readonly SecurityGroups?: readonly string[];
}

interface Listener {
  readonly ListenerArn: string;
  readonly Port: number;
  readonly Protocol: string;
  readonly SslPolicy?: string;
  readonly Certificates?: readonly { readonly CertificateArn: string }[];
  readonly DefaultActions: readonly { readonly Type: string }[];
}

interface Rule {
  readonly Priority: string;
  readonly Conditions: readonly {
    readonly HostHeaderConfig?: { readonly Values: readonly string[] };
    readonly PathPatternConfig?: { readonly Values: readonly string[] };
  }[];
  readonly Actions: readonly { readonly Type: string; readonly Order?: number }[];
}

interface TargetGroup {
  readonly Protocol: string;
  readonly TargetType: string;
  readonly HealthCheckPath?: string;
  readonly LoadBalancerArns: readonly string[];
  readonly TargetGroupName: string;
}

const balancersOf = (estate: Estate) => estate.list<Balancer>(estate.places, 'elbv2', 'DescribeLoadBalancers', 'LoadBalancers');

const entryName = (service: ServicePlan): string => nameOf('loadBalancer', service.name);
const linksIn = ({ plan }: Estate) => Object.values(plan.links);
const linkName = (id: string): string => nameOf('loadBalancer', 'link', id);

/** Attributes that carry a requirement. */
const attributesOf = async (estate: Estate, place: Place, arn: string): Promise<(key: string) => string | undefined> => {
  const { Attributes } = await estate.ask<{ Attributes: readonly { Key: string; Value: string }[] }>(
    place,
    'elbv2',
    'DescribeLoadBalancerAttributes',
    { LoadBalancerArn: arn },
  );
  return (key) => Attributes.find((one) => one.Key === key)?.Value;
};

const balancers: Kind = {
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  expected: (estate) => [
    ...hosted(estate).map(({ space, service }) =>
      line(entryName(service), {
        kind: 'application',
        scheme: 'internet-facing',
        addresses: 'dualstack',
        recordsUnder: service.name,
        protected: space.lifecycle === 'retained',
        strictHeaders: true,
        groups: [`Entry of ${service.name}`],
      }),
    ),
    ...linksIn(estate).map((link) =>
      line(linkName(link.id), {
        kind: 'network',
        scheme: 'internal',
        addresses: 'ipv4',
        recordsUnder: `${estate.plan.region.id}-${link.to.space}-link-${link.id}`,
        protected: estate.plan.spaces[link.to.space]?.lifecycle === 'retained',
        strictHeaders: false,
        groups: [`Answers ${link.from.space}/${link.from.service}`],
      }),
    ),
  ],
  seen: async (estate) => {
    const groups = await estate.list<{ GroupId: string; Description: string }>(
      estate.places,
      'ec2',
      'DescribeSecurityGroups',
      'SecurityGroups',
    );
    return Promise.all(
      (await balancersOf(estate)).map(async ({ place, ...one }) => {
        const attribute = await attributesOf(estate, place, one.LoadBalancerArn);
        return line(one.LoadBalancerName, {
          kind: one.Type,
          scheme: one.Scheme,
          addresses: one.IpAddressType,
          recordsUnder: attribute('access_logs.s3.enabled') === 'true' ? attribute('access_logs.s3.prefix') : 'not recorded',
          protected: attribute('deletion_protection.enabled') === 'true',
          strictHeaders: attribute('routing.http.drop_invalid_header_fields.enabled') === 'true',
          groups: (one.SecurityGroups ?? []).map((id) => groups.find(({ GroupId }) => GroupId === id)?.Description ?? id),
        });
      }),
    );
  },
};

const tls = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';

const listeners: Kind = {
  types: ['AWS::ElasticLoadBalancingV2::Listener', 'AWS::CertificateManager::Certificate'],
  expected: (estate) => [
    ...hosted(estate).flatMap(({ service }) => [
      line(entryName(service), {
        port: 443,
        protocol: 'HTTPS',
        policy: tls,
        certificate: service.host,
        otherwise: 'fixed-response',
      }),
      line(entryName(service), { port: 80, protocol: 'HTTP', policy: null, certificate: null, otherwise: 'redirect' }),
    ]),
    ...linksIn(estate).map(({ id, port, to }) =>
      line(linkName(id), {
        port,
        protocol: 'TLS',
        policy: tls,
        certificate: estate.plan.spaces[to.space]?.services[to.service]?.host,
        otherwise: 'forward',
      }),
    ),
  ],
  seen: async (estate) => {
    const certificates = await estate.list<{ CertificateArn: string; DomainName: string }>(
      estate.places,
      'acm',
      'ListCertificates',
      'CertificateSummaryList',
    );
    const hosts = new Map(certificates.map(({ CertificateArn, DomainName }) => [CertificateArn, DomainName]));
    const lists = await Promise.all(
      (await balancersOf(estate)).map(async ({ place, LoadBalancerArn, LoadBalancerName }) =>
        (await estate.list<Listener>([place], 'elbv2', 'DescribeListeners', 'Listeners', { LoadBalancerArn })).map((one) =>
          line(LoadBalancerName, {
            port: one.Port,
            protocol: one.Protocol,
            policy: one.SslPolicy,
            certificate: hosts.get(one.Certificates?.[0]?.CertificateArn ?? ''),
            otherwise: one.DefaultActions.map(({ Type }) => Type).join('+'),
          }),
        ),
      ),
    );
    return lists.flat();
  },
};

const rules: Kind = {
  types: ['AWS::ElasticLoadBalancingV2::ListenerRule'],
  expected: (estate) =>
    hosted(estate).flatMap(({ service }) =>
      Object.values(service.web).map(({ path, priority }) =>
        line(entryName(service), {
          order: String(priority),
          hosts: [service.host],
          paths: path === '/' ? ['/*'] : [path, `${path}/*`],
          steps: service.signIn === 'none' ? 'forward' : 'authenticate-cognito, forward',
        }),
      ),
    ),
  seen: async (estate) => {
    const lists = await Promise.all(
      (await balancersOf(estate)).map(async ({ place, LoadBalancerArn, LoadBalancerName }) => {
        const all = await estate.list<Listener>([place], 'elbv2', 'DescribeListeners', 'Listeners', { LoadBalancerArn });
        const found = await Promise.all(
          all.map(({ ListenerArn }) => estate.list<Rule>([place], 'elbv2', 'DescribeRules', 'Rules', { ListenerArn })),
        );
        return found
          .flat()
          .filter(({ Priority }) => Priority !== 'default')
          .map(({ Priority, Conditions, Actions }) =>
            line(LoadBalancerName, {
              order: Priority,
              hosts: Conditions.flatMap(({ HostHeaderConfig }) => HostHeaderConfig?.Values ?? []),
              paths: Conditions.flatMap(({ PathPatternConfig }) => PathPatternConfig?.Values ?? []),
              steps: [...Actions]
                .sort((a, b) => (a.Order ?? 0) - (b.Order ?? 0))
                .map(({ Type }) => Type)
                .join(', '),
            }),
          );
      }),
    );
    return lists.flat();
  },
};

const targets: Kind = {
  types: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  expected: (estate) => [
    ...hosted(estate).flatMap(({ service }) =>
      Object.values(service.web).map(({ health }) => line('targets', { protocol: 'HTTP', kind: 'ip', health })),
    ),
    ...linksIn(estate).map(() => line('targets', { protocol: 'TCP', kind: 'ip', health: null })),
  ],
  seen: async (estate) =>
    (await estate.list<TargetGroup>(estate.places, 'elbv2', 'DescribeTargetGroups', 'TargetGroups')).map((one) =>
      line('targets', {
        protocol: one.Protocol,
        kind: one.TargetType,
        health: one.Protocol === 'TCP' ? null : one.HealthCheckPath,
      }),
    ),
};

interface Filter {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: {
    readonly RateBasedStatement?: { readonly Limit: number };
    readonly ManagedRuleGroupStatement?: {
      readonly Name: string;
      readonly RuleActionOverrides?: readonly { readonly Name: string }[];
    };
  };
}

const managed = ['AmazonIpReputationList', 'CommonRuleSet', 'KnownBadInputsRuleSet', 'SQLiRuleSet'];

const firewalls: Kind = {
  types: ['AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation'],
  expected: (estate) =>
    hosted(estate).map(({ service }) =>
      line(nameOf('webAcl', service.name), {
        rules: [
          `0 at most ${service.waf.requestsPer5MinutesPerAddress}`,
          ...managed.map((name, index) => {
            const larger = Object.keys(service.documents).length > 0 && name === 'CommonRuleSet';
            return `${index + 1} AWSManagedRules${name}${larger ? ' but SizeRestrictions_BODY' : ''}`;
          }),
        ],
        before: [entryName(service)],
      }),
    ),
  seen: async (estate) => {
    const names = new Map(
      (await balancersOf(estate)).map(({ LoadBalancerArn, LoadBalancerName }) => [LoadBalancerArn, LoadBalancerName]),
    );
    const all = await estate.list<{ Name: string; Id: string; ARN: string }>(estate.places, 'wafv2', 'ListWebACLs', 'WebACLs', {
      Scope: 'REGIONAL',
    });
    return Promise.all(
      all.map(async ({ Name, Id, ARN, place }) => {
        const { WebACL } = await estate.ask<{ WebACL: { Rules: readonly Filter[] } }>(place, 'wafv2', 'GetWebACL', {
          Scope: 'REGIONAL',
          Name,
          Id,
        });
        const { ResourceArns = [] } = await estate.ask<{ ResourceArns?: readonly string[] }>(
          place,
          'wafv2',
          'ListResourcesForWebACL',
          {
            WebACLArn: ARN,
          },
        );
        return line(Name, { rules: WebACL.Rules.map(wordsOf), before: ResourceArns.map((arn) => names.get(arn) ?? arn) });
      }),
    );
  },
};

const wordsOf = ({ Priority, Name, Statement }: Filter): string => {
  const { RateBasedStatement: rate, ManagedRuleGroupStatement: group } = Statement;
  if (rate !== undefined) return `${Priority} at most ${rate.Limit}`;
  const but = group?.RuleActionOverrides?.map((one) => one.Name).join('+');
  return `${Priority} ${group?.Name ?? Name}${but === undefined ? '' : ` but ${but}`}`;
};

export const entry: readonly Kind[] = [balancers, listeners, rules, targets, firewalls];
