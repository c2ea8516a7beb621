/** This file reads the local variables of frames: what `locals()` answers. */
import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_HIDDEN, CO_OPTIMIZED } from '../bytecode/code.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyCell } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import { NeedsFrame } from './compiler.js';
import type { PyFrame } from './frame.js';

/** The value of a fast local by its index; undefined while unbound. */
export function fastLocal(frame: PyFrame, index: number): Value | undefined {
  if (frame.liveAt !== 0) throw new NeedsFrame();
  const kind = frame.code.localspluskinds[index] as number;
  const slot = frame.slots[index];
  if (kind & (CO_FAST_CELL | CO_FAST_FREE) && slot instanceof PyCell) return slot.value;
  if (kind & CO_FAST_FREE && slot === undefined && frame.pc === 0) {
    // COPY_FREE_VARS has not run yet: the cells are still in the closure.
    const first = frame.code.nlocalsplus - frame.code.nfreevars;
    const cell = frame.func?.closure?.items[index - first];
    return cell instanceof PyCell ? cell.value : undefined;
  }
  return slot;
}

/** The local variables of a frame: its namespace, or for a function a new dict of what is bound. */
export function frameLocals(frame: PyFrame): Value {
  const { code } = frame;
  if ((code.co_flags & CO_OPTIMIZED) === 0) {
    const namespace = frame.locals ?? frame.globals;
    return hasHiddenLocals(frame) ? mergedLocals(frame, namespace) : namespace;
  }
  return mergedLocals(frame, null);
}

/** Does the frame hold variables of an inlined comprehension outside functions? */
export function hasHiddenLocals(frame: PyFrame): boolean {
  const kinds = frame.code.localspluskinds;
  for (let i = 0; i < kinds.length; i++) {
    if ((kinds[i] as number) & CO_FAST_HIDDEN && fastLocal(frame, i) !== undefined) return true;
  }
  return false;
}

function mergedLocals(frame: PyFrame, namespace: Value | null): PyDict {
  const dict = namespace instanceof PyDict ? namespace.copy() : new PyDict();
  const { code } = frame;
  for (let i = 0; i < code.nlocalsplus; i++) {
    if (namespace === null && (code.localspluskinds[i] as number) & CO_FAST_HIDDEN) continue;
    const value = fastLocal(frame, i);
    if (value !== undefined) dict.setStr(code.localsplusnames[i] as string, value);
  }
  const extra = frame.extraLocals;
  if (extra !== null) {
    for (let at = extra.nextPosition(0); at >= 0; at = extra.nextPosition(at + 1)) {
      const key = extra.keyAt(at);
      if (typeof key === 'string') dict.setStr(key, extra.valueAt(at));
    }
  }
  return dict;
}
