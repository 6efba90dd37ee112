import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Plan } from '../../../../lib/plan/plan';
import type { AwsTargetPlan } from '../../../../lib/plan/target-plan';
import { appProps } from '../../../../lib/providers/aws/app';
import { EgressStack } from '../../../../lib/providers/aws/network/egress';
import { hubOf, hubsOf } from '../../../../lib/providers/aws/network/hub';
import { NetworkStack } from '../../../../lib/providers/aws/network/network';
import { planOf, referencePlan } from '../../../plans';

const egressOf = (plan: Plan, target = plan.targets.aws as AwsTargetPlan): Template => {
  const [hub] = hubsOf(plan);
  if (hub === undefined) throw new Error('no hub');
  return Template.fromStack(new EgressStack(new App(appProps), hub.stackName, { plan, target, hub }));
};

const sovereignNetwork = (): NetworkStack => {
  const plan = referencePlan();
  const [space] = Object.values(plan.spaces);
  if (space === undefined) throw new Error('no space');
  return new NetworkStack(new App(appProps), 'network', { plan, target: plan.targets.sovereign as AwsTargetPlan, space });
};

const rulesOf = (template: Template): string[] => {
  const [group] = Object.values(template.findResources('AWS::NetworkFirewall::RuleGroup'));
  return (group?.Properties.RuleGroup as { RulesSource: { RulesString: string } }).RulesSource.RulesString.split('\n');
};

