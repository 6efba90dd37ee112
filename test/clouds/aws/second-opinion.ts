import { type Emulator, startMoto } from './emulator';
import { loginOf, type Proof } from './proof';
import { People } from './people';
import { type Person, staffOf } from './roles';
import { type Ask, type Login, rootOf, Sdk } from './sdk';
import { isRefusal } from './sweep';
import { type Try, triesOf } from './tries';

const part = 'roles';

/**
 * Another engine, with an evaluation of its own, judges the same roles: moto makes no role from CloudFormation that
 * could be trusted, so their policies are carried over as the first one has deployed them. It looks at actions and not
 * at what they are done to; what is allowed on named things only, it cannot judge.
 */
export const proveSecondOpinion = async (proof: Proof): Promise<void> => {
  const staff = await staffOf(proof, new People(proof));
  const { account } = staff.at(-1) ?? { account: '' };
  const own = staff.filter((person) => person.account === account);
  const moto = await startMoto(account);
  if (moto === undefined) return;
  const sdk = new Sdk(moto);
  try {
    const carried = await Promise.all(own.map(async (person) => ({ ...person, login: await carryOver(proof, sdk, person) })));
    const nobody = await enter(sdk, account, 'nobody', []);
    await enforce(moto);
    await compare(proof, sdk, await triesOf(proof, carried), nobody);
  } finally {
    await sdk.stop();
    await moto.stop();
  }
};

/** From now on the engine refuses what no policy allows. */
const enforce = async ({ url }: Emulator): Promise<void> => {
  const { ok, status } = await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body: '0' });
  if (!ok) throw new Error(`moto does not enforce permissions: ${status}`);
};

/** Policies of one deployed role, as they stand. */
const policiesOf = async ({ sdk }: Proof, { account }: Person, RoleName: string): Promise<readonly string[]> => {
  const ask = <T>(operation: string, parameters: object): Promise<T> =>
    sdk.ask<T>({ service: 'iam', operation, region: 'us-east-1', login: rootOf(account), parameters: { ...parameters } });
  const { AttachedPolicies } = await ask<{ AttachedPolicies: readonly { PolicyArn: string }[] }>('ListAttachedRolePolicies', {
    RoleName,
  });
  return Promise.all(
    AttachedPolicies.map(async ({ PolicyArn }) => {
      const { Policy } = await ask<{ Policy: { DefaultVersionId: string } }>('GetPolicy', { PolicyArn });
      const { PolicyVersion } = await ask<{ PolicyVersion: { Document: object } }>('GetPolicyVersion', {
        PolicyArn,
        VersionId: Policy.DefaultVersionId,
      });
      return JSON.stringify(PolicyVersion.Document);
    }),
  );
};

const carryOver = async (proof: Proof, sdk: Sdk, person: Person): Promise<Login> => {
  const name = new People(proof).roleName(person.role, person.tenant);
  return enter(sdk, person.account, name, await policiesOf(proof, person, name));
};

/** Makes a role with these policies and takes it. */
const enter = async (sdk: Sdk, account: string, RoleName: string, policies: readonly string[]): Promise<Login> => {
  const ask = <T>(operation: string, parameters: object, service = 'iam'): Promise<T> =>
    sdk.ask<T>({ service, operation, region: 'us-east-1', login: rootOf(account), parameters: { ...parameters } });
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const { Role } = await ask<{ Role: { Arn: string } }>('CreateRole', { RoleName, AssumeRolePolicyDocument: document });
  for (const [index, PolicyDocument] of policies.entries())
    await ask('PutRolePolicy', { RoleName, PolicyName: `policy-${index}`, PolicyDocument });
  const { Credentials } = await ask<{ Credentials: Parameters<typeof loginOf>[0] }>(
    'AssumeRole',
    { RoleArn: Role.Arn, RoleSessionName: 'proof' },
    'sts',
  );
  return loginOf(Credentials);
};

const compare = async (proof: Proof, sdk: Sdk, tries: readonly Try[], nobody: Login): Promise<void> => {
  const judged: { readonly one: Try; readonly refused: boolean }[] = [];
  const open = new Map<string, boolean>();
  for (const one of tries.filter(({ allowed, anywhere }) => !allowed || anywhere)) {
    const action = `${one.ask.service}:${one.ask.operation}`;
    // What the engine lets anybody do, it does not judge.
    if (!open.has(action)) open.set(action, !(await isRefused(sdk, { ...one.ask, login: nobody })));
    if (open.get(action) === false) judged.push({ one, refused: await isRefused(sdk, one.ask) });
  }
  const wrong = judged
    .filter(({ one, refused }) => refused === one.allowed)
    .map(({ one: { who, what, allowed } }) => `${who} ${what}: ${allowed ? 'refused' : 'allowed'}`);
  const refused = judged.filter((one) => one.refused).length;
  proof.findings.expectNone(
    part,
    'another engine says the same',
    judged.length === 0 ? ['it judges nothing'] : wrong,
    `${judged.length - refused} allowed, ${refused} refused by moto; ${tries.length - judged.length} it cannot judge`,
  );
};

const isRefused = async (sdk: Sdk, ask: Ask): Promise<boolean> => {
  const answer = await sdk.try(ask);
  return !answer.ok && isRefusal(answer.code);
};
