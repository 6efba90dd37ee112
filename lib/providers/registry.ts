import type { Provider } from './provider';

/** Every provider, each with the one way to load its engine. */
const loaders: Readonly<Record<Provider['id'], () => Provider>> = {
  aws: () => (require('./aws/provider') as typeof import('./aws/provider')).provider,
  openstack: () => (require('./openstack/provider') as typeof import('./openstack/provider')).provider,
};

export const providerIds = Object.keys(loaders) as readonly Provider['id'][];

/** Loads one provider together with its engine, which takes up to a second; throws where the engine is not installed. */
export const loadProvider = (id: Provider['id']): Provider => loaders[id]();
