import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { change, smallRegion } from './region';
import { sgc } from './terminal';

const out = 'sgc.out/small/openstack';
const synthOpenstack = (folder: string) => sgc(folder, ['synth', 'small.yaml', '--target', 'openstack']);

const digestOf = (folder: string): string => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = createHash('sha256');
  for (const name of files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort()) {
    if (!name.endsWith('.metadata.json')) hash.update(name).update(readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex');
};

test('every target of the region is written, each with a manifest of what was written', async () => {
  const folder = smallRegion('aws', 'openstack');
  const said = await sgc(folder, ['synth', 'small.yaml']);
  expect(said.err).not.toContain('SGC');
  expect(said.code).toBe(0);
  for (const target of ['aws', 'openstack']) {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'sgc.out/small', target, 'sgc.json'), 'utf8')) as {
      artefacts: { file: string; resources: number }[];
      files: string[];
    };
    expect(manifest.artefacts.length).toBeGreaterThan(5);
    for (const { file, resources } of manifest.artefacts) {
      expect(existsSync(path.join(folder, 'sgc.out/small', target, file))).toBe(true);
      expect(resources).toBeGreaterThan(0);
    }
  }
  expect(said.out).toContain('npx cdk deploy --app sgc.out/small/aws --all');
  expect(said.out).toContain('tofu init && tofu apply');
});

test('the same region gives the same bytes, from another folder too', async () => {
  const [one, other] = [smallRegion('openstack'), path.join(smallRegion('openstack'), 'deeper')];
  mkdirSync(other);
  for (const name of ['small.yaml', 'small.lock.json']) renameSync(path.join(other, '..', name), path.join(other, name));
  await synthOpenstack(one);
  await synthOpenstack(other);
  expect(digestOf(path.join(one, out))).toBe(digestOf(path.join(other, out)));
});

test('what others put beside the artefacts survives the next synthesis; ours that is gone does not', async () => {
  const folder = smallRegion('openstack');
  await synthOpenstack(folder);
  const state = path.join(folder, out, 'stacks/small-domain/terraform.tfstate');
  writeFileSync(state, 'precious');
  const manifest = path.join(folder, out, 'sgc.json');
  const before = JSON.parse(readFileSync(manifest, 'utf8')) as { files: string[] };
  writeFileSync(path.join(folder, out, 'ours-of-old.json'), '{}');
  writeFileSync(manifest, JSON.stringify({ ...before, files: [...before.files, 'ours-of-old.json'] }));
  expect((await synthOpenstack(folder)).code).toBe(0);
  expect(readFileSync(state, 'utf8')).toBe('precious');
  expect(existsSync(path.join(folder, out, 'ours-of-old.json'))).toBe(false);
  expect(readdirSync(path.join(folder, 'sgc.out/small'))).toEqual(['openstack']);
});

test('a swap that was cut off is completed and loses nothing', async () => {
  const folder = smallRegion('openstack');
  await synthOpenstack(folder);
  writeFileSync(path.join(folder, out, 'kept.tfstate'), 'precious');
  renameSync(path.join(folder, out), `${path.join(folder, out)}.old`);
  expect((await synthOpenstack(folder)).code).toBe(0);
  expect(readFileSync(path.join(folder, out, 'kept.tfstate'), 'utf8')).toBe('precious');
});

test("a folder with other people's files is left alone", async () => {
  const folder = smallRegion('openstack');
  mkdirSync(path.join(folder, 'mine/openstack'), { recursive: true });
  writeFileSync(path.join(folder, 'mine/openstack/letter.txt'), 'dear');
  const said = await sgc(folder, ['synth', 'small.yaml', '--target', 'openstack', '--out', 'mine']);
  expect(said.code).toBe(2);
  expect(readdirSync(path.join(folder, 'mine/openstack'))).toEqual(['letter.txt']);
});

