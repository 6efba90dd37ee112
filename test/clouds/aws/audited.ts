import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Artefact } from '../../../lib/providers/provider';
import { type Proof, templateOf } from './proof';
import { placeOf } from './region';

const part = 'audit';
const folder = 'audited';

interface Report {
  readonly deployed: { readonly artefacts: readonly { readonly artefact: string; readonly state: string }[] };
}

/** `sgc audit --deployed`: every stack that runs is the one that was audited; one that somebody changed is named. */
export const proveAudited = async (proof: Proof): Promise<void> => {
  const { stacks } = proof.version;
  const other = (await statesOf(proof)).filter(({ state }) => state !== 'same');
  proof.findings.expectNone(
    part,
    'what was audited is what runs',
    other.map(({ artefact, state }) => `${artefact}: ${state}`),
    `${stacks.length} stacks`,
  );
  const victim = [...stacks].sort((a, b) => templateOf(proof.version, a).length - templateOf(proof.version, b).length)[0];
  if (victim === undefined) throw new Error('there is no stack');
  const template = JSON.parse(templateOf(proof.version, victim)) as object;
  await update(proof, victim, { ...template, Description: 'changed behind our back' });
  const found = (await statesOf(proof)).filter(({ state }) => state !== 'same');
  await update(proof, victim, template);
  proof.findings.expectNone(
    part,
    'a stack that somebody changed is named, and no other',
    found.length === 1 && found[0]?.artefact === victim.name && found[0].state === 'different'
      ? []
      : [found.map(({ artefact, state }) => `${artefact}: ${state}`).join(', ') || 'nothing was found'],
    victim.name,
  );
};

const statesOf = async (proof: Proof): Promise<Report['deployed']['artefacts']> => {
  const run = await proof.sgcAudit('--deployed', '--out', folder);
  // It ends with 1 where something differs; where it could not look at all, there is no report to read.
  if (run.status !== 0 && run.status !== 1) throw new Error(run.output);
  const report = JSON.parse(readFileSync(path.join(proof.region.folder, folder, 'report.json'), 'utf8')) as Report;
  return report.deployed.artefacts;
};

const update = async (proof: Proof, stack: Artefact, template: object): Promise<void> => {
  const at = proof.at(placeOf(proof.version, stack));
  const parameters = {
    StackName: stack.name,
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
  };
  await proof.sdk.ask({ service: 'cloudformation', operation: 'UpdateStack', ...at, parameters });
};
