import type { Blueprint } from '../model/blueprint';
import { intentIds, type IntentId, type Need } from '../model/intent';
import type { Problem } from '../model/problem';
import type { Located } from './located';
import type { LedgerLine, Support } from './target-plan';

export interface Ledger {
  readonly lines: readonly LedgerLine[];
  readonly problems: readonly Problem[];
}

/**
 * The parity ledger of one target: for every intent exactly one line. What is required and absent, or required
 * and worse without being accepted by name, is a problem; so is an acceptance of something that is not so.
 */
export const ledgerOf = (
  blueprint: Located<Blueprint>,
  targetId: string,
  supports: Readonly<Record<IntentId, Support>>,
): Ledger => {
  const lines = intentIds.map((intent) => lineOf(blueprint.value, targetId, intent, supports[intent]));
  return {
    lines,
    problems: [
      ...lines.flatMap((line) => problemsOf(line, blueprint, targetId)),
      ...staleAcceptances(lines, blueprint, targetId),
    ],
  };
};

/** How much the region needs an intent: what it wrote, raised by what single stores and sites ask for. */
export const needOf = (blueprint: Blueprint, intent: IntentId): Need => {
  const raised: Partial<Record<IntentId, boolean>> = {
    'identity.mfa': blueprint.identity.staff.mfa === 'required',
    'storage.writeOnce': Object.values(blueprint.storage).some((store) => store.retention.writeOnce === 'required'),
    'storage.secondSite': blueprint.recovery.secondSite.need === 'required',
  };
  return raised[intent] === true ? 'required' : ((blueprint.needs[intent] as Need | undefined) ?? 'preferred');
};

const lineOf = (blueprint: Blueprint, targetId: string, intent: IntentId, support: Support): LedgerLine => {
  const acceptance = blueprint.targets[targetId]?.accept?.find((entry) => entry.intent === intent && entry.as === support.parity);
  return {
    intent,
    need: needOf(blueprint, intent),
    ...support,
    accepted:
      acceptance === undefined ? null : { reason: acceptance.reason, owner: acceptance.owner, expires: acceptance.expires },
  };
};

const problemsOf = (line: LedgerLine, blueprint: Located<Blueprint>, targetId: string): Problem[] => {
  if (line.need !== 'required' || line.parity === 'equal' || line.accepted !== null) return [];
  const at = blueprint.locate(['targets', targetId, 'cloud']);
  if (line.parity === 'absent') {
    return [
      {
        ...at,
        code: 'SGC5001',
        message: `${line.intent} is required and absent on target ${targetId}: ${line.lost}`,
        allowed: 'a cloud that has it, or `preferred`',
        repair: `choose another cloud, or write \`${line.intent}: preferred\` under \`needs\``,
      },
    ];
  }
  return [
    {
      ...at,
      code: 'SGC5002',
      message: `${line.intent} is required, and target ${targetId} can only offer it as ${line.parity}: ${line.lost}`,
      allowed: 'an entry under `accept`, or `preferred`',
      repair: `add to \`targets.${targetId}.accept\`: { intent: ${line.intent}, as: ${line.parity}, reason: …, owner: …, expires: YYYY-MM-DD }`,
    },
  ];
};

const staleAcceptances = (lines: readonly LedgerLine[], blueprint: Located<Blueprint>, targetId: string): Problem[] =>
  (blueprint.value.targets[targetId]?.accept ?? []).flatMap((entry, index) => {
    const line = lines.find((candidate) => candidate.intent === entry.intent);
    if (line === undefined || line.parity === entry.as) return [];
    return [
      {
        ...blueprint.locate(['targets', targetId, 'accept', index]),
        code: 'SGC5003',
        message: `${entry.intent} is accepted as ${entry.as}, but target ${targetId} offers it as ${line.parity}`,
        allowed: line.parity === 'equal' || line.parity === 'absent' ? 'no entry' : `as: ${line.parity}`,
        repair: line.parity === 'equal' || line.parity === 'absent' ? 'remove the entry' : `write \`as: ${line.parity}\``,
      },
    ];
  });
