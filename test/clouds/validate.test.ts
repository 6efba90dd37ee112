import path from 'node:path';
import { deployable, synthesizeAll } from '../artefacts';
import { planOf } from '../plans';
import { engines, run, skippedLoudly } from './toolchain';

// Every state of every blueprint passes `validate` with the real provider, in Terraform and in OpenTofu.
const available = engines();
if (available.length === 0) skippedLoudly('terraform validate, tofu validate', 'Go');

const suite = available.length === 0 ? describe.skip : describe;

suite.each(deployable)('%s', (file) => {
  const written = synthesizeAll(planOf(file), (provider) => provider === 'openstack');
  const states = written.flatMap(({ target, folder, artefacts }) =>
    artefacts.map((artefact) => [target, artefact.name, path.join(folder, path.dirname(artefact.file))] as const),
  );

  test.each(available)('every state is valid for $name', ({ name, program, env }) => {
    const failures = states.flatMap(([target, state, folder]) => {
      const own = { ...env, TF_DATA_DIR: path.join(folder, `.${name}`) };
      try {
        run(program, [`-chdir=${folder}`, 'init', '-input=false', '-backend=false'], own);
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
