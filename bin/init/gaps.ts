import { resolveTargets } from '../../lib/plan/resolve-target';
import { policies } from '../../lib/providers/policies';
import type { Region } from '../workspace';
import type { Gaps } from './blueprint-text';

/** What is required and only met worse, and not taken by anyone yet. */
export const gapsOf = ({ blueprint, clouds }: Region): Gaps =>
  Object.fromEntries(
    Object.values(resolveTargets(blueprint, clouds, policies).targets).map((target) => [
      target.id,
      target.ledger.filter(
        (line) => line.need === 'required' && line.accepted === null && line.parity !== 'equal' && line.parity !== 'absent',
      ),
    ]),
  );
