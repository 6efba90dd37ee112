import type { OpenstackCloud } from '../model/cloud';
import { flow } from '../model/flow';
import { openstackFlags } from '../model/openstack-flags';

/** What no interface tells: a person declares it when a profile is begun. */
export type Declared = Pick<
  OpenstackCloud,
  'cloud' | 'title' | 'country' | 'operator' | 'region' | 'cloudsYaml' | 'nameservers' | 'timeServers'
>;

/** Stands where the cloud's own answer will; a profile that still holds one is never written. */
const placeholder = '?';

/** A profile of which nothing was read yet: no name is known, and no flag. */
export const newProfile = (declared: Declared, date: string): string =>
  [
    '# yaml-language-server: $schema=../schema/cloud.schema.json',
    '# Begun by `sgc discover`, which renews what the cloud tells; the rest is declared, and yours to keep true.',
    ...entries({
      cloud: declared.cloud,
      title: declared.title,
      provider: 'openstack',
      region: declared.region,
      country: declared.country,
      operator: declared.operator,
      zones: [placeholder],
      cloudsYaml: declared.cloudsYaml,
      externalNetwork: placeholder,
      flavors: { xs: placeholder, s: placeholder, m: placeholder, l: placeholder, xl: placeholder },
      image: placeholder,
      volumeTypes: { standard: placeholder, encrypted: null },
      nameservers: declared.nameservers,
      timeServers: declared.timeServers,
      secondSite: null,
    }),
    'capabilities:',
    ...openstackFlags.map((flag) => `  ${flag}: unknown`),
    ...entries({ source: 'declared when the profile was begun', date, origin: 'declared' }),
    '',
  ].join('\n');

const entries = (values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(values).map(([key, value]) => `${key}: ${flow(value)}`);
