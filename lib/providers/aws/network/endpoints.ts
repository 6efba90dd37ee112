import { Stack, Tags } from 'aws-cdk-lib';
import { CfnVPCEndpoint, type CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { SecurityGroup } from '../security-group';

export interface GatewayEndpointsProps {
  readonly vpc: CfnVPC;
  readonly name: string;
  readonly routeTableIds: readonly string[];
  /** Accounts of the region: no other account's data can be reached, and no other account's credentials used. */
  readonly accounts: readonly string[];
}

/** Object store and key-value store without the internet, limited to the region's own accounts. */
export class GatewayEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: GatewayEndpointsProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    for (const service of ['s3', 'dynamodb']) {
      const endpoint = new CfnVPCEndpoint(this, service, {
        vpcId: props.vpc.ref,
        vpcEndpointType: 'Gateway',
        serviceName: `com.amazonaws.${region}.${service}`,
        routeTableIds: [...props.routeTableIds],
        policyDocument: this.policy(service, props.accounts),
      });
      Tags.of(endpoint).add('Name', `${props.name}-${service}`);
    }
  }

  private policy(service: string, accounts: readonly string[]): object {
    const own = ownAccountsOnly(service, accounts);
    return { Version: '2012-10-17', Statement: service === 's3' ? [own, this.imageLayers()] : [own] };
  }

  /** The registry hands out image layers from a bucket that the cloud's operator owns (ECR user guide, "Create the Amazon S3 gateway endpoint"). */
  private imageLayers(): object {
    const { partition, region } = Stack.of(this);
    return {
      Sid: 'ImageLayers',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`,
    };
  }
}

export interface InterfaceEndpointsProps {
  readonly vpc: CfnVPC;
  readonly name: string;
  readonly subnetIds: readonly string[];
  /** Address blocks that may use them. */
  readonly from: readonly string[];
  readonly accounts: readonly string[];
  /** Whether the network itself resolves the services' names to them; otherwise a profile shares them. */
  readonly privateNames: boolean;
}

/** Services that our workloads speak with, by their endpoint names. */
export const interfaceServices = [
  'ecr.api',
  'ecr.dkr',
  'kms',
  'logs',
  'monitoring',
  'secretsmanager',
  'sns',
  'sqs',
  'sts',
] as const;

/** The cloud's own services on private addresses, limited to the region's own accounts. */
export class InterfaceEndpoints extends Construct {
  readonly endpoints: Readonly<Record<string, CfnVPCEndpoint>>;

  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const group = new SecurityGroup(this, 'Group', { vpcId: props.vpc.ref, description: `Interface endpoints of ${props.name}` });
    for (const cidr of props.from) group.allowFrom(cidr, cidr, 443, 'The region speaks with the cloud');
    this.endpoints = Object.fromEntries(interfaceServices.map((service) => [service, this.endpoint(service, props, group)]));
  }

  private endpoint(service: string, props: InterfaceEndpointsProps, group: SecurityGroup): CfnVPCEndpoint {
    const endpoint = new CfnVPCEndpoint(this, service, {
      vpcId: props.vpc.ref,
      vpcEndpointType: 'Interface',
      serviceName: `${endpointDomain(this, service)}.${Stack.of(this).region}.${service}`,
      subnetIds: [...props.subnetIds],
      securityGroupIds: [group.attrGroupId],
      privateDnsEnabled: props.privateNames,
      policyDocument: { Version: '2012-10-17', Statement: [ownAccountsOnly(service.split('.')[0] ?? service, props.accounts)] },
    });
    Tags.of(endpoint).add('Name', `${props.name}-${service}`);
    return endpoint;
  }
}

/** In the sovereign partition a few services are named after its own domain (aws-cdk-lib, InterfaceVpcEndpointAwsService). */
const endpointDomain = (scope: Construct, service: string): string =>
  Stack.of(scope).region.startsWith('eusc-') && service.startsWith('ecr.') ? 'eu.amazonaws' : 'com.amazonaws';

/** Only principals of these accounts, and only what belongs to these accounts. */
export const ownAccountsOnly = (service: string, accounts: readonly string[]): object => ({
  Sid: 'OwnAccountsOnly',
  Effect: 'Allow',
  Principal: '*',
  Action: `${service === 'monitoring' ? 'cloudwatch' : service}:*`,
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalAccount': [...accounts], 'aws:ResourceAccount': [...accounts] } },
});
