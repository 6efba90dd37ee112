import type { AwsTargetPlan, OpenstackTargetPlan, TargetPlan } from '../plan/target-plan';
import type { Claim } from './claim';
import type { Flavors } from './openstack-need';
import { awsClaims, openstackClaims, type Synthesized } from './preflight';
import { type Requirement, type Section, sections, type Told } from './requirement';
import { peopleRequirements } from './requirement-people';
import { addressRequirements, certificateRequirements, demandRequirements } from './requirement-plan';
import { unusedQuotas } from './requirement-quota';
import { lineOf } from './verdict';

/** The sizing sheet of a target: what preflight would hold against the cloud, and what only people can bring. */
export const awsRequirements = (synthesized: Synthesized<AwsTargetPlan>, told: Told): readonly Requirement[] =>
  sheetOf(synthesized, awsClaims(synthesized), [], told);

/** The same on OpenStack, with every quota that our own state sets. */
export const openstackRequirements = (
  synthesized: Synthesized<OpenstackTargetPlan>,
  flavors: Flavors,
  told: Told,
): readonly Requirement[] => {
  const claims = openstackClaims(synthesized, flavors);
  return sheetOf(synthesized, claims, unusedQuotas(synthesized.target.id, synthesized.evidence, claims), told);
};

const sheetOf = (
  { plan, target }: Pick<Synthesized<TargetPlan>, 'plan' | 'target'>,
  claims: readonly Claim[],
  unused: readonly Requirement[],
  told: Told,
): readonly Requirement[] => {
  const all = [
    ...demandRequirements(plan, target, told.date),
    ...claims.flatMap((claim) => claimed(target, claim)),
    ...unused,
    ...addressRequirements(plan, target, told.date),
    ...certificateRequirements(plan, target, told.date),
    ...peopleRequirements(target, told),
  ];
  return sections.flatMap((section) => all.filter((one) => one.section === section));
};

/** Chapter of a claim, by the first word of its id; null: a bound of the artefacts themselves, which nobody can raise. */
export const sectionOfClaims: Readonly<Record<string, Section | null>> = {
  quota: 'quota',
  service: 'cloud',
  flavor: 'cloud',
  image: 'cloud',
  'volume-type': 'cloud',
  zone: 'cloud',
  'external-network': 'cloud',
  role: 'cloud',
  account: 'access',
  entry: 'access',
  'free-name': 'name',
  delegation: 'name',
  address: 'name',
  // Each host has its own line, whoever issues.
  certificate: null,
  operator: 'contract',
  ledger: 'contract',
  mail: 'contract',
  host: null,
  name: null,
  subnet: null,
  template: null,
};

const claimed = ({ id, cloud }: TargetPlan, claim: Claim): readonly Requirement[] => {
  const section = sectionOfClaims[claim.need.id.split('/')[0] ?? ''];
  if (section === undefined) throw new Error(`no chapter for ${claim.need.id}`);
  if (section === null) return [];
  // The very line of preflight, so that the two can never differ.
  const { account, region, item, need, limit, source, date, confidence, request, by, parts } = lineOf(id, claim);
  return [
    {
      target: id,
      section,
      where: region === cloud.region ? account : `${account} ${region}`,
      item,
      need,
      granted: limit,
      driver: parts.map(({ of, amount }) => `${of}: ${amount}`).join('; '),
      parts,
      source,
      date,
      confidence,
      ask: request,
      by,
    },
  ];
};
