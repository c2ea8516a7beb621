/** This file makes the errors of unbound variables. */
import { nameError } from '../objects/errors.js';
import type { Raised } from '../objects/exceptions/raised.js';
import { UnboundLocalError } from '../objects/exceptions/types.js';
import { strFromKey, strToUtf16 } from '../values/str.js';
import type { PyFrame } from './frame.js';

/** UnboundLocalError for a fast local. */
export function unboundLocal(frame: PyFrame, index: number): Raised {
  const name = strFromKey(frame.code.localsplusnames[index] as string);
  return nameError(
    `cannot access local variable '${strToUtf16(name)}' where it is not associated with a value`,
    name,
    UnboundLocalError,
  );
}

/** UnboundLocalError for an empty cell of this function, NameError for one of an enclosing function. */
export function unboundDeref(frame: PyFrame, index: number): Raised {
  if (index < frame.code.nlocalsplus - frame.code.nfreevars) return unboundLocal(frame, index);
  const name = strFromKey(frame.code.localsplusnames[index] as string);
  return nameError(
    `cannot access free variable '${strToUtf16(name)}' where it is not associated with a value in enclosing scope`,
    name,
  );
}
