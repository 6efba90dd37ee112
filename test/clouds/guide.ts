import { readFileSync } from 'node:fs';

/** Commands of a guide under one heading, block by block; a block is typed as a whole, top to bottom. */
export const commandsUnder = (file: string, heading: string): readonly (readonly string[])[] => {
  const blocks: string[][] = [];
  let level = '';
  let inside = false;
  let open = false;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (/^\s*```/.test(line)) {
      open = !open && /^\s*```sh\b/.test(line);
      if (open && inside) blocks.push([]);
    } else if (open && inside) blocks.at(-1)?.push(line.trim());
    else if (/^#+ /.test(line)) {
      const depth = line.split(' ')[0] ?? '';
      if (line === heading) {
        inside = true;
        level = depth;
      } else if (depth.length <= level.length) inside = false;
    }
  }
  if (blocks.length === 0) throw new Error(`${file} has no commands under ${heading}`);
  return blocks.map((block) => block.filter((line) => line !== ''));
};
