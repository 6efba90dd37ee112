/** The layers of a region, in the order in which they stand on each other. */
export const layers = ['foundation', 'network', 'storage', 'hosting'] as const;
export type Layer = (typeof layers)[number];

const byPart: Readonly<Record<string, Layer>> = { network: 'network', transit: 'network', egress: 'network', storage: 'storage' };

/** The layer of an artefact by its id, such as `city-production/storage`; what stands below a service is hosting. */
export const layerOf = (id: string): Layer => {
  const [head = '', part] = id.split('/');
  if (head === 'foundation') return 'foundation';
  if (head === 'egress' || head === 'link') return 'network';
  return part === undefined ? 'foundation' : (byPart[part] ?? 'hosting');
};
