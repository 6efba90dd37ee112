import { setTimeout } from 'node:timers/promises';
import { has } from '../../../lib/model/cloud';
import type { OpenstackSession, ServiceName } from '../../../bin/cloud/openstack-session';
import seen from './auditor-seen.json';
import { names } from '../../../lib/providers/openstack/names';
import { belongingsOf } from './belongings';
import { attempt, type Belongings, intrusions, readings, type Try, writes } from './isolation';
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
      for (const one of tries) outcomes.push(await attempt(session, one, marksOf(of(other), one)));
      const leaks = outcomes
        .filter(({ leaked }) => leaked)
        .map(({ service, what, message }) => `${service}: ${what}: ${message}`);
      proof.findings.expectNone(
        part,
        `${intruder} against ${other}`,
        leaks,
        `${tries.length} tries refused or blind: ${byService(tries)}`,
      );
      const errors = outcomes
        .filter(({ kind }) => kind === 'unreadable')
        .map(({ service, what, message }) => `${service}: ${what}: ${message}`);
      if (errors.length > 0)
        proof.findings.failed(part, `${intruder} against ${other}: errors instead of refusals`, errors.join(' | '));
    }
  }
  const changed = new Set<ServiceName>();
  for (const space of spaces) for (const service of await proveAuditor(proof, space, of(space))) changed.add(service);
  proof.findings.expectNone(
    part,
    'what the auditor could change is what the ledger was held to',
    differing([...changed], seen.changed),
    [...changed].sort().join(', ') || 'nothing',
  );
  for (const space of [...spaces, 'shared']) await uproot(proof, space);
};

/** Services in which the auditor's token changed something. */
const proveAuditor = async (proof: Proof, space: string, own: Belongings): Promise<ReadonlySet<ServiceName>> => {
  const auditor = await proof.staff('auditor', names.group(proof.region.plan.region.id, 'auditor'), space);
  const blind: string[] = [];
  for (const one of readings(own)) {
    const outcome = await attempt(auditor, one);
    if (outcome.kind !== 'fine') blind.push(`${outcome.service}: ${outcome.what}: ${outcome.message}`);
  }
  proof.findings.expectNone(part, `the auditor reads ${space}`, blind, byService(readings(own)));
  const changed = new Set<ServiceName>();
  const wrote: string[] = [];
  const refused: string[] = [];
  const member = await proof.member(space);
  const network = await member.get<{ readonly network: { readonly description: string } }>('network', `/networks/${own.network}`);
  for (const one of writes(own)) {
    const outcome = await attempt(auditor, one);
    (outcome.kind === 'fine' ? wrote : refused).push(`${outcome.service}: ${outcome.what}`);
    if (outcome.kind === 'fine') changed.add(one.service);
    // The auditor may well not be able to take back what the cloud let through.
    if (outcome.made !== '') await takeBack(member, one.service, outcome.made);
  }
  // What was renamed gets its words back.
  if (network.kind === 'fine')
    await member.request('network', 'PUT', `/networks/${own.network}`, {
      body: { network: { description: network.body.network.description } },
    });
  const heeded = has(proof.region.target.cloud, 'readerRole');
  if (heeded) proof.findings.expectNone(part, `the auditor changes nothing in ${space}`, wrote, `${refused.length} refused`);
  else
    proof.findings.proved(
      part,
      `the auditor's writes in ${space}`,
      `refused: ${refused.join(', ')}; let through, as the ledger says: ${wrote.join(', ')}`,
    );
  return changed;
};

/** Deletes what the auditor made. Volumes, balancers and shares refuse as long as they are being made. */
const takeBack = async (member: OpenstackSession, service: ServiceName, made: string): Promise<void> => {
  const patience = 60;
  for (let second = 0; ; second++) {
    const answer = await member.request(service, 'DELETE', made);
    if (answer.kind === 'fine' || answer.status === 404) return;
    if (second === patience) throw new Error(`${service} ${made} stays: ${answer.message}`);
    await setTimeout(1000);
  }
};

const differing = (one: readonly string[], other: readonly string[]): readonly string[] => [
  ...one.filter((word) => !other.includes(word)).map((word) => `${word} was not known`),
  ...other.filter((word) => !one.includes(word)).map((word) => `${word} refuses by now`),
];

/** What may not stand in a list. Networks towards the way out and of links are shared on purpose, and name their owner. */
const marksOf = (other: Belongings, { service }: Try): readonly string[] =>
  Object.entries(other).flatMap(([kind, id]: [string, string]) => (service === 'network' && kind === 'project' ? [] : [id]));

/** How many tries of each service. */
const byService = (tries: readonly { readonly service: string }[]): string =>
  [...new Set(tries.map(({ service }) => service))]
    .map((service) => `${service} ${tries.filter((one) => one.service === service).length}`)
    .join(', ');

/** A secret in each project, so that there is something to steal. */
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
