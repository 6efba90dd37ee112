import { awsCrons } from '../../../../lib/providers/aws/hosting/schedule';

test.each([
  ['0 2 * * *', ['cron(0 2 * * ? *)']],
  ['15 6 * * *', ['cron(15 6 * * ? *)']],
  ['30 3 * * 1', ['cron(30 3 ? * MON *)']],
  ['0 4 1 * *', ['cron(0 4 1 * ? *)']],
  ['*/10 * * * *', ['cron(0/10 * * * ? *)']],
  ['0 8 * * 1-5', ['cron(0 8 ? * MON,TUE,WED,THU,FRI *)']],
  ['0 8 * * 0', ['cron(0 8 ? * SUN *)']],
  ['0 8 * * 7', ['cron(0 8 ? * SUN *)']],
  ['0 8 * * 5-7', ['cron(0 8 ? * SUN,FRI,SAT *)']],
  ['0 8 * * */2', ['cron(0 8 ? * SUN,TUE,THU,SAT *)']],
  ['0 8 * */3 1,3', ['cron(0 8 ? 1/3 MON,WED *)']],
  ['0 8 1,15 * 1', ['cron(0 8 1,15 * ? *)', 'cron(0 8 ? * MON *)']],
])('%s becomes %j', (cron, expected) => {
  expect(awsCrons(cron)).toEqual(expected);
});
