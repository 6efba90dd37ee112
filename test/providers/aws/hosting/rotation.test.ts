import { runInNewContext } from 'node:vm';
import { ofType, only, sample, serviceOf, serviceTemplate } from '../stacks';

interface Event {
  readonly Step: string;
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

/** Whatever a command of the SDK takes here. */
interface Input {
  readonly VersionId: string;
  readonly PasswordLength: number;
  readonly ClientRequestToken: string;
  readonly SecretString: string;
  readonly VersionStages: string[];
  readonly VersionStage: string;
  readonly MoveToVersionId: string;
  readonly RemoveFromVersionId: string;
}

/** A Secrets Manager with one secret, and the function of a synthesized service running against it. */
const rotating = (stages: Record<string, string[]>) => {
  const of = sample();
  const code = only(serviceTemplate(of, serviceOf(of, 'appointments')), 'AWS::Lambda::Function').Properties.Code as {
    ZipFile: string;
  };
  const values: Record<string, string> = {};
  const calls: string[] = [];
  const command = (name: string) =>
    class {
      readonly name = name;
      constructor(readonly input: Input) {}
    };
  const answers: Record<string, (input: Input) => unknown> = {
    GetSecretValue: ({ VersionId }) => {
      if (values[VersionId] === undefined) throw Object.assign(new Error('none'), { name: 'ResourceNotFoundException' });
      return { SecretString: values[VersionId] };
    },
    GetRandomPassword: ({ PasswordLength }) => ({ RandomPassword: 'x'.repeat(PasswordLength) }),
    PutSecretValue: ({ ClientRequestToken, SecretString, VersionStages }) => {
      values[ClientRequestToken] = SecretString;
      stages[ClientRequestToken] = VersionStages;
    },
    DescribeSecret: () => ({ VersionIdsToStages: stages }),
    UpdateSecretVersionStage: ({ VersionStage, MoveToVersionId, RemoveFromVersionId }) => {
      stages[RemoveFromVersionId] = ['AWSPREVIOUS'];
      stages[MoveToVersionId] = [VersionStage];
    },
  };
  const sdk = {
    ...Object.fromEntries(Object.keys(answers).map((name) => [`${name}Command`, command(name)])),
    SecretsManagerClient: class {
      send({ name, input }: { name: string; input: Input }): Promise<unknown> {
        calls.push(name);
        return new Promise((resolve) => resolve(answers[name]?.(input)));
      }
    },
  };
  const exports: { handler?: (event: Event) => Promise<void> } = {};
  runInNewContext(code.ZipFile, { require: () => sdk, exports });
  const rotate = async (token: string): Promise<void> => {
    for (const Step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret'])
      await exports.handler?.({ Step, SecretId: 'session', ClientRequestToken: token });
  };
  return { rotate, stages, values, calls, size: code.ZipFile.length };
};

test('a rotation makes a new value current and keeps the former one readable', async () => {
  const secret = rotating({ old: ['AWSCURRENT'] });
  await secret.rotate('new');
  expect(secret.stages).toEqual({ old: ['AWSPREVIOUS'], new: ['AWSCURRENT'] });
  expect(secret.values.new).toHaveLength(64);
});

test('a rotation that is repeated changes nothing', async () => {
  const secret = rotating({ old: ['AWSCURRENT'] });
  await secret.rotate('new');
  const before = secret.values.new;
  await secret.rotate('new');
  expect(secret.values.new).toBe(before);
  expect(secret.calls.filter((call) => call === 'PutSecretValue' || call === 'UpdateSecretVersionStage')).toHaveLength(2);
});

test('the function fits into a template', () => {
  expect(rotating({}).size).toBeLessThanOrEqual(4096);
});

test('only Secrets Manager of the own account may call it', () => {
  const of = sample();
  const permissions = Object.values(ofType(serviceTemplate(of, serviceOf(of, 'appointments')), 'AWS::Lambda::Permission'));
  expect(permissions.map((permission) => permission.Properties)).toEqual([
    expect.objectContaining({ Principal: 'secretsmanager.amazonaws.com', SourceAccount: '222233334444' }),
  ]);
});
