import { Stack } from 'aws-cdk-lib';
import type { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnHostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnFirewallDomainList, CfnFirewallRuleGroup, CfnFirewallRuleGroupAssociation } from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';

export interface PrivateNamesProps {
  readonly vpc: CfnVPC;
  readonly name: string;
  readonly privateDomain: string;
  /** Names that may be reached outside; `*.` in front means every name below. */
  readonly allow: readonly string[];
}

/**
 * The private zone of a space, and the names it may look up: its own, the cloud's in this region, and the
 * allowed ones. A look-up is a way out too, so all others get no answer.
 */
export class PrivateNames extends Construct {
  readonly zone: CfnHostedZone;

  constructor(scope: Construct, id: string, props: PrivateNamesProps) {
    super(scope, id);
    this.zone = new CfnHostedZone(this, 'Zone', {
      name: props.privateDomain,
      vpcs: [{ vpcId: props.vpc.ref, vpcRegion: Stack.of(this).region }],
    });
    this.guard(props);
  }

  private guard(props: PrivateNamesProps): void {
    const known = new CfnFirewallDomainList(this, 'Known', { name: `${props.name}-known`, domains: this.known(props) });
    const others = new CfnFirewallDomainList(this, 'Others', { name: `${props.name}-others`, domains: ['*'] });
    const rules = new CfnFirewallRuleGroup(this, 'Rules', {
      name: props.name,
      firewallRules: [
        {
          priority: 100,
          action: 'ALLOW',
          firewallDomainListId: known.ref,
          firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
        },
        { priority: 200, action: 'BLOCK', blockResponse: 'NXDOMAIN', firewallDomainListId: others.ref },
      ],
    });
    new CfnFirewallRuleGroupAssociation(this, 'RulesOfVpc', {
      firewallRuleGroupId: rules.ref,
      vpcId: props.vpc.ref,
      name: props.name,
      // AWS keeps 100 and 9900 for itself (API reference, AssociateFirewallRuleGroup).
      priority: 200,
    });
  }

  private known(props: PrivateNamesProps): string[] {
    const { region, urlSuffix } = Stack.of(this);
    const cloud = ['', 'rds.', 'elb.', 'vpce.'].map((service) => `*.${region}.${service}${urlSuffix}`);
    // Load balancers ask the sign-in service, whose pools have a domain of their own.
    const signIn = `*.${region}.amazoncognito.com`;
    return [props.privateDomain, `*.${props.privateDomain}`, ...cloud, signIn, ...props.allow];
  }
}
