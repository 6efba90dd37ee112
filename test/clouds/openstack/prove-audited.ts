import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Proof } from './proof';

interface Report {
  readonly deployed: {
    readonly artefacts: readonly { readonly artefact: string; readonly state: string; readonly compared: number }[];
  };
}

/** `sgc audit --deployed`: every state that runs says what was audited, value by value. */
export const proveAudited = async (proof: Proof): Promise<void> => {
  const folder = 'audited';
  // It ends with 1 where this cloud breaks a control; here it is about what runs.
  const run = await proof.region.audit(['--deployed', '--out', folder]);
  const file = path.join(proof.region.work, folder, 'report.json');
  const { deployed } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const other = deployed.artefacts.filter(({ state }) => state !== 'same').map(({ artefact, state }) => `${artefact}: ${state}`);
  const values = deployed.artefacts.reduce((sum, { compared }) => sum + compared, 0);
  const few = deployed.artefacts.length === proof.region.states.length ? [] : [`${deployed.artefacts.length} states were seen`];
  proof.findings.expectNone(
    'audit',
    'what was audited is what runs',
    [...other, ...few],
    `${proof.region.states.length} states, ${values} values, ${Math.round(run.seconds)} s`,
  );
};
