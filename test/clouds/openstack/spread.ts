import { type Estate, text, texts } from './read/estate';
import { serverGroups, servers } from './read/machines';

/** Servers of one group that share a machine although there are machines enough. `OS-EXT-SRV-ATTR:host` is the operator's view. */
export const spread = async (estate: Estate): Promise<{ readonly faults: readonly string[]; readonly groups: number }> => {
  const hostOf = new Map(
    (await servers(estate)).map((server) => [text(server.id), text(server['OS-EXT-SRV-ATTR:host'])] as const),
  );
  const machines = new Set(hostOf.values()).size;
  const groups = (await serverGroups(estate)).map(({ name, members }) => ({
    name: text(name),
    hosts: texts(members).flatMap((member) => hostOf.get(member) ?? []),
  }));
  const faults = groups.flatMap(({ name, hosts }) => {
    const apart = new Set(hosts).size;
    return apart < Math.min(hosts.length, machines) ? [`${name}: ${hosts.length} servers on ${apart} machines`] : [];
  });
  return { faults, groups: groups.filter(({ hosts }) => hosts.length > 1).length };
};
