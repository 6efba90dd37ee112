import { type Html, html } from './html';
import type { Language } from './language';
import type { Plural } from './plural';
import type { TextKey, Texts } from './text-en';
import { texts } from './texts';

/** The page's own words in one language, with that language's numbers and days. */
export interface Words {
  readonly language: Language;
  readonly say: (key: TextKey, values?: Readonly<Record<string, string>>) => string;
  /** With the form that goes with the number. */
  readonly count: (key: PluralKey, number: number) => string;
  readonly number: (value: number) => string;
  /** A day such as 2027-06-30; other text as it stands. */
  readonly day: (text: string) => string;
  readonly list: (items: readonly string[]) => string;
  /** Text of the catalogue or of the readers, which is written in English. */
  readonly english: (text: string) => Html;
}

export type PluralKey = { readonly [K in keyof Texts]: Texts[K] extends Plural ? K : never }[keyof Texts];

export const wordsIn = (language: Language): Words => {
  const own = texts[language];
  const numbers = new Intl.NumberFormat(language);
  const days = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' });
  const plural = new Intl.PluralRules(language);
  const lists = new Intl.ListFormat(language, { type: 'unit', style: 'long' });
  return {
    language,
    say: (key, values = {}) => filled(own[key], values),
    count: (key, number) => {
      const forms: Plural = own[key];
      return filled(forms[plural.select(number)] ?? forms.other, { n: numbers.format(number) });
    },
    number: (value) => numbers.format(value),
    day: (text) => (isDay(text) ? days.format(new Date(`${text}T00:00:00Z`)) : text),
    list: (items) => lists.format(items),
    english: (text) => (language === 'en' ? html`${text}` : html`<span lang="en">${text}</span>`),
  };
};

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
