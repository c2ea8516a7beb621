/** This file defines _thread._ThreadHandle: what `threading` joins. */

import { runtimeError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { checkPositional } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, rawMethod } from '../../objects/native/native-def.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { schedulerOf, type ThreadEnd, type Wait } from '../../vm/scheduler.js';
import { makeModuleType } from '../module-types.js';
import { reportThreadFailure } from './failures.js';
import { timeoutNs } from './locks.js';

/** A thread as seen from others. */
export class PyThreadHandle extends PyObject implements ThreadEnd {
  ident = 0;
  state: 'new' | 'running' | 'done' = 'new';

  constructor(readonly callable: Value = None) {
    super();
  }

  threadEnded(vm: Runtime, failure: Raised | null): void {
    this.state = 'done';
    if (failure !== null) reportThreadFailure(vm, failure, this.callable);
  }
}

export const threadHandleType = makeModuleType('_thread', '_ThreadHandle', PyThreadHandle);

/** Waiting for the end of a thread. */
class JoinWait implements Wait {
  constructor(private readonly handle: PyThreadHandle) {}

  ready(): boolean {
    return this.handle.state === 'done';
  }

  finish(): Value {
    return None;
  }
}

function join(vm: Runtime, self: PyThreadHandle, args: readonly Value[]): Value {
  checkPositional('join', args.length, 0, 1);
  const given = args[0];
  const timeout = given === undefined || given === None ? null : timeoutNs(vm, given);
  if (self.state === 'new') throw runtimeError('thread not started');
  if (self.state === 'done') return None;
  if (self.ident === (vm as Machine).threadId()) throw runtimeError('Cannot join current thread');
  return schedulerOf(vm).block(new JoinWait(self), timeout);
}

defineType(threadHandleType, {
  doc: null,
  slots: {
    tp_new: () => new PyThreadHandle(),
    tp_repr: (_vm, self: PyThreadHandle) => strFromUtf16(`<_thread._ThreadHandle object: ident=${self.ident}>`),
  },
  methods: [
    rawMethod('join', null, (vm, self: PyThreadHandle, args) => join(vm, self, args)),
    method('is_done($self, /)', null, (_vm, self: PyThreadHandle) => self.state === 'done'),
    method('_set_done($self, /)', null, (_vm, self: PyThreadHandle) => {
      if (self.state === 'new') throw runtimeError('thread not started');
      self.state = 'done';
      return None;
    }),
  ],
  getsets: [getset('ident', null, (_vm, self: PyThreadHandle) => self.ident)],
});
