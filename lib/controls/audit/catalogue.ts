import type { Control } from './control';
import { hostingControls } from './hosting-controls';
import { identityControls } from './identity-controls';
import { loggingControls } from './logging-controls';
import { networkControls } from './network-controls';
import { recoveryControls } from './recovery-controls';
import { residencyControls } from './residency-controls';
import { storageControls } from './storage-controls';
import { supplyControls } from './supply-controls';

/** Rises with every change of what a control judges. */
export const catalogueVersion = '1.1.0';

const typed = {
  ...networkControls,
  ...identityControls,
  ...storageControls,
  ...hostingControls,
  ...loggingControls,
  ...recoveryControls,
  ...residencyControls,
  ...supplyControls,
};

export type ControlId = keyof typeof typed;

/** What is judged from facts alone, the same on every cloud and for anybody's artefacts. */
export const controls: Readonly<Record<ControlId, Control>> = typed;

export const controlIds = Object.keys(controls) as readonly ControlId[];
