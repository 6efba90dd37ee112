import type { JobPlan } from '../../../plan/service-plan';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * A job's five cron fields as systemd calendar expressions in UTC. Cron runs when either the day of the month
 * or the day of the week matches, systemd when both do: hence two expressions when both are given.
 */
export const calendarOf = (job: Pick<JobPlan, 'schedule'>): readonly string[] => {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = job.schedule.split(' ');
  const time = `${field(hour, 0)}:${field(minute, 0)}:00 UTC`;
  const onDay = (of: string): string => `*-${field(month, 1)}-${field(of, 1)} ${time}`;
  const byWeekday = `${weekdays(weekday)} ${onDay('*')}`;
  if (weekday === '*') return [onDay(day)];
  return day === '*' ? [byWeekday] : [onDay(day), byWeekday];
};

/** Lists are the same in both; ranges are `1..5`, and a step counts from a named start. */
const field = (text: string, first: number): string =>
  text
    .split(',')
    .map((item) => {
      const [range = '*', step] = item.split('/');
      const spelled = range.replace('-', '..');
      if (step === undefined) return spelled;
      return range === '*' ? `${first}/${step}` : `${spelled}/${step}`;
    })
    .join(',');

const weekdays = (text: string): string => text.split(',').flatMap(weekdaysOf).join(',');

const weekdaysOf = (item: string): readonly string[] => {
  const [range = '*', step = '1'] = item.split('/');
  const [from = 0, to = from] = range === '*' ? [0, 6] : range.split('-').map(Number);
  return Array.from({ length: Math.floor((to - from) / Number(step)) + 1 }, (_, i) => days[from + i * Number(step)] ?? 'Sun');
};
