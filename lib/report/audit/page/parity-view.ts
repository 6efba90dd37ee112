import type { ParityCell, ParityRow, ParityScore, ReachabilityRow } from '../report';
import { html, type Html } from './html';
import { icon, marked } from './icon';
import { code, note, section } from './section';
import { table } from './table';
import type { View } from './view';

/** The ledger of all targets side by side, with what is lost. */
export const paritySection = (view: View): Html => {
  const { report, words } = view;
  const { rows, scores, reachability } = report.parity;
  if (rows.length + reachability.length === 0) return html``;
  return section(
    'parity',
    words.say('parity'),
    note(words.say('parityNote')),
    scores.length > 0 && html`<div class="score">${score(view, scores)}</div>`,
    html`<p class="tools" id="differ" hidden>
      <label class="chip"><input type="checkbox" /> ${words.say('onlyDifferences')}</label>
    </p>`,
    rows.length > 0 && ledger(view, rows),
    reachability.length > 0 && ways(view, reachability),
  );
};

const score = ({ words }: View, scores: readonly ParityScore[]): Html =>
  table(
    words.say('score'),
    [
      { head: words.say('target'), cell: ({ target }) => html`<span class="t">${target}</span>` },
      { head: words.say('equalAndShown'), kind: 'number', cell: ({ equal }) => words.number(equal) },
      { head: words.say('met'), kind: 'number', cell: ({ met }) => words.number(met) },
      { head: words.say('ofIntents'), kind: 'number', cell: ({ of }) => words.number(of) },
    ],
    scores,
  );

const ledger = (view: View, rows: readonly ParityRow[]): Html => {
  const { report, words } = view;
  return html`<div class="ledger">
    ${table(
      words.say('parity'),
      [
        {
          head: words.say('intent'),
          cell: (row: ParityRow) => html`${words.english(row.meaning)} ${code(row.intent)}`,
        },
        ...report.targets.map(({ id }) => ({
          head: id,
          kind: 'prose' as const,
          cell: (row: ParityRow) => row.cells.filter(({ target }) => target === id).map((cell) => parityCell(view, cell)),
        })),
      ],
      rows,
      (row) => (row.cells.every(({ parity, shown }) => parity === 'equal' && shown) ? 'same' : ''),
    )}
  </div>`;
};

const parityCell = ({ words }: View, cell: ParityCell): Html => {
  const { accepted } = cell;
  return html`<p>${marked(cell.parity, words.say(`verdict.${cell.parity}`))} <small>${words.say(cell.need)}</small></p>
    ${
      cell.by !== '' && html`<p>${words.english(cell.by)}</p>`
    }${cell.lost !== '' && html`<p class="lost"><b>${words.say('lost')}:</b> ${words.english(cell.lost)}</p>`}
    <p class="small">
      ${
        cell.shown
          ? words.say('shownByResources', { resources: words.count('resourcesCounted', cell.resources) })
          : words.say('notShown')
      }${cell.missing.length > 0 && html`. ${words.say('missing')}: ${cell.missing.join(', ')}`}
    </p>
    ${
      accepted !== null &&
      html`<p class="small">
        ${words.say('accepted', { owner: accepted.owner, day: words.day(accepted.expires), reason: accepted.reason })}
      </p>`
    }`;
};

const ways = ({ report, words }: View, rows: readonly ReachabilityRow[]): Html =>
  html`<h3>${words.say('reachability')}</h3>
    ${note(words.say('reachabilityNote'))}
    ${table(
      words.say('reachability'),
      [
        { head: words.say('from'), cell: ({ from }: ReachabilityRow) => from },
        { head: words.say('to'), cell: ({ to }) => to },
        { head: words.say('ports'), cell: ({ ports }) => ports.join(', ') },
        ...report.targets.map(({ id }) => ({
          head: id,
          cell: ({ targets }: ReachabilityRow) =>
            targets.includes(id)
              ? html`<span class="v satisfied">${icon('satisfied')}<span class="vh">&#10003;</span></span>`
              : '–',
        })),
        {
          head: words.say('reason'),
          kind: 'prose' as const,
          cell: ({ why }) => (why === '' ? html`<small>${words.say('sameEverywhere')}</small>` : words.english(why)),
        },
      ],
      rows,
    )}`;
