import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Artefact } from '../../../lib/providers/provider';
import type { Findings } from '../openstack/findings';
import { type Emulator, startMinistack } from './emulator';
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
  private readonly ready = new Set<string>();

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

  /** Prepares each account that is not yet, in both regions, so that the account of `shared` may deploy into it. */
  async bootstrap(): Promise<void> {
    const accounts = new Set(placesOf(this.version).map(({ account }) => account));
    for (const account of [...accounts].filter((one) => !this.ready.has(one))) {
      const places = placesOf(this.version).filter((place) => place.account === account);
      const run = await this.toolkit.bootstrap(
        rootOf(account),
        places.map(({ region }) => `aws://${account}/${region}`),
        this.account('shared'),
      );
      if (!this.expectFine('bootstrap', `${account} in ${places.length} regions`, run))
        throw new Error('an account cannot be prepared');
      this.ready.add(account);
    }
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
  async fillSignIns(): Promise<void> {
    for (const { services, tenant } of Object.values(this.version.plan.spaces)) {
      for (const { secrets } of Object.values(services)) {
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

  /** Everything in the order of docs/aws.md: what people complete first, then the rest. */
  async deployAll(): Promise<Run> {
    await this.bootstrap();
    const first = await this.deploy(['*-preparation']);
    if (first.status !== 0) return first;
    await this.fillSignIns();
    return this.deploy(['--all']);
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
