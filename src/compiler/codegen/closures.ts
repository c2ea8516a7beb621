/** This file defines the code that makes a function of a code object, and the handler that ends generators. */
import type { PyCode } from '../../bytecode/code.js';
import * as op from '../../bytecode/opcodes.js';
import {
  INTRINSIC_STOPITERATION_ERROR,
  MAKE_FUNCTION_ANNOTATE,
  MAKE_FUNCTION_ANNOTATIONS,
  MAKE_FUNCTION_CLOSURE,
  MAKE_FUNCTION_DEFAULTS,
  MAKE_FUNCTION_KWDEFAULTS,
} from '../../bytecode/operands.js';
import { None } from '../../values/singletons.js';
import type { Compiler } from '../compiler.js';
import { NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';

const ATTRIBUTES = [
  MAKE_FUNCTION_CLOSURE,
  MAKE_FUNCTION_ANNOTATIONS,
  MAKE_FUNCTION_ANNOTATE,
  MAKE_FUNCTION_KWDEFAULTS,
  MAKE_FUNCTION_DEFAULTS,
];

/** Push a function. `flags` (`MAKE_FUNCTION_…`) say which of its attributes are on the stack. */
export function makeClosure(c: Compiler, loc: SourceLocation, code: PyCode, flags: number): void {
  let attributes = flags;
  const { freevars } = code;
  if (freevars.length > 0) {
    for (const name of freevars) c.addop(loc, op.LOAD_CLOSURE, c.lookupArg(name));
    c.addop(loc, op.BUILD_TUPLE, freevars.length);
    attributes |= MAKE_FUNCTION_CLOSURE;
  }
  c.loadConst(loc, code);
  c.addop(loc, op.MAKE_FUNCTION);
  for (const attribute of ATTRIBUTES) {
    if (attributes & attribute) c.addop(loc, op.SET_FUNCTION_ATTRIBUTE, attribute);
  }
}

/** In a generator or coroutine a StopIteration that escapes becomes a RuntimeError (PEP 479). */
export function wrapInStopIterationHandler(c: Compiler): void {
  const handler = c.newLabel();
  c.seq.insertInstruction(0, op.SETUP_CLEANUP, handler, NO_LOCATION);
  c.loadConst(NO_LOCATION, None);
  c.addop(NO_LOCATION, op.RETURN_VALUE);
  c.useLabel(handler);
  c.addop(NO_LOCATION, op.CALL_INTRINSIC_1, INTRINSIC_STOPITERATION_ERROR);
  c.addop(NO_LOCATION, op.RERAISE, 1);
}
