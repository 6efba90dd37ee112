/** Rows of a CSV text (RFC 4180) by the names in its first line. */
export const rowsOf = (text: string): readonly Readonly<Record<string, string>>[] => {
  const [head = [], ...rows] = recordsOf(text);
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
};

const recordsOf = (text: string): readonly (readonly string[])[] =>
  text
    .match(/(?:"(?:[^"]|"")*"|[^\n"])+/g)
    ?.filter((line) => line.trim() !== '')
    .map((line) =>
      [...line.replace(/\r$/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    ) ?? [];
