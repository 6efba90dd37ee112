import { base } from './style-base';
import { controlParts } from './style-control';
import { narrow } from './style-narrow';
import { print } from './style-print';
import { signs } from './style-sign';
import { tables } from './style-table';
import { overTime } from './style-time';

export const style = [base, signs, tables, controlParts, overTime, narrow, print].join('\n');
