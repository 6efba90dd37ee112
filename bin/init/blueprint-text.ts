import { stringify } from 'yaml';
import type { LedgerLine } from '../../lib/plan/target-plan';
import type { Answers } from './answers';

const acmeHost = 'acme-v02.api.letsencrypt.org';

/** The gaps of each target that somebody has to take knowingly. */
export type Gaps = Readonly<Record<string, readonly LedgerLine[]>>;

/** The blueprint of a region in the order in which people read it, with a line above what needs one. */
export const blueprintText = (answers: Answers, gaps: Gaps): string =>
  [
    '# yaml-language-server: $schema=./node_modules/shared-gov-cloud/blueprints/schema/blueprint.schema.json',
    ...sections(answers, gaps).map(
      ({ why, value }) => `${why === undefined ? '' : `# ${why}\n`}${stringify(value, { lineWidth: 0 })}`,
    ),
  ].join('\n');

interface Section {
  readonly why?: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const sections = (answers: Answers, gaps: Gaps): readonly Section[] => [
  {
    value: {
      blueprint: 1,
      region: answers.region,
      extends: 'reference/defaults',
      name: answers.name,
      country: answers.country,
      languages: answers.languages,
      contacts: answers.contacts,
      residency: answers.residency,
    },
  },
  { why: 'The administrations that share this cloud, isolated from each other.', value: { tenants: answers.tenants } },
  {
    why: 'Nothing leaves but to these names, and nothing reaches another tenant but by a link.',
    value: { network: networkOf(answers) },
  },
  { value: { identity: answers.identity } },
  { value: { hosting: answers.hosting } },
  { value: { stages: { staging: { data: 'synthetic', scale: 'small' }, production: {} } } },
  { value: { recovery: { secondSite: { allowedCountries: answers.residency.allowedCountries } }, budget: answers.budget } },
  {
    why: 'Under `accept` stands what a cloud can only do worse, and who took that until when.',
    value: {
      targets: Object.fromEntries(
        Object.entries(answers.targets).map(([id, target]) => [
          id,
          { ...target, ...acceptOf(answers, gaps[id] ?? [], target.accept ?? []) },
        ]),
      ),
    },
  },
];

const networkOf = (answers: Answers) => ({
  addresses: answers.addresses ?? '10.64.0.0/16',
  egress: { allow: [acmeHost] },
  links: [],
});

const acceptOf = (
  answers: Answers,
  gaps: readonly LedgerLine[],
  written: readonly unknown[],
): { readonly accept?: readonly unknown[] } => {
  const { accept } = answers;
  const entries = accept === undefined ? [] : gaps.map((line) => ({ intent: line.intent, as: line.parity, ...accept }));
  return written.length + entries.length === 0 ? {} : { accept: [...written, ...entries] };
};
