import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { handlerActions } from '../../lib/providers/aws/foundation/handler-actions';
import { deployable, synthesizeAll } from '../artefacts';
import { planOf } from '../plans';
import { run, skippedLoudly, virtualEnvironment } from './toolchain';

/**
 * What CloudFormation's own handlers call for each type that we use, from the registry's schemas as cfn-lint brings
 * them. `UPDATE=1 npx jest test/clouds/handler-actions.test.ts` writes the table anew.
 */
const file = path.join(__dirname, '../../lib/providers/aws/foundation/handler-actions.ts');
const programs = virtualEnvironment('cfn-lint', path.join(__dirname, 'cfn-lint/requirements.txt'));
if (programs === undefined) skippedLoudly("what CloudFormation's handlers call", 'Python with venv');

/** Touched only by properties that no construct of ours sets, or by a spelling that no service has. */
const foreign = new Set(readFileSync(path.join(__dirname, 'foreign-services.txt'), 'utf8').split(/\s+/));
/** Reads are granted by pattern, but for services in which a read may return what a region keeps there. */
const keeping = new Set(['ecr', 'kms', 'lambda', 's3', 'secretsmanager', 'ssm']);

/** Writes, the reads that are named one by one, and all reads of a service in which the type writes nothing. */
const wantedOf = (handlers: readonly string[]): readonly string[] => {
  const all = handlers.map(lowerService).filter((action) => !foreign.has(serviceOf(action)) && serviceOf(action) !== 'iam');
  const named = all.filter(isNamed);
  const services = new Set(named.map(serviceOf));
  return [...new Set([...named, ...all.filter((action) => !services.has(serviceOf(action)))])].sort();
};

const isNamed = (action: string): boolean =>
  !/:(?:Describe|List)/.test(action) && (keeping.has(serviceOf(action)) || !action.includes(':Get'));

const serviceOf = (action: string): string => action.split(':')[0] ?? '';

const lowerService = (action: string): string => action.replace(/^[^:]+/, (service) => service.toLowerCase());

const typesInUse = (): string[] => {
  const written = deployable.flatMap((one) => synthesizeAll(planOf(one), (provider) => provider === 'aws'));
  const types = written.flatMap(({ folder, artefacts }) =>
    artefacts.flatMap((artefact) => {
      const { Resources } = JSON.parse(readFileSync(path.join(folder, artefact.file), 'utf8')) as {
        Resources: Record<string, { Type: string }>;
      };
      return Object.values(Resources).map(({ Type }) => Type);
    }),
  );
  return [...new Set(types)].sort();
};

const script = `
import glob, json, os, sys, cfnlint
found = {}
for name in glob.glob(os.path.join(os.path.dirname(cfnlint.__file__), 'data/schemas/resources/*.json')):
    schema = json.load(open(name))
    for handler in schema.get('handlers', {}).values():
        found.setdefault(schema['typeName'], set()).update(handler.get('permissions', []))
print(json.dumps({kind: sorted(found.get(kind, [])) for kind in json.load(sys.stdin)}))
`;

const types = typesInUse();

test('every type in use stands in the table, and no other', () => {
  expect(Object.keys(handlerActions)).toEqual(types);
});

(programs === undefined ? test.skip : test)("the table says what the registry's schemas say", () => {
  const answer = run('sh', [
    '-c',
    `printf '%s' '${JSON.stringify(types)}' | '${path.join(programs ?? '', 'python')}' -c "$0"`,
    script,
  ]);
  const handlers = JSON.parse(answer) as Record<string, string[]>;
  const table = Object.fromEntries(types.map((type) => [type, wantedOf(handlers[type] ?? []).join(' ')]));
  if (process.env.UPDATE !== undefined) writeFileSync(file, render(table));
  expect(handlerActions).toEqual(table);
});

const render = (table: Readonly<Record<string, string>>): string => `/**
 * What CloudFormation's handlers call when they make, change and remove a resource of a type, but for IAM, whose limits
 * are written by hand, and for plain reads in services in which they also write. Made by
 * test/clouds/handler-actions.test.ts from the registry's schemas.
 */
export const handlerActions: Readonly<Record<string, string>> = {
${Object.entries(table)
  .map(([type, actions]) => `  '${type}':${actions.length + type.length > 118 ? '\n    ' : ' '}'${actions}',\n`)
  .join('')}};
`;
