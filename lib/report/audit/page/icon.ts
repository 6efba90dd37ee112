import type { ParityCell, VerdictKind } from '../report';
import { Html, html } from './html';

export type Sign = VerdictKind | ParityCell['parity'];

/** A form of its own for each verdict, so that colour is never the only sign; sixteen units wide and high. */
const paths: Readonly<Record<Sign, string>> = {
  satisfied: '<path d="M3 8.6 6.4 12 13 4.6"/>',
  equal: '<path d="M3 6h10M3 10h10"/>',
  weaker: '<path d="M8 3v10M3.8 9 8 13l4.2-4"/>',
  substitute: '<path d="M2.5 5.5h10M9.7 2.7l2.8 2.8-2.8 2.8M13.5 10.7h-10M6.3 7.9 3.5 10.7l2.8 2.8"/>',
  obligation: '<circle cx="8" cy="5" r="2.6"/><path d="M2.8 13.8c.6-3 2.6-4.4 5.2-4.4s4.6 1.4 5.2 4.4"/>',
  absent: '<circle cx="8" cy="8" r="5.5"/><path d="m4.2 11.8 7.6-7.6"/>',
  notApplicable: '<path d="M4 8h8"/>',
  undecidable: '<path d="M5.2 5.6C5.4 3.8 6.5 3 8 3c1.7 0 2.9 1 2.9 2.5C10.9 7.6 8 7.7 8 9.9M8 12.4v.6"/>',
  violated: '<path d="m3.8 3.8 8.4 8.4m0-8.4-8.4 8.4"/>',
};

/** Drawn once; every icon refers to it. */
export const sprite = new Html(
  `<svg class="sprite" width="0" height="0" aria-hidden="true"><defs>${Object.entries(paths)
    .map(([name, path]) => `<symbol id="i-${name}" viewBox="0 0 16 16">${path}</symbol>`)
    .join('')}</defs></svg>`,
);

export const icon = (sign: Sign): Html => html`<svg class="i" aria-hidden="true"><use href="#i-${sign}" /></svg>`;

/** A sign with its word. */
export const marked = (sign: Sign, word: string): Html => html`<span class="v ${sign}">${icon(sign)}<b>${word}</b></span>`;
