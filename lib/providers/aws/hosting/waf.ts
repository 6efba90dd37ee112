import { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { ServicePlan } from '../../../plan/service-plan';
import { LogGroup } from '../log-group';
import type { Lifecycle } from '../removal';

export interface WafProps {
  readonly service: ServicePlan;
  readonly loadBalancerArn: string;
  readonly key: IKey;
  readonly lifecycle: Lifecycle;
}

/** Rule sets kept by the cloud, in the order in which they look at a request. */
const managed = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/** Start of the log group's name; the firewall delivers to no other (WAF developer guide). */
const logPrefix = 'aws-waf-logs-';
export const wafLogName = (service: ServicePlan): string => `${logPrefix}${nameOf('webAcl', service.name)}`;

/** Filters what reaches the entry: known attacks, addresses of ill repute, and too much from one address. */
export class Waf extends Construct {
  readonly acl: CfnWebACL;

  constructor(scope: Construct, id: string, props: WafProps) {
    super(scope, id);
    const name = nameOf('webAcl', props.service.name);
    this.acl = new CfnWebACL(this, 'Acl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rules: [
        rateRule(props.service.waf.requestsPer5MinutesPerAddress),
        ...managed.map((group, index) => managedRule(group, index + 1, Object.keys(props.service.documents).length > 0)),
      ],
      visibilityConfig: visibility(name),
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: props.loadBalancerArn, webAclArn: this.acl.attrArn });
    this.record(props);
  }

  private record({ service, key, lifecycle }: WafProps): void {
    const group = new LogGroup(this, 'Log', { name: wafLogName(service), days: service.logDays, keyArn: key.keyArn, lifecycle });
    const stack = Stack.of(this);
    const destination = `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:${wafLogName(service)}`;
    const logging = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.acl.attrArn,
      logDestinationConfigs: [destination],
      redactedFields: ['authorization', 'cookie'].map((name) => ({ singleHeader: { Name: name } })),
    });
    logging.addResourceDependency(group);
  }
}

const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: true,
});

const rateRule = (limit: number): CfnWebACL.RuleProperty => ({
  name: 'TooManyRequests',
  priority: 0,
  action: { block: {} },
  statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: 300 } },
  visibilityConfig: visibility('TooManyRequests'),
});

const managedRule = (name: string, priority: number, uploads: boolean): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ...overridesOf(name, uploads) } },
  visibilityConfig: visibility(name),
});

/** Documents that people hand in are larger than the 8 KiB that the common rules let through. */
const overridesOf = (group: string, uploads: boolean) =>
  uploads && group === 'AWSManagedRulesCommonRuleSet'
    ? { ruleActionOverrides: [{ name: 'SizeRestrictions_BODY', actionToUse: { count: {} } }] }
    : {};