test('a blueprint with problems writes nothing', async () => {
  const folder = smallRegion('openstack');
  change(folder, 'small.yaml', 'country: DE', 'country: Germany');
  expect((await synthOpenstack(folder)).code).toBe(1);
  expect(existsSync(path.join(folder, 'sgc.out'))).toBe(false);
});

test('state that would go or be replaced stops the synthesis until it is released', async () => {
  const folder = smallRegion('openstack');
  expect((await sgc(folder, ['lock', 'small.yaml'])).code).toBe(0);
  const lock = JSON.parse(readFileSync(path.join(folder, 'small.lock.json'), 'utf8')) as {
    stateful: Record<string, Record<string, Record<string, unknown>>>;
  };
  const container = { type: 'openstack_objectstorage_container_v1', replacedBy: { name: 'old' } };
  lock.stateful.openstack = { ...lock.stateful.openstack, 'small-gone': { Container: container } };
  writeFileSync(path.join(folder, 'small.lock.json'), JSON.stringify(lock));
  const stopped = await synthOpenstack(folder);
  expect(stopped.code).toBe(1);
  expect(stopped.err).toContain('SGC6001');
  expect(existsSync(path.join(folder, out))).toBe(false);
  expect((await sgc(folder, ['lock', 'small.yaml'])).code).toBe(1);
  expect((await sgc(folder, ['lock', 'release', 'small.yaml', 'openstack/small-gone'])).code).toBe(0);
  expect((await synthOpenstack(folder)).code).toBe(0);
});

test('a target that the blueprint does not have is wrong usage, and says which it has', async () => {
  const said = await sgc(smallRegion('openstack'), ['synth', 'small.yaml', '--target', 'azure']);
  expect(said).toEqual({ code: 2, out: '', err: 'error: no target azure; the blueprint has openstack\n' });
});

test('without a file the blueprint of cdk.json is meant', async () => {
  const folder = smallRegion('openstack');
  writeFileSync(path.join(folder, 'cdk.json'), JSON.stringify({ context: { blueprint: 'small.yaml' } }));
  expect((await sgc(folder, ['synth', '--target', 'openstack', '--out', 'x'])).out).toContain('from small.yaml');
});

describe('the evidence package beside the artefacts', () => {
  test('is that of `sgc audit`, over exactly the bytes that were written', async () => {
    const folder = smallRegion('openstack');
    const { code, out: said } = await sgc(folder, ['synth', 'small.yaml', '--audit']);
    expect(code).toBe(0);
    expect(said).toContain('open sgc.out/small-audit/index.html; sgc verify sgc.out/small-audit');
    expect(await sgc(folder, ['verify', 'sgc.out/small-audit', '--artefacts', 'sgc.out/small'])).toMatchObject({ code: 0 });
    const before = digestOf(path.join(folder, 'sgc.out/small-audit'));
    await sgc(folder, ['audit', 'small.yaml']);
    expect(digestOf(path.join(folder, 'sgc.out/small-audit'))).toBe(before);
  });

  test("does not take the place of somebody's folder, and then nothing is written", async () => {
    const folder = smallRegion('openstack');
    mkdirSync(path.join(folder, 'sgc.out/small-audit'), { recursive: true });
    writeFileSync(path.join(folder, 'sgc.out/small-audit/mine.txt'), 'mine');
    expect(await sgc(folder, ['synth', 'small.yaml', '--audit'])).toMatchObject({ code: 2 });
    expect(readdirSync(path.join(folder, 'sgc.out'))).toEqual(['small-audit']);
  });

  test('is written where nothing was asked for', async () => {
    const folder = smallRegion('openstack');
    writeFileSync(path.join(folder, 'cdk.json'), JSON.stringify({ context: { blueprint: 'small.yaml' } }));
    expect((await sgc(folder, [])).code).toBe(0);
    expect(readdirSync(path.join(folder, 'sgc.out'))).toEqual(['small', 'small-audit']);
  });
});
