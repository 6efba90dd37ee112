import { type Declared, newProfile } from '../../lib/discovery/new-profile';
import type { Standing } from '../../lib/discovery/proposal';
import type { OpenstackCloud } from '../../lib/model/cloud';
import { readCloud } from '../../lib/model/descriptor';
import { type Result, succeed } from '../../lib/model/problem';
import type { Sourced } from '../../lib/model/sourced';
import { UsageError } from '../exit';
import { readText } from '../files';

/** What a person says of a cloud, by option, when its profile is begun. */
export interface Declarations {
  readonly country?: string;
  readonly operator?: string;
  readonly operatorCountry?: string;
  readonly controlledFrom?: string;
  readonly nameservers?: readonly string[];
  readonly timeServers?: readonly string[];
  /** Default: the operator and the region. */
  readonly title?: string;
  /** Entry of clouds.yaml; default: `operator`, which is then to be written. */
  readonly asOperator?: string;
}

/** Reads a profile that exists. */
export const standingOf = (file: string, shown: string, id: string): Result<Standing> => {
  const text = readText(file, shown);
  if (!text.ok) return text;
  const cloud = readCloud(shown, text.value);
  if (!cloud.ok) return cloud;
  const { value } = cloud.value;
  if (value.provider !== 'openstack') throw new UsageError(`${shown} describes AWS; discover asks OpenStack clouds`);
  if (value.cloud !== id) throw new UsageError(`${shown} is the profile of ${value.cloud}, not of ${id}`);
  return succeed({ file: shown, text: text.value, cloud: cloud.value as Sourced<OpenstackCloud>, isNew: false });
};

const needed = {
  country: '--country (where the machines stand, such as DE)',
  operator: '--operator (who runs it)',
  operatorCountry: '--operator-country',
  controlledFrom: '--controlled-from (country of its ultimate parent)',
  nameservers: '--nameservers (IPv4 addresses that the operator gives)',
  timeServers: '--time-servers',
} as const;

/** Whoever begins a profile says what no interface tells; asked before anything is asked of the cloud. */
export const requireDeclarations = (shown: string, declarations: Declarations): void => {
  const missing = Object.entries(needed).filter(([key]) => declarations[key as keyof typeof needed] === undefined);
  if (missing.length > 0)
    throw new UsageError(`${shown} does not exist yet; to begin it, say too: ${missing.map(([, option]) => option).join(', ')}`);
};

/** A profile of which only the declarations are known. */
export const newStanding = (
  shown: string,
  id: string,
  region: string,
  date: string,
  { country = '', operator = '', operatorCountry = '', controlledFrom = '', ...others }: Declarations,
): Standing => {
  const declared: Declared = {
    cloud: id,
    title: others.title ?? `${operator} (${region})`,
    region,
    country,
    operator: { name: operator, country: operatorCountry, controlledFrom },
    cloudsYaml: { operator: others.asOperator ?? 'operator', manager: 'manager', tenant: '{space}' },
    nameservers: [...(others.nameservers ?? [])],
    timeServers: [...(others.timeServers ?? [])],
  };
  const text = newProfile(declared, date);
  const cloud = readCloud(shown, text);
  if (!cloud.ok) throw new UsageError(cloud.problems.map(({ message, allowed }) => `${message}; allowed: ${allowed}`).join('\n'));
  return { file: shown, text, cloud: cloud.value as Sourced<OpenstackCloud>, isNew: true };
};
