import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { parseCloud } from '../../../lib/model/descriptor';
import { intentIds, intents } from '../../../lib/model/intent';
import type { OpenstackCloud } from '../../../lib/model/cloud';
import { openstackFlags } from '../../../lib/model/openstack-flags';
import { support as awsSupport } from '../../../lib/providers/aws/support';
import { support as openstackSupport } from '../../../lib/providers/openstack/support';
import { answersIn } from '../../../lib/report/compare/language/answers';
import { languages } from '../../../lib/report/compare/language/language';
import { tables } from '../../../lib/report/compare/language/tongue';

const root = path.join(__dirname, '../../..');

/** Every first argument of `phrase` in lib/planning that has words beside its places. */
const phrasesWritten = (): readonly string[] => {
  const found = new Set<string>();
  for (const file of readdirSync(path.join(root, 'lib/planning'))) {
    const source = ts.createSourceFile(
      file,
      readFileSync(path.join(root, 'lib/planning', file), 'utf8'),
      ts.ScriptTarget.ES2022,
      true,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.expression.getText(source) === 'phrase') {
        const [first] = node.arguments;
        if (first === undefined || !ts.isStringLiteralLike(first))
          throw new Error(`${file}: a phrase must be written out, so that it can be translated`);
        found.add(first.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return [...found].filter((text) => /[A-Za-z]/.test(text.replace(/\{\w+\}/g, ''))).sort();
};

const placesIn = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

describe.each(Object.entries(tables))('%s', (language, { sentences, answers }) => {
  test('every sentence of the comparison has its own wording, and no wording is left over', () => {
    expect(Object.keys(sentences).sort()).toEqual(phrasesWritten());
  });

  test('every wording keeps the places of the English one', () => {
    const different = [...Object.entries(sentences), ...Object.entries(answers)].filter(
      ([english, own]) => placesIn(english).join() !== placesIn(own).join() || own.trim() === '',
    );
    expect(different).toEqual([]);
  });

  test('no sentence of several words stays English', () => {
    const same = [...Object.entries(sentences), ...Object.entries(answers)]
      .filter(([english, own]) => english === own && /[a-z]{3,} [a-z]{3,}/.test(english))
      .map(([english]) => english);
    expect(same).toEqual([]);
  });

  test('every intent, and every gap that a provider can tell of, has its own wording', () => {
    const said = answersIn(answers);
    const told = [...intentIds.map((intent) => intents[intent]), ...gapsTold()];
    expect(told.filter((text) => said(text) === undefined)).toEqual([]);
  });

  test('every message of the page has the places of the English one', () => {
    const own = languages[language as keyof typeof languages];
    const different = (Object.keys(languages.en) as (keyof typeof languages.en)[]).filter(
      (id) => placesIn(languages.en[id]).join() !== placesIn(own[id]).join(),
    );
    expect(different).toEqual([]);
  });
});

test('a provider’s answer is found whole, with its names, and where others hang on it', () => {
  const said = answersIn({
    'machines in {country}': 'Maschinen in {country}',
    'no lock; none': 'keine',
    'no key': 'kein Schlüssel',
  });
  expect(said('machines in DE')).toBe('Maschinen in DE');
  expect(said('no lock; none; machines in RS')).toBe('keine; Maschinen in RS');
  expect(said('no lock')).toBeUndefined();
  expect(said('no key; something new')).toBeUndefined();
});

/** What is lost, and by what it is met, on every known cloud, as it is and with any one thing more, less or unknown. */
const gapsTold = (): readonly string[] => {
  const folder = path.join(root, 'blueprints/clouds');
  const clouds = readdirSync(folder).map((file) => {
    const cloud = parseCloud(file, readFileSync(path.join(folder, file), 'utf8'));
    if (!cloud.ok) throw new Error(JSON.stringify(cloud.problems));
    return cloud.value.value;
  });
  const supports = clouds.flatMap((cloud) =>
    cloud.provider === 'aws'
      ? [cloud, { ...cloud, absent: ['AWS::SES', 'AWS::Budgets'], secondSite: null }].map(awsSupport)
      : variantsOf(cloud).map(openstackSupport),
  );
  const told = supports.flatMap((support) =>
    intentIds.flatMap((intent) => {
      const { parity, by, lost } = support[intent];
      return [...(parity === 'equal' && intent !== 'storage.keys' ? [] : [by]), lost];
    }),
  );
  return [...new Set(told)].filter((text) => text !== '');
};

const variantsOf = (cloud: OpenstackCloud): readonly OpenstackCloud[] =>
  [cloud, { ...cloud, zones: ['one'] }, { ...cloud, operator: { ...cloud.operator, controlledFrom: 'US' } }].flatMap((one) => [
    one,
    ...openstackFlags.flatMap((flag) =>
      ([true, false, 'unknown'] as const).map((value) => ({ ...one, capabilities: { ...one.capabilities, [flag]: value } })),
    ),
  ]);
