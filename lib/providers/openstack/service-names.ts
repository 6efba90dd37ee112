import { nameOf } from '../../plan/name';
import { names } from './names';
import type { ServiceContext } from './service-context';

const containerOf = ({ service }: ServiceContext, purpose: string): string =>
  names.container(nameOf('container', service.name, purpose));

/** Container of a service's signed manifests. */
export const releaseContainer = (context: ServiceContext): string => containerOf(context, 'release');

/** Container of a service's secrets on a cloud without a key manager. */
export const secretContainer = (context: ServiceContext): string => containerOf(context, 'secrets');

/** Container of a service's backups, in the project `backup`. */
export const archiveContainer = (context: ServiceContext): string => containerOf(context, 'backup');
