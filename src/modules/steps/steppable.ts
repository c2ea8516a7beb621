/** This file puts together what native work of pyvm can be done in steps. */
import type { Steppable } from '../../vm/steps/steps.js';
import { CALL_STEPS } from './calls.js';
import { NEXT_STEPS } from './iterators.js';

/** For `Machine.steppable`: with it, programs can wait for the host inside native functions. */
export const STEPPABLE: Steppable = { calls: CALL_STEPS, nexts: NEXT_STEPS };
