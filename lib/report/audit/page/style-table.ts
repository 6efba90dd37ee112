import { css } from './css';

/** Tables: fine lines, no boxes; heads stay in sight while one scrolls. */
export const tables = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9rem;
  }
  caption {
    text-align: left;
    font-size: 0.82rem;
    color: var(--muted);
    padding: 0 0 0.4rem;
  }
  th,
  td {
    text-align: left;
    vertical-align: top;
    padding: 0.4rem 1rem 0.4rem 0;
    border-bottom: 1px solid var(--line);
    font-weight: 400;
  }
  th:last-child,
  td:last-child {
    padding-right: 0;
  }
  thead th {
    font-size: 0.82rem;
    color: var(--muted);
    vertical-align: bottom;
    white-space: nowrap;
  }
  thead .t {
    color: var(--ink);
    white-space: normal;
    overflow-wrap: anywhere;
  }
  td.number,
  th.number {
    text-align: right;
  }
  td.prose {
    min-width: 12rem;
  }
  td.text,
  tbody th.text {
    min-width: 5rem;
  }
  .list td.code {
    min-width: 15rem;
  }
  /* Names of resources are long words: a column that cannot break them pushes the others off the screen. */
  .list tbody th,
  .list td {
    overflow-wrap: anywhere;
  }
  .list tbody th:not(.text) {
    min-width: 9rem;
  }
  .list > caption {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .first > .list > caption,
  .score > .list > caption {
    position: static;
    width: auto;
    height: auto;
    clip-path: none;
  }
  .list {
    margin-bottom: 1.25rem;
  }
  tbody:last-child > tr:last-child > * {
    border-bottom: 0;
  }
  .score {
    max-width: 38rem;
  }
  .counts tr > :last-child {
    padding-right: 1rem;
  }
  .counts thead small {
    display: block;
  }
  .list tbody th {
    width: 26%;
  }
  .list tbody th code,
  .list tbody th small {
    display: block;
  }
  tr.bad {
    background: var(--violated-tint);
    box-shadow:
      -0.6rem 0 0 var(--violated-tint),
      0.6rem 0 0 var(--violated-tint);
  }
  tr.silent code,
  tr.silent td {
    color: var(--muted);
  }
  .counts {
    margin-top: 1.5rem;
    /* Columns of one width: bars of different targets are compared by their length. */
    table-layout: fixed;
  }
  .counts th:first-child {
    width: 28%;
  }
  .counts thead small {
    white-space: normal;
  }
  .counts td {
    white-space: nowrap;
  }
  .counts tbody small {
    margin-left: 0.5rem;
  }
  .counts .n {
    display: inline-block;
    min-width: 2.2rem;
    font-weight: 650;
  }
  .counts .zero {
    font-weight: 400;
    color: var(--muted);
  }
  .bar {
    display: inline-block;
    width: calc(100% - 3rem);
    height: 0.4rem;
    fill: currentColor;
    background: var(--tint);
    border-radius: 2px;
    color: var(--none);
  }
  .bar.satisfied {
    color: var(--satisfied);
  }
  .bar.weaker {
    color: var(--weaker);
  }
  .bar.substitute {
    color: var(--substitute);
  }
  .bar.obligation {
    color: var(--obligation);
  }
  .bar.absent {
    color: var(--absent);
  }
  .bar.undecidable {
    color: var(--undecidable);
  }
  .bar.violated {
    color: var(--violated);
  }
  .first {
    margin-top: 2rem;
  }
  .first caption {
    font-size: 1rem;
    font-weight: 650;
    color: var(--ink);
  }
  .matrix thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--paper);
    box-shadow: inset 0 -1px 0 var(--line);
    border: 0;
    padding-top: 0.5rem;
  }
  .matrix th[data-t],
  .matrix td[data-t] {
    width: 9.5rem;
  }
  .matrix .sev {
    width: 6.5rem;
  }
  .matrix .area th {
    font-weight: 650;
    padding-top: 1.4rem;
    border-bottom-color: var(--muted);
  }
  .matrix tbody a {
    color: inherit;
    text-decoration: none;
  }
  .matrix tbody a:hover {
    text-decoration: underline;
  }
  .matrix tbody tr:not(.area):hover > * {
    background: var(--tint);
  }
  .matrix tbody th[scope='row'] {
    line-height: 1.35;
  }
  .matrix th code {
    display: block;
    color: var(--muted);
    font-size: 0.74rem;
  }
  .matrix td a.v {
    min-height: 1.5rem;
  }
  .matrix td[data-v='violated'],
  .matrix tbody tr:not(.area):hover > td[data-v='violated'] {
    background: var(--violated-tint);
  }
  .matrix td[data-v='undecidable'],
  .matrix tbody tr:not(.area):hover > td[data-v='undecidable'] {
    background: var(--undecidable-tint);
  }
  .matrix td[data-v] {
    padding-left: 0.5rem;
  }
  .matrix th[data-t] {
    padding-left: 0.5rem;
  }
  .matrix td .v.satisfied b,
  .matrix td .v.notApplicable b {
    color: var(--muted);
  }
  .ledger td p + p {
    margin-top: 0.2rem;
  }
  .ledger td {
    width: 24%;
  }
  .lost b {
    color: var(--weaker);
    font-weight: 650;
  }
  .signs {
    display: inline-flex;
    gap: 0.35rem;
  }
  .bears {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 1.25rem;
  }
  .bears a {
    display: inline-block;
    min-height: 1.5rem;
    line-height: 1.5rem;
  }
`;
