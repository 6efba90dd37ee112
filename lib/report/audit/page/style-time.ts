import { css } from './css';

/** Changes, what runs, and the shares of many regions. */
export const overTime = css`
  .causes {
    display: grid;
    gap: 0.5rem;
  }
  .causes code,
  .sides code {
    overflow-wrap: anywhere;
  }
  .causes p {
    overflow-wrap: anywhere;
  }
  .turn {
    white-space: nowrap;
    margin-top: 0.15rem;
  }
  .sides {
    margin-top: 0.75rem;
    columns: 18rem auto;
  }
  .share {
    display: block;
    width: 100%;
    height: 0.5rem;
    margin-top: 0.35rem;
  }
  .share .satisfied {
    fill: var(--satisfied);
  }
  .share .substitute {
    fill: var(--substitute);
  }
  .share .weaker {
    fill: var(--weaker);
  }
  .share .obligation {
    fill: var(--obligation);
  }
  .share .absent {
    fill: var(--absent);
  }
  .share .undecidable {
    fill: var(--undecidable);
  }
  .share .violated {
    fill: var(--violated);
  }
  .share .notApplicable {
    fill: var(--line);
  }
`;
