import type { AwsCloud } from '../../model/cloud';

/** Whether a cloud's profile names a resource type, or the service above it, as absent. */
export const lacks = (cloud: AwsCloud, type: string): boolean =>
  cloud.absent.some((absent) => type === absent || type.startsWith(`${absent}::`));
