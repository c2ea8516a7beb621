/** This file defines how a program waits for the host: the frames stay on the heap while a promise is pending. */
import * as op from '../bytecode/opcodes.js';
import { NB_SUBSCR } from '../bytecode/operands.js';
import { typeOf } from '../objects/core-types.js';
import { PyMethodDescriptor, PyNativeFunction } from '../objects/native/native-function.js';
import { PyNewWrapper } from '../objects/type/new-wrapper.js';
import { PyMethod } from '../objects/types/descriptors.js';
import type { Value } from '../values/object.js';
import { PyType } from '../values/type.js';
import { type PyFrame, RETURN_TO_HOST } from './frame.js';

/**
 * Thrown by a native function that has to wait for the host. It may only pass the frames of the interpreter: native
 * code that is waiting for a call back into Python cannot be left and entered again, so there it becomes a RuntimeError.
 */
export class Suspend {
  constructor(readonly promise: Promise<Value>) {}
}

/** What the outermost run throws to its driver: wait for the promise, then `resume`. */
export class Suspended {
  constructor(
    readonly promise: Promise<Value>,
    /** The frame that the run began with. */
    readonly entry: PyFrame,
    /** What was thrown: the scheduler's waits carry more than a promise. */
    readonly reason: Suspend,
  ) {}
}

/** The text of the RuntimeError where waiting is impossible. */
export function cannotSuspend(where: string): string {
  return `cannot wait for the host inside ${where}: native code waits for this call`;
}

/** The native function, for messages, that holds the host's stack below the machine's innermost frame. */
export function holderName(vm: { readonly frame: PyFrame | null }): string {
  let frame = vm.frame;
  while (frame !== null && (frame.returnKind !== RETURN_TO_HOST || frame.back === null)) frame = frame.back;
  return nativeName(vm, frame === null ? vm.frame : frame.back);
}

/** The native function, for messages, in which the instruction of a frame is (the machine's innermost one). */
export function nativeName(vm: { readonly frame: PyFrame | null }, frame = vm.frame): string {
  if (frame === null) return 'native code';
  const instruction = frame.exec.plain[frame.pc - 1] as number;
  const oparg = instruction >>> 8;
  const at = (below: number): Value => frame.slots[frame.sp - below] as Value;
  switch (instruction & 0xff) {
    case op.CALL:
    case op.CALL_KW:
      return callableName(at(oparg + 2));
    case op.CALL_FUNCTION_EX:
      return callableName(at(4));
    case op.BINARY_OP:
      return oparg === NB_SUBSCR ? `${typeOf(at(1)).name}.__getitem__` : `an operator of ${typeOf(at(1)).name}`;
    case op.CONTAINS_OP:
      return `${typeOf(at(0)).name}.__contains__`;
    case op.STORE_SUBSCR:
      return `${typeOf(at(2)).name}.__setitem__`;
    case op.DELETE_SUBSCR:
      return `${typeOf(at(2)).name}.__delitem__`;
    default:
      return op.opcodeName(instruction & 0xff);
  }
}

function callableName(callable: Value | undefined): string {
  if (callable instanceof PyNativeFunction || callable instanceof PyMethodDescriptor) {
    const { owner } = callable;
    return owner === null ? `${callable.def.name}()` : `${owner.name}.${callable.def.name}()`;
  }
  if (callable instanceof PyMethod) return callableName(callable.func);
  if (callable instanceof PyNewWrapper) return `${callable.owner.name}.__new__()`;
  if (callable instanceof PyType) return `${callable.name}()`;
  return callable === undefined ? 'native code' : `the call of a ${typeOf(callable).name}`;
}
