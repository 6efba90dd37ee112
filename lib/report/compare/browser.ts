/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { compare } from '../../planning/compare';
import type { Comparison } from '../../planning/comparison';
import type { ComparisonInput } from '../../planning/comparison-input';
import type { Figure } from '../../planning/figure';
import { exactly, type Input } from '../../planning/input';
import { confidenceText } from './confidence';
import { decidesSection } from './decides';
import { detailsSection } from './details';
import { type Language, languages } from './language/language';
import type { MessageId } from './language/page-en';
import { speakIn } from './language/tongue';
import { unitIn } from './language/unit';
import { overviewSection } from './overview';
import { rankingSection } from './ranking';
import { summarySection } from './summary';
import { viewOf } from './view';

/** What runs in the page: other assumptions, calculated by the same code as on the command line; sources on click. */

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

const delivered = JSON.parse(find('input').textContent ?? '') as ComparisonInput;
const language = document.documentElement.lang as Language;
const say = (id: MessageId): string => languages[language][id];
const speak = speakIn(language);
const overrides = new Map<string, string>();
const pauseMilliseconds = 200;

let current: Comparison = compare(delivered, speak);
let timer = 0;

const withOverrides = (): ComparisonInput => ({
  ...delivered,
  inputs: Object.fromEntries(Object.entries(delivered.inputs).map(([id, input]) => [id, overridden(input)])),
});

/** A value that somebody typed takes the place of the whole range. */
const overridden = (input: Input): Input => {
  const value = overrides.get(input.id);
  return value === undefined
    ? input
    : { ...input, ...exactly(value), source: say('assumptions'), date: delivered.date, confidence: 'own' };
};

const sections = {
  summary: summarySection,
  ranking: rankingSection,
  overview: overviewSection,
  decides: decidesSection,
  details: detailsSection,
} as const;

const recalculate = (): void => {
  current = compare(withOverrides(), speak);
  const view = viewOf(current, language);
  const open = new Set([...document.querySelectorAll<HTMLDetailsElement>('#details details[open][id]')].map(({ id }) => id));
  for (const [id, render] of Object.entries(sections)) find(id).outerHTML = render(view).text;
  open.forEach((id) => find(id)?.setAttribute('open', ''));
  find('stale').hidden = overrides.size === 0;
  const changed = find<HTMLOutputElement>('changed');
  changed.value = overrides.size === 0 ? '' : (changed.dataset.message ?? '').replace('{count}', String(overrides.size));
  document.documentElement.dataset.calculated = String(Number(document.documentElement.dataset.calculated ?? 0) + 1);
};

const later = (): void => {
  clearTimeout(timer);
  timer = window.setTimeout(recalculate, pauseMilliseconds);
};

find('form').addEventListener('input', ({ target }) => {
  const field = target as HTMLInputElement;
  const id = field.dataset.input;
  if (id === undefined || !field.validity.valid || field.value === '') return;
  const same = field.value === delivered.inputs[id]?.expected;
  if (same) overrides.delete(id);
  else overrides.set(id, field.value);
  field.classList.toggle('changed', !same);
  later();
});
find('form').addEventListener('submit', (event) => event.preventDefault());

find('reset').addEventListener('click', () => {
  overrides.clear();
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-input]')) {
    field.value = delivered.inputs[field.dataset.input ?? '']?.expected ?? '';
    field.classList.remove('changed');
  }
  recalculate();
});
find('print').addEventListener('click', () => window.print());

const dialog = find<HTMLDialogElement>('source');
find('close').addEventListener('click', () => dialog.close());

document.addEventListener('click', ({ target }) => {
  const id = (target as HTMLElement).closest<HTMLElement>('[data-figure]')?.dataset.figure;
  if (id !== undefined) showSource(id);
});

const element = (tag: string, text: string, ...children: readonly Node[]): HTMLElement => {
  const made = document.createElement(tag);
  made.textContent = text;
  made.append(...children);
  return made;
};

const showSource = (id: string): void => {
  const figure = current.figures[id];
  if (figure === undefined) return;
  find('source-title').textContent = figure.label;
  find('source-body').replaceChildren(...sourceOf(figure));
  if (!dialog.open) dialog.showModal();
};

const sourceOf = (figure: Figure): readonly Node[] => {
  const told = (value: string): string => (value === 'unknown' ? say('unknown') : value);
  const pairs: readonly (readonly [string, string])[] = [
    [say('quantity'), `${told(figure.value)} ${unitIn(language, figure.unit)}`],
    ...(figure.low === figure.high ? [] : [[say('range'), `${told(figure.low)} – ${told(figure.high)}`] as const]),
    ...('derivedFrom' in figure
      ? []
      : ([
          [say('source'), figure.source],
          [say('date'), figure.date],
          [say('confidence'), say(confidenceText[figure.confidence])],
        ] as const)),
  ];
  const facts = element('dl', '', ...pairs.flatMap(([name, value]) => [element('dt', name), element('dd', value)]));
  if (!('derivedFrom' in figure) || figure.derivedFrom.length === 0) return [facts];
  return [
    facts,
    element('h3', `${say('derived')} (${figure.derivedFrom.length})`),
    element('ul', '', ...figure.derivedFrom.map(linkTo)),
  ];
};

const linkTo = (id: string): HTMLElement => {
  const figure = current.figures[id];
  const button = element(
    'button',
    figure === undefined
      ? id
      : `${figure.label}: ${figure.value === 'unknown' ? say('unknown') : figure.value} ${unitIn(language, figure.unit)}`,
  ) as HTMLButtonElement;
  button.type = 'button';
  button.className = 'figure';
  button.dataset.figure = id;
  return element('li', '', button);
};

document.documentElement.dataset.calculated = '0';
