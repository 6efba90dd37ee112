import { nameOf } from '../../../plan/name';
import { names } from '../names';
import type { ServiceContext } from './service-context';

const containerOf = ({ service }: ServiceContext, purpose: string): string =>
  names.container(nameOf('container', service.name, purpose));

/** Container of a service's signed manifests. */
export const releaseContainer = (context: ServiceContext): string => containerOf(context, 'release');

/** Container of a service's secrets on a cloud without a key manager. */
export const secretContainer = (context: ServiceContext): string => containerOf(context, 'secrets');

/** Where a service's backups lie in the project `backup`: its own folder of the space's container. */
export const archiveFolder = ({ space, service }: ServiceContext): string =>
  `${names.backupContainer(space)}/services/${service.id}`;
