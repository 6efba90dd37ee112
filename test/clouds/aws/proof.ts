import { readFileSync } from 'node:fs';
import path from 'node:path';
import { executionStacks } from '../../../bin/bootstrap/aws';
import { allAccounts } from '../../../lib/providers/aws/accounts';
import type { Artefact } from '../../../lib/providers/provider';
import type { Findings } from '../openstack/findings';
import { type Emulator, startMinistack } from './emulator';
import { leftovers } from './leftovers';
import { type Edit, type Place, placeOf, placesOf, ProofRegion, targetOf, type Version } from './region';
import { type Login, rootOf, Sdk } from './sdk';
import { type Run, Toolkit } from './toolkit';

/** A resource of a stack that is there. */
export interface Deployed {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
}

/** A region while it is proved: the emulator, who asks it, and what every part of the proof does with its stacks. */
export class Proof {
  readonly region = new ProofRegion();
  readonly sdk: Sdk;
  private readonly toolkit: Toolkit;
  private deployer: Login | undefined;
  /** What CloudFormation may do in each account, as it was prepared last. */
  private rights = '';
  private readonly prepared = new Set<string>();
  /** What stood in the accounts before anything was deployed, such as their default networks; as `type id`. */
  readonly before = new Set<string>();

  private constructor(
    readonly findings: Findings,
    readonly emulator: Emulator,
  ) {
    this.sdk = new Sdk(emulator);
    this.toolkit = new Toolkit(emulator, 'eu-central-1');
  }

  /** Undefined where this machine cannot make an emulator. */
  static async open(findings: Findings): Promise<Proof | undefined> {
    const emulator = await startMinistack();
    return emulator === undefined ? undefined : new Proof(findings, emulator);
  }

  async close(): Promise<void> {
    await this.sdk.stop();
    await this.emulator.stop();
    this.toolkit.forget();
    this.region.forget();
  }

  get version(): Version {
    return this.region.current;
  }

  /** The account of `shared` or of a tenant. */
  account(key: string): string {
    return targetOf(this.version).accounts[key] ?? '';
  }

  /** `sgc bootstrap` with an administrator of each account, again whenever CloudFormation needs other rights there. */
  async bootstrap(): Promise<void> {
    const target = targetOf(this.version);
    const { plan, folder, stacks } = this.version;
    const rights = JSON.stringify(executionStacks(plan, target, folder, stacks));
    if (rights === this.rights) return;
    const keys = Object.keys(target.accounts);
    this.toolkit.writeProfiles(allAccounts(target));
    const profiles = keys.map((key) => `${key}=${this.account(key)}`);
    const run = await this.toolkit.sgc(undefined, this.region.folder, [
      ...['bootstrap', 'region.yaml', '--target', target.id, '--yes', '--profile'],
      ...profiles,
    ]);
    const what = `${this.rights === '' ? '' : 'again, with other rights: '}${keys.length} accounts`;
    if (!this.expectFine('bootstrap', what, run)) throw new Error('an account cannot be prepared');
    this.rights = rights;
    const fresh = placesOf(this.version).filter(({ account }) => !this.prepared.has(account));
    for (const one of await leftovers(this, fresh)) this.before.add(one);
    for (const { account } of fresh) this.prepared.add(account);
  }

