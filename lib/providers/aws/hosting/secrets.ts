import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnRotationSchedule, CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { SecretPlan } from '../../../plan/service-plan';
import type { Lifecycle } from '../removal';
import { Rotation } from './rotation';

export interface SessionSecretsProps {
  readonly secrets: readonly SecretPlan[];
  readonly key: IKey;
  readonly logDays: number;
  readonly lifecycle: Lifecycle;
}

/** Characters of a session secret; letters and digits, about 5.9 bits each. */
const length = 64;

/** Secrets that sign sessions: born in the cloud, rotated by a function of the service's own, never seen by a template. */
export class SessionSecrets extends Construct {
  /** ARNs by the plan's id of the secret. */
  readonly arns: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: SessionSecretsProps) {
    super(scope, id);
    const made = props.secrets.map((plan) => [plan, this.create(plan, props.key)] as const);
    this.arns = new Map(made.map(([plan, secret]) => [plan.id, secret.ref]));
    if (made.length === 0) return;
    const rotation = new Rotation(this, 'Rotation', { ...props, length, secretArns: [...this.arns.values()] });
    for (const [plan, secret] of made) this.rotate(plan, secret, rotation);
  }

  private create(plan: SecretPlan, key: IKey): CfnSecret {
    return new CfnSecret(this, plan.id, {
      name: plan.name,
      description: 'Signs sessions; the former value stays readable until the next rotation',
      kmsKeyId: key.keyArn,
      generateSecretString: { passwordLength: length, excludePunctuation: true },
    });
  }

  private rotate(plan: SecretPlan, secret: CfnSecret, rotation: Rotation): void {
    const schedule = new CfnRotationSchedule(this, `${plan.id}-schedule`, {
      secretId: secret.ref,
      rotationLambdaArn: rotation.functionArn,
      rotationRules: { automaticallyAfterDays: plan.rotationDays },
      rotateImmediatelyOnUpdate: false,
    });
    schedule.addResourceDependency(rotation.permission);
  }
}
