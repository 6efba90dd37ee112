import { has } from '../../../lib/model/cloud';
import { names } from '../../../lib/providers/openstack/names';
import { belongingsOf } from './belongings';
import { attempt, type Belongings, intrusions, readings, writes } from './isolation';
import type { Proof } from './proof';

const part = 'isolation';

/** Each tenant against every other, and the auditor against all, with real tokens. */
export const proveIsolation = async (proof: Proof): Promise<void> => {
  const { region } = proof;
  const spaces = Object.keys(region.plan.spaces);
  for (const space of [...spaces, 'shared']) await plant(proof, space);
  const estate = await proof.estate();
  const idOf = (space: string): string =>
    [...estate.projects].find(([, name]) => name === names.project(region.plan.region.id, space))?.[0] ?? '';
  const belongings = new Map<string, Belongings>();
  for (const space of [...spaces, 'shared'])
    belongings.set(space, await belongingsOf(estate, idOf(space), await proof.member(space)));
  const of = (space: string): Belongings => belongings.get(space) as Belongings;

  for (const intruder of spaces) {
    const session = await proof.member(intruder);
    for (const other of [...spaces, 'shared'].filter((space) => space !== intruder)) {
      const tries = intrusions(of(intruder), of(other));
      const outcomes = [];
      for (const one of tries) outcomes.push(await attempt(session, one, Object.values(of(other))));
      const leaks = outcomes
        .filter(({ leaked }) => leaked)
        .map(({ service, what, message }) => `${service}: ${what}: ${message}`);
      proof.findings.expectNone(part, `${intruder} against ${other}`, leaks, `${tries.length} tries refused or blind`);
      const errors = outcomes
        .filter(({ kind }) => kind === 'unreadable')
        .map(({ service, what, message }) => `${service}: ${what}: ${message}`);
      if (errors.length > 0)
        proof.findings.failed(part, `${intruder} against ${other}: errors instead of refusals`, errors.join(' | '));
    }
  }
  for (const space of spaces) await proveAuditor(proof, space, of(space));
  for (const space of [...spaces, 'shared']) await uproot(proof, space);
};

const proveAuditor = async (proof: Proof, space: string, own: Belongings): Promise<void> => {
  const auditor = await proof.staff('proof-auditor', names.group(proof.region.plan.region.id, 'auditor'), space);
  const blind: string[] = [];
  for (const one of readings(own)) {
    const outcome = await attempt(auditor, one);
    if (outcome.kind !== 'fine') blind.push(`${outcome.service}: ${outcome.what}: ${outcome.message}`);
  }
  proof.findings.expectNone(part, `the auditor reads ${space}`, blind);
  const wrote: string[] = [];
  const refused: string[] = [];
  const member = await proof.member(space);
  for (const one of writes(own)) {
    const outcome = await attempt(auditor, one);
    (outcome.kind === 'fine' ? wrote : refused).push(`${outcome.service}: ${outcome.what}`);
    // The auditor may well not be able to take back what the cloud let through.
    if (outcome.made !== '') await member.request(one.service, 'DELETE', outcome.made);
  }
  const heeded = has(proof.region.target.cloud, 'readerRole');
  if (heeded || wrote.length === 0) {
    proof.findings.expectNone(part, `the auditor changes nothing in ${space}`, wrote, `${refused.length} writes refused`);
    if (!heeded && wrote.length === 0)
      proof.findings.failed(part, 'the profile denies the role reader', 'which every service heeds');
  } else
    proof.findings.proved(
      part,
      `the ledger says what the auditor could change in ${space}`,
      `${refused.length} refused, not ${wrote.join(' | ')}`,
    );
};

/** One secret and one object in each project, so that there is something to steal. */
const plant = async (proof: Proof, space: string): Promise<void> => {
  const member = await proof.member(space);
  await member.request('key-manager', 'POST', '/secrets', {
    body: { name: 'proof-planted', payload: 'planted', payload_content_type: 'text/plain' },
  });
};

const uproot = async (proof: Proof, space: string): Promise<void> => {
  const member = await proof.member(space);
  const secrets = await member.list<{ readonly name: string; readonly secret_ref: string }>('key-manager', '/secrets', 'secrets');
  if (secrets.kind !== 'fine') throw new Error(secrets.message);
  for (const { name, secret_ref: reference } of secrets.body)
    if (name === 'proof-planted' || name === 'taken')
      await member.request('key-manager', 'DELETE', `/secrets/${reference.split('/').at(-1) ?? ''}`);
};
