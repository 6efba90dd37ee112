import { generateKeyPairSync } from 'node:crypto';
import type { Findings } from '../openstack/findings';
import { until, sleep } from './household';
import type { HostsRegion } from './region';
import type { Manifest, Releases } from './releases';
import type { Stage } from './stage';
import type { Visitor } from './visitor';

const part = { part: 'calendar', port: 8081, health: '/api/health' } as const;

/** The first release, without which there is nothing but a page. */
export const release = async (stage: Stage, region: HostsRegion, releases: Releases, serial: number): Promise<Manifest> => {
  const manifest = { ...part, service: region.service.name, serial, image: releases.image(String(serial)) };
  await releases.publish(stage.objects, `${region.service.name}-release`, manifest);
  return manifest;
};

/** The next release arrives by a manifest alone; one signed by somebody else, or an older one, does not. */
export const proveRelease = async (
  findings: Findings,
  stage: Stage,
  region: HostsRegion,
  releases: Releases,
  visitor: Visitor,
): Promise<void> => {
  const running = async (): Promise<string> =>
    (await visitor.visit('/api/notes', ['--dump-header', '-'])).body.match(/x-release: (\w+)/i)?.[1] ?? 'none';
  const started = Date.now();
  const second = await release(stage, region, releases, 2);
  const seen = await until(900, async () => ((await running()) === '2' ? true : undefined), 5);
  const seconds = Math.round((Date.now() - started) / 1000);
  findings.expectNone(
    'release',
    'a signed manifest changes the container, without Terraform',
    seen === true ? [] : [await running()],
    `after ${seconds} s`,
  );
  const container = `${region.service.name}-release`;
  await releases.publish(
    stage.objects,
    container,
    { ...second, serial: 9, image: releases.image('9') },
    generateKeyPairSync('ed25519').privateKey,
  );
  await sleep(150);
  const kept = await running();
  findings.expectNone('release', 'a manifest signed by another key changes nothing', kept === '2' ? [] : [kept]);
  await releases.publish(stage.objects, container, second);
};
