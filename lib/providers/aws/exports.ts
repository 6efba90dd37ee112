import { ArnFormat, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AwsTargetPlan } from '../../plan/target-plan';
import { nameOf } from '../../plan/name';

/**
 * The fixed set of values that artefacts hand to each other, by names that the plan decides; no construct
 * object crosses a stack. Producers publish all of them, used or not, so that a consumer's coming and going
 * changes no other template.
 */
export const exportNames = {
  vpc: (space: string) => `${space}:vpc`,
  subnet: (space: string, subnet: string) => `${space}:subnet-${subnet}`,
  privateZone: (space: string) => `${space}:private-zone`,
  key: (space: string, key: string) => `${space}:key-${key}`,
  files: (space: string, files: string) => `${space}:files-${files}`,
  accessPoint: (space: string, files: string) => `${space}:access-point-${files}`,
  vault: (space: string) => `${space}:vault`,
  /** Public zone of a service's host, where the region's DNS delegates it. */
  zone: (service: string) => `${service}:zone`,
  /** Bucket of the tenant's account into which load balancers and buckets deliver their access records. */
  deliveryBucket: (region: string, tenant: string) => `${region}-${tenant}:delivery-bucket`,
  /** Topic of the tenant's account for alarms. */
  alarms: (region: string, tenant: string) => `${region}-${tenant}:alarms`,
  /** Route table of the hub's own attachment, in which every space's addresses are announced. */
  hubRoutes: (hub: string) => `${hub}:hub-routes`,
  hubAttachment: (hub: string) => `${hub}:hub-attachment`,
} as const;

/** Logical ids of the outputs that stacks of other accounts read. */
export const outputs = {
  transitGateway: 'TransitGatewayId',
  transitAttachment: 'TransitAttachmentId',
  nameProfile: 'NameProfileId',
  trailKey: 'TrailKeyArn',
} as const;

/** Publishes a value under its export name; the logical id is stable. */
export const publish = (scope: Construct, id: string, exportName: string, value: string): void => {
  new CfnOutput(scope, id, { value, exportName }).overrideLogicalId(id);
};

/** Imports a value of the same account and region. */
export const imported = (exportName: string): string => Fn.importValue(exportName);

/** Role in the producing account that may read stack outputs and nothing else; made by each account's baseline. */
export const outputReaderRole = (region: string): string => nameOf('role', region, 'outputs', 'reader');

/** Reads an output of a stack in another account of the region, through that account's reader role. */
export const outputOf = (
  scope: Construct,
  target: AwsTargetPlan,
  region: string,
  account: string,
  stackName: string,
  output: string,
): string => {
  const stack = Stack.of(scope);
  const owner = target.accounts[account] ?? '';
  if (owner === stack.account) return Fn.getStackOutput(stackName, output, target.cloud.region);
  const role = stack.formatArn({
    service: 'iam',
    region: '',
    account: owner,
    resource: 'role',
    resourceName: outputReaderRole(region),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return Fn.getStackOutput(stackName, output, target.cloud.region, role);
};
