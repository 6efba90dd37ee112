/** Text that is markup already; everything else is escaped when it is put into markup. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | readonly (Markup | string)[];

/** Markup from a template; what is put in is escaped unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(
    strings.reduce((all, string, index) => all + string + (index < parts.length ? written(parts[index] ?? '') : ''), ''),
  );

export const nothing = new Markup('');

const written = (part: Part): string => {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map((one) => written(one)).join('');
  return escaped(String(part));
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
