/**
 * This file is the interpreter loop: it runs frames, switching between them for Python-to-Python calls and generators.
 * Labels are literal because V8 makes a jump table only of literals; a test holds them to the opcode table.
 */
import { CO_ASYNC_GENERATOR, CO_COROUTINE } from '../bytecode/code.js';
import { GET_AWAITABLE } from '../bytecode/opcodes.js';
import { NB_SUBSCR } from '../bytecode/operands.js';
import { type PyInstance, typeOf } from '../objects/core-types.js';
import { runtimeError, typeError } from '../objects/errors.js';
import { Raised } from '../objects/exceptions/raised.js';
import { checkSelf } from '../objects/native/call-native.js';
import { directCallOf } from '../objects/native/direct-call.js';
import type { Scope, ScopedCall } from '../objects/native/native-def.js';
import { PyMethodDescriptor, PyNativeFunction } from '../objects/native/native-function.js';
import { genericGetAttr } from '../objects/operations/attributes.js';
import { compareNumbers, compareStrings, richCompare } from '../objects/operations/compare.js';
import { contains, delItem, getItem, setItem } from '../objects/operations/containers.js';
import { getIter } from '../objects/operations/iteration.js';
import { noteReturnValue } from '../objects/operations/stop-iteration.js';
import { isTrue } from '../objects/operations/truth.js';
import { slotInit } from '../objects/type/slot-dispatch.js';
import { PyMethod } from '../objects/types/descriptors.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyCell, PyFunction } from '../objects/types/function.js';
import { PyListIterator } from '../objects/types/iterators/list-iterator.js';
import { PyRangeIterator } from '../objects/types/iterators/range-iterator.js';
import { PyList } from '../objects/types/list/list.js';
import { PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { type CompareOp, PyType } from '../values/type.js';
import { dropActivations } from './activations.js';
import { binaryOperation } from './binary-operation.js';
import { callObject } from './call.js';
import { type CompiledCall, type CompiledEntry, NeedsFrame } from './compiler.js';
import { unboundDeref, unboundLocal } from './errors.js';
import { enterExceptionState, setContext } from './exception-state.js';
import { executableOf } from './executable.js';
import {
  type PyFrame,
  RETURN_FOR_ITER,
  RETURN_INIT,
  RETURN_PUSH,
  RETURN_SCOPE,
  RETURN_SEND,
  RETURN_STEPS,
  RETURN_TO_HOST,
  type ReturnKind,
  type Slot,
} from './frame.js';
import {
  GEN_CLOSED,
  GEN_CREATED,
  GEN_RUNNING,
  GEN_SUSPENDED,
  PyAsyncGenerator,
  PyCoroutine,
  PyGenerator,
} from './generator.js';
import { cachedMethod, loadAttribute } from './instructions/attributes.js';
import { keywordNames, spreadArguments } from './instructions/calls.js';
import { Reraise } from './instructions/exceptions.js';
import { executeInstruction } from './instructions/execute.js';
import { loadGlobal } from './instructions/names.js';
import type { Machine } from './machine.js';
import { makeFrame } from './make-frame.js';
import { PropertyCall } from './property-call.js';
import { Delivery, deliver } from './steps/deliver.js';
import {
  stepBinary,
  stepCall,
  stepCompare,
  stepContains,
  stepForIter,
  stepIter,
  stepLoadAttribute,
  stepOther,
  stepSend,
  stepSpread,
  stepStoreAttribute,
  stepStoreItem,
  stepTruth,
} from './steps/instructions.js';
import type { Steps } from './steps/steps.js';
import { cannotSuspend, nativeName, Suspend, Suspended } from './suspension.js';
import { addTraceback } from './traceback.js';
import { instrument } from './tracing/code-monitors.js';
import { EXCEPTION_HANDLED, PY_UNWIND, RAISE, RERAISE } from './tracing/events.js';
import { fireException, raiseOffset } from './tracing/fire.js';
import { markedInstruction, tellThrown } from './tracing/marked-instruction.js';
import type { Monitoring } from './tracing/monitoring.js';

/** Native depth at which compiled code leaves its callees to the loop below, and what a loop above it weighs. */
const NESTED_DEPTH = 700;
const NESTED_WEIGHT = 3;
/** What an exception costs in each frame that it passes: much more work than an instruction. */
export const UNWIND_COST = 24;

/**
 * Run a frame, and every frame that it calls, until it returns or yields. Throws what it raises. The frame must be new
 * or suspended; it is linked above the machine's current frame.
 */
export function run(vm: Machine, entry: PyFrame): Value {
  const { heapFrame, activeBase } = vm;
  entry.back = vm.frame;
  entry.returnKind = RETURN_TO_HOST;
  entry.bornAt = vm.heap.sequence;
  vm.enterFrame();
  vm.frame = entry;
  vm.runDepth++;
  try {
    if (entry.pc === 0) vm.spend(entry.exec.costs[0] as number);
    let pending: unknown = null;
    if (vm.throwInto !== null) {
      pending = vm.throwInto;
      vm.throwInto = null;
      if (vm.isMonitored) {
        instrument(vm.monitoring as Monitoring, entry.exec);
        pending = tellThrown(vm, entry, pending as Raised);
      }
    }
    const value = runLoop(vm, entry, pending);
    vm.heapFrame = heapFrame;
    vm.activeBase = activeBase;
    return value;
  } catch (reason) {
    if (!(reason instanceof Suspended)) {
      vm.heapFrame = heapFrame;
      vm.activeBase = activeBase;
    }
    throw reason;
  } finally {
    vm.runDepth--;
  }
}

/**
 * Run the frame of a function that compiled code calls and that is not compiled itself. No native code waits in between:
 * when the run is to be suspended, the compiled callers are left as well.
 */
export function runForCompiled(vm: Machine, entry: PyFrame): Value | undefined {
  const { heapFrame, activeBase } = vm;
  entry.back = vm.frame;
  entry.returnKind = RETURN_TO_HOST;
  entry.bornAt = vm.heap.sequence;
  vm.enterFrame();
  vm.spend(entry.exec.costs[0] as number);
  if (vm.active >= vm.activeLimit || vm.nativeDepth > NESTED_DEPTH) {
    vm.heapFrame = entry;
    vm.leaving = entry;
    return undefined;
  }
  vm.frame = entry;
  vm.nativeDepth += NESTED_WEIGHT;
  try {
    const value = runLoop(vm, entry, null);
    vm.heapFrame = heapFrame;
    vm.activeBase = activeBase;
    return value;
  } catch (reason) {
    if (reason instanceof Suspended) {
      vm.leaving = entry;
      vm.leaveReason = reason.reason;
      return undefined;
    }
    vm.heapFrame = heapFrame;
    vm.activeBase = activeBase;
    throw reason;
  } finally {
    vm.nativeDepth -= NESTED_WEIGHT;
  }
}

/**
 * Resume a generator or coroutine for compiled code: what it yields or returns, by its state; undefined when it has to
 * be left together with the compiled caller.
 */
export function resumeForCompiled(vm: Machine, generator: PyGenerator, value: Value): Value | undefined {
  const { heapFrame, activeBase } = vm;
  const entry = generator.frame;
  vm.enterFrame();
  entry.back = vm.frame;
  entry.returnKind = RETURN_TO_HOST;
  entry.bornAt = vm.heap.sequence;
  generator.state = GEN_RUNNING;
  enterExceptionState(vm, generator);
  entry.slots[entry.sp++] = value;
  if (vm.active >= vm.activeLimit || vm.nativeDepth > NESTED_DEPTH) {
    vm.heapFrame = entry;
    vm.leaving = entry;
    return undefined;
  }
  vm.frame = entry;
  vm.nativeDepth += NESTED_WEIGHT;
  try {
    const result = runLoop(vm, entry, null);
    vm.heapFrame = heapFrame;
    vm.activeBase = activeBase;
    return result;
  } catch (reason) {
    if (reason instanceof Suspended) {
      vm.leaving = entry;
      vm.leaveReason = reason.reason;
      return undefined;
    }
    vm.heapFrame = heapFrame;
    vm.activeBase = activeBase;
    throw reason;
  } finally {
    vm.nativeDepth -= NESTED_WEIGHT;
  }
}

/** Call compiled code from native code, which waits for it; the frames that it leaves are run to their end. */
export function runCompiled(vm: Machine, func: PyFunction, call: CompiledCall, args: readonly Slot[]): Value {
  return waitForCompiled(vm, () => callCompiled(call, func, args, 0, args.length));
}

/** Resume a generator whose code is compiled, from native code. */
export function resumeCompiled(vm: Machine, generator: PyGenerator, compiled: CompiledEntry, value: Value): Value {
  return waitForCompiled(vm, () => enterGenerator(vm, generator, compiled, value));
}

/** Link a suspended generator above compiled code, and go on with its own compiled code. */
export function enterGenerator(
  vm: Machine,
  generator: PyGenerator,
  compiled: CompiledEntry,
  value: Value,
): Value | undefined {
  const { frame } = generator;
  generator.state = GEN_RUNNING;
  enterExceptionState(vm, generator);
  frame.slots[frame.sp++] = value;
  return compiled(frame);
}

function waitForCompiled(vm: Machine, enter: () => Value | undefined): Value {
  const { heapFrame, activeBase } = vm;
  const born = vm.heap.sequence;
  vm.setActiveLimit();
  vm.runDepth++;
  try {
    const value = enter();
    if (value !== undefined) return value;
    if (vm.leaving === null) throw takeRaised(vm);
    const entry = vm.leaving;
    const inner = vm.heapFrame;
    vm.leaving = null;
    vm.heapFrame = heapFrame;
    entry.back = vm.frame;
    entry.returnKind = RETURN_TO_HOST;
    entry.bornAt = born;
    vm.frame = inner;
    try {
      const result = runLoop(vm, entry, takeLeaveReason(vm));
      vm.heapFrame = heapFrame;
      vm.activeBase = activeBase;
      return result;
    } catch (reason) {
      if (!(reason instanceof Suspended)) {
        vm.heapFrame = heapFrame;
        vm.activeBase = activeBase;
      }
      throw reason;
    }
  } finally {
    vm.runDepth--;
  }
}

/** Arguments stand in an array: spread them over the parameters. */
export function callCompiled(
  call: CompiledCall,
  func: PyFunction,
  s: readonly Slot[],
  base: number,
  count: number,
): Value | undefined {
  switch (count) {
    case 0:
      return call(func);
    case 1:
      return call(func, s[base]);
    case 2:
      return call(func, s[base], s[base + 1]);
    case 3:
      return call(func, s[base], s[base + 1], s[base + 2]);
    case 4:
      return call(func, s[base], s[base + 1], s[base + 2], s[base + 3]);
    default:
      return call(func, ...s.slice(base, base + count));
  }
}

/** What compiled code raised; the frame that it passed last is linked to the one that runs now. */
export function takeRaised(vm: Machine): Raised {
  const raised = vm.raised as Raised;
  vm.raised = null;
  const last = vm.raisedFrame;
  if (last !== null) {
    if (last.generator === null && last.back === null && last !== vm.heapFrame) last.back = vm.frame;
    vm.raisedFrame = null;
  }
  return raised;
}

function takeLeaveReason(vm: Machine): Suspend | null {
  const reason = vm.leaveReason;
  vm.leaveReason = null;
  return reason;
}

/**
 * Go on with a run that was suspended: `value` is what the call that waited answers, or `error` what it raises. The
 * machine's frames are as they were.
 */
export function resume(vm: Machine, entry: PyFrame, value: Value, error: Raised | null): Value {
  const frame = vm.heapFrame as PyFrame;
  const steps = frame.waiting as Steps | null;
  frame.waiting = null;
  vm.runDepth++;
  try {
    return runLoop(vm, entry, new Delivery(steps, value, error));
  } finally {
    vm.runDepth--;
  }
}

/** Go on with a run that was left between two instructions. */
export function continueRun(vm: Machine, entry: PyFrame): Value {
  vm.runDepth++;
  try {
    return runLoop(vm, entry, null);
  } finally {
    vm.runDepth--;
  }
}

function runLoop(vm: Machine, entry: PyFrame, pending: unknown): Value {
  let frame = vm.heapFrame as PyFrame;
  let code = frame.exec.instructions;
  let costs = frame.exec.costs;
  let s = frame.slots;
  let sp = frame.sp;
  let pc = frame.pc;
  let atHandler = false;
  const { jit } = vm;
  // The run's own frame has ended in compiled code with an exception.
  let passedEntry = false;
  // Continued where the machine's innermost frame has become another one, or stands at another place.
  reload: for (;;) {
    try {
      if (pending !== null) {
        const reason = pending;
        pending = null;
        if (!(reason instanceof Delivery)) throw reason;
        reason.run(vm);
      }
      if (atHandler) atHandler = false;
      else {
        frame = vm.heapFrame as PyFrame;
        code = frame.exec.instructions;
        costs = frame.exec.costs;
        s = frame.slots;
        sp = frame.sp;
        pc = frame.pc;
      }
      if (vm.throwInto !== null) {
        const thrown = vm.throwInto;
        vm.throwInto = null;
        throw thrown;
      }
      for (;;) {
        let instruction = code[pc++] as number;
        if (instruction < 0) {
          frame.sp = sp;
          instruction = markedInstruction(vm, frame, pc - 1);
          sp = frame.sp;
          pc = (vm.monitoring as Monitoring).next;
          if (instruction < 0) continue;
        }
        frame.pc = pc;
        const oparg = instruction >>> 8;
        switch (instruction & 0xff) {
          case 27: // NOP
          case 28: // NOT_TAKEN
            break;
          case 128: // RESUME
            if (frame.exec.monitorVersion !== vm.monitorVersion) {
              instrument(vm.monitoring as Monitoring, frame.exec);
              pc--;
            } else if (vm.switchWanted !== null && vm.runDepth === vm.suspendDepth) {
              frame.sp = sp;
              throw vm.switchWanted;
            }
            break;
          case 84: // LOAD_FAST
          case 86: // LOAD_FAST_BORROW
            s[sp++] = s[oparg];
            break;
          case 89: // LOAD_FAST_LOAD_FAST
          case 87: // LOAD_FAST_BORROW_LOAD_FAST_BORROW
            s[sp++] = s[oparg >> 4];
            s[sp++] = s[oparg & 15];
            break;
          case 88: {
            // LOAD_FAST_CHECK
            const value = s[oparg];
            if (value === undefined) throw unboundLocal(frame, oparg);
            s[sp++] = value;
            break;
          }
          case 85: // LOAD_FAST_AND_CLEAR
            s[sp++] = s[oparg];
            s[oparg] = undefined;
            break;
          case 82: // LOAD_CONST
            s[sp++] = frame.exec.consts[oparg];
            break;
          case 94: // LOAD_SMALL_INT
            s[sp++] = oparg;
            break;
          case 112: // STORE_FAST
            s[oparg] = s[--sp];
            break;
          case 114: // STORE_FAST_STORE_FAST
            s[oparg >> 4] = s[sp - 1];
            s[oparg & 15] = s[sp - 2];
            sp -= 2;
            break;
          case 113: // STORE_FAST_LOAD_FAST
            s[oparg >> 4] = s[sp - 1];
            s[sp - 1] = s[oparg & 15];
            break;
          case 31: // POP_TOP
          case 30: // POP_ITER
          case 9: // END_FOR
            s[--sp] = undefined;
            break;
          case 33: // PUSH_NULL
            s[sp++] = undefined;
            break;
          case 59: // COPY
            s[sp] = s[sp - oparg];
            sp++;
            break;
          case 117: {
            // SWAP
            const top = s[sp - 1];
            s[sp - 1] = s[sp - oparg];
            s[sp - oparg] = top;
            break;
          }
          case 83: {
            // LOAD_DEREF
            const value = (s[oparg] as PyCell).value;
            if (value === undefined) throw unboundDeref(frame, oparg);
            s[sp++] = value;
            break;
          }
          case 111: // STORE_DEREF
            (s[oparg] as PyCell).value = s[--sp];
            break;
          case 97: // MAKE_CELL
            s[oparg] = new PyCell(s[oparg]);
            break;
          case 60: {
            // COPY_FREE_VARS
            const cells = ((frame.func as PyFunction).closure as PyTuple).items;
            const base = frame.exec.nlocalsplus - oparg;
            for (let i = 0; i < oparg; i++) s[base + i] = cells[i];
            break;
          }
          case 92: // LOAD_GLOBAL
            s[sp++] = loadGlobal(vm, frame, oparg >> 1, pc - 1);
            if (oparg & 1) s[sp++] = undefined;
            break;
          case 44: {
            // BINARY_OP
            const b = s[--sp] as Value;
            const a = s[sp - 1] as Value;
            s[sp] = undefined;
            if (typeof a === 'number' && typeof b === 'number') {
              let r: number;
              switch (oparg) {
                case 0: // NB_ADD
                case 13: // NB_INPLACE_ADD
                  r = a + b;
                  if (r <= 9007199254740991 && r >= -9007199254740991) {
                    s[sp - 1] = r;
                    continue;
                  }
                  break;
                case 10: // NB_SUBTRACT
                case 23: // NB_INPLACE_SUBTRACT
                  r = a - b;
                  if (r <= 9007199254740991 && r >= -9007199254740991) {
                    s[sp - 1] = r;
                    continue;
                  }
                  break;
                case 5: // NB_MULTIPLY
                  r = a * b;
                  if (r <= 9007199254740991 && r >= -9007199254740991) {
                    s[sp - 1] = r + 0;
                    continue;
                  }
                  break;
              }
            } else if (a instanceof PyFloat && b instanceof PyFloat) {
              switch (oparg) {
                case 0: // NB_ADD
                  s[sp - 1] = new PyFloat(a.value + b.value);
                  continue;
                case 10: // NB_SUBTRACT
                  s[sp - 1] = new PyFloat(a.value - b.value);
                  continue;
                case 5: // NB_MULTIPLY
                  s[sp - 1] = new PyFloat(a.value * b.value);
                  continue;
              }
            } else if (oparg === NB_SUBSCR && typeof b === 'number') {
              if (a instanceof PyList && a.constructor === PyList) {
                const items = a.items;
                const at = b < 0 ? b + items.length : b;
                if (at >= 0 && at < items.length) {
                  s[sp - 1] = items[at];
                  continue;
                }
              } else if (a instanceof PyTuple && a.constructor === PyTuple) {
                const items = a.items;
                const at = b < 0 ? b + items.length : b;
                if (at >= 0 && at < items.length) {
                  s[sp - 1] = items[at];
                  continue;
                }
              }
            } else if (
              oparg === NB_SUBSCR &&
              a instanceof PyDict &&
              a.constructor === PyDict &&
              typeof b === 'string'
            ) {
              const found = a.getStr(b);
              if (found !== undefined) {
                s[sp - 1] = found;
                continue;
              }
            }
            frame.sp = sp;
            if (vm.steppable !== null && stepBinary(vm, frame, oparg, a, b)) continue reload;
            s[sp - 1] = oparg === NB_SUBSCR ? getItem(vm, a, b) : binaryOperation(vm, oparg, a, b);
            break;
          }
          case 56: {
            // COMPARE_OP
            const b = s[--sp] as Value;
            const a = s[sp - 1] as Value;
            s[sp] = undefined;
            const operator = (oparg >> 5) as CompareOp;
            if (typeof a === 'number' && typeof b === 'number') {
              s[sp - 1] = compareNumbers(a, b, operator);
            } else if (typeof a === 'string' && typeof b === 'string') {
              s[sp - 1] = compareStrings(a, b, operator);
            } else {
              frame.sp = sp;
              if (vm.steppable !== null && stepCompare(vm, frame, oparg, a, b)) continue reload;
              const result = richCompare(vm, a, b, operator);
              s[sp - 1] = oparg & 16 ? isTrue(vm, result) : result;
            }
            break;
          }
          case 74: {
            // IS_OP
            const b = s[--sp];
            s[sp - 1] = isSame(s[sp - 1] as Value, b as Value) !== (oparg === 1);
            s[sp] = undefined;
            break;
          }
          case 57: {
            // CONTAINS_OP
            const container = s[--sp] as Value;
            const item = s[sp - 1] as Value;
            frame.sp = sp;
            if (vm.steppable !== null && stepContains(vm, frame, container, item)) continue reload;
            s[sp - 1] = contains(vm, container, item) !== (oparg === 1);
            break;
          }
          case 39: {
            // TO_BOOL
            const value = s[sp - 1] as Value;
            if (typeof value !== 'boolean') {
              frame.sp = sp;
              if (vm.steppable !== null && stepTruth(vm, frame, value)) continue reload;
              s[sp - 1] = isTrue(vm, value);
            }
            break;
          }
          case 42: // UNARY_NOT
            s[sp - 1] = s[sp - 1] !== true;
            break;
          case 100: // POP_JUMP_IF_FALSE
            if (s[--sp] === false) pc = oparg;
            vm.fuel -= costs[pc] as number;
            break;
          case 103: // POP_JUMP_IF_TRUE
            if (s[--sp] === true) pc = oparg;
            vm.fuel -= costs[pc] as number;
            break;
          case 101: // POP_JUMP_IF_NONE
            if (s[--sp] === None) pc = oparg;
            vm.fuel -= costs[pc] as number;
            break;
          case 102: // POP_JUMP_IF_NOT_NONE
            if (s[--sp] !== None) pc = oparg;
            vm.fuel -= costs[pc] as number;
            break;
          case 77: // JUMP_FORWARD
            pc = oparg;
            vm.fuel -= costs[pc] as number;
            break;
          case 75: // JUMP_BACKWARD
          case 76: // JUMP_BACKWARD_NO_INTERRUPT
            vm.fuel -= costs[oparg] as number;
            if (vm.fuel < 0) {
              // What is raised here, by a signal's handler for one, is raised by the jump.
              frame.sp = sp;
              vm.betweenInstructions();
              pc = oparg;
              frame.pc = pc;
              if (vm.switchWanted !== null && vm.runDepth === vm.suspendDepth) throw vm.switchWanted;
            }
            pc = oparg;
            if (jit !== null && ++frame.exec.heat > jit.loopHeat && vm.entersCompiled) {
              frame.pc = pc;
              frame.sp = sp;
              const compiled = jit.entryFor(vm, frame, pc);
              if (compiled !== null) {
                vm.depth--;
                vm.heapFrame = frame.back;
                vm.setActiveLimit();
                const value = compiled(frame);
                if (value === undefined) {
                  if (vm.leaving === null) {
                    // The frame is finished: the exception arises in its caller.
                    const raised = takeRaised(vm);
                    if (frame === entry) {
                      passedEntry = true;
                      throw raised;
                    }
                    const finished = frame;
                    if (finished.returnKind === RETURN_SCOPE) (finished.instance as Scope).leave(vm);
                    frame = finished.back as PyFrame;
                    vm.heapFrame = frame;
                    pc = frame.pc;
                    throw raised;
                  }
                  frame = adopt(vm, null);
                  pc = frame.pc;
                  lookAround(vm);
                  continue reload;
                }
                // As if it had run up to its RETURN_VALUE.
                vm.depth++;
                vm.heapFrame = frame;
                sp = frame.exec.nlocalsplus;
                s[sp++] = value;
                pc = frame.exec.returnAt;
              }
            }
            break;
          case 16: // GET_ITER
            frame.sp = sp;
            if (vm.steppable !== null && stepIter(vm, frame, s[sp - 1] as Value)) continue reload;
            s[sp - 1] = getIter(vm, s[sp - 1] as Value);
            break;
          case 70: {
            // FOR_ITER
            const iterator = s[sp - 1] as Value;
            let item: Value | undefined;
            if (iterator instanceof PyRangeIterator) {
              if (iterator.left > 0) {
                iterator.left--;
                item = iterator.next;
                iterator.next = item + iterator.step;
              }
            } else if (iterator instanceof PyListIterator) {
              const list = iterator.list;
              if (list !== null && iterator.index < list.items.length) item = list.items[iterator.index++];
              else {
                iterator.list = null;
                item = undefined;
              }
            } else if (
              iterator instanceof PyGenerator &&
              iterator.constructor === PyGenerator &&
              iterator.state <= GEN_SUSPENDED
            ) {
              frame.sp = sp;
              if (iterator.frame.exec.resume !== null && vm.entersCompiled) {
                vm.setActiveLimit();
                if (vm.active < vm.activeLimit) {
                  const value = enterGenerator(vm, iterator, iterator.frame.exec.resume, None);
                  if (value === undefined) {
                    if (vm.leaving === null) throw takeRaised(vm);
                    frame = adopt(vm, frame, RETURN_FOR_ITER);
                    pc = frame.pc;
                    lookAround(vm);
                    continue reload;
                  }
                  if ((iterator.state as number) !== GEN_CLOSED) s[sp++] = value;
                  else {
                    pc = oparg;
                    if ((code[pc] as number) < 0) s[sp++] = value;
                    else pc++;
                  }
                  vm.fuel -= costs[pc] as number;
                  break;
                }
              }
              frame = resumeFrame(vm, frame, iterator, None, RETURN_FOR_ITER);
              code = frame.exec.instructions;
              costs = frame.exec.costs;
              s = frame.slots;
              sp = frame.sp;
              pc = frame.pc;
              continue;
            } else {
              frame.sp = sp;
              if (vm.steppable !== null && stepForIter(vm, frame, iterator)) continue reload;
              const next = typeOf(iterator).tp_iternext;
              if (next === null) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
              item = next(vm, iterator);
            }
            if (item === undefined) {
              // The iterator stays for POP_ITER; END_FOR, the jump's target, is skipped.
              pc = oparg + 1;
            } else s[sp++] = item;
            vm.fuel -= costs[pc] as number;
            break;
          }
          case 106: {
            // SEND
            const receiver = s[sp - 2] as Value;
            const value = s[sp - 1] as Value;
            if (
              receiver instanceof PyGenerator &&
              receiver.state <= GEN_SUSPENDED &&
              (receiver.constructor === PyGenerator || receiver.constructor === PyCoroutine)
            ) {
              if (receiver.state === GEN_CREATED && value !== None) {
                throw typeError("can't send non-None value to a just-started generator");
              }
              sp--;
              s[sp] = undefined;
              frame.sp = sp;
              if (receiver.frame.exec.resume !== null && vm.entersCompiled) {
                vm.setActiveLimit();
                if (vm.active < vm.activeLimit) {
                  const sent = enterGenerator(vm, receiver, receiver.frame.exec.resume, value);
                  if (sent === undefined) {
                    if (vm.leaving === null) throw takeRaised(vm);
                    frame = adopt(vm, frame, RETURN_SEND);
                    pc = frame.pc;
                    lookAround(vm);
                    continue reload;
                  }
                  s[sp++] = sent;
                  if ((receiver.state as number) === GEN_CLOSED) pc = oparg;
                  vm.fuel -= costs[pc] as number;
                  break;
                }
              }
              frame = resumeFrame(vm, frame, receiver, value, RETURN_SEND);
              code = frame.exec.instructions;
              costs = frame.exec.costs;
              s = frame.slots;
              sp = frame.sp;
              pc = frame.pc;
              continue;
            }
            frame.sp = sp;
            if (vm.steppable !== null && stepSend(vm, frame, receiver, value)) continue reload;
            const sent = vm.sendTo(receiver, value);
            s[sp - 1] = sent.value;
            if (sent.finished) pc = oparg;
            vm.fuel -= costs[pc] as number;
            break;
          }
          case 80: {
            // LOAD_ATTR
            const owner = s[sp - 1] as Value;
            frame.sp = sp;
            if (vm.steppable !== null && stepLoadAttribute(vm, frame, owner, oparg >> 1)) continue reload;
            if (oparg & 1) {
              sp = loadMethod(vm, frame, owner, oparg >> 1, pc - 1, sp);
            } else {
              const value = loadAttribute(vm, frame, owner, oparg >> 1, pc - 1);
              if (value instanceof PropertyCall) {
                s[--sp] = undefined;
                frame.sp = sp;
                const callee = makeFrame(vm, value.getter, [value.self], 0, 1, null);
                callee.back = frame;
                vm.enterFrame();
                frame = callee;
                vm.heapFrame = frame;
                code = frame.exec.instructions;
                costs = frame.exec.costs;
                s = frame.slots;
                sp = frame.sp;
                pc = 0;
                vm.spend(costs[0] as number);
                continue;
              }
              s[sp - 1] = value;
            }
            break;
          }
          case 4: {
            // CALL_FUNCTION_EX
            frame.sp = sp;
            if (vm.steppable !== null && stepSpread(vm, s[sp - 2] as Value)) continue reload;
            const callable = s[sp - 4] as Value;
            const func = callable instanceof PyMethod ? callable.func : callable;
            let callee: PyFrame | null = null;
            if (func instanceof PyFunction) {
              const self = callable instanceof PyMethod ? callable.self : s[sp - 3];
              const { values, names } = spreadArguments(vm, callable, self, s[sp - 2] as Value, s[sp - 1]);
              callee = makeFrame(vm, func, values, 0, values.length, names);
            } else if (func instanceof PyNativeFunction && func.def.scoped !== null) {
              const { values, names } = spreadArguments(vm, func, s[sp - 3], s[sp - 2] as Value, s[sp - 1]);
              const call = func.def.scoped(vm, func.self, values, names);
              callee = scopedFrame(vm, call);
              if (callee === null) {
                const value = runScoped(vm, call);
                for (let i = 0; i < 4; i++) s[--sp] = undefined;
                s[sp++] = value;
                break;
              }
            }
            if (callee === null) {
              if (vm.steppable !== null && stepOther(vm, frame, 4, oparg)) continue reload;
              executeInstruction(vm, frame, 4, oparg);
              sp = frame.sp;
              break;
            }
            for (let i = 0; i < 4; i++) s[--sp] = undefined;
            frame.sp = sp;
            callee.back = frame;
            vm.enterFrame();
            frame = callee;
            vm.heapFrame = frame;
            code = frame.exec.instructions;
            costs = frame.exec.costs;
            s = frame.slots;
            sp = frame.sp;
            pc = 0;
            vm.spend(costs[0] as number);
            continue;
          }
          case 52: // CALL
          case 55: {
            // CALL_KW
            let kwnames: readonly string[] | null = null;
            if ((instruction & 0xff) === 55) {
              kwnames = keywordNames(s[--sp] as PyTuple);
              s[sp] = undefined;
            }
            let count = oparg;
            let base = sp - oparg;
            let callable = s[base - 2] as Value;
            if (s[base - 1] !== undefined) {
              base--;
              count++;
            }
            if (callable instanceof PyMethod) {
              // Put the receiver in front of the arguments: a free slot is there unless self was given already.
              if (count === oparg) {
                base--;
                count++;
                s[base] = callable.self;
                callable = callable.func;
              }
            }
            if (callable instanceof PyFunction) {
              frame.sp = sp;
              if (jit !== null && kwnames === null && vm.entersCompiled) {
                const called = executableOf(vm, callable.code);
                if (called.direct === null && jit.eager) jit.compileCalled(vm, callable);
                if (called.direct !== null && called.directCount === count) {
                  vm.setActiveLimit();
                  const value = callCompiled(called.direct, callable, s, base, count);
                  const floor = count === oparg ? base - 2 : base - 1;
                  while (sp > floor) s[--sp] = undefined;
                  if (value !== undefined) {
                    s[sp++] = value;
                    break;
                  }
                  frame.sp = sp;
                  if (vm.leaving === null) throw takeRaised(vm);
                  frame = adopt(vm, frame);
                  pc = frame.pc;
                  lookAround(vm);
                  continue reload;
                }
              }
              const callee = makeFrame(vm, callable, s, base, count, kwnames);
              const floor = count === oparg ? base - 2 : base - 1;
              while (sp > floor) s[--sp] = undefined;
              frame.sp = sp;
              callee.back = frame;
              vm.enterFrame();
              frame = callee;
              vm.heapFrame = frame;
              code = frame.exec.instructions;
              costs = frame.exec.costs;
              s = frame.slots;
              sp = frame.sp;
              pc = 0;
              vm.spend(costs[0] as number);
              continue;
            }
            const floor = count === oparg ? base - 2 : base - 1;
            if (
              callable instanceof PyType &&
              callable.tp_init === slotInit &&
              callable.type.tp_call === vm.typeCall &&
              callable.tp_new === vm.objectNew &&
              !callable.isAbstract
            ) {
              const init = callable.lookup('__init__');
              if (init instanceof PyFunction) {
                const Instance = callable.instanceClass as unknown as new () => PyInstance;
                const instance = new Instance();
                frame.sp = sp;
                if (jit !== null && kwnames === null && vm.entersCompiled) {
                  const called = executableOf(vm, init.code);
                  if (called.direct === null && jit.eager) jit.compileCalled(vm, init);
                  if (called.direct !== null && called.directCount === count + 1) {
                    vm.setActiveLimit();
                    s[base - 1] = instance;
                    const value = callCompiled(called.direct, init, s, base - 1, count + 1);
                    while (sp > floor) s[--sp] = undefined;
                    if (value !== undefined) {
                      if (value !== None) throw typeError(`__init__() should return None, not '${typeOf(value).name}'`);
                      s[sp++] = instance;
                      break;
                    }
                    frame.sp = sp;
                    if (vm.leaving === null) throw takeRaised(vm);
                    vm.leaving.instance = instance;
                    frame = adopt(vm, frame, RETURN_INIT);
                    pc = frame.pc;
                    lookAround(vm);
                    continue reload;
                  }
                }
                s[base - 1] = instance;
                const callee = makeFrame(vm, init, s, base - 1, count + 1, kwnames);
                callee.returnKind = RETURN_INIT;
                callee.instance = instance;
                while (sp > floor) s[--sp] = undefined;
                frame.sp = sp;
                callee.back = frame;
                vm.enterFrame();
                frame = callee;
                vm.heapFrame = frame;
                code = frame.exec.instructions;
                costs = frame.exec.costs;
                s = frame.slots;
                sp = frame.sp;
                pc = 0;
                vm.spend(costs[0] as number);
                continue;
              }
            }
            frame.sp = sp;
            if (vm.steppable !== null && stepCall(vm, frame, callable, s, base, count, kwnames)) continue reload;
            if (callable instanceof PyMethodDescriptor && callable.def.scoped !== null && count > 0) {
              checkSelf(callable.def, callable.owner, s[base] as Value);
              const args = s.slice(base + 1, base + count) as Value[];
              const call = callable.def.scoped(vm, s[base], args, kwnames);
              const callee = scopedFrame(vm, call);
              const value = callee === null ? runScoped(vm, call) : None;
              while (sp > floor) s[--sp] = undefined;
              if (callee === null) {
                s[sp++] = value;
                break;
              }
              frame.sp = sp;
              callee.back = frame;
              vm.enterFrame();
              frame = callee;
              vm.heapFrame = frame;
              code = frame.exec.instructions;
              costs = frame.exec.costs;
              s = frame.slots;
              sp = frame.sp;
              pc = 0;
              vm.spend(costs[0] as number);
              continue;
            }
            const result =
              kwnames === null
                ? callFromStack(vm, callable, s, base, count)
                : callObject(vm, callable, s.slice(base, base + count) as Value[], kwnames);
            while (sp > floor) s[--sp] = undefined;
            s[sp++] = result;
            break;
          }
          case 34: {
            // RETURN_GENERATOR
            if (jit?.eager === true) jit.compileReturning(vm, frame);
            const flags = frame.code.co_flags;
            const generator =
              flags & CO_COROUTINE
                ? new PyCoroutine(frame)
                : flags & CO_ASYNC_GENERATOR
                  ? new PyAsyncGenerator(frame)
                  : new PyGenerator(frame);
            frame.generator = generator;
            frame.pc = pc;
            frame.sp = sp;
            vm.leaveFrame();
            const caller = frame.back;
            const kind = frame.returnKind;
            frame.back = null;
            vm.heapFrame = caller;
            if (flags & CO_COROUTINE) vm.noteCoroutineOrigin(generator);
            if (kind === RETURN_SCOPE) (frame.instance as Scope).leave(vm);
            // Every generator has one handler; a coroutine that never ran is warned of, unless it is awaited at once.
            if (
              frame.exec.handlers.length > 1 ||
              (flags & CO_COROUTINE && (kind !== RETURN_PUSH || !awaitsNext(caller as PyFrame)))
            ) {
              vm.heap.noteFinalizable(generator);
            }
            if (kind === RETURN_TO_HOST) return generator;
            if (kind === RETURN_STEPS) {
              const steps = frame.instance;
              frame.instance = null;
              frame = caller as PyFrame;
              pc = frame.pc;
              deliver(vm, steps, generator);
              continue reload;
            }
            frame = caller as PyFrame;
            code = frame.exec.instructions;
            costs = frame.exec.costs;
            s = frame.slots;
            sp = frame.sp;
            pc = frame.pc;
            s[sp++] = generator;
            break;
          }
          case 120: {
            // YIELD_VALUE
            if (jit !== null && ++frame.exec.heat > jit.callHeat) jit.compileReturning(vm, frame);
            const value = s[--sp] as Value;
            s[sp] = undefined;
            const generator = frame.generator as PyGenerator;
            generator.state = GEN_SUSPENDED;
            popExceptionState(vm, generator);
            frame.sp = sp;
            vm.leaveFrame();
            const caller = frame.back;
            const kind = frame.returnKind;
            frame.back = null;
            vm.heapFrame = caller;
            if (kind === RETURN_TO_HOST) return value;
            if (kind === RETURN_STEPS) {
              const steps = frame.instance;
              frame.instance = null;
              frame = caller as PyFrame;
              pc = frame.pc;
              deliver(vm, steps, value);
              continue reload;
            }
            frame = caller as PyFrame;
            code = frame.exec.instructions;
            costs = frame.exec.costs;
            s = frame.slots;
            sp = frame.sp;
            pc = frame.pc;
            s[sp++] = value;
            vm.fuel -= costs[pc] as number;
            break;
          }
          case 35: {
            // RETURN_VALUE
            if (jit !== null && ++frame.exec.heat > jit.callHeat) jit.compileReturning(vm, frame);
            const value = s[--sp] as Value;
            s[sp] = undefined;
            frame.sp = sp;
            frame.finished = true;
            const generator = frame.generator;
            if (generator !== null) {
              generator.state = GEN_CLOSED;
              popExceptionState(vm, generator);
            }
            vm.leaveFrame();
            const caller = frame.back;
            const kind = frame.returnKind;
            vm.heapFrame = caller;
            if (kind === RETURN_TO_HOST) {
              if (generator !== null) frame.back = null;
              return value;
            }
            const callee = frame;
            frame = caller as PyFrame;
            code = frame.exec.instructions;
            costs = frame.exec.costs;
            s = frame.slots;
            sp = frame.sp;
            pc = frame.pc;
            switch (kind) {
              case RETURN_PUSH:
                s[sp++] = value;
                break;
              case RETURN_SCOPE:
                (callee.instance as Scope).leave(vm);
                s[sp++] = value;
                break;
              case RETURN_INIT:
                if (value !== None) throw typeError(`__init__() should return None, not '${typeOf(value).name}'`);
                s[sp++] = callee.instance as Value;
                break;
              case RETURN_STEPS: {
                const steps = callee.instance;
                callee.instance = null;
                if (generator === null) deliver(vm, steps, value);
                else {
                  // The end of an iterator; who cares for the returned value asks for it.
                  callee.back = null;
                  noteReturnValue(vm, generator, value);
                  deliver(vm, steps, undefined);
                }
                continue reload;
              }
              case RETURN_FOR_ITER:
                callee.back = null;
                pc = (frame.exec.plain[pc - 1] as number) >>> 8;
                // END_FOR is skipped unless it tells of the end.
                if ((code[pc] as number) < 0) s[sp++] = value;
                else pc++;
                vm.fuel -= costs[pc] as number;
                break;
              case RETURN_SEND:
                callee.back = null;
                s[sp++] = value;
                pc = (frame.exec.plain[pc - 1] as number) >>> 8;
                vm.fuel -= costs[pc] as number;
                break;
            }
            break;
          }
          case 110: {
            // STORE_ATTR
            const owner = s[sp - 1] as Value;
            const value = s[sp - 2] as Value;
            frame.sp = sp;
            if (vm.steppable !== null && stepStoreAttribute(vm, frame, owner, oparg, value)) continue reload;
            vm.storeAttribute(frame, owner, oparg, pc - 1, value);
            s[--sp] = undefined;
            s[--sp] = undefined;
            break;
          }
          case 38: {
            // STORE_SUBSCR
            frame.sp = sp;
            const key = s[sp - 1] as Value;
            const container = s[sp - 2] as Value;
            const value = s[sp - 3] as Value;
            if (vm.steppable !== null && stepStoreItem(vm, frame, container, key, value)) continue reload;
            if (container instanceof PyList && typeof key === 'number' && container.constructor === PyList) {
              const items = container.items;
              const at = key < 0 ? key + items.length : key;
              if (at >= 0 && at < items.length) items[at] = value;
              else setItem(vm, container, key, value);
            } else setItem(vm, container, key, value);
            s[--sp] = undefined;
            s[--sp] = undefined;
            s[--sp] = undefined;
            break;
          }
          case 8: // DELETE_SUBSCR
            frame.sp = sp;
            if (vm.steppable !== null && stepStoreItem(vm, frame, s[sp - 2] as Value, s[sp - 1] as Value, undefined)) {
              continue reload;
            }
            delItem(vm, s[sp - 2] as Value, s[sp - 1] as Value);
            s[--sp] = undefined;
            s[--sp] = undefined;
            break;
          case 51: {
            // BUILD_TUPLE
            sp = buildTuple(vm, s, sp, oparg);
            break;
          }
          case 46: {
            // BUILD_LIST
            sp = buildList(s, sp, oparg);
            break;
          }
          case 78: {
            // LIST_APPEND
            const item = s[--sp] as Value;
            s[sp] = undefined;
            (s[sp - oparg] as PyList).items.push(item);
            break;
          }
          case 119: {
            // UNPACK_SEQUENCE
            const sequence = s[sp - 1] as Value;
            if (sequence instanceof PyTuple && sequence.constructor === PyTuple && sequence.items.length === oparg) {
              sp--;
              for (let i = oparg - 1; i >= 0; i--) s[sp++] = sequence.items[i];
              break;
            }
            frame.sp = sp;
            if (vm.steppable !== null && stepOther(vm, frame, 119, oparg)) continue reload;
            executeInstruction(vm, frame, instruction & 0xff, oparg);
            sp = frame.sp;
            break;
          }
          case 18: // GET_LEN
          default:
            frame.sp = sp;
            if (vm.steppable !== null && stepOther(vm, frame, instruction & 0xff, oparg)) continue reload;
            executeInstruction(vm, frame, instruction & 0xff, oparg);
            sp = frame.sp;
            pc = frame.pc;
            break;
        }
        if (vm.watching) {
          frame.sp = sp;
          vm.heap.afterInstruction(instruction & 0xff);
        }
      }
    } catch (thrown) {
      let reason = thrown;
      if (reason instanceof RangeError) reason = vm.hostStackExhausted(reason);
      if (reason instanceof Suspend) {
        if (vm.runDepth === vm.suspendDepth) {
          frame.pc = pc;
          throw new Suspended(reason.promise, entry, reason);
        }
        reason = runtimeError(cannotSuspend(nativeName(vm, entry.back)));
      }
      if (!(reason instanceof Raised || reason instanceof Reraise)) {
        if (reason instanceof NeedsFrame)
          throw runtimeError('the frame is in compiled code that native code waits for');
        vm.abandon(entry);
        throw reason;
      }
      if (passedEntry) throw reason instanceof Raised ? reason : reason.raised;
      if (vm.active !== vm.activeBase) dropActivations(vm);
      frame.pc = pc;
      let raised: Raised;
      const watched = vm.isMonitored;
      // Raised in the innermost frame, not come out of a call.
      let isOwn = true;
      let addEntry = true;
      // A re-raise shows the place of the original raise, but is handled where it stands itself.
      let at = pc - 1;
      if (reason instanceof Reraise) {
        raised = reason.raised;
        addEntry = false;
        if (reason.pc >= 0) frame.pc = reason.pc;
      } else {
        raised = reason;
        if (!raised.hasContext) {
          raised.hasContext = true;
          setContext(vm, raised.exception);
        }
      }
      for (;;) {
        if (addEntry) {
          addTraceback(raised.exception, frame);
          vm.fuel -= UNWIND_COST;
        }
        if (watched) {
          const offset = addEntry ? raiseOffset(frame, at, isOwn) : undefined;
          raised = fireException(vm, frame, at, addEntry ? RAISE : RERAISE, raised, offset);
        }
        addEntry = true;
        let handler = frame.exec.handlerAt(at);
        while (handler !== null) {
          code = frame.exec.instructions;
          costs = frame.exec.costs;
          s = frame.slots;
          const floor = frame.exec.nlocalsplus + handler.depth;
          for (let i = frame.exec.frameSize - 1; i >= floor; i--) s[i] = undefined;
          sp = floor;
          if (handler.lasti) s[sp++] = frame.pc - 1;
          s[sp++] = raised.exception;
          pc = handler.target;
          if (!watched) break;
          frame.sp = sp;
          const told = fireException(vm, frame, pc, EXCEPTION_HANDLED, raised);
          if (told === raised) break;
          // A tool's own exception takes its place, and looks for a handler from here.
          raised = told;
          at = pc;
          handler = frame.exec.handlerAt(at);
        }
        if (handler === null && watched) {
          raised = fireException(vm, frame, at, PY_UNWIND, raised, raiseOffset(frame, at, isOwn));
        }
        isOwn = false;
        if (handler !== null) {
          vm.heapFrame = frame;
          vm.fuel -= costs[pc] as number;
          // The frame itself still stands where the exception came from.
          atHandler = true;
          break;
        }
        frame.finished = true;
        const generator = frame.generator;
        if (generator !== null) {
          generator.state = GEN_CLOSED;
          popExceptionState(vm, generator);
        }
        vm.leaveFrame();
        if (frame.returnKind === RETURN_SCOPE) (frame.instance as Scope).leave(vm);
        const caller = frame.back;
        if (frame === entry) {
          vm.heapFrame = caller;
          if (generator !== null) frame.back = null;
          throw raised;
        }
        if (generator !== null) frame.back = null;
        const steps = frame.returnKind === RETURN_STEPS ? (frame.instance as Steps | null) : null;
        frame = caller as PyFrame;
        vm.heapFrame = frame;
        at = frame.pc - 1;
        if (steps !== null) {
          pc = frame.pc;
          pending = new Delivery(steps, undefined, raised);
          break;
        }
      }
    }
  }
}

/** Go on with the frames that compiled code has left: the innermost of them. `below` is their caller. */
function adopt(vm: Machine, below: PyFrame | null, kind: ReturnKind = RETURN_PUSH): PyFrame {
  const outermost = vm.leaving as PyFrame;
  vm.leaving = null;
  if (below !== null) {
    outermost.back = below;
    outermost.returnKind = kind;
  }
  vm.activeBase = vm.active;
  return vm.heapFrame as PyFrame;
}

/** Compiled code was left: is that because the run is to be suspended, or because a time slice is over? */
function lookAround(vm: Machine): void {
  const reason = takeLeaveReason(vm);
  if (reason !== null) throw reason;
  if (vm.fuel < 0) vm.betweenInstructions();
  if (vm.switchWanted !== null && vm.runDepth === vm.suspendDepth) throw vm.switchWanted;
}

/** Is the value of the call that the frame makes awaited by its next instruction? */
function awaitsNext(frame: PyFrame): boolean {
  return ((frame.exec.plain[frame.pc] as number) & 0xff) === GET_AWAITABLE;
}

/** The frame of a call that a native function leaves to the loop, or null when it is no Python function that is called. */
function scopedFrame(vm: Machine, call: ScopedCall): PyFrame | null {
  const { callable } = call;
  const func = callable instanceof PyMethod ? callable.func : callable;
  if (!(func instanceof PyFunction)) return null;
  const args = callable instanceof PyMethod ? [callable.self, ...call.args] : call.args;
  try {
    const frame = makeFrame(vm, func, args, 0, args.length, call.kwnames);
    frame.returnKind = RETURN_SCOPE;
    frame.instance = call.scope;
    return frame;
  } catch (reason) {
    call.scope.leave(vm);
    throw reason;
  }
}

/** Make such a call at once. */
function runScoped(vm: Machine, call: ScopedCall): Value {
  try {
    return callObject(vm, call.callable, call.args, call.kwnames);
  } finally {
    call.scope.leave(vm);
  }
}

/**
 * Make a tuple of the topmost values; answers the new stack pointer. Not in the loop itself: its variables last as long as it
 * runs, and would keep alive what they held last.
 */
function buildTuple(vm: Machine, s: Slot[], sp: number, count: number): number {
  const base = sp - count;
  const items = s.slice(base, sp) as Value[];
  for (let i = base; i < sp; i++) s[i] = undefined;
  s[base] = vm.makeTuple(items);
  return base + 1;
}

/** Likewise a list. */
function buildList(s: Slot[], sp: number, count: number): number {
  const base = sp - count;
  const items = s.slice(base, sp) as Value[];
  for (let i = base; i < sp; i++) s[i] = undefined;
  s[base] = new PyList(items);
  return base + 1;
}

/** `a is b`. Equal primitives are the same object; so are equal exact floats of one box only. */
export function isSame(a: Value, b: Value): boolean {
  return a === b;
}

/** Call something that is no Python function with arguments on the stack; plain native ones without making an array. */
function callFromStack(vm: Machine, callable: Value, s: readonly Slot[], base: number, count: number): Value {
  if (callable instanceof PyMethodDescriptor) {
    const direct = directCallOf(callable.def);
    const given = count - 1;
    if (direct !== null && given >= direct.minimum && given <= direct.maximum) {
      const self = s[base] as Value;
      if (typeOf(self).isSubtypeOf(callable.owner)) {
        return direct.call(
          vm,
          self,
          given,
          given > 0 ? s[base + 1] : undefined,
          given > 1 ? s[base + 2] : undefined,
          given > 2 ? s[base + 3] : undefined,
        );
      }
    }
  } else if (callable instanceof PyNativeFunction) {
    const direct = directCallOf(callable.def);
    if (direct !== null && count >= direct.minimum && count <= direct.maximum) {
      return direct.call(
        vm,
        callable.self,
        count,
        count > 0 ? s[base] : undefined,
        count > 1 ? s[base + 1] : undefined,
        count > 2 ? s[base + 2] : undefined,
      );
    }
  }
  return callObject(vm, callable, s.slice(base, base + count) as Value[], null);
}

/** Link a suspended generator's frame above the current one and hand it the value that it was waiting for. */
export function resumeFrame(
  vm: Machine,
  below: PyFrame,
  generator: PyGenerator,
  value: Value,
  kind: typeof RETURN_FOR_ITER | typeof RETURN_SEND,
): PyFrame {
  vm.enterFrame();
  const frame = generator.frame;
  generator.state = GEN_RUNNING;
  enterExceptionState(vm, generator);
  frame.back = below;
  frame.returnKind = kind;
  frame.slots[frame.sp++] = value;
  vm.heapFrame = frame;
  return frame;
}

export function popExceptionState(vm: Machine, generator: PyGenerator): void {
  const state = generator.exceptionState;
  if (state.previous !== null) {
    vm.exceptionState = state.previous;
    state.previous = null;
  }
}

function loadMethod(vm: Machine, frame: PyFrame, owner: Value, name: number, at: number, sp: number): number {
  const s = frame.slots;
  const type = typeOf(owner);
  const key = frame.exec.names[name] as string;
  if (type.tp_getattro === genericGetAttr) {
    const method = cachedMethod(frame, type, owner, key, at);
    if (method !== undefined) {
      s[sp - 1] = method;
      s[sp] = owner;
      return sp + 1;
    }
  }
  const value = loadAttribute(vm, frame, owner, name, at);
  s[sp - 1] = value instanceof PropertyCall ? vm.call1(value.getter, value.self) : value;
  s[sp] = undefined;
  return sp + 1;
}
