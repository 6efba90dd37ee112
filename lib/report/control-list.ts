import { controlIds, controls } from '../controls/audit/catalogue';
import { areas } from '../controls/audit/control';
import { type FrameworkId, frameworks, topics } from '../controls/audit/framework';

/** Every control in Markdown, area by area, then the catalogues to which they are mapped. */
export const renderControls = (): string =>
  [
    ...areas.flatMap((area) => [
      `### ${area}`,
      '',
      row(['control', 'severity', 'what must hold', 'NIST SP 800-53 (indicative)']),
      row(['---', '---', '---', '---']),
      ...controlIds
        .filter((id) => controls[id].area === area)
        .map((id) => row([`\`${id}\``, controls[id].severity, controls[id].title, idsOf(id).join(', ')])),
      '',
    ]),
    '### Catalogues of others',
    '',
    row(['id', 'catalogue', 'version', 'date', 'licence']),
    row(['---', '---', '---', '---', '---']),
    ...(Object.keys(frameworks) as FrameworkId[]).map((id) =>
      row([`\`${id}\``, frameworks[id].title, frameworks[id].version, frameworks[id].date, frameworks[id].licence]),
    ),
    '',
  ].join('\n');

const idsOf = (id: (typeof controlIds)[number]): readonly string[] => [
  ...new Set(controls[id].topics.flatMap((topic) => topics[topic]['nist-800-53r5'])),
];

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
