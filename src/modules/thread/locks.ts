/** This file defines the locks of _thread. Threads of one machine never run at the same time. */
import { makeType } from '../../objects/core-types.js';
import { runtimeError, typeError, valueError, overflowError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { asDouble } from '../../objects/native/convert.js';
import { defineType } from '../../objects/native/define-type.js';
import { method, rawMethod } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { isTrue } from '../../objects/operations/truth.js';
import { addressOf } from '../../objects/operations/text.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';

/** `_thread.lock`. */
export class PyLock extends PyObject {
  locked = false;
}

/** `_thread.RLock`. */
export class PyRLock extends PyObject {
  count = 0;
  owner = 0;
}

export const lockType = makeType('lock', PyLock);
export const rlockType = makeType('RLock', PyRLock);

/** Longest time-out in seconds, as on 64-bit Linux. */
export const TIMEOUT_MAX = 9223372036;

const acquireSignature = parseSignature('acquire($self, /, blocking=True, timeout=-1)', 'method');

/** Whether to wait, and for how long in seconds (-1: without end). */
function acquireArguments(
  vm: Runtime,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): { blocking: boolean; timeout: number } {
  const [blockingValue, timeoutValue] = bindArguments(
    vm,
    acquireSignature,
    { short: 'acquire', full: 'acquire()' },
    args,
    kwnames,
  ) as [Value, Value];
  const blocking = isTrue(vm, blockingValue);
  const timeout = asDouble(vm, timeoutValue);
  if (!blocking && timeout !== -1) throw valueError("can't specify a timeout for a non-blocking call");
  if (timeout < 0 && timeout !== -1) throw valueError('timeout value must be a non-negative number');
  if (timeout > TIMEOUT_MAX) throw overflowError('timeout value is too large');
  return { blocking, timeout };
}

/** Wait until `free` answers true; false when the time ran out. */
function wait(vm: Runtime, free: () => boolean, blocking: boolean, timeout: number): boolean {
  if (free()) return true;
  if (!blocking) return false;
  return (vm as Machine).waitUntil(free, timeout);
}

function acquireLock(vm: Runtime, self: PyLock, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const { blocking, timeout } = acquireArguments(vm, args, kwnames);
  if (!wait(vm, () => !self.locked, blocking, timeout)) return false;
  self.locked = true;
  return true;
}

function releaseLock(_vm: Runtime, self: PyLock): Value {
  if (!self.locked) throw runtimeError('release unlocked lock');
  self.locked = false;
  return None;
}

function acquireRLock(vm: Runtime, self: PyRLock, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const { blocking, timeout } = acquireArguments(vm, args, kwnames);
  const me = (vm as Machine).threadId();
  if (!wait(vm, () => self.count === 0 || self.owner === me, blocking, timeout)) return false;
  self.owner = me;
  self.count++;
  return true;
}

function releaseRLock(vm: Runtime, self: PyRLock): Value {
  if (self.count === 0 || self.owner !== (vm as Machine).threadId()) throw runtimeError('cannot release un-acquired lock');
  self.count--;
  if (self.count === 0) self.owner = 0;
  return None;
}

const exit = (release: (vm: Runtime, self: never) => Value) =>
  rawMethod('__exit__', 'Release the lock.', (vm, self) => release(vm, self as never), '($self, exc_type, exc_value, exc_tb, /)');

defineType(lockType, {
  module: '_thread',
  doc: 'A lock object is a synchronization primitive.',
  slots: {
    tp_new: (_vm, type, args) => {
      if (args.length > 0) throw typeError(`${type.name} expected at most 0 arguments, got ${args.length}`);
      return new PyLock();
    },
    tp_repr: (vm, self: PyLock) =>
      strFromUtf16(`<${self.locked ? 'locked' : 'unlocked'} _thread.lock object at 0x${addressOf(vm, self)}>`),
  },
  methods: [
    rawMethod('acquire', 'Lock the lock.', acquireLock, '($self, /, blocking=True, timeout=-1)'),
    rawMethod('acquire_lock', 'An obsolete synonym of acquire().', acquireLock, '($self, /, blocking=True, timeout=-1)'),
    method('release($self, /)', 'Release the lock.', releaseLock),
    method('release_lock($self, /)', 'An obsolete synonym of release().', releaseLock),
    method('locked($self, /)', 'Return whether the lock is in the locked state.', (_vm, self: PyLock) => self.locked),
    method('locked_lock($self, /)', 'An obsolete synonym of locked().', (_vm, self: PyLock) => self.locked),
    rawMethod('__enter__', 'Lock the lock.', (vm, self: PyLock) => acquireLock(vm, self, [], null), '($self, /)'),
    exit(releaseLock as never),
    method('_at_fork_reinit($self, /)', null, (_vm, self: PyLock) => {
      self.locked = false;
      return None;
    }),
  ],
});

defineType(rlockType, {
  module: '_thread',
  isBaseType: true,
  doc: 'A reentrant lock.',
  slots: {
    tp_new: (_vm, type) => new (type.instanceClass as unknown as new () => PyRLock)(),
    tp_repr: (vm, self: PyRLock) =>
      strFromUtf16(
        `<${self.count > 0 ? 'locked' : 'unlocked'} _thread.RLock object owner=${self.owner} count=${self.count} at 0x${addressOf(vm, self)}>`,
      ),
  },
  methods: [
    rawMethod('acquire', 'Lock the lock.', acquireRLock, '($self, /, blocking=True, timeout=-1)'),
    method('release($self, /)', 'Release the lock.', releaseRLock),
    rawMethod('__enter__', 'Lock the lock.', (vm, self: PyRLock) => acquireRLock(vm, self, [], null), '($self, /)'),
    exit(releaseRLock as never),
    method('locked($self, /)', 'Return a boolean indicating whether this object is locked right now.', (_vm, self: PyRLock) => self.count > 0),
    method('_is_owned($self, /)', 'For internal use by `threading.Condition`.', (vm, self: PyRLock) =>
      self.count > 0 && self.owner === (vm as Machine).threadId(),
    ),
    method('_recursion_count($self, /)', 'For internal use by reentrancy checks.', (vm, self: PyRLock) =>
      self.owner === (vm as Machine).threadId() ? self.count : 0,
    ),
    method('_acquire_restore($self, state, /)', 'For internal use by `threading.Condition`.', (vm, self: PyRLock, state: Value) => {
      const [count, owner] = (state as PyTuple).items as [number, number];
      wait(vm, () => self.count === 0, true, -1);
      self.count = count;
      self.owner = owner;
      return None;
    }),
    method('_release_save($self, /)', 'For internal use by `threading.Condition`.', (_vm, self: PyRLock) => {
      if (self.count === 0) throw runtimeError('cannot release un-acquired lock');
      const saved = new PyTuple([self.count, self.owner]);
      self.count = 0;
      self.owner = 0;
      return saved;
    }),
    method('_at_fork_reinit($self, /)', null, (_vm, self: PyRLock) => {
      self.count = 0;
      self.owner = 0;
      return None;
    }),
  ],
});
