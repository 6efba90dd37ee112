import { intents, type IntentId } from '../model/intent';
import type { Support } from '../plan/target-plan';

/** One cloud's answers. */
export interface ParityColumn {
  readonly cloud: string;
  readonly supports: Readonly<Record<IntentId, Support>>;
}

/** Every intent against every cloud, in Markdown: a table of parities, then what is lost where it is not equal. */
export const renderParity = (columns: readonly ParityColumn[]): string => [table(columns), ...columns.map(losses)].join('\n');

const ids = Object.keys(intents) as IntentId[];

const table = (columns: readonly ParityColumn[]): string =>
  [
    row(['intent', 'meaning', ...columns.map((column) => column.cloud)]),
    row(['---', '---', ...columns.map(() => '---')]),
    ...ids.map((id) => row([`\`${id}\``, intents[id], ...columns.map((column) => marked(column.supports[id]))])),
    '',
  ].join('\n');

/** What differs stands out. */
const marked = ({ parity }: Support): string => (parity === 'equal' ? parity : `**${parity}**`);

const losses = ({ cloud, supports }: ParityColumn): string => {
  const differing = ids.filter((id) => supports[id].parity !== 'equal');
  const rows = differing.map((id) => row([`\`${id}\``, supports[id].parity, supports[id].by, supports[id].lost]));
  const count = (parity: Support['parity']): string => `${ids.filter((id) => supports[id].parity === parity).length} ${parity}`;
  return [
    `## ${cloud}`,
    '',
    `${(['equal', 'weaker', 'substitute', 'obligation', 'absent'] as const).map(count).join(', ')}.`,
    '',
    ...(rows.length === 0
      ? []
      : [row(['intent', 'parity', 'how', 'what is lost']), row(['---', '---', '---', '---']), ...rows, '']),
  ].join('\n');
};

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