describe('the way out', () => {
  const plan = referencePlan();
  const target = plan.targets.aws as AwsTargetPlan;
  const egress = egressOf(plan);

  test('lets each listed name pass by TLS and by HTTP, and nothing else', () => {
    const passes = rulesOf(egress).filter((rule) => rule.startsWith('pass'));
    const own = ['public-keys.auth.elb.eu-central-1.amazonaws.com', 'email.eu-central-1.amazonaws.com'];
    expect(passes).toHaveLength((plan.egress.allow.length + own.length) * 2);
    for (const name of [...plan.egress.allow, ...own]) {
      const content = name.startsWith('*.') ? `dotprefix; content:"${name.slice(1)}";` : `content:"${name}"; startswith;`;
      expect(passes.filter((rule) => rule.includes(content))).toHaveLength(2);
    }
    expect(passes.every((rule) => rule.includes('$HOME_NET any -> any $WEB') && rule.includes('endswith'))).toBe(true);
  });

  test('does not let mail out where the cloud has none', () => {
    const ledger = target.ledger.map((line) => (line.intent === 'hosting.mail' ? { ...line, parity: 'absent' as const } : line));
    expect(rulesOf(egressOf(plan, { ...target, ledger })).filter((rule) => rule.includes('"email.'))).toEqual([]);
  });

  test('takes another zone and the rollback of a first deployment: the firewall refuses no change', () => {
    egress.hasResourceProperties('AWS::NetworkFirewall::Firewall', { DeleteProtection: false, SubnetChangeProtection: false });
  });

  test('gives every rule its own number', () => {
    const sids = rulesOf(egress).map((rule) => /sid:(\d+);/.exec(rule)?.[1]);
    expect(new Set(sids).size).toBe(sids.length);
  });

  test('drops what no rule lets pass, in strict order, also UDP, ICMP and fragments', () => {
    egress.hasResourceProperties('AWS::NetworkFirewall::FirewallPolicy', {
      FirewallPolicy: {
        StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER', StreamExceptionPolicy: 'DROP' },
        StatefulDefaultActions: ['aws:drop_established', 'aws:alert_established'],
        StatelessDefaultActions: ['aws:forward_to_sfe'],
        StatelessFragmentDefaultActions: ['aws:drop'],
      },
    });
    expect(rulesOf(egress).filter((rule) => /^drop (udp|icmp) any any -> any any/.test(rule))).toHaveLength(2);
  });

  test('filters all private addresses of the region', () => {
    egress.hasResourceProperties('AWS::NetworkFirewall::RuleGroup', {
      RuleGroup: {
        RuleVariables: {
          IPSets: { HOME_NET: { Definition: [plan.egress.addresses] } },
          PortSets: { WEB: { Definition: ['80', '443'] } },
        },
      },
    });
  });

  test('passes the firewall in both directions', () => {
    const routes = Object.entries(egress.findResources('AWS::EC2::Route')).map(([id, { Properties }]) => ({
      id,
      to: Properties.DestinationCidrBlock as string,
      ...Properties,
    }));
    const over = (key: string): string[] =>
      routes.filter((route) => key in route).map(({ id, to }) => `${id.replace(/^Tiers/, '').replace(/[0-9A-F]{8}$/, '')} ${to}`);
    const home = plan.egress.addresses;
    expect(over('VpcEndpointId').sort()).toEqual([`Backa ${home}`, `Backb ${home}`, 'Filtera 0.0.0.0/0', 'Filterb 0.0.0.0/0']);
    expect(over('NatGatewayId').sort()).toEqual(['Translatea 0.0.0.0/0', 'Translateb 0.0.0.0/0']);
    expect(over('GatewayId').sort()).toEqual(['Interneta 0.0.0.0/0', 'Internetb 0.0.0.0/0']);
  });

  test('no attachment reaches anything before its own table says so', () => {
    egress.hasResourceProperties('AWS::EC2::TransitGateway', {
      DefaultRouteTableAssociation: 'disable',
      DefaultRouteTablePropagation: 'disable',
      AmazonSideAsn: plan.egress.asn,
    });
    egress.hasResourceProperties('AWS::EC2::TransitGatewayAttachment', {
      Options: Match.objectLike({ ApplianceModeSupport: 'enable' }),
    });
  });

  test("is shared with the tenants' accounts of the own organization only", () => {
    egress.allResourcesProperties('AWS::RAM::ResourceShare', {
      AllowExternalPrincipals: false,
      Principals: ['222233334444', '333344445555'],
    });
    egress.resourceCountIs('AWS::RAM::ResourceShare', 2);
    const alone = egressOf(plan, {
      ...target,
      accounts: { shared: '111122223333', city: '111122223333', county: '111122223333' },
    });
    alone.resourceCountIs('AWS::RAM::ResourceShare', 0);
  });

  test('has one address translation in each zone, or one where the target says so', () => {
    egress.resourceCountIs('AWS::EC2::NatGateway', 2);
    egressOf(plan, { ...target, options: { ...target.options, natGateways: 'one' } }).resourceCountIs('AWS::EC2::NatGateway', 1);
  });

  test('holds the endpoints of the cloud for all spaces, each limited to the own accounts', () => {
    const endpoints = Object.values(egress.findResources('AWS::EC2::VPCEndpoint'));
    expect(endpoints).toHaveLength(9);
    egress.resourceCountIs('AWS::Route53Profiles::ProfileResourceAssociation', 9);
    egress.allResourcesProperties('AWS::EC2::VPCEndpoint', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Sid: 'OwnAccountsOnly',
            Condition: { StringEquals: Match.objectLike({ 'aws:ResourceAccount': Match.anyValue() }) },
          }),
        ],
      },
    });
  });

  test('names the sovereign partition’s registry endpoints by its own domain', () => {
    const names = Object.values(Template.fromStack(sovereignNetwork()).findResources('AWS::EC2::VPCEndpoint')).map(
      ({ Properties }) => Properties.ServiceName as string,
    );
    expect(names).toContain('eu.amazonaws.eusc-de-east-1.ecr.api');
    expect(names).toContain('com.amazonaws.eusc-de-east-1.kms');
  });

  test('dedicated: each tenant has a way out of its own in its own account', () => {
    const dedicated = planOf('reference/municipal.yaml', (blueprint) =>
      Object.assign((blueprint.network as { egress: object }).egress, { mode: 'dedicated' }),
    );
    expect(hubsOf(dedicated).map(({ stackName, account }) => `${stackName} in ${account}`)).toEqual([
      'reference-city-egress in city',
      'reference-county-egress in county',
    ]);
    const [space] = Object.values(dedicated.spaces);
    if (space === undefined) throw new Error('no space');
    expect(hubOf(dedicated, space).account).toBe(space.tenant);
  });
});
