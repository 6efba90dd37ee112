import type { TargetPlan } from '../../lib/plan/target-plan';
import { type Requirement, type Section, sections } from '../../lib/preflight/requirement';
import { colorsOf, type Io } from '../io';
import { tableOf } from '../table';
import { grantedText } from './tables';

const titles: Readonly<Record<Section, string>> = {
  demand: 'What each e-service must stand',
  quota: 'Quotas',
  address: 'Private addresses and gateways',
  cloud: 'What the cloud must have',
  access: 'Accounts and credentials',
  name: 'Names',
  certificate: 'Certificates',
  people: 'People',
  contract: 'Contracts',
};

/** The sheet of one target for people at a terminal; drivers and sources stand in the files. */
export const sheetText = (io: Io, target: TargetPlan, requirements: readonly Requirement[]): string => {
  const { bold } = colorsOf(io, 'out');
  const shown = (section: Section): readonly Requirement[] =>
    requirements.filter((one) => one.section === section && !(section === 'quota' && one.need === 0));
  return [
    `${bold(target.id)}  ${target.cloud.title}`,
    ...sections
      .filter((section) => shown(section).length > 0)
      .flatMap((section) => ['', bold(titles[section]), tableOf(shown(section).map(row))]),
    '',
  ].join('\n');
};

const row = (one: Requirement): readonly (string | number)[] => {
  const granted = grantedText(one);
  const need = one.need === null ? 'unknown' : one.need;
  return [one.where, one.item, need, granted === '' || one.section !== 'quota' ? '' : `of ${granted}`, short(one.ask)];
};

const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 89)}…` : text);
