import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deployable, synthesizeAll } from '../artefacts';
import { planOf } from '../plans';
import { allowedWarnings } from './cfn-lint/allowed-warnings';
import { cfnLint, run, skippedLoudly } from './toolchain';

// cfn-lint judges every template of every blueprint: no error, and only warnings that the allow-list explains.
const program = cfnLint();
if (program === undefined) skippedLoudly('cfn-lint', 'Python 3 with venv');

interface Finding {
  readonly Level: 'Error' | 'Warning' | 'Informational';
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

const lint = (region: string, files: readonly string[]): Finding[] => {
  try {
    run(program ?? '', ['--format', 'json', '--regions', region, '--', ...files]);
    return [];
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    if (stdout === undefined || !stdout.startsWith('[')) throw new Error(stderr ?? String(error));
    return JSON.parse(stdout) as Finding[];
  }
};

/**
 * A copy of a template without the paths of its constructs: cfn-lint asks less of a template in which it
 * sees that the toolkit made it.
 */
const unmarked = (folder: string, file: string): string => {
  const template = JSON.parse(readFileSync(file, 'utf8')) as {
    Resources: Record<string, { Metadata?: Record<string, unknown> }>;
  };
  for (const resource of Object.values(template.Resources)) delete resource.Metadata?.['aws:cdk:path'];
  const copy = path.join(folder, path.basename(file));
  writeFileSync(copy, JSON.stringify(template));
  return copy;
};

const typeOf = (finding: Finding): string => {
  const [section, id] = finding.Location.Path ?? [];
  if (section !== 'Resources' || id === undefined) return String(section ?? 'template');
  const template = JSON.parse(readFileSync(finding.Filename, 'utf8')) as { Resources: Record<string, { Type: string }> };
  return template.Resources[String(id)]?.Type ?? 'unknown';
};

(program === undefined ? describe.skip : describe)('cfn-lint', () => {
  const templates = deployable.flatMap((file) => {
    const plan = planOf(file);
    return synthesizeAll(plan, (provider) => provider === 'aws').flatMap(({ target, folder, artefacts }) => {
      const cloud = plan.targets[target]?.cloud;
      const region = cloud?.provider === 'aws' ? cloud.region : '';
      const copies = `${folder}-unmarked`;
      mkdirSync(copies);
      return artefacts.map((artefact) => ({ file, target, region, copy: unmarked(copies, path.join(folder, artefact.file)) }));
    });
  });
  const byCopy = new Map(templates.map((template) => [template.copy, template]));
  const regions = [...new Set(templates.map(({ region }) => region))];
  const findings = regions.flatMap((region) =>
    lint(
      region,
      templates.filter((template) => template.region === region).map(({ copy }) => copy),
    ).map((finding) => ({
      file: byCopy.get(finding.Filename)?.file,
      target: byCopy.get(finding.Filename)?.target,
      level: finding.Level,
      rule: finding.Rule.Id,
      type: typeOf(finding),
      message: finding.Message,
      at: (finding.Location.Path ?? []).join('/'),
    })),
  );

  test('finds no error', () => {
    expect(findings.filter((finding) => finding.level === 'Error')).toEqual([]);
  });

  test('finds no warning that is not explained', () => {
    const explained = new Set(allowedWarnings.map((row) => `${row.rule} ${row.type}`));
    expect(
      findings.filter((finding) => finding.level === 'Warning' && !explained.has(`${finding.rule} ${finding.type}`)),
    ).toEqual([]);
  });

  test('needs every row of the allow-list, and at most ten', () => {
    const seen = new Set(findings.map((finding) => `${finding.rule} ${finding.type}`));
    expect(allowedWarnings.filter((row) => !seen.has(`${row.rule} ${row.type}`))).toEqual([]);
    expect(allowedWarnings.length).toBeLessThanOrEqual(10);
  });
});
