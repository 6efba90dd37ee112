import type { Findings } from '../openstack/findings';
import type { ContainerGuest } from './guest';
import { until } from './household';
import { proveUnits } from './prove-boot';
import { provePair } from './prove-database';
import type { Stage } from './stage';
import type { Visitor } from './visitor';

/** Everything goes down in order and up again, all at once; and all is back. */
export const proveReboot = async (
  findings: Findings,
  stage: Stage,
  visitor: Visitor,
  guests: readonly ContainerGuest[],
): Promise<void> => {
  await Promise.all(guests.map((guest) => guest.shutDown()));
  const started = Date.now();
  await stage.start(guests);
  const answer = await until(1200, async () => ((await visitor.visit('/api/notes')).status === 200 ? true : undefined), 5);
  const seconds = Math.round((Date.now() - started) / 1000);
  findings.expectNone('reboot', 'HTTPS answers 200 again', answer === true ? [] : ['not within 20 min'], `after ${seconds} s`);
  await provePair(findings, stage);
  await proveUnits(findings, 'reboot', guests, 600);
};
