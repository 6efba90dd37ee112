/** Servers of one group that share a machine although there are machines enough. `OS-EXT-SRV-ATTR:host` is the operator's view. */
export const spreadFaults = (
  servers: readonly Readonly<Record<string, unknown>>[],
  groups: readonly { readonly name: string; readonly members: readonly string[] }[],
): readonly string[] => {
  const hostOf = new Map(servers.map((server) => [server.id as string, server['OS-EXT-SRV-ATTR:host'] as string]));
  const machines = new Set(hostOf.values()).size;
  return groups.flatMap(({ name, members }) => {
    const hosts = members.flatMap((member) => hostOf.get(member) ?? []);
    const apart = new Set(hosts).size;
    return apart < Math.min(hosts.length, machines) ? [`${name}: ${hosts.length} servers on ${apart} machines`] : [];
  });
};
