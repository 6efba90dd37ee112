import type { ActEntry, DutyEntry, DutyState } from '../record-entry';
import { position } from './excerpt';
import { html, type Html } from './html';
import { empty, note, section } from './section';
import { table } from './table';
import { controlAnchor, type View } from './view';

/** What people wrote down over a period, and how what is due stands on the day of the audit. */
export const recordsSection = (view: View): Html => {
  const { report, words } = view;
  const { records } = report;
  if (records === null) return html``;
  const { file, from, to, acts, older } = records;
  const duties = states.flatMap((state) => records.duties.filter((duty) => duty.state === state));
  return section(
    'records',
    words.say('records'),
    note(words.say('recordsNote', { file, from: words.day(from), to: words.day(to) })),
    duties.length > 0 && dutiesTable(view, duties),
    acts.length === 0 ? empty(words.say('noActs')) : actsTable(view, acts),
    older > 0 && html`<p class="small">${words.say('olderActs', { n: words.number(older) })}</p>`,
  );
};

/** What somebody must see comes first. */
const states: readonly DutyState[] = ['overdue', 'failed', 'unplanned', 'open', 'kept'];
const isBad = (state: DutyState): boolean => state === 'overdue' || state === 'failed';

const dutiesTable = ({ words, tryControl }: View, duties: readonly DutyEntry[]): Html =>
  table(
    words.say('duties'),
    [
      {
        head: words.say('duty'),
        cell: ({ kind, subject, control }) =>
          html`${words.say(`record.${kind}`)}
            <small>${subject}</small>
            ${tryControl(control) !== undefined && html`<small><a href="#${controlAnchor(control)}">${control}</a></small>`}`,
      },
      {
        head: words.say('state'),
        cell: ({ state }) =>
          html`<b class="state${(isBad(state) || state === 'unplanned') && ' bad'}">${words.say(`duty.${state}`)}</b>`,
      },
      {
        head: words.say('last'),
        cell: ({ last, file, line }) =>
          last === '' ? words.say('never') : html`${words.day(last)} <small>${position(file, line)}</small>`,
      },
      {
        head: words.say('due'),
        cell: ({ due, everyDays }) =>
          html`${due === '' ? '–' : words.day(due)}
          ${everyDays !== null && html`<p class="small">${words.count('everyDays', everyDays)}</p>`}`,
      },
      { head: words.say('source'), kind: 'prose', cell: ({ source }) => words.english(source) },
    ],
    duties,
    ({ state }) => (isBad(state) ? 'bad' : ''),
  );

const actsTable = ({ words }: View, acts: readonly ActEntry[]): Html =>
  table(
    words.say('acts'),
    [
      { head: words.say('day'), cell: ({ day }) => words.day(day) },
      { head: words.say('duty'), cell: ({ kind, subject }) => html`${words.say(`record.${kind}`)} <small>${subject}</small>` },
      {
        head: words.say('result'),
        cell: ({ result, minutes }) =>
          html`<b class="state${result === 'failed' && ' bad'}">${words.say(`act.${result}`)}</b>
            ${minutes !== null && html`<small>${words.count('minutesCounted', minutes)}</small>`}`,
      },
      { head: words.say('by'), cell: ({ by }) => by },
      {
        head: words.say('proof'),
        kind: 'prose',
        cell: ({ proof, note: said, file, line }) =>
          html`${proof} ${said !== '' && html`<small>${said}</small>`} <small>${position(file, line)}</small>`,
      },
    ],
    acts,
  );
