import { languages } from '../../../lib/report/audit/page/language';
import type { AuditReport, TargetEntry, VerdictKind } from '../../../lib/report/audit/report';
import { renderRollUp } from '../../../lib/report/audit/roll-up/page';
import { rollUpOf, summaryOf } from '../../../lib/report/audit/roll-up/roll-up';
import { rollUpCsv } from '../../../lib/report/audit/roll-up/roll-up-csv';
import { evidence, report, resource, target, verdict } from './report-builder';

const ids = ['network.closed', 'network.tiers', 'storage.encrypted', 'storage.kept'];
const bucket = resource('storage', 'Bucket1');

const on = (id: string, provider: TargetEntry['provider'], kinds: readonly VerdictKind[]): TargetEntry =>
  target(
    id,
    provider,
    [bucket],
    ids.map((control, index) =>
      verdict(control, kinds[index] ?? 'satisfied', [evidence(bucket, kinds[index] === 'violated' ? 'broken' : 'kept')]),
    ),
  );

const region = (id: string, targets: readonly TargetEntry[], more: Partial<AuditReport> = {}) =>
  summaryOf(
    {
      ...report(),
      problems: [],
      ...more,
      region: { id, title: `Town ${id}`, country: 'DE', allowedCountries: ['DE'], blueprint: `${id}.yaml` },
      targets,
    },
    { folder: id, reportSha256: 'f'.repeat(64) },
  );

const reference = region('reference', [
  on('aws', 'aws', ['satisfied', 'satisfied', 'weaker', 'notApplicable']),
  on('second', 'aws', ['violated', 'satisfied', 'satisfied', 'satisfied']),
]);

const rolledUp = (...regions: readonly ReturnType<typeof region>[]) => rollUpOf(report(), reference, regions);

test('deviations are told control by control, then region by region', () => {
  const { deviations, regions } = rolledUp(
    region('b', [on('aws', 'aws', ['violated', 'satisfied', 'satisfied', 'satisfied'])]),
    region('a', [on('aws', 'aws', ['undecidable', 'notApplicable', 'weaker', 'notApplicable'])]),
  );
  expect(regions.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(
    deviations.map(({ control, region: of, kind, referenceVerdict, verdict: is }) => [control, of, kind, referenceVerdict, is]),
  ).toEqual([
    ['network.closed', 'a', 'worse', 'satisfied', 'undecidable'],
    ['network.closed', 'b', 'worse', 'satisfied', 'violated'],
    ['network.tiers', 'a', 'other', 'satisfied', 'notApplicable'],
    ['storage.encrypted', 'b', 'better', 'weaker', 'satisfied'],
    ['storage.kept', 'b', 'other', 'notApplicable', 'satisfied'],
  ]);
  expect(deviations[1]).toMatchObject({ resource: bucket.id, line: bucket.place.line + 2, reason: 'Reason of network.closed.' });
});

test('what breaks a control that the reference need not keep is worse', () => {
  const { deviations } = rolledUp(region('a', [on('aws', 'aws', ['satisfied', 'satisfied', 'weaker', 'violated'])]));
  expect(deviations).toMatchObject([{ control: 'storage.kept', kind: 'worse' }]);
});

test.each([
  ['of the same name', 'second', 'aws', 'second'],
  ['else the first of its kind', 'elsewhere', 'aws', 'aws'],
  ['else none', 'own', 'openstack', ''],
] as const)('a target is compared with that %s', (_, id, provider, wanted) => {
  const { regions, deviations } = rolledUp(region('a', [on(id, provider, ['violated', 'satisfied', 'satisfied', 'satisfied'])]));
  expect(regions[0]?.targets[0]?.reference).toBe(wanted);
  expect(deviations.map(({ control }) => control)).toEqual(
    { second: [], aws: ['network.closed', 'storage.encrypted', 'storage.kept'], '': [] }[wanted],
  );
});

test('the order in which regions come changes nothing', () => {
  const [a, b] = [region('a', [on('aws', 'aws', ['violated'])]), region('b', [on('aws', 'aws', ['violated'])])];
  expect(rolledUp(a, b)).toEqual(rolledUp(b, a));
});

test('the spreadsheet has one line for each region, target and control, with what the reference has', () => {
  const lines = rollUpCsv(rolledUp(region('a', [on('aws', 'aws', ['violated', 'satisfied', 'weaker', 'notApplicable'])])))
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(1 + ids.length);
  expect(lines[1]).toBe(
    'a,DE,aws,cloud-of-aws,network.closed,network,critical,Title of network.closed,violated,aws,satisfied,worse,Reason of network.closed.,storage#Bucket1,12',
  );
  expect(lines[2]).toContain(',satisfied,aws,satisfied,,');
});

describe('the page', () => {
  const rollUp = rolledUp(
    region('a', [on('aws', 'aws', ['violated', 'satisfied', 'weaker', 'notApplicable'])]),
    region('<b>', [on('own', 'openstack', ['satisfied'])]),
  );

  test('leads to the verdict in the page of the region', () => {
    const page = renderRollUp(rollUp, 'en');
    expect(page).toContain('<title>Audit of 2 regions</title>');
    expect(page).toContain('href="a/index.html#verdict--network.closed--aws"');
    expect(page).toContain('Against the reference: worse 1, better 0, other 0.');
    expect(page).toContain('the reference has no target of this kind');
    expect(page).not.toContain('<b>,');
    expect(page).not.toMatch(/<script|<[^>]*\s(?:on\w+|style|src)=/);
  });

  test.each(languages)('says everything in %s', (language) => {
    const page = renderRollUp(rollUp, language).replace(/<style>.*?<\/style>/gs, '');
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).not.toMatch(/\{\w+\}|undefined/);
  });
});
