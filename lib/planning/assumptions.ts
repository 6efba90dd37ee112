import type { AssumptionId } from '../model/criteria';
import type { Planning } from '../model/planning';
import { type Input, ownInput, type Spread, type Written } from './input';
import { phrase, type Text } from './phrase';

interface Assumption extends Spread {
  readonly label: Text;
  readonly unit: string;
}

const spread = (low: number, expected: number, high: number): Spread => ({
  low: String(low),
  expected: String(expected),
  high: String(high),
});

/** The day on which these were last thought about. */
export const assumptionDate = '2026-11-28';

/** What the program assumes where the region says nothing; nobody measured them, and each can be replaced. */
export const assumptions: Readonly<Record<AssumptionId, Assumption>> = {
  hoursPerMonth: { ...spread(730, 730, 730), label: phrase('Hours of a month'), unit: 'hours' },
  burstHoursPerMonth: {
    ...spread(0, 22, 160),
    label: phrase('Hours a month in which services run at their ceiling'),
    unit: 'hours',
  },
  demandFactor: { ...spread(0.5, 1, 2), label: phrase('Demand, against that of the demand model'), unit: 'ratio' },
  requestsPerTransaction: { ...spread(40, 40, 40), label: phrase('Web requests of one transaction'), unit: 'requests' },
  answerKiB: { ...spread(20, 60, 200), label: phrase('Size of one answer'), unit: 'KiB' },
  logKiBPerRequest: { ...spread(0.5, 1, 3), label: phrase('Application records of one request'), unit: 'KiB' },
  flowLogKiBPerRequest: { ...spread(0.1, 0.3, 1), label: phrase('Flow records of one request'), unit: 'KiB' },
  outboundGiBPerService: {
    ...spread(1, 5, 20),
    label: phrase('What one e-service sends to allowed names in a month'),
    unit: 'GB',
  },
  storageFill: { ...spread(0.5, 1, 1), label: phrase('Filled part of the planned stores'), unit: 'ratio' },
  oldVersions: {
    ...spread(1, 1.1, 1.5),
    label: phrase('Stored bytes with old versions, against the newest alone'),
    unit: 'ratio',
  },
  backupCopies: { ...spread(1, 1.5, 3), label: phrase('Backup bytes, against the databases'), unit: 'ratio' },
  changesPerResource: { ...spread(0.2, 1, 5), label: phrase('Recorded changes of one resource in a month'), unit: 'changes' },
  eventsPerResource: { ...spread(100, 1000, 10_000), label: phrase('Audit events of one resource in a month'), unit: 'events' },
  jobHours: { ...spread(0.1, 0.5, 2), label: phrase('Duration of one scheduled run'), unit: 'hours' },
  cpuLoad: { ...spread(0.1, 0.3, 0.5), label: phrase('Mean load of processors'), unit: 'ratio' },
};

/** Every assumption as an input: the region's own, else the program's; `requestsPerTransaction` from the blueprint. */
export const assumptionInputs = (
  planning: Planning | undefined,
  written: Written,
  blueprint: { readonly requestsPerTransaction: number; readonly file: string; readonly date: string },
): readonly Input[] =>
  (Object.keys(assumptions) as AssumptionId[]).map((id) => {
    const { label, unit, ...own } = assumptions[id];
    const told = planning?.assumptions?.[id];
    if (told !== undefined) return ownInput(id, label, unit, told, written);
    if (id === 'requestsPerTransaction')
      return ownInput(id, label, unit, blueprint.requestsPerTransaction, {
        file: phrase('demand model of {file}', { file: blueprint.file }),
        date: blueprint.date,
      });
    return {
      id,
      label,
      unit,
      ...own,
      source: phrase('assumption of this project, not measured; replace it'),
      date: assumptionDate,
      confidence: 'assumption',
      editable: true,
    };
  });
