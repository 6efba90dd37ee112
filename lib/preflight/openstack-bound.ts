import type { Evidence } from '../evidence/resource';
import { textAt } from '../evidence/value';
import type { OpenstackTargetPlan } from '../plan/target-plan';
import type { Claim } from './claim';
import { largest } from './counting';
import { type Part, sumOf } from './need';
import { fullestSubnets } from './openstack-address';
import { metadataCharacters, userDataBytes } from './openstack-host';
import { projectsOf } from './openstack-need';
import type { Region } from './openstack-state';

/** Bounds that no quota can move: of hosts, of subnets, of names. */
export const boundClaims = (target: OpenstackTargetPlan, evidence: Evidence, region: Region): readonly Claim[] => [
  ...hostClaims(target, region),
  ...addressClaims(target, evidence, region),
  ...nameClaims(target, evidence),
];

interface Row {
  readonly id: string;
  readonly item: string;
  readonly value: number;
  readonly source: string;
  readonly repair: string;
  /** What is measured, for one project. */
  readonly parts: (region: Region, project: string) => readonly Part[];
}

const hosts =
  (measure: typeof userDataBytes): Row['parts'] =>
  (region, project) =>
    region.states.filter((state) => state.project === project).flatMap(measure);

/** Bounds of Nova that no quota can move. */
const rows: readonly Row[] = [
  {
    id: 'user-data',
    item: 'bytes of the user data of one server, encoded',
    value: 65_535,
    source: 'Nova: user_data, base64',
    repair: 'a service with fewer parts has shorter boot data',
    parts: hosts(userDataBytes),
  },
  {
    id: 'metadata',
    item: 'characters of one metadata value',
    value: 255,
    source: 'Nova: values of metadata',
    repair: 'a part with fewer instances has fewer peers to name',
    parts: hosts(metadataCharacters),
  },
];

/** The largest host of each project. */
const hostClaims = ({ cloud }: OpenstackTargetPlan, region: Region): readonly Claim[] =>
  projectsOf({ region }).flatMap((project) =>
    rows.flatMap(({ id, item, value, source, repair, parts }) => {
      const most = largest(parts(region, project));
      return most.amount === 0
        ? []
        : [
            {
              need: {
                place: { account: project, region: cloud.region },
                id: `host/${id}`,
                item,
                amount: most.amount,
                parts: [most],
              },
              offline: { kind: 'bound' as const, value, source, date: '2026-11-22', confidence: 'high' as const },
              advise: () => ({ by: 'us' as const, request: `${most.of} has ${most.amount} of at most ${value}: ${repair}` }),
            },
          ];
    }),
  );

/** The fullest subnet of each project. */
const addressClaims = ({ cloud }: OpenstackTargetPlan, evidence: Evidence, region: Region): readonly Claim[] =>
  fullestSubnets(evidence, region).map(({ project, subnet, needed, pool }) => ({
    need: {
      place: { account: project, region: cloud.region },
      id: 'subnet/addresses',
      item: `addresses of the subnet ${subnet}`,
      amount: sumOf(needed),
      parts: needed,
    },
    offline: { kind: 'bound', value: pool, source: 'its allocation pool', date: '', confidence: 'high' },
    advise: () => ({
      by: 'us',
      request: 'addresses that were given never move: host the next service in another tenant or stage',
    }),
  }));

/** Names by which Keystone finds things are shorter than those of all other services. */
const nameClaims = ({ cloud }: OpenstackTargetPlan, evidence: Evidence): readonly Claim[] => {
  const most = largest(
    evidence
      .ofType('identity_project_v3', 'identity_group_v3')
      .map(({ id, properties }) => ({ of: id, amount: textAt(properties, 'name').length })),
  );
  return most.amount === 0
    ? []
    : [
        {
          need: {
            place: { account: '', region: cloud.region },
            id: 'name/identity',
            item: 'characters of the name of a project or group',
            amount: most.amount,
            parts: [most],
          },
          offline: { kind: 'length', value: 64, source: 'Keystone: names', date: '2026-11-22', confidence: 'high' },
          advise: () => ({ by: 'us', request: `${most.of} has a name of ${most.amount}: shorten \`region\` or the tenant` }),
        },
      ];
};
