import { UsageError } from './exit';

/** A day as YYYY-MM-DD; a usage error where it is none. */
export const dayOf = (text: string, option = '--at'): string => {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new UsageError(`${option} takes a day as YYYY-MM-DD, not ${text}`);
  }
  return text;
};
