import type { CauseEntry, ChangeEntry } from '../baseline-entry';
import { position } from './excerpt';
import { html, type Html } from './html';
import { marked } from './icon';
import { code, empty, note, section } from './section';
import { table } from './table';
import { verdictAnchor, type View } from './view';

/** What is another since an earlier audit, and because of which resource. */
export const changesSection = (view: View): Html => {
  const { report, words, tryControl } = view;
  const { baseline } = report;
  if (baseline === null) return html``;
  const sides = [
    ...baseline.targets.gone.map((id) => [words.say('onlyBefore'), id] as const),
    ...baseline.controls.gone.map((id) => [words.say('onlyBefore'), id] as const),
    ...baseline.targets.fresh.map((id) => [words.say('onlyNow'), id] as const),
    ...baseline.controls.fresh.map((id) => [words.say('onlyNow'), id] as const),
  ];
  return section(
    'changes',
    words.say('changes'),
    note(words.say('changesNote', { day: words.day(baseline.at) })),
    baseline.changes.length === 0
      ? empty(words.say('noChanges'))
      : table(
          words.say('changes'),
          [
            {
              head: words.say('control'),
              cell: ({ control, target }: ChangeEntry) =>
                html`<a href="#${verdictAnchor(control, target)}">${words.english(tryControl(control)?.title ?? control)}</a>
                  <small>${target}</small>`,
            },
            { head: words.say('state'), cell: (change: ChangeEntry) => turn(view, change) },
            {
              head: words.say('cause'),
              kind: 'prose' as const,
              cell: ({ causes }: ChangeEntry) =>
                html`<ul class="causes">
                  ${causes.slice(0, written).map((cause) => causeItem(view, cause))}
                  ${causes.length > written && html`<li><small>${words.say('moreCauses', { n: words.number(causes.length - written) })}</small></li>`}
                </ul>`,
            },
          ],
          baseline.changes,
          ({ kind }) => (kind === 'lost' ? 'bad' : ''),
        ),
    html`<p class="small">${words.count('unchangedCounted', baseline.unchanged)}</p>`,
    sides.length > 0 &&
      html`<ul class="sides">
        ${sides.map(([where, id]) => html`<li>${where}: ${code(id)}</li>`)}
      </ul>`,
  );
};

/** The rest stands in changes.csv. */
const written = 5;

const turn = ({ words }: View, { kind, before, now }: ChangeEntry): Html =>
  html`<b class="state${kind === 'lost' && ' bad'}">${words.say(`change.${kind}`)}</b>
    <p class="turn">
      ${marked(before, words.say(`verdict.${before}`))}<span aria-hidden="true"> → </span
      >${marked(now, words.say(`verdict.${now}`))}
    </p>`;

const causeItem = ({ words }: View, { kind, resource, file, line, before, now }: CauseEntry): Html =>
  html`<li>
    <b>${words.say(`cause.${kind}`)}</b> ${resource !== '' && code(resource)}
    ${file !== '' && html`<p class="small">${position(file, line)}</p>`}
    <p class="small">${words.english([before, now].filter((text) => text !== '').join(' → '))}</p>
  </li>`;
