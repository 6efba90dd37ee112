/** A service of OpenStack as catalogues list it. */
interface ServiceType {
  /** Names under which clouds list it too, the best first. */
  readonly aliases: readonly string[];
  /** Version that is asked for where the catalogue's address names none; empty: the address is taken as it is. */
  readonly version: string;
}

/** By official type (service-types.openstack.org); aliases are what real catalogues hold. */
export const serviceTypes = {
  identity: { aliases: [], version: 'v3' },
  compute: { aliases: [], version: 'v2.1' },
  placement: { aliases: [], version: '' },
  network: { aliases: [], version: 'v2.0' },
  image: { aliases: [], version: 'v2' },
  'block-storage': { aliases: ['volumev3', 'block-store', 'volume'], version: 'v3' },
  'object-store': { aliases: [], version: '' },
  s3: { aliases: ['object-store-s3'], version: '' },
  'load-balancer': { aliases: [], version: 'v2' },
  dns: { aliases: [], version: 'v2' },
  'key-manager': { aliases: [], version: 'v1' },
  'shared-file-system': { aliases: ['sharev2', 'share'], version: 'v2' },
  orchestration: { aliases: [], version: 'v1' },
  alarm: { aliases: ['alarming'], version: 'v2' },
  database: { aliases: [], version: 'v1.0' },
  'container-infrastructure-management': { aliases: ['container-infrastructure', 'container-infra'], version: 'v1' },
} as const satisfies Readonly<Record<string, ServiceType>>;

/** Official type of a service. */
export type ServiceName = keyof typeof serviceTypes;

/** The official type first, then its aliases in order. */
export const typesOf = (service: ServiceName): readonly string[] => [service, ...serviceTypes[service].aliases];

const versioned = /\/v\d+(?:\.\d+)?(?=\/|$)/;

/** Address of a service's versioned interface. */
export const versionedUrl = (service: ServiceName, url: string): string => {
  const { version } = serviceTypes[service];
  const plain = url.replace(/\/+$/, '');
  return version === '' || versioned.test(new URL(plain).pathname) ? plain : `${plain}/${version}`;
};

/** Address before its version, where services tell about themselves. */
export const rootUrl = (url: string): string => {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.split(versioned)[0] ?? ''}`.replace(/\/+$/, '');
};
