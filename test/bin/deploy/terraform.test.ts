import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { deploy } from '../../../bin/deploy/run';
import { Terraform } from '../../../bin/deploy/terraform';
import { planOf } from '../../plans';
import { engines, skippedLoudly } from '../../clouds/toolchain';
import { emptyFolder } from '../region';
import { deploymentWith, jsonIn, listener, statesIn } from './workshop';

// The real engines on states that ask no cloud: what they say, and what we make of it.
const available = engines();
if (available.length === 0) skippedLoudly('deployments by terraform and tofu', 'Go');
const suite = available.length === 0 ? describe.skip : describe;

const target = planOf('reference/municipal.yaml').targets.openstack;
if (target?.provider !== 'openstack') throw new Error('the reference region has no OpenStack');

interface Data {
  readonly kept?: boolean;
  readonly command?: string;
}

/** A state of terraform_data resources: each is replaced when its value changes. */
const state = (name: string, values: Readonly<Record<string, string>>, { kept = true, command }: Data = {}) => ({
  terraform: { backend: { local: { path: `../../../state/${name}.tfstate` } } },
  resource: {
    terraform_data: Object.fromEntries(
      Object.entries(values).map(([id, value]) => [
        id,
        {
          triggers_replace: [value],
          ...(kept ? { lifecycle: { prevent_destroy: true } } : {}),
          ...(command === undefined ? {} : { provisioner: [{ 'local-exec': { command } }] }),
        },
      ]),
    ),
  },
});

