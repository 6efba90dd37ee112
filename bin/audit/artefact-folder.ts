import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { environmentsIn } from '../../lib/evidence/cloudformation';
import { recognise } from '../../lib/evidence/artefact-file';
import { fileProblem, type Problem } from '../../lib/model/problem';
import { importOf } from '../../lib/report/audit/imports';
import type { AuditedFile, AuditedTarget } from '../../lib/report/audit/input';
import type { AcknowledgementEntry, ImportEntry } from '../../lib/report/audit/report';
import { acknowledgementsIn } from './acknowledgements';

/** What lies in a folder of artefacts, whoever made them. */
export interface ArtefactFolder {
  readonly targets: readonly AuditedTarget[];
  readonly imports: readonly ImportEntry[];
  readonly acknowledgements: readonly AcknowledgementEntry[];
  readonly problems: readonly Problem[];
}

const skipped = new Set(['node_modules', '.git', '.terraform', '.sgc-audit']);
const maximumBytes = 20_000_000;

/** Reads every artefact below a folder, or one file; nothing is trusted but the content. */
export const readArtefactFolder = (whole: string, shown: string): ArtefactFolder => {
  const root = statSync(whole).isDirectory() ? whole : path.dirname(whole);
  const found = (root === whole ? filesBelow(whole, '') : [path.basename(whole)]).map((file) => readOne(root, shown, file));
  const files = found.flatMap(({ files: some }) => some);
  return {
    targets: targetsOf(files),
    imports: found.flatMap(({ imports }) => imports),
    acknowledgements: found.flatMap(({ acknowledgements }) => acknowledgements),
    problems: found.flatMap(({ problems }) => problems),
  };
};

const filesBelow = (root: string, below: string): readonly string[] =>
  readdirSync(path.join(root, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.posix.join(below, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) || isPackage(path.join(root, file)) ? [] : filesBelow(root, file);
      return entry.isFile() && /\.(json|ya?ml|template|sarif)$/.test(entry.name) ? [file] : [];
    });

/** A package of evidence beside the artefacts is none of them. */
const isPackage = (folder: string): boolean => existsSync(path.join(folder, 'statement.dsse.json'));

interface Folder {
  readonly file: AuditedFile;
  readonly provider: 'aws' | 'openstack';
  /** Folder that names the target, where `sgc synth` wrote it; else empty. */
  readonly target: string;
}

interface Found {
  readonly files: readonly Folder[];
  readonly imports: readonly ImportEntry[];
  readonly acknowledgements: readonly AcknowledgementEntry[];
  readonly problems: readonly Problem[];
}

const nothing: Found = { files: [], imports: [], acknowledgements: [], problems: [] };

const readOne = (root: string, shown: string, file: string): Found => {
  const whole = path.join(root, file);
  const place = path.join(shown, file);
  if (/\.assets\.json$|(^|\/)(tree|cdk|package|package-lock|tsconfig|sgc)\.json$/.test(file)) return nothing;
  if (statSync(whole).size > maximumBytes)
    return { ...nothing, problems: [unreadable(place, `more than ${maximumBytes} bytes`)] };
  const text = readFileSync(whole, 'utf8');
  const target = targetFolderOf(root, file);
  if (file.endsWith('.metadata.json')) return { ...nothing, acknowledgements: acknowledgementsIn(target || 'aws', text) };
  const imports = /"runs"|"pluginReports"/.test(text) ? importOf(file, text) : undefined;
  if (imports !== undefined) return { ...nothing, imports };
  if (file.endsWith('.sarif')) return { ...nothing, problems: [unreadable(place, 'not SARIF 2.1.0', 'SGC6403')] };
  const recognised = recognise(file, text);
  switch (recognised.kind) {
    case 'other':
      return nothing;
    case 'broken':
      return { ...nothing, problems: [unreadable(place, recognised.reason)] };
    case 'artefact': {
      const within = target === '' ? file : path.posix.relative(target, file);
      const source = sourceOf(root, file, recognised.template);
      return {
        ...nothing,
        files: [{ provider: recognised.provider, target, file: { file: within, format: recognised.format, text, source } }],
      };
    }
  }
};

const unreadable = (file: string, reason: string, code = 'SGC6401'): Problem =>
  fileProblem(
    file,
    code,
    `it cannot be read: ${reason}`,
    'a CloudFormation template, Terraform JSON, a plan as JSON, or SARIF',
    'repair the file, or move it out of the folder',
  );

const targetFolderOf = (root: string, file: string): string => {
  for (let folder = path.posix.dirname(file); folder !== '.'; folder = path.posix.dirname(folder))
    if (existsSync(path.join(root, folder, 'sgc.json'))) return folder;
  return '';
};

/** Account and region come from the cloud assembly beside the template, where there is one. */
const sourceOf = (root: string, file: string, template: string): AuditedFile['source'] => {
  const name = nameOf(file);
  const manifest = path.join(root, path.dirname(file), 'manifest.json');
  const place = existsSync(manifest) ? environmentOf(readFileSync(manifest, 'utf8'), name) : undefined;
  return {
    id: name,
    name,
    kind: 'other',
    tenant: '',
    space: '',
    account: known(place?.account),
    region: known(place?.region),
    template,
  };
};

const known = (text: string | undefined): string => (text === undefined || text.startsWith('unknown-') ? '' : text);

const environmentOf = (manifest: string, name: string): { readonly account: string; readonly region: string } | undefined => {
  try {
    return environmentsIn(manifest)[name];
  } catch {
    return undefined;
  }
};

/** `stacks/town/cdk.tf.json` is the state town; `town.template.json` the stack town. */
const nameOf = (file: string): string =>
  path.posix.basename(file) === 'cdk.tf.json'
    ? path.posix.basename(path.posix.dirname(file))
    : file
        .replace(/(\.template)?\.(json|ya?ml|template)$/, '')
        .replace(/\.tf$/, '')
        .split('/')
        .slice(-2)
        .join('/')
        .replace(/^(stacks|cdk\.out|aws|sovereign)\//, '');

const targetsOf = (files: readonly Folder[]): readonly AuditedTarget[] => {
  const groups = new Map<string, Folder[]>();
  for (const one of files) {
    const id = one.target === '' ? one.provider : path.posix.basename(one.target);
    groups.set(`${id}/${one.provider}`, [...(groups.get(`${id}/${one.provider}`) ?? []), one]);
  }
  return [...groups].map(([key, some]) => ({
    id: key.split('/')[0] ?? key,
    provider: some[0]?.provider ?? 'aws',
    plan: null,
    files: unique(some.map(({ file }) => file)),
  }));
};

/** Two files of one name in different folders keep their paths apart. */
const unique = (files: readonly AuditedFile[]): readonly AuditedFile[] => {
  const seen = new Map<string, number>();
  for (const { source } of files) seen.set(source.name, (seen.get(source.name) ?? 0) + 1);
  return files.map((file) =>
    (seen.get(file.source.name) ?? 0) > 1 ? { ...file, source: { ...file.source, name: file.file, id: file.file } } : file,
  );
};
