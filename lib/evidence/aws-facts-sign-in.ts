import type { Reader } from './aws-facts-network';
import { fact } from './fact';
import { seenAll, seenAs, seenAt, switchSeen, textSeen } from './seen';
import { valuesAt } from './value';

/** What user pools of AWS and their clients say. */
export const awsSignInFacts: Readonly<Record<string, Reader>> = {
  'AWS::Cognito::UserPool': (pool) => [
    fact(
      'deletionProtection',
      'sign-in',
      pool,
      seenAs(textSeen(pool, 'DeletionProtection'), (text) => text === 'ACTIVE'),
      { at: 'DeletionProtection' },
    ),
    fact('boundary', 'sign-in', pool, switchSeen(pool, 'AdminCreateUserConfig.AllowAdminCreateUserOnly'), {
      at: 'AdminCreateUserConfig',
    }),
    fact(
      'integrity',
      'sign-in',
      pool,
      seenAs(seenAt(pool, 'Policies.PasswordPolicy'), ([policy]) =>
        policy === undefined
          ? false
          : Number(valuesAt(policy, 'MinimumLength')[0] ?? 8) >= 12 &&
            ['RequireLowercase', 'RequireUppercase', 'RequireNumbers', 'RequireSymbols'].every(
              (key) => valuesAt(policy, key)[0] !== false,
            ),
      ),
      { at: 'Policies.PasswordPolicy' },
    ),
  ],
  'AWS::Cognito::UserPoolClient': (client) => [
    fact(
      'boundary',
      'sign-in',
      client,
      seenAs(
        seenAll([
          switchSeen(client, 'GenerateSecret'),
          switchSeen(client, 'EnableTokenRevocation', true),
          seenAs(textSeen(client, 'PreventUserExistenceErrors'), (text) => text === 'ENABLED'),
        ]),
        (all) => all.every(Boolean),
      ),
    ),
  ],
};
