import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tools } from '../../bin/images/tools';
import { change, smallRegion } from './region';
import { sgc } from './terminal';

const manifest = '{"schemaVersion":2}';
const digest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
const image = (name: string): string => `${name}@${digest}`;
const tag = `sgc-${digest.slice(7, 19)}`;

/** A region whose service was released, and a skopeo that knows a registry of files. */
const released = (target: 'aws' | 'openstack', skopeo = '') => {
  const folder = smallRegion(target);
  const images = `{ booking: "${image('vendor.example/city/web')}", calendar: "${image('city/api')}" }`;
  change(folder, 'small.yaml', 'host: termine.demo.example\n', `host: termine.demo.example\n    images: ${images}\n`);
  mkdirSync(path.join(folder, 'tools'));
  if (skopeo !== '') {
    writeFileSync(path.join(folder, 'tools/skopeo'), `#!/bin/sh\ncd '${folder}'\n${skopeo}`);
    chmodSync(path.join(folder, 'tools/skopeo'), 0o755);
  }
  return { folder, env: { PATH: `${path.join(folder, 'tools')}:/usr/bin:/bin` } };
};

const honest = `
eval "last=\\\${$#}"; file=there-$(echo "$last" | tr '/:' '__')
case $1 in
  inspect) cat "$file" ;;
  copy) printf '%s' '${manifest}' > "$file" ;;
esac
`;

test('each image is copied once, compared, and named as hosts will pull it', async () => {
  const { folder, env } = released('openstack', honest);
  const said = await sgc(folder, ['images', 'sync', 'small.yaml', '--to', 'docker://registry.demo.example/cloud/'], { env });
  expect(said.code).toBe(0);
  expect(said.err).toContain(
    `$ skopeo copy --all --preserve-digests docker://${image('vendor.example/city/web')} docker://registry.demo.example/cloud/city/web:${tag}\n`,
  );
  expect(said.err).toContain('copied, and the same');
  expect(said.out).toBe(
    `2 images are where hosts may reach them.
Hosts reach them once the blueprint, or the signed release, names them so:
  hosting.appointments.images.booking: ${image('registry.demo.example/cloud/city/web')}
  hosting.appointments.images.calendar: ${image('registry.demo.example/cloud/city/api')}
`,
  );
  const again = await sgc(folder, ['images', 'sync', 'small.yaml', '--to', 'registry.demo.example/cloud'], { env });
  expect([again.code, again.err.includes('skopeo copy'), again.err.includes('there already')]).toEqual([0, false, true]);
});

test('an image that is another one after the copy is a problem', async () => {
  const { folder, env } = released('openstack', honest.replace(`printf '%s' '${manifest}'`, "printf 'other'"));
  const said = await sgc(folder, ['images', 'sync', 'small.yaml', '--to', 'registry.demo.example'], { env });
  expect(said.code).toBe(1);
  expect(said.err.match(/SGC6302/g)).toHaveLength(2);
  expect(said.err).toContain(`sha256:${createHash('sha256').update('other').digest('hex')}`);
});

test('a copy that fails says why in the words of the tool, and the others are tried', async () => {
  const { folder, env } = released(
    'openstack',
    honest.replace('copy)', 'copy) case $4 in *web*) echo "no basic auth credentials" >&2; exit 1;; esac;'),
  );
  const said = await sgc(folder, ['images', 'sync', 'small.yaml', '--to', 'registry.demo.example'], { env });
  expect(said.code).toBe(1);
  expect(said.err).toContain(
    'SGC6301 the image of appointments/booking could not be copied to registry.demo.example/city/web: no basic auth credentials',
  );
  expect(said.err).toContain('copied, and the same');
});

test("on AWS the parts' own repositories are meant", async () => {
  const { folder, env } = released('aws');
  const said = await sgc(folder, ['images', 'sync', 'small.yaml', '--print'], { env });
  expect(said.code).toBe(0);
  expect(said.out).toContain(
    `docker://222233334444.dkr.ecr.eu-central-1.amazonaws.com/small-town-production-appointments-booking:${tag}\n`,
  );
});

test.each([
  ['no registry', ['--print'], 'say --to which registry'],
  ['no tool', ['--to', 'registry.demo.example'], 'none of skopeo, crane, oras is installed'],
])('%s is wrong usage', async (_, args, message) => {
  const { folder } = released('openstack');
  const said = await sgc(folder, ['images', 'sync', 'small.yaml', ...args], { env: { PATH: path.join(folder, 'tools') } });
  expect([said.code, said.err.includes(message)]).toEqual([2, true]);
});

test('where nothing was released there is nothing to copy', async () => {
  const said = await sgc(smallRegion('openstack'), ['images', 'sync', 'small.yaml', '--to', 'registry.demo.example'], {
    env: { PATH: '' },
  });
  expect([said.code, said.out]).toEqual([0, 'No image was released yet: `hosting.<id>.images` names them, by digest.\n']);
});

test('every tool says the digest in its own way', () => {
  expect(tools.map(({ name, digestIn }) => [name, digestIn(name === 'skopeo' ? manifest : `${digest}\n`)])).toEqual([
    ['skopeo', digest],
    ['crane', digest],
    ['oras', digest],
  ]);
});
