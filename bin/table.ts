/** A table for reading: columns as wide as their widest cell; numbers stand right. */
export const tableOf = (rows: readonly (readonly (string | number)[])[], indent = '  '): string => {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, index) => Math.max(all[index] ?? 0, String(cell).length)),
    [],
  );
  return rows.map((row) => `${indent}${row.map((cell, index) => pad(cell, widths[index] ?? 0)).join('  ')}`.trimEnd()).join('\n');
};

const pad = (cell: string | number, width: number): string =>
  typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