suite.each(available)('$name', ({ program, env }) => {
  const shop = () => {
    const cwd = emptyFolder();
    const { io, heard, interrupt } = listener(cwd, env);
    return { cwd, out: path.join(cwd, 'out'), io, heard, interrupt, engine: new Terraform(io, program, target) };
  };
  const valuesIn = (folder: string, name: string): unknown =>
    (
      jsonIn(path.join(folder, `state/${name}.tfstate`)) as {
        resources: { instances: { attributes: { triggers_replace: { value: unknown } } }[] }[];
      }
    ).resources.flatMap(({ instances }) => instances.map(({ attributes }) => attributes.triggers_replace.value));

  test('applies states in their order, and the second time finds nothing to do', async () => {
    const { cwd, out, io, heard, engine } = shop();
    const states = statesIn(out, { 'town/network': state('a', { one: '1' }), 'town/storage': state('b', { two: '2' }) });
    expect((await deploy(io, deploymentWith(states, engine))).map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
    expect([valuesIn(cwd, 'a'), valuesIn(cwd, 'b')]).toEqual([[['1']], [['2']]]);
    expect(heard.err).toContain(`$ ${path.basename(program)} -chdir=out/stacks/town-network plan -input=false`);
    expect(statSync(path.join(cwd, 'state/a.tfstate')).mode & 0o077).toBe(0);
    expect(heard.err).toContain('Done: network 1/1, storage 0/1. Time left: about');
    expect((await deploy(io, deploymentWith(states, engine))).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    expect(readdirSync(path.join(out, 'stacks/town-network')).filter((name) => name.startsWith('sgc'))).toEqual([]);
  });

  test('what a look shows is not applied', async () => {
    const { cwd, out, io, engine } = shop();
    const done = await deploy(
      io,
      deploymentWith(statesIn(out, { 'town/network': state('a', { one: '1' }) }), engine, { approval: 'look' }),
    );
    expect(done).toMatchObject([{ outcome: 'seen', changes: [{ id: 'one', type: 'terraform_data', action: 'create' }] }]);
    expect(existsSync(path.join(cwd, 'state/a.tfstate'))).toBe(false);
  });

  test('nothing that holds state is replaced before somebody names it, and then nothing else', async () => {
    const { cwd, out, io, engine } = shop();
    await deploy(io, deploymentWith(statesIn(out, { 'town/storage': state('a', { one: '1', two: '2' }) }), engine));
    const both = statesIn(out, { 'town/storage': state('a', { one: '9', two: '9' }) });
    const refused = await deploy(io, deploymentWith(both, engine));
    expect(refused.map(({ outcome, problems }) => [outcome, ...problems.map(({ code }) => code)])).toEqual([
      ['stopped', 'SGC6004', 'SGC6004'],
    ]);
    const one = new Set(['openstack/town-storage/one']);
    const half = await deploy(io, deploymentWith(both, engine, { released: one }));
    expect(half[0]?.problems.map(({ message }) => message)).toEqual([
      'terraform_data openstack/town-storage/two holds state and would be replaced by an empty one',
    ]);
    expect(valuesIn(cwd, 'a')).toEqual([['1'], ['2']]);
    const single = statesIn(out, { 'town/storage': state('a', { one: '9', two: '2' }) });
    expect((await deploy(io, deploymentWith(single, engine, { released: one })))[0]?.outcome).toBe('applied');
    expect(valuesIn(cwd, 'a')).toEqual([['9'], ['2']]);
    expect(existsSync(path.join(out, 'stacks/town-storage/sgc_release_override.tf.json'))).toBe(false);
  });

  test('what left the artefact is refused too, though no protection stands in it any more', async () => {
    const { out, io, engine } = shop();
    await deploy(io, deploymentWith(statesIn(out, { 'town/storage': state('a', { one: '1', two: '2' }) }), engine));
    const gone = statesIn(out, { 'town/storage': state('a', { two: '2' }) });
    const done = await deploy(io, deploymentWith(gone, engine));
    expect(done[0]?.problems).toMatchObject([{ code: 'SGC6003', file: 'out/stacks/town-storage/cdk.tf.json' }]);
    const released = new Set(['openstack/town-storage/one']);
    expect((await deploy(io, deploymentWith(gone, engine, { released })))[0]?.outcome).toBe('applied');
  });

  test('a region that may be destroyed whole is not guarded', async () => {
    const { out, io, engine } = shop();
    await deploy(io, deploymentWith(statesIn(out, { 'town/storage': state('a', { one: '1' }, { kept: false }) }), engine));
    const changed = statesIn(out, { 'town/storage': state('a', { one: '9' }, { kept: false }) });
    expect((await deploy(io, deploymentWith(changed, engine, { mayGo: () => true })))[0]?.outcome).toBe('applied');
  });

  test('stops at the first failure, says what to do, and goes on from there', async () => {
    const { cwd, out, io, engine } = shop();
    const command = 'test -e ../../../repaired';
    const states = statesIn(out, {
      'town/network': state('a', { one: '1' }),
      'town/storage': state('b', { two: '2' }, { command }),
      'town/fees': state('c', { three: '3' }),
    });
    const failed = await deploy(io, deploymentWith(states, engine));
    expect(failed.map(({ outcome }) => outcome)).toEqual(['applied', 'stopped']);
    expect(failed[1]?.problems).toMatchObject([
      { code: 'SGC6203', message: expect.stringContaining('local-exec provisioner error') as string },
    ]);
    expect(failed[1]?.problems[0]?.repair).toContain('run the same command again');
    writeFileSync(path.join(cwd, 'repaired'), '');
    const half = await deploy(io, deploymentWith(states, engine));
    expect(half[1]?.problems[0]?.message).toMatch(/would be replaced by an empty one; it is marked as half made$/);
    const released = new Set(['openstack/town-storage/two']);
    const resumed = await deploy(io, deploymentWith(states, engine, { released }));
    expect(resumed.map(({ outcome }) => outcome)).toEqual(['unchanged', 'applied', 'applied']);
  });

  test('a state that somebody else has in use is not touched, and the holder is named', async () => {
    const { cwd, out, io, engine } = shop();
    const command = 'touch ../../../begun; while ! test -e ../../../end; do sleep 0.2; done';
    const states = statesIn(out, { 'town/network': state('a', { one: '1' }, { command }) });
    execFileSync(program, ['-chdir=out/stacks/town-network', 'init', '-input=false'], { cwd, env, stdio: 'ignore' });
    const first = spawn(program, ['-chdir=out/stacks/town-network', 'apply', '-input=false', '-auto-approve'], {
      cwd,
      env,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => first.on('close', resolve));
    while (!existsSync(path.join(cwd, 'begun'))) await setTimeout(100);
    const done = await deploy(io, deploymentWith(states, engine));
    writeFileSync(path.join(cwd, 'end'), '');
    await ended;
    expect(done[0]?.problems).toMatchObject([
      { code: 'SGC6204', message: expect.stringMatching(/in use by \S+@\S+ since 2\d{3}-/) as string },
    ]);
    expect(done[0]?.problems[0]?.repair).toMatch(/force-unlock [0-9a-f-]{36}$/);
  });

  test('a value that only a person knows is asked for before anything runs', () => {
    const { out, io, engine } = shop();
    const template = { ...state('a', { one: '1' }), variable: { psk_hall: { type: 'string' }, size: { default: 1 } } };
    const { steps } = deploymentWith(statesIn(out, { 'town/network': template }), engine);
    expect(engine.missing(steps)).toMatchObject([
      { code: 'SGC6202', message: expect.stringContaining('TF_VAR_psk_hall') as string },
    ]);
    const told = new Terraform({ ...io, env: { ...env, TF_VAR_psk_hall: 'x' } }, program, target);
    expect(told.missing(steps)).toEqual([]);
  });

  test('credentials of a cloud in the environment do not reach the engine; a relative clouds.yaml does', async () => {
    const { cwd, out } = shop();
    writeFileSync(path.join(cwd, 'clouds.yaml'), 'clouds: {}\n');
    const { io } = listener(cwd, { ...env, OS_CLOUD: 'wrong', OS_CLIENT_CONFIG_FILE: 'clouds.yaml' });
    const command = 'echo "$OS_CLOUD $OS_CLIENT_CONFIG_FILE" > ../../../seen';
    const states = statesIn(out, { 'town/network': state('a', { one: '1' }, { command }) });
    await deploy(io, deploymentWith(states, new Terraform(io, program, target)));
    expect(execFileSync('cat', [path.join(cwd, 'seen')], { encoding: 'utf8' })).toBe(` ${path.join(cwd, 'clouds.yaml')}\n`);
  });
});

test('an entry that clouds.yaml lacks is named before the state that needs it is touched', () => {
  const cwd = emptyFolder();
  writeFileSync(path.join(cwd, 'clouds.yaml'), 'clouds: { manager: { auth: {} } }\n');
  const { io } = listener(cwd, {});
  const engine = new Terraform(io, 'tofu', target);
  const template = (cloud: string) => ({ provider: { openstack: [{ cloud }] } });
  const states = statesIn(path.join(cwd, 'out'), {
    'foundation/domain': template('manager'),
    'town/network': template('town-production'),
  });
  const [domain, network] = deploymentWith(states, engine).steps;
  if (domain === undefined || network === undefined) throw new Error('two states were written');
  expect(engine.missingFor(domain)).toEqual([]);
  expect(engine.missingFor(network)).toMatchObject([
    { code: 'SGC6201', message: 'there is no entry town-production, with whose rights town-network is applied' },
  ]);
});
