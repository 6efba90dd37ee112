/** Serbian Cyrillic letter by letter; the way back would not be exact, since nj may be one letter or two. */
const letters: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  ђ: 'đ',
  е: 'e',
  ж: 'ž',
  з: 'z',
  и: 'i',
  ј: 'j',
  к: 'k',
  л: 'l',
  љ: 'lj',
  м: 'm',
  н: 'n',
  њ: 'nj',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  ћ: 'ć',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'č',
  џ: 'dž',
  ш: 'š',
};

/** Every text of a table in the Latin alphabet. */
export const latin = <T>(table: T): T =>
  JSON.parse(JSON.stringify(table).replace(/[\u0400-\u04ff]/g, (letter) => written(letter))) as T;

const written = (letter: string): string => {
  const lower = letters[letter.toLowerCase()];
  if (lower === undefined) throw new Error(`no Serbian letter: ${letter}`);
  return letter === letter.toLowerCase() ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
};
