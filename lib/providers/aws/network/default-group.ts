import { Duration, Stack } from 'aws-cdk-lib';
import type { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnAssociation, CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements';
import { WorkRole } from '../work-role';

export interface ClosedDefaultGroupProps {
  readonly vpc: CfnVPC;
}

/**
 * Takes the rules out of a network's default security group, at once and again every day. CloudFormation
 * can add rules to that group but not remove those it is born with; State Manager can, without code of
 * ours running in the account. The rules that a network is born with are known, so they are named here.
 */
export class ClosedDefaultGroup extends Construct {
  constructor(scope: Construct, id: string, props: ClosedDefaultGroupProps) {
    super(scope, id);
    const groupId = props.vpc.attrDefaultSecurityGroup;
    const role = this.role(groupId);
    const runbook = new CfnDocument(this, 'Runbook', {
      documentType: 'Automation',
      documentFormat: 'JSON',
      updateMethod: 'NewVersion',
      content: this.content(),
    });
    acknowledge(props.vpc, {
      rule: 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
      reason: 'Emptied by State Manager after creation and every day, which a template cannot show',
      review: 'each release',
    });
    new CfnAssociation(this, 'Association', {
      name: runbook.ref,
      associationName: `${Stack.of(this).stackName}-default-group`,
      automationTargetParameterName: 'GroupId',
      targets: [{ key: 'ParameterValues', values: [groupId] }],
      parameters: { AutomationAssumeRole: [role.roleArn] },
      scheduleExpression: `rate(${Duration.days(1).toDays()} day)`,
      maxConcurrency: '1',
      maxErrors: '0',
      complianceSeverity: 'HIGH',
    });
  }

  private role(groupId: string): WorkRole {
    const stack = Stack.of(this);
    return new WorkRole(this, 'Role', {
      assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
      description: 'Empties the default security group',
      statements: [
        new PolicyStatement({
          actions: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
          resources: [stack.formatArn({ service: 'ec2', resource: 'security-group', resourceName: groupId })],
        }),
      ],
    });
  }

  private content(): object {
    return {
      schemaVersion: '0.3',
      description: 'Removes the rules that a default security group is born with.',
      assumeRole: '{{ AutomationAssumeRole }}',
      parameters: { GroupId: { type: 'String' }, AutomationAssumeRole: { type: 'String' } },
      mainSteps: bornRules.map(([name, api, permission], index) => ({
        name,
        action: 'aws:executeAwsApi',
        // A rule that is gone already is what we want.
        onFailure: 'Continue',
        isCritical: false,
        ...(index === bornRules.length - 1 ? { isEnd: true } : {}),
        inputs: { Service: 'ec2', Api: api, GroupId: '{{ GroupId }}', IpPermissions: [{ IpProtocol: '-1', ...permission }] },
      })),
    };
  }
}

const bornRules = [
  ['FromItself', 'RevokeSecurityGroupIngress', { UserIdGroupPairs: [{ GroupId: '{{ GroupId }}' }] }],
  ['ToAnywhere', 'RevokeSecurityGroupEgress', { IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  ['ToAnywhere6', 'RevokeSecurityGroupEgress', { Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
] as const;
