/** This file defines the frame of a call: code, position, fast locals and evaluation stack, on the heap. */

import type { PyCode } from '../bytecode/code.js';
import { makeType } from '../objects/core-types.js';
import type { PyBaseException } from '../objects/exceptions/base-exception.js';
import type { PyDict } from '../objects/types/dict/dict.js';
import type { PyFunction } from '../objects/types/function.js';
import { PyObject, type Value } from '../values/object.js';
import type { Executable } from './executable.js';
import type { PyGenerator } from './generator.js';

/** What happens with the value that a frame returns or yields. */
export const RETURN_TO_HOST = 0;
/** Push it onto the stack of the frame below. */
export const RETURN_PUSH = 1;
/** It must be None: push the instance that `__init__` was called for. */
export const RETURN_INIT = 2;
/** A yielded value is pushed; a return ends the loop of the FOR_ITER below. */
export const RETURN_FOR_ITER = 3;
/** A yielded value is pushed; a returned one as well, and the SEND below jumps. */
export const RETURN_SEND = 4;

/** The scope of a call that a native function began is left, and the value pushed. */
export const RETURN_SCOPE = 5;

/** Whatever is returned or yielded goes to the native work that waits for it, `instance`. */
export const RETURN_STEPS = 6;

export type ReturnKind = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** A slot of a frame: undefined where a variable is unbound or the stack holds NULL. */
export type Slot = Value | undefined;

/** A Python frame. The same object is what `sys._getframe()` shows. */
export class PyFrame extends PyObject {
  readonly exec: Executable;
  /** Fast locals, then the evaluation stack. */
  readonly slots: Slot[];
  /** Index of the first free stack slot. */
  sp: number;
  /** Index of the next instruction. */
  pc = 0;
  /** The frame below: the caller, or whoever resumed the generator. */
  back: PyFrame | null = null;
  returnKind: ReturnKind = RETURN_PUSH;
  /** For RETURN_TO_HOST: how many objects the heap had noted when the run began (see heap/native-frames.ts). */
  bornAt = 0;
  /** The instance under construction, for RETURN_INIT; the scope, for RETURN_SCOPE; the steps, for RETURN_STEPS. */
  instance: Value | null = null;
  /** The native work that called a host function for which this frame now waits. */
  waiting: Value | null = null;
  /** The generator that this frame belongs to. */
  generator: PyGenerator | null = null;
  /** Names of module and class bodies; null in functions. */
  locals: Value | null = null;
  /** Instructions are traced with this function (sys.settrace). */
  trace: Value | null = null;
  traceLines = true;
  traceOpcodes = false;
  /** Values for names that are no fast locals, stored through `f_locals` (PEP 667). */
  extraLocals: PyDict | null = null;
  finished = false;
  /** The activation of compiled code that this frame shows: its variables are there, not in `slots`; 0 for none. */
  liveAt = 0;

  constructor(
    readonly code: PyCode,
    exec: Executable,
    readonly func: PyFunction | null,
    readonly globals: PyDict,
    readonly builtins: PyDict,
  ) {
    super();
    this.exec = exec;
    const slots: Slot[] = new Array(exec.frameSize);
    for (let i = 0; i < exec.frameSize; i++) slots[i] = undefined;
    this.slots = slots;
    this.sp = exec.nlocalsplus;
  }

  /** Offset of the instruction being executed, in code units; -1 before the first. */
  get lasti(): number {
    return this.pc === 0 ? -1 : (this.exec.offsets[this.pc - 1] as number);
  }
}

export const frameType = makeType('frame', PyFrame);

/** Which exception is being handled: one entry for the thread, one more for each running generator. */
export class ExceptionState {
  value: PyBaseException | null = null;
  constructor(public previous: ExceptionState | null) {}
}
