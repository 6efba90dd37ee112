import { css } from './css';

/** Signs of verdicts and severities, and the controls of the filter. */
export const signs = css`
  .v {
    display: inline-flex;
    align-items: baseline;
    gap: 0.4rem;
    white-space: nowrap;
    text-decoration: none;
    color: var(--none);
  }
  .v b {
    font-weight: 500;
  }
  .v i {
    font-style: normal;
    font-size: 0.8rem;
    color: var(--muted);
  }
  .i {
    flex: none;
    align-self: center;
    width: 1rem;
    height: 1rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .v.satisfied,
  .v.equal {
    color: var(--satisfied);
  }
  .v.weaker {
    color: var(--weaker);
  }
  .v.substitute {
    color: var(--substitute);
  }
  .v.obligation {
    color: var(--obligation);
  }
  .v.absent {
    color: var(--absent);
  }
  .v.undecidable {
    color: var(--undecidable);
  }
  .v.violated {
    color: var(--violated);
  }
  .v.violated b,
  .v.undecidable b {
    font-weight: 700;
  }
  .s {
    font-size: 0.8rem;
    color: var(--muted);
    white-space: nowrap;
  }
  .s::before {
    content: '';
    display: inline-block;
    width: 0.5rem;
    height: 0.5rem;
    margin-right: 0.4rem;
    border-radius: 50%;
    border: 1.5px solid currentColor;
  }
  .s.critical,
  .s.high {
    color: var(--ink);
  }
  .s.critical {
    font-weight: 650;
  }
  .s.critical::before,
  .s.high::before {
    background: currentColor;
  }
  .s.medium::before {
    background: linear-gradient(90deg, currentColor 50%, transparent 50%);
  }
  .state {
    color: var(--satisfied);
  }
  .state.bad {
    color: var(--violated);
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button,
  select,
  input[type='search'] {
    min-height: 2.1rem;
    padding: 0.2rem 0.65rem;
    border: 1px solid var(--muted);
    border-radius: 5px;
    background: var(--card);
  }
  button {
    cursor: pointer;
  }
  button:hover {
    border-color: var(--accent);
    color: var(--accent);
  }
  .filter {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem 1rem;
    align-items: end;
    padding: 1rem;
    margin-bottom: 1rem;
    background: var(--tint);
    border-radius: 8px;
  }
  .filter p {
    flex: 1 1 8rem;
    min-width: 0;
  }
  .filter .wide {
    flex: 3 1 16rem;
  }
  .filter p > label {
    display: block;
    font-size: 0.82rem;
    color: var(--muted);
  }
  ::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .filter select,
  .filter input[type='search'] {
    width: 100%;
  }
  .filter fieldset {
    flex: 1 1 100%;
    border: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem 0.9rem;
    font-size: 0.92rem;
  }
  .filter legend {
    float: left;
    margin-right: 1rem;
    font-size: 0.82rem;
    line-height: 1.75rem;
    color: var(--muted);
  }
  .filter .end {
    flex: 1 1 100%;
    display: flex;
    justify-content: space-between;
    align-items: center;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    min-height: 1.75rem;
    cursor: pointer;
  }
  input[type='checkbox'] {
    width: 1rem;
    height: 1rem;
    margin: 0;
    accent-color: var(--accent);
  }
  .tools {
    margin: 0.75rem 0;
  }
`;
