import type { Evidence, Resource } from '../../../../lib/evidence/resource';
import { textAt, valueAt, valuesAt } from '../../../../lib/evidence/value';
import { allOf, type Body, computeVersion, type Estate, listOf, namesOf, pairs, ports, sorted, text, texts } from './estate';
import { eachOf, type Kind, nameAt, wordsAt } from './kind';

export const servers = (estate: Estate): Promise<readonly Body[]> =>
  listOf(estate, 'compute', '/servers/detail?all_tenants=1', 'servers', computeVersion);

/** With all volumes, also those without a name from which servers start. */
const volumes = (estate: Estate): Promise<readonly Body[]> =>
  listOf(estate, 'block-storage', '/volumes/detail?all_tenants=1', 'volumes');

export const serverGroups = async (estate: Estate): Promise<readonly Body[]> =>
  (await allOf(estate.admin, 'compute', '/os-server-groups?all_projects=true', 'server_groups', computeVersion)).filter(
    ({ project_id: project }) => estate.projects.has(text(project)),
  );

/**
 * What servers know of each other is written with addresses that only the cloud knows: compared by its keys. Those of
 * the way out are computed from the cloud's catalogue, and not compared.
 */
const knownKeys = (metadata: unknown): string =>
  typeof metadata === 'string' ? 'what the catalogue says' : sorted(Object.keys((metadata ?? {}) as Body));

const computes = (evidence: Evidence): ReadonlySet<string> =>
  new Set(
    evidence
      .ofType('compute_instance_v2')
      .filter(({ properties }) => typeof properties.metadata === 'string')
      .map(({ properties }) => textAt(properties, 'name')),
  );

const bootOf = ({ properties }: Resource): string =>
  valuesAt(properties, 'block_device')
    .map((device) => `${textAt(device, 'volume_size')} GiB ${textAt(device, 'volume_type')}`)
    .join(',');

export const machineKinds: readonly Kind[] = [
  {
    type: 'compute_servergroup_v2',
    expected: eachOf(
      'compute_servergroup_v2',
      (resource) => `${textAt(resource.properties, 'name')} ${wordsAt(resource, 'policies')}`,
    ),
    seen: async (estate) => (await serverGroups(estate)).map(({ name, policies }) => `${text(name)} ${sorted(texts(policies))}`),
  },
  {
    type: 'compute_instance_v2',
    expected: eachOf('compute_instance_v2', (resource, evidence) => {
      const { properties } = resource;
      const group = nameAt(evidence, resource, 'scheduler_hints.group');
      return `${textAt(properties, 'name')} ${textAt(properties, 'flavor_name')} in ${textAt(properties, 'availability_zone')} of group ${group} tags ${wordsAt(resource, 'tags')} knows ${knownKeys(valueAt(properties, 'metadata'))} ACTIVE`;
    }),
    seen: async (estate, evidence) => {
      const groups = await serverGroups(estate);
      const computed = computes(evidence);
      return (await servers(estate)).map((body) => {
        const group = groups.filter(({ members }) => texts(members).includes(text(body.id))).map(({ name }) => text(name));
        return `${text(body.name)} ${text((body.flavor as Body).original_name)} in ${text(body['OS-EXT-AZ:availability_zone'])} of group ${sorted(group)} tags ${sorted(texts(body.tags))} knows ${knownKeys(computed.has(text(body.name)) ? '' : body.metadata)} ${text(body.status)}`;
      });
    },
  },
  {
    type: 'ports of servers',
    expected: (evidence) =>
      evidence
        .ofType('compute_instance_v2')
        .map((resource) => `${textAt(resource.properties, 'name')} has ${nameAt(evidence, resource, 'network.port')}`),
    seen: async (estate) => {
      const all = await ports(estate);
      return (await servers(estate)).map(({ id, name }) => {
        const own = all.filter(({ device_id: device }) => device === id).map((port) => text(port.name));
        return `${text(name)} has ${sorted(own)}`;
      });
    },
  },
  {
    type: 'volumes that servers start from',
    expected: eachOf('compute_instance_v2', (resource) => `${textAt(resource.properties, 'name')} from ${bootOf(resource)}`),
    seen: async (estate) => {
      const named = namesOf(await servers(estate));
      return (await volumes(estate))
        .filter(({ name }) => text(name) === '')
        .map(({ attachments, size, volume_type: type }) => {
          const [one] = attachments as readonly Body[];
          return `${named.get(text(one?.server_id)) ?? ''} from ${text(size)} GiB ${text(type)}`;
        });
    },
  },
  {
    type: 'blockstorage_volume_v3',
    expected: eachOf('blockstorage_volume_v3', ({ properties }) => {
      const { name, size, volume_type: type, availability_zone: zone, metadata } = properties;
      return `${text(name)} ${text(size)} GiB ${text(type)} in ${text(zone)} ${pairs(metadata)}`;
    }),
    seen: async (estate) =>
      (await volumes(estate))
        .filter(({ name }) => text(name) !== '')
        .map(
          (body) =>
            `${text(body.name)} ${text(body.size)} GiB ${text(body.volume_type)} in ${text(body.availability_zone)} ${pairs(body.metadata)}`,
        ),
  },
  {
    type: 'compute_volume_attach_v2',
    expected: eachOf(
      'compute_volume_attach_v2',
      (resource, evidence) => `${nameAt(evidence, resource, 'volume_id')} at ${nameAt(evidence, resource, 'instance_id')}`,
    ),
    seen: async (estate) => {
      const named = namesOf(await servers(estate));
      return (await volumes(estate))
        .filter(({ name }) => text(name) !== '')
        .flatMap(({ name, attachments }) =>
          (attachments as readonly Body[]).map(({ server_id: id }) => `${text(name)} at ${named.get(text(id)) ?? ''}`),
        );
    },
  },
];
