import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { claim } from '../../bin/claim';
import { change, emptyFolder, smallRegion } from './region';
import { sgc } from './terminal';

/**
 * Stands for OpenTofu on a cloud: it makes everything of a state, or fails where a file asks it to. Real ones are
 * tried in test/bin/deploy/terraform.test.ts; here it is about the command around them.
 */
const tofu = `#!/bin/sh
cd "\${1#-chdir=}" && name=$(basename "$PWD") && root=../../../../.. && shift
case $1 in
  init) : ;;
  plan) touch sgc.plan; test -e made || exit 2 ;;
  show) test -e made && echo '{"format_version":"1.2"}' || printf '{"format_version":"1.2","resource_changes":[{"address":"t.x","mode":"managed","type":"t","change":{"actions":["create"]}}]}' ;;
  apply)
    echo "$name" >> $root/applied
    if test -e $root/fail-$name; then echo "Error: Quota exceeded for cores"; exit 1; fi
    if test -e $root/slow; then
      trap 'echo signal >> '$root'/signals' INT; touch $root/begun
      while ! test -e $root/signals; do sleep 0.1; done; sleep 0.5; exit 1
    fi
    touch made ;;
esac
`;

const region = () => {
  const folder = smallRegion('openstack');
  mkdirSync(path.join(folder, 'tools'));
  writeFileSync(path.join(folder, 'tools/tofu'), tofu);
  chmodSync(path.join(folder, 'tools/tofu'), 0o755);
  const entries = ['operator', 'manager', 'shared', 'logs', 'backup', 'town-production'].map(
    (name) => `  ${name}: { auth: {} }\n`,
  );
  writeFileSync(path.join(folder, 'clouds.yaml'), `clouds:\n${entries.join('')}`);
  return { folder, env: { PATH: `${path.join(folder, 'tools')}:${process.env.PATH ?? ''}` } };
};
const applied = (folder: string) => readFileSync(path.join(folder, 'applied'), 'utf8').trimEnd().split('\n');

test('a region is applied state by state, and ends with what people must still do', async () => {
  const { folder, env } = region();
  const said = await sgc(folder, ['deploy', 'small.yaml', '--yes'], { env });
  expect(said.err).not.toContain('SGC');
  expect(said.code).toBe(0);
  expect(applied(folder)).toEqual([
    'small-operator',
    'small-domain',
    'small-quotas',
    'small-records',
    'small-backup',
    'small-egress',
    'small-town-production-network',
    'small-town-production-storage',
    'small-town-production-appointments',
  ]);
  expect(said.out).toContain('9 artefacts: 9 applied.');
  expect(said.out).toContain('Point termine.demo.example to the public address of its entry');
  expect(said.out).toContain('With the operator, identity.staff:');
  const again = await sgc(folder, ['deploy', 'small.yaml', '--yes'], { env });
  expect([again.code, applied(folder).length]).toEqual([0, 9]);
  expect(again.err).toContain('9 were applied from here as they are now');
  expect(again.out).toContain('9 artefacts: 9 had nothing to do.');
});

test('it stops where an apply fails, and the next run goes on from there', async () => {
  const { folder, env } = region();
  writeFileSync(path.join(folder, 'fail-small-records'), '');
  const failed = await sgc(folder, ['deploy', 'small.yaml', '--yes'], { env });
  expect(failed.code).toBe(1);
  expect(failed.err).toContain('SGC6203 small-records failed: Quota exceeded for cores');
  expect(failed.err).toContain('sgc preflight');
  expect(failed.out).toContain('9 artefacts: 3 applied, 1 stopped, 5 not reached.');
  writeFileSync(path.join(folder, 'applied'), '');
  await sgc(folder, ['deploy', 'small.yaml', '--yes', '--only', 'small-domain'], { env });
  expect(readFileSync(path.join(folder, 'applied'), 'utf8')).toBe('');
});

test('what only the operator may apply is left to the operator', async () => {
  const { folder, env } = region();
  change(folder, 'clouds.yaml', '  operator: { auth: {} }\n', '');
  const said = await sgc(folder, ['deploy', 'small.yaml', '--yes'], { env });
  expect(said.code).toBe(0);
  expect(said.out).toContain("9 artefacts: 7 applied, 2 left to the cloud's operator.");
  expect(said.out).toContain("left to the cloud's operator: small-operator, small-quotas");
  expect(applied(folder)[0]).toBe('small-domain');
});