  /** Who deploys: a role that may take the roles which the bootstrap made for deploying, and nothing else. */
  async pipeline(): Promise<Login> {
    if (this.deployer !== undefined) return this.deployer;
    const shared = this.account('shared');
    const asRoot = { service: 'iam', region: 'us-east-1', login: rootOf(shared) };
    const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${shared}:root` }, Action: 'sts:AssumeRole' };
    const rights = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/cdk-*' };
    const document = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const role = { RoleName: 'pipeline' };
    await this.sdk.ask({
      ...asRoot,
      operation: 'CreateRole',
      parameters: { ...role, AssumeRolePolicyDocument: document(trust) },
    });
    await this.sdk.ask({
      ...asRoot,
      operation: 'PutRolePolicy',
      parameters: { ...role, PolicyName: 'deploy', PolicyDocument: document(rights) },
    });
    this.deployer = await this.assume(rootOf(shared), `arn:aws:iam::${shared}:role/pipeline`);
    return this.deployer;
  }

  async assume(login: Login, role: string): Promise<Login> {
    const { Credentials } = await this.sdk.ask<{ Credentials: Session }>({
      service: 'sts',
      operation: 'AssumeRole',
      region: targetOf(this.version).cloud.region,
      login,
      parameters: { RoleArn: role, RoleSessionName: 'proof' },
    });
    return loginOf(Credentials);
  }

  /** Where a person types, with these profiles: what a command finds in its environment. */
  terminal(logins: Readonly<Record<string, Login>>): NodeJS.ProcessEnv {
    this.toolkit.writeLogins(logins);
    return this.toolkit.environment(undefined);
  }

  deploy(stacks: readonly string[], ...options: readonly string[]): Promise<Run> {
    return this.deployFrom(this.version.folder, stacks, ...options);
  }

  async deployFrom(assembly: string, stacks: readonly string[], ...options: readonly string[]): Promise<Run> {
    return this.toolkit.deploy(await this.pipeline(), assembly, stacks, ...options);
  }

  async destroy(version: Version, stacks: readonly string[], ...options: readonly string[]): Promise<Run> {
    return this.toolkit.destroy(await this.pipeline(), version.folder, stacks, ...options);
  }

  /** What people complete between two deployments: what their identity provider gave them, for every sign-in. */
  async fillSignIns(chosen: (service: string) => boolean = () => true): Promise<void> {
    for (const { services, tenant } of Object.values(this.version.plan.spaces)) {
      for (const { secrets } of Object.values(services).filter(({ name }) => chosen(name))) {
        for (const { name } of Object.values(secrets).filter(({ purpose }) => purpose === 'sign-in'))
          await this.sdk.ask({
            service: 'secretsmanager',
            operation: 'PutSecretValue',
            region: targetOf(this.version).cloud.region,
            login: rootOf(this.account(tenant)),
            parameters: { SecretId: name, SecretString: JSON.stringify({ clientId: 'client', clientSecret: 'planted-secret' }) },
          });
      }
    }
  }

  /** `sgc deploy` as the pipeline runs it. */
  async sgcDeploy(...options: readonly string[]): Promise<Run> {
    const words = ['deploy', 'region.yaml', '--target', targetOf(this.version).id, '--yes', ...options];
    return this.toolkit.sgc(await this.pipeline(), this.region.folder, words);
  }

  /** `sgc audit` of the blueprint as it stands, with the rights of the pipeline. */
  async sgcAudit(...options: readonly string[]): Promise<Run> {
    const words = ['audit', 'region.yaml', '--target', targetOf(this.version).id, ...options];
    return this.toolkit.sgc(await this.pipeline(), this.region.folder, words);
  }

  /** Everything in the order of docs/aws.md: what people complete first, then the rest. */
  async deployAll(): Promise<Run> {
    await this.bootstrap();
    return this.deployStacks(this.version.stacks.map(({ name }) => name));
  }

  /** Some stacks in that order. */
  async deployStacks(names: readonly string[]): Promise<Run> {
    const preparations = names.filter((name) => name.endsWith('-preparation'));
    if (preparations.length > 0) {
      const first = await this.deploy(preparations);
      if (first.status !== 0) return first;
    }
    await this.fillSignIns((service) => names.includes(service));
    return this.deploy(names, ...(names.length === this.version.stacks.length ? [] : ['--exclusively']));
  }

  /** Synthesizes after an edit. */
  change(edit: Edit): Version {
    return this.region.change(edit);
  }

  /** A stack's resources; undefined where there is no such stack. */
  async resources(version: Version, stack: Artefact): Promise<readonly Deployed[] | undefined> {
    const answer = await this.sdk.try({
      service: 'cloudformation',
      operation: 'ListStackResources',
      ...this.at(placeOf(version, stack)),
      parameters: { StackName: stack.name },
    });
    return answer.ok ? (answer.value.StackResourceSummaries as readonly Deployed[]) : undefined;
  }

  at({ account, region }: Place): { readonly region: string; readonly login: Login } {
    return { region, login: rootOf(account) };
  }

  expectFine(part: string, what: string, run: Run): boolean {
    const detail = `${run.seconds.toFixed(0)} s`;
    if (run.status === 0) this.findings.proved(part, what, detail);
    else this.findings.failed(part, what, reasonOf(run));
    return run.status === 0;
  }
}

interface Session {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

export const loginOf = ({ AccessKeyId, SecretAccessKey, SessionToken }: Session): Login => ({
  key: AccessKeyId,
  secret: SecretAccessKey,
  token: SessionToken,
});

/** Why the toolkit failed, as it says itself. */
export const reasonOf = ({ output, status }: Run): string =>
  `exit ${status ?? 'by a signal'}: ${
    output
      .split('\n')
      .filter((line) => /_FAILED|❌|Error|error/.test(line))
      .slice(0, 6)
      .join(' ')
      .slice(0, 1200) || output.slice(-800)
  }`;

/** Bytes of a stack's template. */
export const templateOf = ({ folder }: Version, { file }: Artefact): string => readFileSync(path.join(folder, file), 'utf8');
