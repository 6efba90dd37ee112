import { type Compared, compareState, compareTemplates } from '../../evidence/deployed';
import { parsedYaml } from '../../evidence/yaml-template';
import type { DeployedArtefact, DeployedState } from './deployed-entry';
import type { AuditedFile, AuditedTarget } from './input';
import { sha256 } from './uuid';

/** What a cloud said of one artefact. */
export type Found =
  | {
      readonly kind: 'there';
      readonly text: string;
      /** As the cloud puts it; empty where all is well. */ readonly status: string;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unseen'; readonly reason: string };

/** What was audited beside what runs; `strangers` run under the region's name and were not audited. */
export const deployedOf = (
  { id, provider, files }: AuditedTarget,
  found: ReadonlyMap<string, Found>,
  strangers: readonly string[],
): readonly DeployedArtefact[] => [
  ...files.map((file) =>
    artefactOf(id, provider, file, found.get(file.source.name) ?? { kind: 'unseen', reason: 'nobody looked' }),
  ),
  ...[...strangers].sort().map((name) => ({ ...bare(id, name), state: 'stranger' as const })),
];

const bare = (target: string, artefact: string): Omit<DeployedArtefact, 'state'> => ({
  target,
  artefact,
  reason: '',
  audited: '',
  deployed: '',
  compared: 0,
  undecided: 0,
  differences: [],
  more: 0,
});

/** How many differences of one artefact are told one by one. */
const most = 50;

const artefactOf = (
  target: string,
  provider: AuditedTarget['provider'],
  { text, source }: AuditedFile,
  found: Found,
): DeployedArtefact => {
  const entry = { ...bare(target, source.name), audited: sha256(text) };
  if (found.kind === 'absent') return { ...entry, state: 'missing' };
  if (found.kind === 'unseen') return { ...entry, state: 'unseen', reason: found.reason };
  const compared = comparedBy(provider, text, found.text);
  if (typeof compared === 'string') return { ...entry, state: 'unseen', reason: compared };
  const state: DeployedState = compared.differences.length > 0 || found.status !== '' ? 'different' : 'same';
  return {
    ...entry,
    state,
    reason: found.status,
    deployed: sha256(found.text),
    compared: compared.compared,
    undecided: compared.undecided,
    differences: compared.differences
      .slice(0, most)
      .map(({ pointer, written, runs }) => ({ pointer, audited: written, deployed: runs })),
    more: Math.max(0, compared.differences.length - most),
  };
};

type Json = Parameters<typeof compareTemplates>[0];

/** The comparison, or why there is none. */
const comparedBy = (provider: AuditedTarget['provider'], written: string, runs: string): Compared | string => {
  const other = parsed(runs);
  if (other === undefined) return 'what the cloud gave cannot be read';
  const own = JSON.parse(written) as Json;
  return provider === 'aws'
    ? compareTemplates(own, other)
    : compareState(own as Parameters<typeof compareState>[0], other as Parameters<typeof compareState>[1]);
};

/** JSON, or the YAML as which the CDK's command line may have handed over a small template. */
const parsed = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const yaml = parsedYaml(text);
    return 'body' in yaml ? (yaml.body as Json) : undefined;
  }
};
