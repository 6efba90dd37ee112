import { CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

export interface SecurityGroupProps {
  readonly vpcId: string;
  readonly description: string;
}

/** A security group that allows nothing until a rule is added; each rule is its own resource under a stable key. */
export class SecurityGroup extends CfnSecurityGroup {
  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    // Without any egress rule EC2 adds "everywhere"; this one matches no packet.
    const nowhere = {
      ipProtocol: 'icmp',
      cidrIp: '255.255.255.255/32',
      fromPort: 252,
      toPort: 86,
      description: 'Nothing leaves unless a rule says so',
    };
    super(scope, id, {
      vpcId: props.vpcId,
      groupDescription: props.description,
      securityGroupEgress: [nowhere],
      securityGroupIngress: [],
    });
  }

  /** Lets members reach another group on one TCP port, and that group accept it. */
  allowTo(id: string, other: SecurityGroup, port: number, description: string): void {
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port, description };
    new CfnSecurityGroupEgress(this, `To${id}`, {
      ...rule,
      groupId: this.attrGroupId,
      destinationSecurityGroupId: other.attrGroupId,
    });
    new CfnSecurityGroupIngress(this, `Into${id}`, {
      ...rule,
      groupId: other.attrGroupId,
      sourceSecurityGroupId: this.attrGroupId,
    });
  }

  /** Lets members reach addresses on one TCP port. */
  allowOut(id: string, cidr: string, port: number, description: string): void {
    new CfnSecurityGroupEgress(this, `To${id}`, {
      groupId: this.attrGroupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description,
      ...blockOf(cidr),
    });
  }

  /** Accepts connections from addresses on one TCP port. */
  allowFrom(id: string, cidr: string, port: number, description: string): CfnSecurityGroupIngress {
    return new CfnSecurityGroupIngress(this, `From${id}`, {
      groupId: this.attrGroupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description,
      ...blockOf(cidr),
    });
  }
}

const blockOf = (cidr: string): { readonly cidrIp: string } | { readonly cidrIpv6: string } =>
  cidr.includes(':') ? { cidrIpv6: cidr } : { cidrIp: cidr };
