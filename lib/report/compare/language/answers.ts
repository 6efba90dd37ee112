interface Pattern {
  readonly expression: RegExp;
  readonly places: readonly string[];
  readonly said: string;
}

/**
 * Answers are written by the providers in English, with names of their own inside and joined by semicolons: each is found by
 * its wording. undefined: a table has no such answer.
 */
export const answersIn = (table: Readonly<Record<string, string>>): ((english: string) => string | undefined) => {
  const patterns = Object.entries(table)
    .filter(([english]) => english.includes('{'))
    .map(([english, said]) => patternOf(english, said));
  const whole = (text: string): string | undefined => table[text] ?? placed(patterns, text);
  const said = (text: string): string | undefined => {
    const found = whole(text);
    if (found !== undefined) return found;
    for (const { index } of [...text.matchAll(/; /g)].reverse()) {
      const [head, tail] = [whole(text.slice(0, index)), said(text.slice(index + 2))];
      if (head !== undefined && tail !== undefined) return `${head}; ${tail}`;
    }
    return undefined;
  };
  return said;
};

const patternOf = (english: string, said: string): Pattern => {
  const parts = english.split(/\{(\w+)\}/);
  const source = parts.map((part, index) => (index % 2 === 0 ? escaped(part) : '(.+?)')).join('');
  return { expression: new RegExp(`^${source}$`), places: parts.filter((_, index) => index % 2 === 1), said };
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const placed = (patterns: readonly Pattern[], text: string): string | undefined => {
  for (const { expression, places, said } of patterns) {
    const match = expression.exec(text);
    if (match !== null) return said.replace(/\{(\w+)\}/g, (whole, name: string) => match[places.indexOf(name) + 1] ?? whole);
  }
  return undefined;
};
