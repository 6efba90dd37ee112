import type { ProviderPolicies } from '../plan/target-plan';
import { parseOptions as awsOptions } from './aws/options';
import { support as awsSupport } from './aws/support';
import { parseOptions as openstackOptions } from './openstack/options';
import { support as openstackSupport } from './openstack/support';

/** Every provider's answers, without its engine. */
export const policies: ProviderPolicies = {
  aws: { support: awsSupport, parseOptions: awsOptions },
  openstack: { support: openstackSupport, parseOptions: openstackOptions },
};
