import type { Confidence } from '../../planning/input';
import type { MessageId } from './language/page-en';

/** How sure a figure is, in the page's words. */
export const confidenceText: Readonly<Record<Confidence, MessageId>> = {
  high: 'confidenceHigh',
  medium: 'confidenceMedium',
  own: 'confidenceOwn',
  assumption: 'confidenceAssumption',
  counted: 'confidenceCounted',
};
