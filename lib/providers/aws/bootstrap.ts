import { App, type IStackSynthesizer, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { appProps } from './app';
import { executionPolicyName, type PolicyDocument } from './foundation/execution-policy';

/** The policies of one account, and the stack that makes them. */
export interface ExecutionStack {
  readonly stackId: string;
  readonly account: string;
  readonly cloudRegion: string;
  readonly policies: readonly PolicyDocument[];
}

/** Writes the stacks that stand in an account before the CDK's own, deployed with the rights of whoever types it. */
export const writeExecutionStacks = (region: string, stacks: readonly ExecutionStack[], folder: string): void => {
  const app = new App({ ...appProps, outdir: folder });
  for (const { stackId, account, cloudRegion, policies } of stacks) {
    const stack = new Stack(app, stackId, {
      stackName: `sgc-${region}-execution`,
      description: `What CloudFormation may do here when it deploys ${region}`,
      env: { account, region: cloudRegion },
      // The only one that names no role and no bucket of the CDK: neither is there yet, and later its role must not change this.
      synthesizer: new LegacyStackSynthesizer() as IStackSynthesizer,
      terminationProtection: true,
    });
    policies.forEach((policyDocument, index) => {
      new CfnManagedPolicy(stack, `Policy${index + 1}`, {
        managedPolicyName: executionPolicyName(region, index),
        policyDocument,
      });
    });
  }
  app.synth();
};
