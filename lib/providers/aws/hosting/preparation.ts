import { CfnOutput, Fn, Tags } from 'aws-cdk-lib';
import { CfnHostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { SpacePlan } from '../../../plan/plan';
import type { ServicePlan } from '../../../plan/service-plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { acknowledge } from '../acknowledgements';
import { exportNames, publish } from '../exports';
import { GovKey } from '../storage/keys';
import { removalOf } from '../removal';
import { GovStack } from '../stack';

export interface PreparationProps {
  readonly target: AwsTargetPlan;
  readonly space: SpacePlan;
  readonly service: ServicePlan;
}

/** Whether the service's name and certificate come from a zone that the region's DNS delegates to this cloud. */
export const isDelegated = (target: AwsTargetPlan, service: ServicePlan): boolean =>
  (target.certificates[service.id] ?? 'delegated') === 'delegated';

const signInSecret = (service: ServicePlan) => Object.values(service.secrets).find((secret) => secret.purpose === 'sign-in');

/** Whether people have to complete something before the service itself can be deployed. */
export const needsPreparation = ({ target, service }: PreparationProps): boolean =>
  isDelegated(target, service) || signInSecret(service) !== undefined;

/**
 * What people complete between two deployments: the region's DNS delegates the zone of the service's host, and
 * staff write what the identity provider gave them into the secret. Else the service's stack would wait for both.
 */
export class PreparationStack extends GovStack {
  constructor(scope: Construct, id: string, props: PreparationProps) {
    super(scope, id, {
      target: props.target,
      account: props.space.tenant,
      tags: props.space.tags,
      description: `Before ${props.service.name}: delegated zone and sign-in secret, completed by people`,
    });
    if (isDelegated(props.target, props.service)) this.createZone(props);
    this.createSignInSecret(props);
  }

  private createZone({ service, space }: PreparationProps): void {
    const zone = new CfnHostedZone(this, 'zone', { name: service.host, hostedZoneConfig: { comment: service.name } });
    zone.applyRemovalPolicy(removalOf(space.lifecycle));
    publish(this, 'Zone', exportNames.zone(service.name), zone.ref);
    new CfnOutput(this, 'NameServers', {
      value: Fn.join(' ', zone.attrNameServers),
      description: `Delegate ${service.host} to these`,
    });
  }

  /** Without a value on purpose: JSON with clientId and clientSecret, written by staff. */
  private createSignInSecret({ service, space }: PreparationProps): void {
    const plan = signInSecret(service);
    if (plan === undefined) return;
    const key = new GovKey(this, 'key', {
      key: { ...service.key, id: 'sign-in', name: nameOf('generic', service.name, 'sign-in') },
      lifecycle: space.lifecycle,
      users: ['secretsmanager'],
    });
    const secret = new CfnSecret(this, 'sign-in', {
      name: plan.name,
      kmsKeyId: key.keyArn,
      description: `Client at the identity provider for ${service.host}: JSON with clientId and clientSecret`,
    });
    secret.applyRemovalPolicy(removalOf(space.lifecycle));
    Tags.of(secret).add('rotation-days', String(plan.rotationDays));
    const reason = 'The identity provider issues this value; staff replace it by the run-book when it does';
    acknowledge(secret, { rule: 'AwsSolutions-SMG4', reason, review: 'each release' });
    acknowledge(secret, { rule: 'NIST.800.53.R5-SecretsManagerRotationEnabled', reason, review: 'each release' });
  }
}
