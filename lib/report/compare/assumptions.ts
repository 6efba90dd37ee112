import type { ToldInput } from '../../planning/comparison-input';
import { html, type Markup } from './html';
import { confidenceText } from './confidence';
import type { MessageId } from './language/page-en';
import type { View } from './view';

type Input = ToldInput['inputs'][string];

interface Group {
  readonly title: MessageId;
  readonly open: boolean;
  readonly holds: (input: Input) => boolean;
}

const groups: readonly Group[] = [
  { title: 'weights', open: true, holds: ({ id }) => id.startsWith('weight:') },
  { title: 'prices', open: false, holds: ({ id }) => id.startsWith('price:') },
  {
    title: 'own',
    open: false,
    holds: ({ id, confidence }) => confidence === 'own' && id.includes(':') && !id.startsWith('rate:'),
  },
  { title: 'general', open: true, holds: () => true },
];

/** Everything that may be thought otherwise, as a form; the first group that holds an input has it. */
export const assumptionsSection = (view: View, inputs: ToldInput['inputs']): Markup => {
  const { say } = view;
  const editable = Object.values(inputs).filter((input) => input.editable);
  const groupOf = (input: Input): Group | undefined => groups.find(({ holds }) => holds(input));
  return html`<section id="assumptions" aria-labelledby="assumptions-title">
    <h2 id="assumptions-title">${say('assumptions')}</h2>
    <p>${say('assumptionsHint')}</p>
    <p>
      <button type="button" id="reset">${say('reset')}</button> <button type="button" id="print">${say('print')}</button>
      <output id="changed" data-message="${say('changed')}"></output>
    </p>
    <form id="form" autocomplete="off">
      ${[...groups].reverse().map((group) =>
        fieldset(
          view,
          group,
          editable.filter((input) => groupOf(input) === group),
        ),
      )}
    </form>
  </section>`;
};

const fieldset = (view: View, { title, open }: Group, inputs: readonly Input[]): Markup =>
  inputs.length === 0
    ? html``
    : html`<details${open ? html` open` : html``}><summary>${view.say(title)} (${inputs.length})</summary><div class="fields">${inputs.map((input) => field(view, input))}</div></details>`;

const field = (view: View, { id, label, unit, expected, low, high, confidence }: Input): Markup =>
  html`<label
    ><span
      >${label}
      <small class="quiet"
        >${view.unit(unit)}${low === high ? '' : `, ${low} – ${high}`} · ${view.say(confidenceText[confidence])}</small
      ></span
    >
    <input type="number" inputmode="decimal" min="0" step="any" value="${expected}" data-input="${id}"
  /></label>`;
