import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** What design.md allows each folder to import. Longest prefix wins; `types` means `import type` only. */
interface Rule {
  readonly folder: string;
  readonly lib: readonly string[];
  readonly types?: readonly string[];
  readonly packages: readonly string[];
}

const data = ['zod', 'yaml', 'fastest-levenshtein', 'ipaddr.js', 'node:crypto', 'node:util'];
const awsEngine = ['aws-cdk-lib', 'constructs', 'cdk-nag'];
const openstackEngine = ['cdktn', 'constructs'];

const rules: readonly Rule[] = [
  { folder: 'lib/model', lib: ['lib/model'], packages: data },
  { folder: 'lib/plan', lib: ['lib/plan', 'lib/model'], packages: data },
  { folder: 'lib/evidence', lib: ['lib/evidence', 'lib/model/problem.ts'], types: ['lib/model'], packages: data },
  { folder: 'lib/controls', lib: ['lib/controls', 'lib/evidence'], types: ['lib/plan', 'lib/model'], packages: data },
  { folder: 'lib/discovery', lib: ['lib/discovery', 'lib/model'], packages: data },
  { folder: 'lib/preflight', lib: ['lib/preflight', 'lib/evidence', 'lib/model'], types: ['lib/plan'], packages: data },
  {
    folder: 'lib/planning',
    lib: ['lib/planning', 'lib/controls', 'lib/evidence', 'lib/plan', 'lib/model'],
    packages: [...data, 'decimal.js'],
  },
  {
    folder: 'lib/report',
    lib: ['lib/report', 'lib/evidence', 'lib/controls', 'lib/model', 'lib/planning'],
    types: ['lib/plan'],
    packages: data,
  },
  { folder: 'lib/providers', lib: ['lib/providers'], types: ['lib/plan', 'lib/model'], packages: data },
  // Besides: the ids by which rule packs call what a control is about, so that an exception counts for both.
  {
    folder: 'lib/providers/aws',
    lib: [
      'lib/providers/aws',
      'lib/providers/provider.ts',
      'lib/plan',
      'lib/model',
      'lib/evidence',
      'lib/controls/audit/foreign-rules.ts',
    ],
    packages: [...data, ...awsEngine],
  },
  {
    folder: 'lib/providers/openstack',
    lib: ['lib/providers/openstack', 'lib/providers/provider.ts', 'lib/plan', 'lib/model', 'lib/evidence'],
    packages: [...data, 'constructs'],
  },
  // Writes what no state holds into the folder it is given.
  {
    folder: 'lib/providers/openstack/provider.ts',
    lib: ['lib/providers/openstack', 'lib/providers/provider.ts', 'lib/plan', 'lib/model'],
    packages: ['node:fs', 'node:path'],
  },
  { folder: 'lib/providers/openstack/engine.ts', lib: [], packages: openstackEngine },
  { folder: 'lib/providers/openstack/.gen', lib: ['lib/providers/openstack/.gen'], packages: openstackEngine },
];

/** Answers that `check` needs: no engine may come with them, however far away. */
const engineFree = [
  'lib/providers/policies.ts',
  'lib/providers/aws/support.ts',
  'lib/providers/aws/options.ts',
  'lib/providers/openstack/support.ts',
  'lib/providers/openstack/options.ts',
  'bin/main.ts',
  'bin/command/check.ts',
];
const engines = new Set([...awsEngine, ...openstackEngine]);

const root = path.join(__dirname, '..');

