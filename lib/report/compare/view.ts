import type { Comparison } from '../../planning/comparison';
import { unknown } from '../../planning/figure';
import { html, type Markup } from './html';
import { type Language, languages } from './language/language';
import type { MessageId } from './language/page-en';
import { unitIn } from './language/unit';

/** A comparison as it is shown in one language. */
export interface View {
  readonly comparison: Comparison;
  readonly language: Language;
  /** A unit in the page's language. */
  unit(text: string): string;
  say(id: MessageId, places?: Readonly<Record<string, Markup | string>>): Markup;
  /** A figure that opens its source; empty text where there is none. */
  figure(id: string | null, form?: Form): Markup;
  /** The figure as plain text. */
  text(id: string | null, form?: Form): string;
}

/** `value`: the figure itself; `range`: from low to high. */
export type Form = 'value' | 'low' | 'high' | 'range';

/** `comparison`: said in that language already. */
export const viewOf = (comparison: Comparison, language: Language): View => {
  const say: View['say'] = (id, places = {}) => placed(languages[language][id], places);
  const text = (id: string | null, form: Form = 'value'): string => shown(comparison, language, id, form);
  return {
    comparison,
    language,
    say,
    unit: (unit) => unitIn(language, unit),
    text,
    figure: (id, form = 'value') =>
      id === null || comparison.figures[id] === undefined
        ? html`<span class="unknown">${languages[language].unknown}</span>`
        : html`<button
            type="button"
            class="figure${text(id, form) === languages[language].unknown ? ' unknown' : ''}"
            data-figure="${id}"
          >
            ${text(id, form)}
          </button>`,
  };
};

const placed = (message: string, places: Readonly<Record<string, Markup | string>>): Markup =>
  html`${message.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined ? part : (places[name] ?? part);
  })}`;

const shown = ({ figures }: Comparison, language: Language, id: string | null, form: Form): string => {
  const figure = figures[id ?? ''];
  if (figure === undefined) return languages[language].unknown;
  const one = (value: string): string => (value === unknown ? languages[language].unknown : numberText(value, language));
  const unit = unitText(figure.unit);
  if (form === 'range') return `${one(figure.low)} – ${one(figure.high)}`;
  const value = figure[form];
  return value === unknown ? one(value) : `${one(value)}${unit === '' ? '' : `\u00a0${unit}`}`;
};

/** Units that stand beside every number; longer ones are said by the row. */
const unitText = (unit: string): string => {
  if (unit === '%') return '%';
  return /^([A-Z]{3})(?:\/| once| over)/.exec(unit)?.[1] ?? /^(kg CO2e|kWh|GB|km)\b/.exec(unit)?.[1] ?? '';
};

/** Whole units of money from a thousand on: nobody decides by cents there, and the source shows them. */
const numberText = (value: string, language: Language): string => {
  const number = Number(value);
  const digits = Math.abs(number) >= 1000 ? 0 : (value.split('.')[1]?.replace(/0+$/, '').length ?? 0);
  return new Intl.NumberFormat(language, { useGrouping: 'always', maximumFractionDigits: Math.min(digits, 4) }).format(number);
};
