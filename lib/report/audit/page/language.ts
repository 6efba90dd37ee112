/** Languages in which the page has its own words, by the names that browsers know. */
export const languages = ['en', 'de', 'it', 'es', 'bg', 'sr-Cyrl', 'sr-Latn', 'bs', 'hr', 'et', 'lv'] as const;

export type Language = (typeof languages)[number];

const scripts: Readonly<Record<string, Language>> = { sr: 'sr-Cyrl', 'sr-rs': 'sr-Cyrl', 'bs-latn': 'bs', 'bs-cyrl': 'sr-Cyrl' };

/** The language meant by a tag such as `de`, `de-AT`, `sr` or `sr-Latn-RS`; undefined where we have no words for it. */
export const languageOf = (tag: string): Language | undefined => {
  const parts = tag.toLowerCase().replaceAll('_', '-').split('-');
  const candidates = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  return candidates.map((name) => scripts[name] ?? languages.find((one) => one.toLowerCase() === name)).find((one) => one);
};
