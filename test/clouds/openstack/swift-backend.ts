import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Proof } from './proof';
import type { Run } from './region';

/** Swift's S3 interface does not know conditional writes: we say so before anything is written, and it says so itself. */
export const proveSwiftRefused = async (proof: Proof): Promise<void> => {
  const { findings, region } = proof;
  const run = await region.check((blueprint) => {
    const { testbed } = blueprint.targets;
    const stateBackend = { kind: 's3', bucket: 'states', region: 'RegionOne', endpoint: 'https://127.0.0.1:8080' };
    if (testbed !== undefined) testbed.options = { ...testbed.options, stateBackend };
  });
  const told = run.status === 1 && /conditional writes.*s3ConditionalPut/s.test(run.output) && run.output.includes('kind: pg');
  if (told) findings.proved('backends', "Swift's S3 is refused with a message", 'sgc check ends with 1, and says what to take');
  else findings.failed('backends', "Swift's S3 is refused with a message", run.output.slice(-500));
  const said = await conditionalPut(proof);
  if (/NotImplemented/.test(said)) findings.proved('backends', 'Swift itself refuses a conditional write', said);
  else findings.failed('backends', 'Swift itself refuses a conditional write', said);
};

/** What Swift answers when the engine takes a lock there, with keys that somebody of the region made. */
const conditionalPut = async (proof: Proof): Promise<string> => {
  const member = await proof.member('logs');
  const made = await member.request<{ readonly credential: { readonly access: string; readonly secret: string } }>(
    'identity',
    'POST',
    `/users/${member.userId}/credentials/OS-EC2`,
    { body: { tenant_id: member.project?.id } },
  );
  if (made.kind !== 'fine') return made.message;
  const { access, secret } = made.body.credential;
  const container = 'proof-states';
  await member.request('object-store', 'PUT', `/${container}`);
  try {
    const endpoint = new URL(proof.admin.endpoint('object-store') ?? '').origin;
    const run = await lockAt(proof, { bucket: container, endpoint, access, secret });
    return /NotImplemented[^\n]*/.exec(run.output)?.[0].slice(0, 160) ?? `exit ${run.status ?? ''}: ${run.output.slice(-400)}`;
  } finally {
    const left = await member.get<readonly { readonly name: string }[]>('object-store', `/${container}?format=json`);
    for (const { name } of left.kind === 'fine' ? left.body : [])
      await member.request('object-store', 'DELETE', `/${container}/${name}`);
    await member.request('object-store', 'DELETE', `/${container}`);
    await member.request('identity', 'DELETE', `/users/${member.userId}/credentials/OS-EC2/${access}`);
  }
};

interface Bucket {
  readonly bucket: string;
  readonly endpoint: string;
  readonly access: string;
  readonly secret: string;
}

/** Writes a state to an S3 bucket as the engine does it: with its lock. */
const lockAt = async ({ region }: Proof, { bucket, endpoint, access, secret }: Bucket): Promise<Run> => {
  const folder = path.join(region.work, 'swift');
  mkdirSync(folder, { recursive: true });
  const s3 = {
    bucket,
    key: 'proof.tfstate',
    region: region.target.cloud.region,
    endpoints: { s3: endpoint },
    use_path_style: true,
    use_lockfile: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
    skip_requesting_account_id: true,
    skip_s3_checksum: true,
  };
  writeFileSync(
    path.join(folder, 'main.tf.json'),
    JSON.stringify({ terraform: { backend: { s3 } }, output: { one: { value: 1 } } }),
  );
  const env = { AWS_ACCESS_KEY_ID: access, AWS_SECRET_ACCESS_KEY: secret };
  const init = await region.engineIn(folder, ['init', '-input=false'], { env });
  return init.status === 0 ? region.engineIn(folder, ['apply', '-input=false', '-auto-approve'], { env }) : init;
};
