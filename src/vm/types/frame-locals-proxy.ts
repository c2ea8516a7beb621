/** This file defines `frame.f_locals` of functions: a mapping that reads and writes the variables themselves (PEP 667). */
import { CO_FAST_CELL, CO_FAST_FREE } from '../../bytecode/code.js';
import { makeType, typeOf } from '../../objects/core-types.js';
import { error, keyError, typeError, valueError } from '../../objects/errors.js';
import { KeyError } from '../../objects/exceptions/types.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { method, type NativeDef, rawMethod } from '../../objects/native/native-def.js';
import { binaryOp } from '../../objects/operations/arithmetic.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { equals, richCompare } from '../../objects/operations/compare.js';
import { getItem } from '../../objects/operations/containers.js';
import { hash, UNHASHABLE } from '../../objects/operations/hash.js';
import { forEach, getIter } from '../../objects/operations/iteration.js';
import { repr, reprText } from '../../objects/operations/text.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyCell } from '../../objects/types/function.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { isStr, strFromKey, strKey } from '../../values/str.js';
import { type CompareOp, EQ, NE } from '../../values/type.js';
import { NeedsFrame } from '../compiler.js';
import { PyFrame } from '../frame.js';
import { fastLocal } from '../frame-locals.js';

/** A view of a frame's variables. Names that are no fast locals live in the frame's extra dict. */
export class PyFrameLocalsProxy extends PyObject {
  constructor(readonly frame: PyFrame) {
    super();
  }
}

export const frameLocalsProxyType = makeType('FrameLocalsProxy', PyFrameLocalsProxy);

/** The index of a fast local by its name; only one that is bound when `bound`; -1 for none. */
function findLocal(vm: Runtime, self: PyFrameLocalsProxy, key: Value, bound: boolean): number {
  const names = self.frame.code.localsplusnames;
  const isBound = (i: number): boolean => !bound || fastLocal(self.frame, i) !== undefined;
  if (isStr(key)) {
    const name = strKey(key);
    return names.findIndex((each, i) => each === name && isBound(i));
  }
  // Any object with the hash of a name that says that it equals it.
  const hashed = hash(vm, key);
  return names.findIndex((each, i) => {
    return vm.hashStr(each) === hashed && equals(vm, strFromKey(each), key) && isBound(i);
  });
}

function storeLocal(frame: PyFrame, index: number, value: Value): void {
  if (frame.liveAt !== 0) throw new NeedsFrame();
  const kind = frame.code.localspluskinds[index] as number;
  if (kind & (CO_FAST_CELL | CO_FAST_FREE)) {
    const slot = frame.slots[index];
    if (slot instanceof PyCell) {
      slot.value = value;
      return;
    }
    const first = frame.code.nlocalsplus - frame.code.nfreevars;
    const cell = kind & CO_FAST_FREE ? frame.func?.closure?.items[index - first] : undefined;
    if (cell instanceof PyCell) {
      cell.value = value;
      return;
    }
  }
  frame.slots[index] = value;
}

function lookup(vm: Runtime, self: PyFrameLocalsProxy, key: Value): Value | undefined {
  const index = findLocal(vm, self, key, true);
  if (index >= 0) return fastLocal(self.frame, index);
  return self.frame.extraLocals?.get(vm, key);
}

function store(vm: Runtime, self: PyFrameLocalsProxy, key: Value, value: Value): void {
  const index = findLocal(vm, self, key, false);
  if (index >= 0) storeLocal(self.frame, index, value);
  else {
    self.frame.extraLocals ??= new PyDict();
    self.frame.extraLocals.set(vm, key, value);
  }
}

/** Variables can be bound, not unbound; other names go. */
function remove(vm: Runtime, self: PyFrameLocalsProxy, key: Value): Value {
  if (findLocal(vm, self, key, false) >= 0) throw valueError('cannot remove local variables from FrameLocalsProxy');
  const extra = self.frame.extraLocals;
  const value = extra?.get(vm, key);
  if (extra === null || value === undefined) throw keyError(key);
  extra.delete(vm, key);
  return value;
}

function entries(vm: Runtime, self: PyFrameLocalsProxy): [Value, Value][] {
  const { code, extraLocals } = self.frame;
  vm.chargeFuel(code.nlocalsplus);
  const out: [Value, Value][] = [];
  for (let i = 0; i < code.nlocalsplus; i++) {
    const value = fastLocal(self.frame, i);
    if (value !== undefined) out.push([strFromKey(code.localsplusnames[i] as string), value]);
  }
  if (extraLocals !== null) {
    for (let at = extraLocals.nextPosition(0); at >= 0; at = extraLocals.nextPosition(at + 1)) {
      out.push([extraLocals.keyAt(at), extraLocals.valueAt(at)]);
    }
  }
  return out;
}

const keys = (vm: Runtime, self: PyFrameLocalsProxy): PyList => new PyList(entries(vm, self).map(([key]) => key));

/** A dict of what the variables hold now. */
export function proxySnapshot(vm: Runtime, self: PyFrameLocalsProxy): PyDict {
  const dict = new PyDict();
  for (const [key, value] of entries(vm, self)) dict.set(vm, key, value);
  return dict;
}

