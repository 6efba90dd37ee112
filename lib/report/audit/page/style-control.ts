import { css } from './css';

/** A control with its verdicts, evidence and source lines. */
export const controlParts = css`
  summary {
    cursor: pointer;
  }
  .control {
    border-bottom: 1px solid var(--line);
  }
  .control > summary {
    display: grid;
    grid-template-columns: 5.5rem minmax(0, 1fr) auto auto;
    gap: 0 1rem;
    align-items: baseline;
    padding: 0.45rem 0;
    list-style: none;
  }
  .control > summary::-webkit-details-marker {
    display: none;
  }
  .control > summary:hover .name {
    color: var(--accent);
    text-decoration: underline;
  }
  .control > summary code {
    color: var(--muted);
    font-size: 0.74rem;
  }
  .control > summary .signs {
    align-self: center;
  }
  .control[open] > summary {
    font-weight: 650;
  }
  .control > .body {
    padding: 0.5rem 0 1.5rem;
  }
  dl > div {
    display: grid;
    grid-template-columns: 11rem minmax(0, 1fr);
    gap: 1rem;
    padding: 0.15rem 0;
  }
  dt {
    font-size: 0.82rem;
    line-height: 1.8;
    color: var(--muted);
  }
  .maps {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
    gap: 0.4rem 1.5rem;
    margin-bottom: 0.35rem;
  }
  .maps b {
    font-weight: 500;
    font-size: 0.9rem;
  }
  .maps small {
    display: block;
    line-height: 1.35;
  }
  .verdict {
    margin-top: 1rem;
    padding: 0.85rem 1rem;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  .verdict h4 {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    align-items: baseline;
  }
  .verdict h4 .v {
    align-items: center;
    margin-left: auto;
  }
  .reason {
    margin-top: 0.25rem;
  }
  .reason small {
    margin-left: 0.5rem;
  }
  .group {
    margin-top: 0.75rem;
    padding-left: 0.75rem;
    border-left: 2px solid var(--line);
    font-size: 0.9rem;
  }
  .group.broken {
    border-left-color: var(--violated);
  }
  .group.unseen {
    border-left-color: var(--undecidable);
  }
  .group .r {
    color: var(--satisfied);
    font-weight: 650;
  }
  .group.broken .r {
    color: var(--violated);
  }
  .group.unseen .r {
    color: var(--undecidable);
  }
  .res > summary {
    padding: 0.2rem 0;
    overflow-wrap: anywhere;
  }
  .res > summary b {
    font-weight: 500;
  }
  .res > summary span {
    color: var(--muted);
    font-size: 0.82rem;
    margin-left: 0.4rem;
  }
  .res dd {
    font-family: var(--mono);
    font-size: 0.78rem;
    line-height: 1.9;
    overflow-wrap: anywhere;
  }
  .more {
    color: var(--muted);
    margin-top: 0.25rem;
  }
  pre {
    margin: 0.35rem 0 0.75rem;
    padding: 0.5rem 0;
    background: var(--tint);
    border-radius: 6px;
    line-height: 1.55;
  }
  pre code {
    display: block;
    padding: 0 0.75rem 0 4rem;
    white-space: pre-wrap;
    position: relative;
  }
  pre code::before {
    content: attr(data-n);
    position: absolute;
    left: 0;
    width: 3.25rem;
    text-align: right;
    color: var(--muted);
  }
  pre code.at {
    background: var(--undecidable-tint);
    font-weight: 650;
  }
  .back {
    margin-top: 0.75rem;
    font-size: 0.85rem;
  }
  .fold {
    margin: 0.5rem 0;
  }
  .fold > summary {
    padding: 0.3rem 0;
  }
  .fold em {
    font-style: normal;
    font-size: 0.78rem;
    color: var(--weaker);
    border: 1px solid currentColor;
    border-radius: 4px;
    padding: 0 0.4rem;
    margin-left: 0.4rem;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 2.5rem;
    margin-bottom: 1rem;
  }
  .figures > div {
    display: block;
  }
  .figures dd {
    font-size: 1.25rem;
    font-weight: 650;
    line-height: 1.2;
  }
`;
