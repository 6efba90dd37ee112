import { createHash } from 'node:crypto';
import { renderPage } from '../../../lib/report/audit/page';
import { anchor, html, visible } from '../../../lib/report/audit/page/html';
import { type Language, languageOf, languages } from '../../../lib/report/audit/page/language';
import { english } from '../../../lib/report/audit/page/text-en';
import { texts } from '../../../lib/report/audit/page/texts';
import { wordsIn } from '../../../lib/report/audit/page/words';
import { largeReport, report } from './report-builder';

const between = (text: string, start: string, end: string): string => {
  const from = text.indexOf(start) + start.length;
  return text.slice(from, text.indexOf(end, from));
};

test('the same report gives the same bytes', () => {
  expect(renderPage(report(), 'en')).toBe(renderPage(structuredClone(report()), 'en'));
});

test('the policy names the digests of the style and the script that stand in the page, and nothing else', () => {
  const page = renderPage(report(), 'en');
  const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
  const policy = between(page, 'http-equiv="Content-Security-Policy" content="', '"').replaceAll('&#39;', "'");
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src 'sha256-${digest(between(page, '<script>', '</script>'))}'`,
    `style-src 'sha256-${digest(between(page, '<style>', '</style>'))}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

test('no handler, no style and no address stands in the markup', () => {
  const page = renderPage(report(), 'en').replace(/<script>.*?<\/script>|<style>.*?<\/style>/gs, '');
  expect(page).not.toMatch(/<[^>]*\s(?:on\w+|style|src)=/);
  expect(page).not.toMatch(/<(?:link|base|iframe|object|embed|img)\b/);
  expect(page.match(/\bhref="[^#][^"]*"/g)).toBeNull();
});

test('a large report stays small', () => {
  expect(Buffer.byteLength(renderPage(largeReport(), 'en'))).toBeLessThan(3_000_000);
});

test('a report of a folder without a region, targets or anything else is drawn', () => {
  const bare = {
    ...report(),
    region: null,
    targets: [],
    exceptions: [],
    acknowledgements: [],
    imports: [],
    sample: [],
    problems: [],
  };
  const page = renderPage({ ...bare, parity: { rows: [], scores: [], reachability: [] } }, 'en');
  expect(page).toContain('<title>Audit of a folder of artefacts</title>');
  expect(page).toContain('4 controls judged on 0 targets');
  expect(page).not.toContain('id="parity"');
  expect(page).not.toContain('id="problems"');
});

test('the summary counts every verdict once', () => {
  expect(renderPage(report(), 'en')).toContain(
    '4 controls judged on 2 targets: satisfied 2, substitute 1, weaker 1, obligation 1, absent 1, undecidable 1, violated 1. <strong>Violated: 1. Undecidable: 1.</strong>',
  );
});

test('what breaks a control comes before what keeps it, and what is left out is counted', () => {
  const entry = between(renderPage(report(), 'en'), 'id="verdict--storage.encrypted--cloud"', '</section>');
  expect(entry).toContain('7 facts');
  expect(entry).toContain('and 6 more in report.json');
  const undecided = between(renderPage(report(), 'en'), 'id="verdict--storage.kept--cloud"', '</section>');
  expect(undecided.indexOf('cannot be seen')).toBeLessThan(undecided.indexOf('holds'));
  expect(undecided).toContain('Exception <code>exception-1</code>');
});

test.each(['compliant', 'compliance', 'konform', 'conforme'])('no language says %s', (word) => {
  const said = languages.map((language) => JSON.stringify(texts[language]).toLowerCase());
  expect(said.filter((text) => text.includes(word))).toEqual([]);
});

describe.each(languages)('in %s', (language) => {
  const page = renderPage(report(), language);

  test('the page names its language, and marks what stays English', () => {
    expect(page).toContain(`<html lang="${language}">`);
    expect(page.includes('<span lang="en">Title of network.closed</span>')).toBe(language !== 'en');
  });

  test('every text has the blanks to fill of the English one, and none is left empty', () => {
    const blanks = (value: unknown): unknown => [...new Set(JSON.stringify(value).match(/\{\w+\}/g))].sort();
    const own = texts[language];
    for (const key of Object.keys(english) as (keyof typeof english)[]) {
      expect([key, blanks(own[key])]).toEqual([key, blanks(english[key])]);
      expect(JSON.stringify(own[key])).not.toContain('""');
    }
  });

  test('nothing but names is left in braces', () => {
    expect(page.replace(/<script.*?<\/script>|<style.*?<\/style>/gs, '')).not.toMatch(/\{\w+\}/);
  });
});

test.each<[Language, string, string, string]>([
  ['en', '5 March 2027', '2 controls', '12,345'],
  ['de', '5. März 2027', '2 Kontrollen', '12.345'],
  ['it', '5 marzo 2027', '2 controlli', '12.345'],
  ['es', '5 de marzo de 2027', '2 controles', '12.345'],
  ['bg', '5 март 2027 г.', '2 контроли', '12\u00a0345'],
  ['sr-Cyrl', '5. март 2027.', '2 контроле', '12.345'],
  ['sr-Latn', '5. mart 2027.', '2 kontrole', '12.345'],
  ['bs', '5. mart 2027.', '2 kontrole', '12.345'],
  ['hr', '5. ožujka 2027.', '2 kontrole', '12.345'],
  ['et', '5. märts 2027', '2 kontrolli', '12\u00a0345'],
  ['lv', '2027. gada 5. marts', '2 kontroles', '12\u00a0345'],
])('%s has its own days, numbers and plurals', (language, day, two, large) => {
  const words = wordsIn(language);
  expect([words.day('2027-03-05'), words.count('controlsCounted', 2), words.number(12_345)]).toEqual([day, two, large]);
});

test('what is no day is shown as it was written', () => {
  expect(['2020-09', '2027-02-31x', 'soon'].map(wordsIn('de').day)).toEqual(['2020-09', '2027-02-31x', 'soon']);
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['sr', 'sr-Cyrl'],
  ['sr_Latn_RS', 'sr-Latn'],
  ['SR-cyrl', 'sr-Cyrl'],
  ['bs-Latn', 'bs'],
  ['fr', undefined],
  ['', undefined],
])('the tag %p means %p', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

test('Serbian in Latin letters is the Cyrillic text, letter by letter', () => {
  expect(texts['sr-Latn']['meaning.notApplicable']).toBe('nema ničeg te vrste');
  expect(texts['sr-Latn'].lookFirst).toBe('Prvo pogledati');
  expect(JSON.stringify(texts['sr-Latn'])).not.toMatch(/[\u0400-\u04ff]/);
});

test('a template escapes what it is given, and joins lists', () => {
  expect(html`<b title="${`"'`}">${['<', html`<i>${'&'}</i>`, 7, false, null]}</b>`.text).toBe(
    '<b title="&quot;&#39;">&lt;<i>&amp;</i>7</b>',
  );
});

test('characters that hide or turn a text are shown by their number', () => {
  expect(visible('a\u202eb\u0000c\u200bd\ud800e\tf\ng')).toBe('a\\u{202E}b\\u{0000}c\\u{200B}d\ufffde\tf\ng');
});

test('anchors of different names differ', () => {
  const names = [['a.b', 'c'], ['a', 'b.c'], ['a b'], ['a_20_b'], ['a/b'], ['ä']];
  expect(new Set(names.map((parts) => anchor(...parts))).size).toBe(names.length);
  expect(anchor('<"> ')).toMatch(/^[\w.-]+$/);
});