/** Take over what a mapping holds; false for objects that are none. */
function merge(vm: Runtime, self: PyFrameLocalsProxy, other: Value): boolean {
  if (other instanceof PyFrameLocalsProxy) {
    for (const [key, value] of entries(vm, other)) store(vm, self, key, value);
    return true;
  }
  if (!(other instanceof PyDict)) return false;
  forEach(vm, vm.call0(getAttr(vm, other, 'keys')), (key) => store(vm, self, key, getItem(vm, other, key)));
  return true;
}

function proxyOr(vm: Runtime, a: Value, b: Value): Value {
  const plain = (value: Value): Value | null =>
    value instanceof PyFrameLocalsProxy ? proxySnapshot(vm, value) : value instanceof PyDict ? value : null;
  const left = plain(a);
  const right = plain(b);
  return left === null || right === null ? NotImplemented : binaryOp(vm, 'or', left, right);
}

function withDefault(
  name: 'get' | 'pop' | 'setdefault',
  body: (vm: Runtime, self: PyFrameLocalsProxy, key: Value, fallback: Value | undefined) => Value,
): NativeDef {
  return rawMethod(name, null, (vm, self: PyFrameLocalsProxy, args, kwnames) => {
    noKeywords(`FrameLocalsProxy.${name}`, kwnames);
    if (name === 'pop') checkPositional(name, args.length, 1, 2);
    else if (args.length < 1 || args.length > 2) throw typeError(`${name} expected 1 or 2 arguments`);
    return body(vm, self, args[0] as Value, args[1]);
  });
}

function proxyRepr(vm: Runtime, self: PyFrameLocalsProxy): Value {
  if (vm.reprEnter(self)) return '{...}';
  try {
    return repr(vm, proxySnapshot(vm, self));
  } finally {
    vm.reprLeave(self);
  }
}

function proxyCompare(vm: Runtime, a: Value, b: Value, op: CompareOp): Value {
  if ((op !== EQ && op !== NE) || !(a instanceof PyFrameLocalsProxy)) return NotImplemented;
  if (b instanceof PyFrameLocalsProxy) return (a.frame === b.frame) === (op === EQ);
  return b instanceof PyDict ? richCompare(vm, proxySnapshot(vm, a), b, op) : NotImplemented;
}

defineType(frameLocalsProxyType, {
  hasWeakrefs: false,
  patternKind: 2,
  slots: {
    tp_new: (_vm, _type, args, kwnames) => {
      const npos = args.length - (kwnames === null ? 0 : kwnames.length);
      if (npos !== 1) throw typeError(`FrameLocalsProxy expected 1 argument, got ${npos}`);
      const frame = args[0] as Value;
      if (!(frame instanceof PyFrame)) throw typeError(`expect frame, not ${typeOf(frame).name}`);
      if (kwnames !== null && kwnames.length > 0) throw typeError('FrameLocalsProxy takes no keyword arguments');
      return new PyFrameLocalsProxy(frame);
    },
    tp_repr: proxyRepr,
    tp_hash: UNHASHABLE,
    tp_richcompare: proxyCompare,
    tp_iter: (vm, self: PyFrameLocalsProxy) => getIter(vm, keys(vm, self)),
    nb_or: proxyOr,
    nb_inplace_or: (vm, self: PyFrameLocalsProxy, other: Value) => (merge(vm, self, other) ? self : NotImplemented),
    sq_contains: (vm, self: PyFrameLocalsProxy, key: Value) => lookup(vm, self, key) !== undefined,
    mp_length: (vm, self: PyFrameLocalsProxy) => entries(vm, self).length,
    mp_subscript: (vm, self: PyFrameLocalsProxy, key: Value) => {
      const value = lookup(vm, self, key);
      if (value !== undefined) return value;
      throw error(KeyError, `local variable '${reprText(vm, key)}' is not defined`);
    },
    mp_ass_subscript: (vm, self: PyFrameLocalsProxy, key: Value, value) => {
      if (value === undefined) remove(vm, self, key);
      else store(vm, self, key, value);
    },
  },
  methods: [
    method('update($self, object, /)', null, (vm, self: PyFrameLocalsProxy, other: Value) => {
      if (!merge(vm, self, other)) throw typeError('update() argument must be dict or another FrameLocalsProxy');
      return None;
    }),
    method(
      '__reversed__($self, /)',
      null,
      (vm, self: PyFrameLocalsProxy) => new PyList(keys(vm, self).items.reverse()),
    ),
    method('copy($self, /)', null, proxySnapshot),
    method('keys($self, /)', null, keys),
    method(
      'values($self, /)',
      null,
      (vm, self: PyFrameLocalsProxy) => new PyList(entries(vm, self).map(([, value]) => value)),
    ),
    method(
      'items($self, /)',
      null,
      (vm, self: PyFrameLocalsProxy) => new PyList(entries(vm, self).map((pair) => new PyTuple(pair))),
    ),
    withDefault('get', (vm, self, key, fallback) => lookup(vm, self, key) ?? fallback ?? None),
    withDefault('pop', (vm, self, key, fallback) => {
      const isLocal = findLocal(vm, self, key, false) >= 0;
      if (!isLocal && fallback !== undefined && lookup(vm, self, key) === undefined) return fallback;
      return remove(vm, self, key);
    }),
    withDefault('setdefault', (vm, self, key, fallback) => {
      const value = lookup(vm, self, key);
      if (value !== undefined) return value;
      store(vm, self, key, fallback ?? None);
      return fallback ?? None;
    }),
  ],
});
