/** Exit codes of every command. */
export const exit = { fine: 0, problems: 1, usage: 2, fault: 70 } as const;

/** Wrong usage: said in one sentence, with exit code 2. */
export class UsageError extends Error {}
