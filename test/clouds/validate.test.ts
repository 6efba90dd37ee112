import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deployable, synthesizeAll } from '../artefacts';
import { planOf } from '../plans';
import { engines, run, skippedLoudly } from './toolchain';

// Every state of every blueprint passes `validate` with the real provider, in Terraform and in OpenTofu.
const available = engines();
if (available.length === 0) skippedLoudly('terraform validate, tofu validate', 'Go');

const lockFile = '.terraform.lock.hcl';

const requiredIn = (folder: string): unknown => {
  const text = readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8');
  return (JSON.parse(text) as { terraform: { required_providers: unknown } }).terraform.required_providers;
};

const suite = available.length === 0 ? describe.skip : describe;

suite.each(deployable)('%s', (file) => {
  const written = synthesizeAll(planOf(file), (provider) => provider === 'openstack');
  const states = written.flatMap(({ target, folder, artefacts }) =>
    artefacts.map((artefact) => [target, artefact.name, path.join(folder, path.dirname(artefact.file))] as const),
  );

  test('every state asks for the same providers', () => {
    expect(new Set(states.map(([, , folder]) => JSON.stringify(requiredIn(folder)))).size).toBe(states.length === 0 ? 0 : 1);
  });

  test.each(available)('every state is valid for $name', ({ name, program, env }) => {
    // The first takes in the providers for all, since all ask for the same.
    const [[, , first = ''] = []] = states;
    const own = { ...env, TF_DATA_DIR: path.join(first, `.${name}`) };
    const locks = path.join(first, lockFile);
    if (first !== '') run(program, [`-chdir=${first}`, 'init', '-input=false', '-backend=false'], own);
    const failures = states.flatMap(([target, state, folder]) => {
      if (folder !== first) copyFileSync(locks, path.join(folder, lockFile));
      try {
        run(program, [`-chdir=${folder}`, 'validate', '-no-color'], own);
        return [];
      } catch (error) {
        return [`${target}/${state}: ${(error as { stderr?: string }).stderr ?? String(error)}`];
      }
    });
    expect(failures).toEqual([]);
  });
});

test('the blueprints name an OpenStack at all', () => {
  expect(
    deployable.filter((file) => Object.values(planOf(file).targets).some((target) => target.provider === 'openstack')).length,
  ).toBeGreaterThan(3);
});
