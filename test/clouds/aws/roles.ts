import type { RoleId } from '../../../lib/plan/identity-plan';
import { People } from './people';
import type { Proof } from './proof';
import { beyondLooking, isLook, mustSee, payload } from './rights';
import { type Login, rootOf } from './sdk';
import { isRefusal, type Sweep, sweep } from './sweep';
import { triesOf } from './tries';

const part = 'roles';

/** Somebody with a role in one account. */
export interface Person {
  readonly role: RoleId;
  /** `all` for the roles of the region. */
  readonly tenant: string;
  readonly account: string;
  readonly login: Login;
}

/** Signs in as every kind of person, and tries on things that are there what each may and may not. */
export const proveRoles = async (proof: Proof): Promise<void> => {
  const people = new People(proof);
  await proveEntrance(proof, people);
  await proveTries(proof, await staffOf(proof, people));
};

/** The same, operation by operation of every service. */
export const proveEveryOperation = async (proof: Proof): Promise<void> =>
  proveSweep(proof, await staffOf(proof, new People(proof)));

/** The first tenant by name stands for all of them. */
export const staffOf = async (proof: Proof, people: People): Promise<readonly Person[]> => {
  const [tenant = ''] = Object.keys(proof.version.plan.region.tenants);
  const person = async (role: RoleId, of: string, account: string): Promise<Person> => ({
    role,
    tenant: of,
    account,
    login: await people.signIn(account, role, of),
  });
  const own = proof.account(tenant);
  return Promise.all([
    person('auditor', 'all', proof.account('shared')),
    person('auditor', 'all', own),
    person('planner', 'all', own),
    person('operator', 'all', own),
    person('tenant-admin', tenant, own),
    person('service-owner', tenant, own),
  ]);
};

/** Who comes in at all: by the right claims from the right issuer, with a second factor. */
const proveEntrance = async (proof: Proof, people: People): Promise<void> => {
  const { findings, version } = proof;
  const [tenant = '', other = 'elsewhere'] = Object.keys(version.plan.region.tenants);
  const account = proof.account(tenant);
  const wrong: string[] = [];
  let tried = 0;
  for (const { id, scope } of Object.values(version.plan.identity.roles)) {
    const of = scope === 'region' ? 'all' : tenant;
    const right = people.claims(id, of);
    const cases = {
      'the right claims': { claims: right, enters: true },
      'no second factor': { claims: { ...right, mfa: false }, enters: false },
      'another role': { claims: { ...right, role: id === 'auditor' ? 'planner' : 'auditor' }, enters: false },
      'another tenant': { claims: { ...right, tenant: other }, enters: false },
      'another client': { claims: { ...right, client: 'somebody-else' }, enters: false },
      'another issuer': { claims: { ...right, issuer: 'https://idp.elsewhere.example' }, enters: false },
    };
    for (const [what, { claims, enters }] of Object.entries(cases)) {
      const answer = await people.enter(account, people.roleName(id, of), claims);
      tried += 1;
      if (answer.ok !== enters) wrong.push(`${id} with ${what}: ${answer.ok ? 'came in' : answer.message}`);
    }
  }
  for (const key of Object.keys(version.plan.region.tenants).concat('shared')) {
    const answer = await proof.sdk.try({
      service: 'sts',
      operation: 'AssumeRole',
      region: 'eu-central-1',
      login: rootOf(proof.account('shared')),
      parameters: {
        RoleArn: `arn:aws:iam::${proof.account(key)}:role/${version.plan.identity.breakGlass.name}`,
        RoleSessionName: 'proof',
      },
    });
    tried += 1;
    if (answer.ok) wrong.push(`the emergency role of ${key} without a second factor: came in`);
  }
  findings.expectNone(part, 'only the right claims come in', wrong, `${tried} sign-ins tried`);
};

/** Things with names: each person on their own, and on everybody else's. */
const proveTries = async (proof: Proof, staff: readonly Person[]): Promise<void> => {
  const tries = await triesOf(proof, staff);
  const byPerson = new Map<string, string[]>();
  for (const { who, what, ask, allowed } of tries) {
    const answer = await proof.sdk.try(ask);
    const refused = !answer.ok && isRefusal(answer.code);
    const wrong = byPerson.get(who) ?? [];
    byPerson.set(who, wrong);
    // An answer that is neither is a fault of the proof: it tried something that is not there.
    if (allowed ? !answer.ok : !refused) wrong.push(`${what}: ${answer.ok ? 'allowed' : `${answer.code} ${answer.message}`}`);
  }
  for (const [who, wrong] of byPerson) {
    const own = tries.filter((one) => one.who === who);
    const allowed = own.filter((one) => one.allowed).length;
    proof.findings.expectNone(part, `${who}: named things`, wrong, `${allowed} allowed, ${own.length - allowed} refused`);
  }
};

/** Every operation of every service, told apart from what the emulator lets anybody do. */
const proveSweep = async (proof: Proof, staff: readonly Person[]): Promise<void> => {
  const account = staff.at(-1)?.account ?? '';
  const found = new Map<RoleId, Sweep>();
  for (const { role, login } of staff.filter((one) => one.account === account))
    if (!found.has(role)) found.set(role, await sweep(proof, login, account));
  const allowed = new Set([...found.values()].flatMap((one) => [...one.allowed]));
  const open = (await sweep(proof, await nobody(proof, account), account, allowed)).allowed;
  for (const [role, one] of found) {
    const decided = [...one.allowed].filter((operation) => !open.has(operation));
    const wrong = [...excess(role, decided), ...lack(role, one.allowed, open)];
    proof.findings.expectNone(part, `${role}: every operation`, wrong, `${decided.length} allowed, ${one.refused} refused`);
  }
  proof.findings.skipped(
    part,
    'operations that the emulator lets anybody do',
    `${open.size}: most take no AWS credentials at all`,
  );
};

const excess = (role: RoleId, operations: readonly string[]): readonly string[] => {
  const more = new Set(beyondLooking[role]);
  return operations.filter((one) => !more.has(one) && (!isLook(one) || payload.has(one))).map((one) => `may ${one}`);
};

const lack = (role: RoleId, allowed: ReadonlySet<string>, open: ReadonlySet<string>): readonly string[] =>
  [...beyondLooking[role], ...mustSee[role]].flatMap((one) => {
    if (!allowed.has(one)) return [`may not ${one}`];
    return open.has(one) ? [`${one} is allowed to anybody here`] : [];
  });

/** A role without any right, by which the emulator's own gaps are known. */
const nobody = async (proof: Proof, account: string): Promise<Login> => {
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' };
  await proof.sdk.ask({
    service: 'iam',
    operation: 'CreateRole',
    region: 'us-east-1',
    login: rootOf(account),
    parameters: { RoleName: 'nobody', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }) },
  });
  return proof.assume(rootOf(account), `arn:aws:iam::${account}:role/nobody`);
};
