/** A localized text in the first of the languages that it has; else in any. */
export const textIn = (text: string | Readonly<Record<string, string>>, languages: readonly string[]): string => {
  if (typeof text === 'string') return text;
  const language = [...languages, 'en', ...Object.keys(text).sort()].find((candidate) => text[candidate] !== undefined);
  return (language === undefined ? undefined : text[language]) ?? '';
};
