import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { generatedDocuments, withGenerated } from '../bin/docs';
import { planOf } from './plans';

const docs = path.join(__dirname, '../docs');
const text = (file: string): string => readFileSync(path.join(docs, file), 'utf8');
const pages = [...readdirSync(docs), ...readdirSync(path.join(docs, 'runbooks')).map((file) => `runbooks/${file}`)].filter(
  (file) => file.endsWith('.md'),
);

describe('documents', () => {
  it.each(generatedDocuments)('%s says what the code says; `npm run docs` writes it', (name) => {
    expect(text(name)).toBe(withGenerated(name, text(name)));
  });

  it.each(pages)('%s has one title and points only to files that exist', (page) => {
    const body = text(page);
    expect(body.replace(/^ *```[^]*?^ *```$/gm, '').match(/^# /gm)).toHaveLength(1);
    const targets = [...body.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');
    const named = [...body.matchAll(/\bdocs\/[a-z/-]+\.md\b/g)].map((match) => `../${match[0]}`);
    expect(targets.filter((target) => !existsSync(path.join(docs, path.dirname(page), target)))).toEqual([]);
    expect(named.filter((target) => !existsSync(path.join(docs, target)))).toEqual([]);
  });

  it('names only blueprints that exist', () => {
    const named = pages.flatMap((page) => [...text(page).matchAll(/\bblueprints\/[a-z/-]+\.yaml\b/g)].map((match) => match[0]));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((file) => !existsSync(path.join(docs, '..', file)))).toEqual([]);
  });
});

describe('run-books', () => {
  const plans = ['reference/municipal.yaml', 'reference/provider.yaml', 'reference/regional.yaml'].map((file) => planOf(file));
  const alarms = plans.flatMap((plan) => [
    ...Object.values(plan.foundation.alarms),
    ...Object.values(plan.spaces).flatMap((space) =>
      Object.values(space.services).flatMap((service) => Object.values(service.alarms)),
    ),
  ]);
  const wanted = [...new Set(alarms.map((alarm) => alarm.runbook))].sort();

  it('exist for every alarm of a plan, and for nothing else', () => {
    expect(wanted).toHaveLength(13);
    expect(pages.filter((page) => page.startsWith('runbooks/')).sort()).toEqual(wanted);
  });

  it.each(wanted)('%s says what it means, what to do first, on each cloud, and when it is done', (runbook) => {
    const headings = [...text(runbook).matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(['What it means', 'First', 'On AWS', 'On OpenStack', 'Done when']);
    expect(text(runbook)).toContain(`Alarm \`${path.basename(runbook, '.md')}\``);
  });
});
