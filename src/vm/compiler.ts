/** This file says what the interpreter asks of a compiler to JavaScript: the JIT is one layer above. */
import type { PyFunction } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import type { PyFrame, Slot } from './frame.js';
import type { Machine } from './machine.js';

/**
 * A compiled function: takes the function object and one value for each parameter. Answers `undefined` when it did not
 * return: then `vm.leaving` is the outermost frame that it left to the interpreter, or `vm.raised` what it raised.
 */
export type CompiledCall = (func: PyFunction, ...args: Slot[]) => Value | undefined;

/** Compiled code that goes on with a frame; answers what the frame returns, or `undefined` as above. */
export type CompiledEntry = (frame: PyFrame) => Value | undefined;

/** The JIT, as the interpreter sees it. */
export interface Compiler {
  /** Calls and turns of loops before code is compiled. */
  readonly callHeat: number;
  readonly loopHeat: number;
  /** Compile at the first call. */
  readonly eager: boolean;
  /** A hot function is about to return: its frame shows what its variables hold. */
  compileReturning(vm: Machine, frame: PyFrame): void;
  /** Compile before the first call. */
  compileCalled(vm: Machine, func: PyFunction): void;
  /** Code to go on with at this instruction, the head of a hot loop; null where there is none. */
  entryFor(vm: Machine, frame: PyFrame, pc: number): CompiledEntry | null;
}

/** Thrown by native code that needs the variables of a frame which compiled code holds: the call is made again by the interpreter. */
export class NeedsFrame {}
