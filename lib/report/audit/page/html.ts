/** Markup that is known to be safe: everything that came from outside was escaped on its way in. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand between the braces of a template; text and numbers are escaped, lists joined, false and null left out. */
export type Part = Html | string | number | false | null | readonly Part[];

/** The only way to make markup; whoever writes a page cannot forget to escape. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => {
  const own = trimmed(texts);
  // Added and not joined: a joined text is copied again at every level of the page.
  let whole = own[0] ?? '';
  for (let at = 0; at < parts.length; at += 1) {
    whole += markup(parts[at] ?? null);
    whole += own[at + 1] ?? '';
  }
  return new Html(whole);
};

const seen = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Templates are indented like the code around them; the page is not. */
const trimmed = (texts: TemplateStringsArray): readonly string[] => {
  const known = seen.get(texts) ?? texts.map((text) => text.replace(/\n\s+/g, '\n'));
  seen.set(texts, known);
  return known;
};

export const none = new Html('');

export const joined = (parts: readonly Part[], between: Html): Html =>
  new Html(parts.map((part) => markup(part)).join(between.text));

const markup = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (part === false || part === null) return '';
  if (typeof part === 'string') return plain.test(part) ? part : escaped(visible(part));
  if (typeof part === 'number') return String(part);
  let whole = '';
  for (const one of part) whole += markup(one);
  return whole;
};

/** Most of a page: nothing in it to escape or to show. */
const plain = /^[\w ./:*+(),;=@#?%$![\]{}|~^-]*$/;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

/** Controls that no reader sees, and marks that turn the direction of what follows: a name could pass as another. */

const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text in which nothing hides: such characters are shown by their number. */
export const visible = (text: string): string => (printable.test(text) ? text : shown(text));

const printable = /^[\t\n -~]*$/;

const shown = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(unseen, (character) => `\\u{${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}}`);

/** JSON that can stand inside a script element. */
export const jsonBlock = (value: unknown): Html =>
  new Html(JSON.stringify(value).replace(/[<>&]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));

/** A name as an anchor: what an address cannot hold becomes its number. */
export const anchor = (...names: readonly string[]): string =>
  names.map((name) => name.replace(/[^A-Za-z0-9.-]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`)).join('--');
