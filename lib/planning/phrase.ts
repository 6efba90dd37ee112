/**
 * A sentence in English with places in braces, so that a page can say it in its own language: every first argument of
 * `phrase` is looked up in the tables of lib/report/compare, and a test finds those that a table lacks.
 */
export interface Phrase {
  readonly say: string;
  readonly with: Readonly<Record<string, Place>>;
}

/** What a provider wrote into the ledger, in English. */
export interface Answer {
  readonly answer: string;
}

/** Money with two decimals, written with a point until a language writes it its own way. */
export interface Amount {
  readonly amount: string;
}

/** A plain string is a name, a number or the region's own words: the same in every language. */
export type Text = string | Phrase | Answer;

/** What stands in a place of a sentence. */
export type Place = Text | Amount;

type PlaceIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | PlaceIn<Rest> : never;

export const phrase = <T extends string>(
  say: T,
  ...[places]: [PlaceIn<T>] extends [never] ? [] : [Readonly<Record<PlaceIn<T>, Place>>]
): Phrase => ({ say, with: places ?? {} });

export const answer = (text: string): Text => (text === '' ? '' : { answer: text });

/** How one language says sentences, answers and amounts; all are asked for in English. */
export interface Tongue {
  sentence(english: string): string;
  answer(english: string): string;
  amount(english: string): string;
}

export type Speak = (text: Text) => string;

export const speakerOf = ({ sentence, answer: answered, amount }: Tongue): Speak => {
  const speak = (text: Place): string => {
    if (typeof text === 'string') return text;
    if ('answer' in text) return answered(text.answer);
    if ('amount' in text) return amount(text.amount);
    return sentence(text.say).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = text.with[name];
      return value === undefined ? whole : speak(value);
    });
  };
  return speak;
};

export const inEnglish: Speak = speakerOf({
  sentence: (english) => english,
  answer: (english) => english,
  amount: (english) => english,
});

/** A value in which every sentence has become text. */
export type Told<T> = T extends Phrase | Answer ? string : T extends object ? { readonly [K in keyof T]: Told<T[K]> } : T;

export const told = <T>(value: T, speak: Speak): Told<T> => spoken(value, speak) as Told<T>;

const spoken = (value: unknown, speak: Speak): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => spoken(one, speak));
  if ('answer' in value || 'say' in value) return speak(value as Text);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoken(inner, speak)]));
};
