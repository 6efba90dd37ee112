import { base } from './style-base';
import { controlParts } from './style-control';
import { narrow } from './style-narrow';
import { print } from './style-print';
import { signs } from './style-sign';
import { tables } from './style-table';

export const style = [base, signs, tables, controlParts, narrow, print].join('\n');
