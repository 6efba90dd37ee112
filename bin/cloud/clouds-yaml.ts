import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, fileProblem, type Problem, type Result, sortProblems, succeed } from '../../lib/model/problem';
import { quote } from '../../lib/model/quote';
import { suggest } from '../../lib/model/suggestion';
import { shownFrom } from '../files';
import type { CloudEntry, Where } from './cloud-entry';
import { CloudsDocument } from './clouds-document';
import { EntryReader } from './entry-reader';

/** Reads an entry as OpenStack's own tools do; every defect is a problem, and no problem shows a secret. */
export const readCloudEntry = (where: Where, name: string): Result<CloudEntry> => {
  const document = readClouds(where);
  if (!document.ok) return document;
  const names = document.value.names;
  if (!names.includes(name)) return fail([noSuchEntry(document.value, name)]);
  const reader = new EntryReader(document.value, name, where);
  const entry = reader.read();
  return reader.problems.length > 0 ? fail(sortProblems(reader.problems)) : succeed(entry);
};

/** Names of all entries, for who wants to choose. */
export const cloudNames = (where: Where): Result<readonly string[]> => {
  const document = readClouds(where);
  return document.ok ? succeed(document.value.names) : document;
};

const foldersOf = ({ cwd, env }: Where): readonly string[] => [
  cwd,
  ...(env.XDG_CONFIG_HOME ? [path.join(env.XDG_CONFIG_HOME, 'openstack')] : []),
  ...(env.HOME ? [path.join(env.HOME, '.config/openstack')] : []),
  '/etc/openstack',
];

const candidatesOf = (folders: readonly string[], name: string): string[] =>
  folders.flatMap((folder) => ['yaml', 'yml'].map((ending) => path.join(folder, `${name}.${ending}`)));

/** The clouds.yaml that is meant, absolute; undefined where there is none. */
export const cloudsFile = (where: Where): string | undefined =>
  where.env.OS_CLIENT_CONFIG_FILE
    ? path.resolve(where.cwd, where.env.OS_CLIENT_CONFIG_FILE)
    : candidatesOf(foldersOf(where), 'clouds').find((one) => existsSync(one));

const readClouds = (where: Where): Result<CloudsDocument> => {
  const { cwd, env } = where;
  const file = cloudsFile(where);
  if (file === undefined) return fail([noFile]);
  const secure = env.OS_CLIENT_SECURE_FILE
    ? path.resolve(cwd, env.OS_CLIENT_SECURE_FILE)
    : candidatesOf([path.dirname(file), ...foldersOf(where)], 'secure').find((one) => existsSync(one));
  return CloudsDocument.read(
    [file, ...(secure === undefined ? [] : [secure])].map((one) => ({ file: one, shown: shownFrom(cwd, one) })),
  );
};

const noFile: Problem = fileProblem(
  'clouds.yaml',
  'SGC7001',
  'there is no clouds.yaml',
  'the file of OS_CLIENT_CONFIG_FILE, ./clouds.yaml, ~/.config/openstack/clouds.yaml or /etc/openstack/clouds.yaml',
  'download it from the cloud, or write it as docs/openstack.md shows',
);

const noSuchEntry = (document: CloudsDocument, name: string): Problem => {
  const meant = suggest(name, document.names);
  return {
    ...document.locate(['clouds']),
    code: 'SGC7003',
    message: `no cloud here is called ${quote(name)}`,
    allowed: document.names.length === 0 ? 'an entry under `clouds`' : document.names.map((one) => quote(one)).join(', '),
    repair: meant === undefined ? `add the entry \`${quote(name)}\` under \`clouds\`` : `name the entry \`${quote(meant)}\``,
  };
};
