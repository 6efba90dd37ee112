import type { IntentId } from '../model/intent';
import { hostingControls } from './hosting';
import { identityControls } from './identity';
import { loggingControls } from './logging';
import { networkControls } from './network';
import type { Control } from './predicate';
import { storageControls } from './storage';
import { tenancyControls } from './tenancy';

/** How each intent shows in what was written, on each provider; one without an answer does not compile. */
export const catalogue: Readonly<Record<IntentId, Control>> = {
  ...tenancyControls,
  ...identityControls,
  ...loggingControls,
  ...networkControls,
  ...storageControls,
  ...hostingControls,
};
