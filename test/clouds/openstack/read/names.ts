import { pointersIn, textAt, textsAt } from '../../../../lib/evidence/value';
import { addressesOf, allProjects, type Estate, listOf, ports, sorted, text, texts } from './estate';
import { eachOf, type Kind, nameAt, plain } from './kind';

/** Addresses that only the cloud knows, by what they belong to: a port's name, or what a public address is for. */
const ownersOf = async (estate: Estate): Promise<ReadonlyMap<string, string>> =>
  new Map([
    ...(await ports(estate)).flatMap((port) =>
      addressesOf(port).map(({ ip_address: address }) => [address, text(port.name)] as const),
    ),
    ...(await listOf(estate, 'network', '/floatingips', 'floatingips')).map(
      (body) => [text(body.floating_ip_address), text(body.description)] as const,
    ),
  ]);

export const nameKinds: readonly Kind[] = [
  plain('dns_zone_v2', ['dns', '/zones', 'zones'], { plain: ['name', 'email', 'type', 'ttl'] }, allProjects),
  {
    type: 'dns_recordset_v2',
    expected: eachOf('dns_recordset_v2', (resource, evidence) => {
      const { properties } = resource;
      const records = textsAt(properties, 'records').map((record) => {
        const [owner] = pointersIn(record).map(({ resource: id }) => evidence.tryFind(id)?.properties);
        return owner === undefined ? record : textAt(owner, 'description') || textAt(owner, 'name');
      });
      return `${textAt(properties, 'name')} of ${nameAt(evidence, resource, 'zone_id')} ${textAt(properties, 'type')} ${textAt(properties, 'ttl')}: ${sorted(records)}`;
    }),
    seen: async (estate) => {
      const owners = await ownersOf(estate);
      return (await listOf(estate, 'dns', '/recordsets', 'recordsets', allProjects))
        .filter(({ type }) => !['NS', 'SOA'].includes(text(type)))
        .map(
          (body) =>
            `${text(body.name)} of ${text(body.zone_name)} ${text(body.type)} ${text(body.ttl)}: ${sorted(texts(body.records).map((record) => owners.get(record) ?? record))}`,
        );
    },
  },
];
