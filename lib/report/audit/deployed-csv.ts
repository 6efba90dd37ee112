import { csv } from './csv';
import type { AuditReport } from './report';

const head = [
  'target',
  'artefact',
  'state',
  'reason',
  'sha256 audited',
  'sha256 deployed',
  'compared',
  'undecided',
  'pointer',
  'was audited',
  'runs',
];

/** One line for each artefact, and one more for each difference after its first. */
export const deployedCsv = ({ deployed }: AuditReport): string =>
  csv([
    head,
    ...(deployed?.artefacts ?? []).flatMap((one) => {
      const common = [
        one.target,
        one.artefact,
        one.state,
        one.reason,
        one.audited,
        one.deployed,
        String(one.compared),
        String(one.undecided),
      ];
      return one.differences.length === 0
        ? [[...common, '', '', '']]
        : one.differences.map(({ pointer, audited, deployed: runs }) => [...common, pointer, audited, runs]);
    }),
  ]);
