import { calendarOf } from '../../../../lib/providers/openstack/hosting/jobs';

describe('A schedule in cron fields', () => {
  test.each([
    ['0 2 * * *', ['*-*-* 2:0:00 UTC']],
    ['*/15 * * * *', ['*-*-* *:0/15:00 UTC']],
    ['5,35 8-18 * * 1-5', ['Mon,Tue,Wed,Thu,Fri *-*-* 8..18:5,35:00 UTC']],
    ['0 4 1 * *', ['*-*-1 4:0:00 UTC']],
    ['0 0 */2 3 *', ['*-3-1/2 0:0:00 UTC']],
    ['30 6 * * 0,7', ['Sun,Sun *-*-* 6:30:00 UTC']],
    ['0 12 * * */2', ['Sun,Tue,Thu,Sat *-*-* 12:0:00 UTC']],
    // Cron: the first of the month, and every Monday.
    ['0 3 1 * 1', ['*-*-1 3:0:00 UTC', 'Mon *-*-* 3:0:00 UTC']],
  ])('%s becomes systemd calendar expressions', (schedule, expected) => {
    expect(calendarOf({ schedule })).toEqual(expected);
  });
});
