/**
 * Five cron fields (minute hour day-of-month month day-of-week) as the six of AWS, which wants `?` in one of
 * the two day fields and counts Sunday as 1. When both day fields are given, cron means "either": two schedules.
 */
export const awsCrons = (cron: string): readonly string[] => {
  const [minute = '*', hour = '*', dayOfMonth = '*', month = '*', dayOfWeek = '*'] = cron.trim().split(/\s+/);
  const render = (days: string, weekdays: string): string =>
    `cron(${fromStart(minute, 0)} ${fromStart(hour, 0)} ${days} ${fromStart(month, 1)} ${weekdays} *)`;
  const byDay = render(fromStart(dayOfMonth, 1), '?');
  const byWeekday = render('?', weekdaysOf(dayOfWeek));
  if (dayOfWeek === '*') return [byDay];
  return dayOfMonth === '*' ? [byWeekday] : [byDay, byWeekday];
};

/** Steps over everything need a start in AWS. */
const fromStart = (field: string, start: number): string => field.replace(/(^|,)\*\//g, `$1${start}/`);

const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;

const weekdaysOf = (field: string): string => {
  const days = new Set(
    field
      .split(',')
      .flatMap(expand)
      .map((day) => day % 7),
  );
  return [...days]
    .sort((a, b) => a - b)
    .map((day) => weekdayNames[day])
    .join(',');
};

/** Every day that one element of the field names, 0 to 7. */
const expand = (element: string): number[] => {
  const [range = '*', step = '1'] = element.split('/');
  const [from = '0', to] = range === '*' ? ['0', '6'] : range.split('-');
  const last = Number(to ?? (element.includes('/') ? 6 : from));
  return Array.from({ length: 8 }, (_, day) => day).filter(
    (day) => day >= Number(from) && day <= last && (day - Number(from)) % Number(step) === 0,
  );
};
