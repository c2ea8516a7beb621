/** This file puts together what native work of pyvm can be done in steps. */
import { LoadingScope } from '../../vm/module-gate.js';
import { CALLING_STEPS } from '../../vm/steps/begin.js';
import { COLLECTING_STEPS } from '../../vm/steps/collect.js';
import { INSTRUCTION_STEPS } from '../../vm/steps/instructions.js';
import { OPERATOR_STEPS } from '../../vm/steps/operators.js';
import type { Steppable, StepsClass } from '../../vm/steps/steps.js';
import { ClassStatement } from '../builtins/classes.js';
import { SUMMATION_CLASSES } from '../builtins/summation.js';
import { CALL_STEPS, NATIVE_CALL_STEPS } from './calls.js';
import { FUNCTION_STEPS } from './functions.js';
import { ITERATOR_STEPS, NEXT_STEPS } from './iterators.js';
import { SORTING_STEPS } from './sorting.js';
import { STATEMENT_STEPS } from './statements.js';

/** For `Machine.steppable`: with it, programs can wait for the host inside native functions. */
export const STEPPABLE: Steppable = { calls: CALL_STEPS, nexts: NEXT_STEPS };

/** Classes of native work that a snapshot may find waiting. The order belongs to the format of snapshots. */
export const STEP_CLASSES: readonly StepsClass[] = [
  LoadingScope,
  ClassStatement,
  ...SUMMATION_CLASSES,
  ...CALLING_STEPS,
  ...COLLECTING_STEPS,
  ...OPERATOR_STEPS,
  ...INSTRUCTION_STEPS,
  ...FUNCTION_STEPS,
  ...ITERATOR_STEPS,
  ...SORTING_STEPS,
  ...STATEMENT_STEPS,
  ...NATIVE_CALL_STEPS,
];
