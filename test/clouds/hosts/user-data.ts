import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { userDataLimit } from '../../../lib/providers/openstack/hosts/cloud-init';
import { provider } from '../../../lib/providers/openstack/provider';
import { planOf } from '../../plans';
import type { Findings } from '../openstack/findings';

/** User data as a server would get it, but for what only the cloud knows. */
export interface HostText {
  readonly server: string;
  readonly text: string;
}

interface Template {
  readonly resource?: {
    readonly openstack_compute_instance_v2?: Readonly<Record<string, { readonly name: string; readonly user_data?: string }>>;
  };
}

/** What stands for an expression; as long as an id, so that the size counts too. */
const unknownValue = '0123456789abcdef0123456789abcdef';

/** The text behind Terraform's spelling: its quoted marks as they were, each expression as something unknown. */
export const plainText = (spelled: string): string =>
  spelled.replace(/([$%])\1\{|\$\{[^}]*\}/g, (_, sign: string | undefined) => (sign === undefined ? unknownValue : `${sign}{`));

/** User data of every server in one synthesized state. */
export const textsOf = (template: string): readonly HostText[] =>
  Object.values((JSON.parse(template) as Template).resource?.openstack_compute_instance_v2 ?? {}).flatMap(
    ({ name, user_data: spelled }) => (spelled === undefined ? [] : [{ server: name, text: plainText(spelled) }]),
  );

/** User data of every server of a region on one target. */
export const textsOfRegion = (file: string, target: string): readonly HostText[] => {
  const out = mkdtempSync(path.join(tmpdir(), 'prove-hosts-'));
  try {
    const states = provider.synthesize(planOf(file), target, out);
    return states.flatMap((state) => textsOf(readFileSync(path.join(out, state.file), 'utf8')));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};

const regions = [
  ['reference/municipal.yaml', 'openstack'],
  ['reference/provider.yaml', 'openstack'],
  ['reference/provider.yaml', 'testbed'],
] as const;

/** Every text passes the schema of Debian's cloud-init, and fits into what Nova takes. */
export const proveSchema = async (findings: Findings): Promise<void> => {
  for (const [file, target] of regions) {
    const texts = textsOfRegion(file, target);
    const different = [...new Map(texts.map((host) => [host.text, host])).values()];
    const detail = `${texts.length} servers, ${different.length} different texts`;
    findings.expectNone(
      'schema',
      `${file}, ${target}: every user data passes cloud-init schema`,
      await refused(different),
      detail,
    );
    findings.expectNone('schema', `${file}, ${target}: every user data fits into Nova`, tooLong(different));
  }
};

/** The command `cloud-init schema` for many files at once: the program takes a second to start. */
const validator = `import json, sys
from cloudinit.config import schema
rules, wrong = schema.get_schema(), {}
for file in sys.argv[1:]:
    try:
        schema.validate_cloudconfig_file(file, rules)
    except Exception as error:
        wrong[file] = str(error)
print(json.dumps(wrong))`;

/** What cloud-init says against each text. */
export const refused = async (texts: readonly HostText[]): Promise<readonly string[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'prove-hosts-'));
  try {
    const files = new Map(texts.map((host, i) => [path.join(folder, String(i)), host]));
    for (const [file, { text }] of files) writeFileSync(file, text);
    const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-c', validator, ...files.keys()]);
    // Whatever else it prints comes before.
    return Object.entries(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, string>).map(
      ([file, said]) => `${files.get(file)?.server ?? file}: ${said.replaceAll('\n', ' ').slice(0, 300)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const tooLong = (texts: readonly HostText[]): readonly string[] =>
  texts
    .map(({ server, text }) => ({ server, size: Buffer.from(text).toString('base64').length }))
    .filter(({ size }) => size > userDataLimit)
    .map(({ server, size }) => `${server}: ${size} characters`);
