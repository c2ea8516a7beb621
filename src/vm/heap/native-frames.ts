/** This file says whether native code that waits for Python may hold objects that no walk over the heap can find. */
import * as op from '../../bytecode/opcodes.js';
import { PyMethodDescriptor, PyNativeFunction } from '../../objects/native/native-function.js';
import { PyMethod } from '../../objects/types/descriptors.js';
import type { Value } from '../../values/object.js';
import { PySlice, PyTuple } from '../../values/sequences.js';
import { PyType } from '../../values/type.js';
import { type PyFrame, RETURN_TO_HOST } from '../frame.js';
import type { Machine } from '../machine.js';

/**
 * Native functions that call Python while they hold results of earlier calls: items taken from an iterator, lists being
 * sorted, objects being read. All others hold only what stands on the stack of the frame that called them.
 */
const HOLDING: ReadonlySet<string> = new Set([
  'sorted', 'sort', 'min', 'max', 'sum', 'reduce', 'extend', 'extendleft', 'update', 'join', 'fromkeys', 'zip', 'writelines',
  'union', 'intersection', 'difference', 'symmetric_difference', 'intersection_update', 'difference_update',
  'symmetric_difference_update', 'nlargest', 'nsmallest', 'merge', 'load', 'loads', 'dump', 'dumps', 'fsum', 'prod', 'sumprod',
  'fromiter', 'scanner', 'make_scanner', 'c_make_encoder', 'deepcopy',
]); // biome-ignore format: a list of words

/** Instructions that take all items of an iterable. */
const TAKING: ReadonlySet<number> = new Set([
  op.LIST_EXTEND,
  op.SET_UPDATE,
  op.DICT_UPDATE,
  op.DICT_MERGE,
  op.UNPACK_SEQUENCE,
  op.UNPACK_EX,
  op.STORE_SLICE,
  op.CALL_FUNCTION_EX,
]);

/**
 * Objects that were noted by the heap up to this number may be held by something that no walk finds: by native code that
 * waits for Python, or by the variables of compiled code that waits for the interpreter. Both wait since the run above
 * them began, so that they cannot hold what was made since. 0: nothing is hidden; infinity: compiled code is running.
 */
export function hiddenUpTo(vm: Machine): number {
  if (vm.active !== vm.activeBase) return Number.POSITIVE_INFINITY;
  for (let frame = vm.frame; frame !== null; frame = frame.back) {
    const below = frame.back;
    if (below === null || frame.returnKind !== RETURN_TO_HOST) continue;
    if (below.liveAt !== 0 || holds(below)) return frame.bornAt;
  }
  return vm.active === 0 ? 0 : Number.POSITIVE_INFINITY;
}

function holds(frame: PyFrame): boolean {
  if (frame.pc === 0) return false;
  const instruction = frame.exec.instructions[frame.pc - 1] as number;
  const opcode = instruction & 0xff;
  if (opcode === op.CALL || opcode === op.CALL_KW) return holdingCall(frame, instruction >>> 8, opcode === op.CALL_KW);
  if (opcode === op.CALL_FUNCTION_EX) {
    // Arguments that are no tuple are being taken from an iterable.
    const spread = frame.slots[frame.sp - 2];
    return !(spread instanceof PyTuple) || isHolding(frame.slots[frame.sp - 4] as Value | undefined);
  }
  if (opcode === op.STORE_SUBSCR) return frame.slots[frame.sp - 1] instanceof PySlice;
  return TAKING.has(opcode);
}

function holdingCall(frame: PyFrame, count: number, hasNames: boolean): boolean {
  const { slots, sp } = frame;
  // The names of keywords were taken off the stack before the call.
  const base = sp - count - 2;
  const callable = slots[base] as Value | undefined;
  void hasNames;
  return isHolding(callable);
}

function isHolding(callable: Value | undefined): boolean {
  if (callable === undefined) return false;
  if (callable instanceof PyMethod) return isHolding(callable.func);
  if (callable instanceof PyNativeFunction || callable instanceof PyMethodDescriptor)
    return HOLDING.has(callable.def.name);
  // Containers are made from all items of an iterable.
  return callable instanceof PyType && !callable.isHeap && callable.name !== 'type' && callable.name !== 'super';
}
