import type { EvidenceEntry, ResourceEntry } from '../report';
import { html, type Html } from './html';
import { terms } from './section';
import type { Words } from './words';

/** One resource as evidence: where it stands, and its source lines when opened. The script builds the same for the others. */
export const citedResource = (words: Words, entry: EvidenceEntry, resource: ResourceEntry | undefined): Html => {
  if (resource === undefined) return html`<p class="res">${entry.resource}</p>`;
  const { place, excerpt } = resource;
  return html`<details class="res">
    <summary>
      <b>${place.logicalId || resource.id}</b> <span>${resource.type}</span> <span>${position(place.file, entry.line)}</span>
    </summary>
    ${terms([
      [words.say('pointer'), entry.pointer],
      [words.say('constructPath'), place.constructPath],
      [words.say('blueprintPath'), place.blueprintPath],
      [words.say('evidenceId'), entry.id],
    ])}${source(words, withoutIndent(excerpt), place.line, entry.line)}
  </details>`;
};

export const position = (file: string, line: number): string => (line > 0 ? `${file}:${line}` : file);

const source = (words: Words, lines: readonly string[], first: number, cited: number): Html =>
  lines.length === 0
    ? html`<p class="empty">${words.say('noSource')}</p>`
    : html`<pre>
${lines.map(
          (
            line,
            index,
          ) => html`<code${first > 0 && html` data-n="${first + index}"`}${first + index === cited && html` class="at"`}>${line}
</code>`,
        )}</pre>`;

/** The same lines, moved to the left by what all of them share. */
export const withoutIndent = (lines: readonly string[]): readonly string[] => {
  const indents = lines.map((line) => line.search(/\S/)).filter((indent) => indent >= 0);
  const shared = Math.min(...indents);
  return Number.isFinite(shared) ? lines.map((line) => line.slice(shared)) : lines;
};