test('one layer, or one artefact, can be applied alone', async () => {
  const { folder, env } = region();
  await sgc(folder, ['deploy', 'small.yaml', '--yes', '--layer', 'storage'], { env });
  await sgc(folder, ['deploy', 'small.yaml', '--yes', '--only', 'egress', 'small-backup'], { env });
  expect(applied(folder)).toEqual(['small-town-production-storage', 'small-backup', 'small-egress']);
});

test('a plan applies nothing', async () => {
  const { folder, env } = region();
  const said = await sgc(folder, ['deploy', 'small.yaml', '--plan'], { env });
  expect(said.code).toBe(0);
  expect(said.out).toContain('9 artefacts: 9 looked at.');
  expect(said.err).toContain('plan -input=false -detailed-exitcode -lock=false');
  expect(existsSync(path.join(folder, 'applied'))).toBe(false);
});

test.each([
  [['--target', 'azure', '--yes'], {}, 'no target azure; the blueprint has openstack'],
  [[], {}, 'nobody can answer here; look with --plan'],
  [['--yes'], { CI: 'true' }, 'the states of openstack are files of this machine, which a pipeline throws away'],
  [['--yes', '--engine', 'terraform'], { PATH: '' }, 'terraform cannot be found'],
  [['--yes', '--only', 'small-taxes'], {}, 'nothing here is called small-taxes'],
  [['--yes', '--release', 'small-domain/x'], {}, 'openstack/<artefact>/<resource>'],
])('%j is wrong usage: %j', async (args, more, message) => {
  const { folder, env } = region();
  const said = await sgc(folder, ['deploy', 'small.yaml', ...args], { env: { ...env, ...more } });
  expect(said.code).toBe(2);
  expect(said.err).toContain(message);
  expect(existsSync(path.join(folder, 'applied'))).toBe(false);
});

test('a region that may be destroyed whole may be deployed by a pipeline without a shared state', async () => {
  const { folder, env } = region();
  change(folder, 'small.yaml', 'country: DE', 'country: DE\nlifecycle: ephemeral\ndataset: synthetic');
  expect((await sgc(folder, ['deploy', 'small.yaml', '--yes'], { env: { ...env, CI: 'true' } })).code).toBe(0);
});

test('a blueprint with problems deploys nothing', async () => {
  const { folder, env } = region();
  change(folder, 'small.yaml', 'country: DE', 'country: Germany');
  expect((await sgc(folder, ['deploy', 'small.yaml', '--yes'], { env })).code).toBe(1);
  expect(existsSync(path.join(folder, 'applied'))).toBe(false);
});

test('while somebody deploys from a folder, nobody puts other artefacts in its place', async () => {
  const { folder, env } = region();
  const file = path.join(folder, 'sgc.out/small/openstack.deploying');
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ host: hostname(), pid: holder.pid }));
  for (const command of [
    ['synth', 'small.yaml'],
    ['deploy', 'small.yaml', '--yes'],
  ]) {
    const said = await sgc(folder, command, { env });
    expect([said.code, said.err.includes(`process ${holder.pid ?? 0} on`)]).toEqual([2, true]);
  }
  const gone = new Promise((resolve) => holder.on('close', resolve));
  holder.kill('SIGKILL');
  await gone;
  expect((await sgc(folder, ['deploy', 'small.yaml', '--yes'], { env })).code).toBe(0);
  expect(existsSync(file)).toBe(false);
});

test('who claims a folder may use it, and gives it back', () => {
  const folder = path.join(emptyFolder(), 'out');
  const release = claim(folder);
  claim(folder)();
  writeFileSync(`${folder}.deploying`, JSON.stringify({ host: 'elsewhere', pid: 1 }));
  expect(() => claim(folder)).toThrow('process 1 on elsewhere deploys from');
  release();
});

test("the terminal's Ctrl-C, pressed twice, reaches the engine once", async () => {
  const { folder, env } = region();
  writeFileSync(path.join(folder, 'slow'), '');
  const script = path.join(__dirname, '../../bin/command-line.ts');
  const child = spawn(
    process.execPath,
    ['-r', require.resolve('ts-node/register/transpile-only'), script, 'deploy', 'small.yaml', '--yes'],
    {
      cwd: folder,
      // A pipeline would be refused here: the states are files.
      env: { ...process.env, ...env, CI: '', TS_NODE_PROJECT: path.join(__dirname, '../../tsconfig.json') },
      detached: true,
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (!existsSync(path.join(folder, 'begun')) && child.exitCode === null) await setTimeout(50);
  for (const pause of [300, 100]) {
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await setTimeout(pause);
  }
  expect(await ended).toBe(1);
  expect(readFileSync(path.join(folder, 'signals'), 'utf8')).toBe('signal\n');
  expect(said).toContain('SGC6205 small-operator was stopped half-way');
});