interface Import {
  readonly file: string;
  readonly to: string;
  readonly typeOnly: boolean;
  /** Loaded when a function runs, not with the file. */
  readonly late: boolean;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

const files = new Set([...filesBelow('lib'), ...filesBelow('bin')]);

/** A file of ours for a relative import, the package's name for any other. */
const targetOf = (file: string, specifier: string): string => {
  if (!specifier.startsWith('.'))
    return specifier.startsWith('node:')
      ? specifier
      : specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/');
  const base = path.join(path.dirname(file), specifier);
  return [`${base}.ts`, `${base}/index.ts`, base].find((candidate) => files.has(candidate)) ?? base;
};

const isTypeImport = (statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean => {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  const named = clause.namedBindings;
  return (
    clause.isTypeOnly ||
    (clause.name === undefined &&
      named !== undefined &&
      ts.isNamedImports(named) &&
      named.elements.length > 0 &&
      named.elements.every((one) => one.isTypeOnly))
  );
};

const importsOf = (file: string): Import[] => {
  const found: Import[] = [];
  const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean, late: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier))
      found.push({ file, to: targetOf(file, specifier.text), typeOnly, late });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node), false);
    if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText(source) === 'require')
    )
      add(node.arguments[0], false, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const imports = [...files].flatMap(importsOf);
const below = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);
const ruleOf = (file: string): Rule | undefined =>
  rules.filter((rule) => below(file, rule.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];

const isAllowed = ({ file, to, typeOnly, late }: Import): boolean => {
  const rule = ruleOf(file);
  if (rule === undefined) return true;
  if (!to.startsWith('lib/') && !to.startsWith('bin/')) return rule.packages.includes(to);
  if (late && file === 'lib/providers/registry.ts') return below(to, 'lib/providers');
  return rule.lib.some((folder) => below(to, folder)) || (typeOnly && (rule.types ?? []).some((folder) => below(to, folder)));
};

test('every folder imports only what the design allows', () => {
  expect(imports.filter((one) => !isAllowed(one)).map(({ file, to }) => `${file} -> ${to}`)).toEqual([]);
});

test.each([
  ['lib/model/a.ts', 'lib/plan/plan.ts'],
  ['lib/plan/a.ts', 'aws-cdk-lib'],
  ['lib/plan/a.ts', 'lib/providers/provider.ts'],
  ['lib/controls/a.ts', 'lib/providers/aws/network.ts'],
  ['lib/preflight/a.ts', 'lib/providers/aws/accounts.ts'],
  ['lib/planning/a.ts', 'lib/report/compare/page.ts'],
  ['lib/planning/a.ts', 'lib/providers/aws/accounts.ts'],
  ['lib/report/a.ts', 'constructs'],
  ['lib/discovery/a.ts', 'lib/plan/sizing.ts'],
  ['lib/providers/aws/a.ts', 'lib/providers/openstack/names.ts'],
  ['lib/providers/openstack/a.ts', 'cdktn'],
  ['lib/providers/aws/a.ts', 'bin/io.ts'],
  ['lib/providers/registry.ts', 'lib/report/graph.ts'],
])('an import of %s from %s would be seen', (file, to) => {
  expect(isAllowed({ file, to, typeOnly: true, late: false })).toBe(false);
});

test('every folder of lib has its rule', () => {
  const folders = readdirSync(path.join(root, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((entry) => `lib/${entry.name}`).filter((folder) => !rules.some((rule) => rule.folder === folder))).toEqual(
    [],
  );
});

test('no files import each other in a circle', () => {
  const next = new Map(
    [...files].map((file) => [
      file,
      imports.filter((one) => one.file === file && !one.typeOnly && !one.late && files.has(one.to)).map((one) => one.to),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) return void circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  expect(circles).toEqual([]);
});

test.each(engineFree)('%s brings no engine with it', (start) => {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    imports.filter((one) => one.file === file && !one.typeOnly && !one.late).forEach((one) => visit(one.to));
  };
  visit(start);
  expect([...seen].filter((name) => engines.has(name))).toEqual([]);
});

test('only bin knows the process', () => {
  const own = [...files].filter((file) => file.startsWith('lib/') && !file.includes('/.gen/'));
  const knows = own.filter((file) =>
    /\bprocess\.(?:env|argv|cwd|exit|stdout|stderr)\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.test(
      readFileSync(path.join(root, file), 'utf8'),
    ),
  );
  expect(knows).toEqual([]);
});
