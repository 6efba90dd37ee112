import type { Proof } from './proof';
import { targetOf } from './region';
import type { Login } from './sdk';

/** Codes by which AWS says that a policy is missing or forbids. */
const refusals = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedException',
  'NotAuthorizedException',
  'AccessDenied.AccessDenied',
  '403',
  'Forbidden',
]);

export const isRefusal = (code: string): boolean => refusals.has(code);

/** Services whose operations are tried; the emulator has all of them. */
const services = [
  'acm',
  'backup',
  'budgets',
  'cloudformation',
  'cloudtrail',
  'cloudwatch',
  'cognito-idp',
  'config',
  'ec2',
  'ecr',
  'ecs',
  'efs',
  'elbv2',
  'events',
  'iam',
  'kms',
  'lambda',
  'logs',
  'organizations',
  'rds',
  'resourcegroupstaggingapi',
  'route53',
  's3',
  'scheduler',
  'secretsmanager',
  'sesv2',
  'sns',
  'sqs',
  'ssm',
  'sts',
  'wafv2',
] as const;

export interface Sweep {
  /** Operations that were not refused, as `service:Operation`. */
  readonly allowed: ReadonlySet<string>;
  readonly refused: number;
}

/** Tries every operation of every service, or only some, with the credentials of one role. */
export const sweep = async (proof: Proof, login: Login, account: string, only?: ReadonlySet<string>): Promise<Sweep> => {
  const { region } = targetOf(proof.version).cloud;
  const allowed = new Set<string>();
  let refused = 0;
  const answers = await Promise.all(
    services.map(async (service) => {
      const parameters = { account, ...(only === undefined ? {} : { only: operationsOf(service, only) }) };
      const codes = await proof.sdk.ask<Readonly<Record<string, string>>>({ service, operation: '*', parameters, region, login });
      return { service, codes };
    }),
  );
  for (const { service, codes } of answers) {
    for (const [operation, code] of Object.entries(codes)) {
      if (isRefusal(code)) refused += 1;
      else allowed.add(`${service}:${operation}`);
    }
  }
  return { allowed, refused };
};

const operationsOf = (service: string, names: ReadonlySet<string>): readonly string[] =>
  [...names].filter((name) => name.startsWith(`${service}:`)).map((name) => name.slice(service.length + 1));
