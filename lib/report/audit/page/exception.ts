import { position } from './excerpt';
import { html, type Html } from './html';
import { code, empty, note, section } from './section';
import { table } from './table';
import { controlAnchor, type View } from './view';

/** What the region accepted, and what our own constructs leave open. */
export const exceptionsSection = (view: View): Html => {
  const { words } = view;
  return section(
    'exceptions',
    words.say('exceptions'),
    note(words.say('exceptionsNote')),
    register(view),
    html`<h3>${words.say('acknowledgements')}</h3>`,
    note(words.say('acknowledgementsNote')),
    acknowledgements(view),
  );
};

const register = ({ report, words }: View): Html =>
  report.exceptions.length === 0
    ? empty(words.say('noExceptions'))
    : table(
        words.say('exceptions'),
        [
          {
            head: words.say('control'),
            cell: ({ control, scope, id }) =>
              html`<a href="#${controlAnchor(control)}">${control}</a> <small>${words.say('scope')}: ${scope}</small>
                <small>${id}</small>`,
          },
          {
            head: words.say('state'),
            cell: ({ state }) => html`<b class="state${state !== 'active' && ' bad'}">${words.say(`state.${state}`)}</b>`,
          },
          {
            head: words.say('reason'),
            kind: 'prose',
            cell: ({ reason, compensating }) =>
              html`<p>${reason}</p>
                ${compensating !== '' && html`<p class="small">${words.say('compensating')}: ${compensating}</p>`}`,
          },
          {
            head: words.say('owner'),
            cell: ({ owner, ticket }) =>
              html`<p>${owner}</p>
                <p class="small">${ticket}</p>`,
          },
          {
            head: words.say('expires'),
            cell: ({ expires, review }) =>
              html`<p>${words.day(expires)}</p>
                <p class="small">${words.say('review')}: ${words.day(review)}</p>`,
          },
          {
            head: words.say('covers'),
            cell: ({ covers, file, line }) =>
              html`<p>${words.count('factsCounted', covers)}</p>
                <p class="small">${position(file, line)}</p>`,
          },
        ],
        report.exceptions,
        ({ state }) => (state === 'active' ? '' : 'bad'),
      );

/** Folded by target: a region has some hundreds of them. */
const acknowledgements = ({ report, words }: View): Html => {
  const targets = [...new Set(report.acknowledgements.map(({ target }) => target))];
  if (targets.length === 0) return empty(words.say('noAcknowledgements'));
  return html`${targets.map((target) => {
    const rows = report.acknowledgements.filter((entry) => entry.target === target);
    return html`<details class="fold">
      <summary>${target} (${words.number(rows.length)})</summary>
      ${table(
        `${words.say('acknowledgements')}: ${target}`,
        [
          { head: words.say('rule'), cell: ({ rule }) => code(rule) },
          { head: words.say('reason'), kind: 'prose', cell: ({ reason }) => words.english(reason) },
          { head: words.say('review'), cell: ({ review }) => words.day(review) },
          { head: words.say('constructPath'), kind: 'code', cell: ({ constructPath }) => code(constructPath) },
        ],
        rows,
      )}
    </details>`;
  })}`;
};
