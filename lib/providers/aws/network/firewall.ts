import { Fn } from 'aws-cdk-lib';
import { CfnFirewall, CfnFirewallPolicy, CfnLoggingConfiguration, CfnRuleGroup } from 'aws-cdk-lib/aws-networkfirewall';
import { Construct } from 'constructs';
import type { RecordKey } from '../record-key';

export interface FirewallProps {
  readonly vpcId: string;
  readonly name: string;
  readonly subnetIds: readonly string[];
  /** The region's private addresses: whatever comes from there is filtered. */
  readonly addresses: string;
  readonly allow: readonly string[];
  readonly ports: readonly number[];
  readonly key: RecordKey;
  readonly recordDays: number;
}

/** Lets out TLS and HTTP to the listed names, by what the connection itself names, and nothing else. */
export class Firewall extends Construct {
  private readonly firewall: CfnFirewall;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const rules = this.rules(props);
    const policy = this.policy(props, rules);
    this.firewall = new CfnFirewall(this, 'Firewall', {
      firewallName: props.name,
      vpcId: props.vpcId,
      firewallPolicyArn: policy.ref,
      subnetMappings: props.subnetIds.map((subnetId) => ({ subnetId })),
      // It holds no state, and its own protections refuse another zone and the rollback of a first deployment.
      deleteProtection: false,
      subnetChangeProtection: false,
      firewallPolicyChangeProtection: false,
    });
    this.record(props);
  }

  /** Endpoint in a zone; the list that the firewall gives has no promised order, so it is searched by the zone's name. */
  endpointId(zoneName: string): string {
    const all = Fn.join(',', this.firewall.attrEndpointIds);
    return Fn.select(0, Fn.split(',', Fn.select(1, Fn.split(`${zoneName}:`, all))));
  }

  private rules(props: FirewallProps): CfnRuleGroup {
    return new CfnRuleGroup(this, 'Rules', {
      ruleGroupName: `${props.name}-allowed-names`,
      type: 'STATEFUL',
      capacity: ruleCapacity,
      ruleGroup: {
        statefulRuleOptions: { ruleOrder: 'STRICT_ORDER' },
        ruleVariables: {
          ipSets: { HOME_NET: { definition: [props.addresses] } },
          portSets: { WEB: { definition: props.ports.map(String) } },
        },
        rulesSource: { rulesString: allowList(props.allow) },
      },
    });
  }

  private policy(props: FirewallProps, rules: CfnRuleGroup): CfnFirewallPolicy {
    return new CfnFirewallPolicy(this, 'Policy', {
      firewallPolicyName: props.name,
      firewallPolicy: {
        statelessDefaultActions: ['aws:forward_to_sfe'],
        statelessFragmentDefaultActions: ['aws:drop'],
        statefulEngineOptions: { ruleOrder: 'STRICT_ORDER', streamExceptionPolicy: 'DROP' },
        statefulDefaultActions: ['aws:drop_established', 'aws:alert_established'],
        statefulRuleGroupReferences: [{ resourceArn: rules.ref, priority: 100 }],
      },
    });
  }

  private record(props: FirewallProps): void {
    const config = ['ALERT', 'FLOW'].map((logType) => ({
      logType,
      logDestinationType: 'CloudWatchLogs',
      logDestination: {
        logGroup: props.key.logGroup(this, logType === 'ALERT' ? 'Alerts' : 'Flows', props.recordDays).logGroupName,
      },
    }));
    new CfnLoggingConfiguration(this, 'Records', {
      firewallArn: this.firewall.ref,
      loggingConfiguration: { logDestinationConfigs: config },
    });
  }
}

/** Cannot be changed later without a new group; room for the 500 names that a blueprint may list, twice each. */
const ruleCapacity = 1100;

/** Suricata rules in their order: the listed names pass, then everything that is no TCP and every other port stops. */
const allowList = (allow: readonly string[]): string =>
  [...allow.flatMap((name, index) => passRules(name, 1000 + index * 2)), ...stops].join('\n');

const passRules = (name: string, sid: number): string[] => {
  const ends = name.startsWith('*.') ? ['dotprefix; ', name.slice(1), ''] : ['', name, ' startswith;'];
  const match = (nocase: string): string => `${ends[0]}content:"${ends[1]}";${ends[2]}${nocase} endswith;`;
  const rest = (id: number): string => `flow:to_server, established; msg:"${name}"; sid:${id}; rev:1;`;
  return [
    `pass tls $HOME_NET any -> any $WEB (tls.sni; ${match(' nocase;')} ${rest(sid)})`,
    // Suricata compares hosts in lower case already and refuses nocase there.
    `pass http $HOME_NET any -> any $WEB (http.host; ${match('')} ${rest(sid + 1)})`,
  ];
};

const stops = [
  'drop udp any any -> any any (msg:"no UDP"; sid:1; rev:1;)',
  'drop icmp any any -> any any (msg:"no ICMP"; sid:2; rev:1;)',
  'drop tcp $HOME_NET any -> any !$WEB (msg:"no other port"; flow:to_server; sid:3; rev:1;)',
];
