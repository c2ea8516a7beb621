/** This file defines the locks of _thread. Threads of one machine never run at the same time. */
import { overflowError, runtimeError, typeError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { method, rawMethod } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { index } from '../../objects/operations/index.js';
import { addressOf } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { schedulerOf, type Wait } from '../../vm/scheduler.js';
import { makeModuleType } from '../module-types.js';
import { nanoseconds } from '../time/timestamp.js';

/** `_thread.lock`. */
export class PyLock extends PyObject {
  locked = false;
}

/** `_thread.RLock`. */
export class PyRLock extends PyObject {
  count = 0;
  owner = 0;
}

export const lockType = makeModuleType('_thread', 'lock', PyLock);
export const rlockType = makeModuleType('_thread', 'RLock', PyRLock);

/** Longest time-out in seconds, as on 64-bit Linux. */
export const TIMEOUT_MAX = 9223372036;
const TIMEOUT_MAX_NS = 9223372036n * 1_000_000_000n;

/** Waiting for a lock: who gets its turn takes it. */
class LockWait implements Wait {
  constructor(private readonly lock: PyLock) {}

  ready(): boolean {
    return !this.lock.locked;
  }

  finish(_vm: Runtime, holds: boolean): Value {
    if (holds) this.lock.locked = true;
    return holds;
  }
}

class RLockWait implements Wait {
  constructor(
    private readonly lock: PyRLock,
    private readonly thread: number,
    /** How many times it is taken at once. */
    private readonly count: number,
    private readonly answer: Value | null,
  ) {}

  ready(): boolean {
    return this.lock.count === 0 || this.lock.owner === this.thread;
  }

  finish(_vm: Runtime, holds: boolean): Value {
    if (holds) {
      this.lock.owner = this.thread;
      this.lock.count += this.count;
    }
    return this.answer ?? holds;
  }
}

const threadOf = (vm: Runtime): number => (vm as Machine).threadId();

const acquireSignature = parseSignature('acquire($self, /, blocking=True, timeout=-1)', 'method');

/** A time-out in seconds as nanoseconds; null for none. */
export function timeoutNs(vm: Runtime, timeout: Value): bigint | null {
  const ns = nanoseconds(vm, timeout);
  if (ns < 0n && ns !== -1_000_000_000n) throw valueError('timeout value must be a non-negative number');
  if (ns > TIMEOUT_MAX_NS) throw overflowError('timeout value is too large');
  return ns < 0n ? null : ns;
}

/** Wait as the arguments of `acquire` say. */
function acquire(vm: Runtime, wait: Wait, args: readonly Value[], kwnames: readonly string[] | null): Value {
  let blocking = true;
  let timeout: bigint | null = null;
  if (args.length > 0) {
    const name = { short: 'acquire', full: 'acquire()' };
    const bound = bindArguments(vm, acquireSignature, name, args, kwnames) as [Value, Value];
    blocking = isTrue(vm, bound[0]);
    if (!blocking && nanoseconds(vm, bound[1]) !== -1_000_000_000n) {
      throw valueError("can't specify a timeout for a non-blocking call");
    }
    if (blocking) timeout = timeoutNs(vm, bound[1]);
  }
  if (wait.ready(vm)) return wait.finish(vm, true);
  return blocking ? schedulerOf(vm).block(wait, timeout) : false;
}

function acquireLock(vm: Runtime, self: PyLock, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (!self.locked && args.length === 0) {
    self.locked = true;
    return true;
  }
  return acquire(vm, new LockWait(self), args, kwnames);
}

function releaseLock(_vm: Runtime, self: PyLock): Value {
  if (!self.locked) throw runtimeError('release unlocked lock');
  self.locked = false;
  return None;
}

function acquireRLock(vm: Runtime, self: PyRLock, args: readonly Value[], kwnames: readonly string[] | null): Value {
  return acquire(vm, new RLockWait(self, threadOf(vm), 1, null), args, kwnames);
}

function releaseRLock(vm: Runtime, self: PyRLock): Value {
  if (self.count === 0 || self.owner !== threadOf(vm)) throw runtimeError('cannot release un-acquired lock');
  self.count--;
  if (self.count === 0) self.owner = 0;
  return None;
}

const ACQUIRE = '($self, /, blocking=True, timeout=-1)';
const ENTER = '($self, /)';
const EXIT = '($self, /, *exc_info)';

defineType(lockType, {
  doc: 'A lock object is a synchronization primitive.\n\nIt is either locked or unlocked; acquire() waits until it is unlocked and locks it.',
  slots: {
    tp_new: (_vm, type, args) => {
      if (args.length > 0) throw typeError(`lock expected 0 arguments, got ${args.length}`);
      return new (type.instanceClass as unknown as new () => PyLock)();
    },
    tp_repr: (vm, self: PyLock) =>
      strFromUtf16(`<${self.locked ? 'locked' : 'unlocked'} _thread.lock object at 0x${addressOf(vm, self)}>`),
  },
  methods: [
    rawMethod('acquire', 'Lock the lock.', acquireLock, ACQUIRE),
    rawMethod('acquire_lock', 'An obsolete synonym of acquire().', acquireLock, ACQUIRE),
    method('release($self, /)', 'Release the lock.', releaseLock),
    method('release_lock($self, /)', 'An obsolete synonym of release().', releaseLock),
    method('locked($self, /)', 'Return whether the lock is in the locked state.', (_vm, self: PyLock) => self.locked),
    method('locked_lock($self, /)', 'An obsolete synonym of locked().', (_vm, self: PyLock) => self.locked),
    rawMethod('__enter__', 'Lock the lock.', (vm, self: PyLock) => acquireLock(vm, self, [], null), ENTER),
    rawMethod('__exit__', 'Release the lock.', (vm, self: PyLock) => releaseLock(vm, self), EXIT),
    method('_at_fork_reinit($self, /)', null, (_vm, self: PyLock) => {
      self.locked = false;
      return None;
    }),
  ],
});

defineType(rlockType, {
  doc: 'A reentrant lock: the thread that holds it may take it again.',
  slots: {
    tp_new: (_vm, type) => new (type.instanceClass as unknown as new () => PyRLock)(),
    tp_init: () => {},
    tp_repr: (vm, self: PyRLock) =>
      strFromUtf16(
        `<${self.count > 0 ? 'locked' : 'unlocked'} _thread.RLock object owner=${self.owner} count=${self.count} at 0x${addressOf(vm, self)}>`,
      ),
  },
  methods: [
    rawMethod('acquire', 'Lock the lock.', acquireRLock, ACQUIRE),
    method('release($self, /)', 'Release the lock.', releaseRLock),
    rawMethod('__enter__', 'Lock the lock.', (vm, self: PyRLock) => acquireRLock(vm, self, [], null), ENTER),
    rawMethod('__exit__', 'Release the lock.', (vm, self: PyRLock) => releaseRLock(vm, self), EXIT),
    method(
      'locked($self, /)',
      'Return whether this object is locked right now.',
      (_vm, self: PyRLock) => self.count > 0,
    ),
    method(
      '_is_owned($self, /)',
      'For internal use by `threading.Condition`.',
      (vm, self: PyRLock) => self.count > 0 && self.owner === threadOf(vm),
    ),
    method('_recursion_count($self, /)', 'For internal use by reentrancy checks.', (vm, self: PyRLock) =>
      self.owner === threadOf(vm) ? self.count : 0,
    ),
    method(
      '_acquire_restore($self, state, /)',
      'For internal use by `threading.Condition`.',
      (vm, self: PyRLock, state: Value) => {
        if (!(state instanceof PyTuple) || state.items.length !== 2) {
          throw typeError('_acquire_restore() argument 1 must be a 2-item tuple');
        }
        const [count, owner] = state.items.map((item) => Number(index(vm, item))) as [number, number];
        return schedulerOf(vm).block(new RLockWait(self, owner, count, None), null);
      },
    ),
    method('_release_save($self, /)', 'For internal use by `threading.Condition`.', (_vm, self: PyRLock) => {
      if (self.count === 0) throw runtimeError('cannot release un-acquired lock');
      const state = new PyTuple([self.count, self.owner]);
      self.count = 0;
      self.owner = 0;
      return state;
    }),
    method('_at_fork_reinit($self, /)', null, (_vm, self: PyRLock) => {
      self.count = 0;
      self.owner = 0;
      return None;
    }),
  ],
  isBaseType: true,
});
lockType.textSignature = '()';
