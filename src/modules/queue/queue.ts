/** This file declares the module `_queue`: SimpleQueue, on which threads wait for items. */
import { makeException, overflowError, typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { Exception } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { isTrue } from '../../objects/operations/truth.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import { schedulerOf, type Wait } from '../../vm/scheduler.js';
import { makeExceptionType } from '../exception-types.js';
import { makeModuleType } from '../module-types.js';
import { nanoseconds } from '../time/timestamp.js';

/** `_queue.SimpleQueue`. */
export class PySimpleQueue extends PyObject {
  private items: Value[] = [];
  /** How many items at the start of the array are gone. */
  private taken = 0;

  get size(): number {
    return this.items.length - this.taken;
  }

  put(vm: Runtime, item: Value): void {
    vm.chargeMemory(8);
    this.items.push(item);
  }

  /** The oldest item: there must be one. */
  take(): Value {
    const item = this.items[this.taken] as Value;
    this.items[this.taken] = None;
    this.taken++;
    if (this.taken > 32 && this.taken * 2 > this.items.length) {
      this.items = this.items.slice(this.taken);
      this.taken = 0;
    }
    return item;
  }
}

export const simpleQueueType = makeModuleType('_queue', 'SimpleQueue', PySimpleQueue);

/** `_queue.Empty`. */
export const emptyType = makeExceptionType(
  '_queue',
  'Empty',
  [Exception],
  'Exception raised by Queue.get(block=0)/get_nowait().',
);

const empty = (): Raised => new Raised(makeException(emptyType, []));

/** Waiting for an item: who gets its turn takes it. */
class ItemWait implements Wait {
  constructor(private readonly queue: PySimpleQueue) {}

  ready(): boolean {
    return this.queue.size > 0;
  }

  finish(_vm: Runtime, holds: boolean): Value {
    if (!holds) throw empty();
    return this.queue.take();
  }
}

/** The longest time-out that CPython's clock can hold, in nanoseconds. */
const MAX_TIMEOUT = 9223372036854775807n;

function timeoutOf(vm: Runtime, timeout: Value): bigint | null {
  if (timeout === None) return null;
  const ns = nanoseconds(vm, timeout);
  if (ns < 0n) throw valueError("'timeout' must be a non-negative number");
  if (ns > MAX_TIMEOUT) throw overflowError('timeout value is too large');
  return ns;
}

function get(vm: Runtime, self: PySimpleQueue, block: Value, timeout: Value): Value {
  if (!isTrue(vm, block)) {
    if (self.size === 0) throw empty();
    return self.take();
  }
  const limit = timeoutOf(vm, timeout);
  if (self.size > 0) return self.take();
  return schedulerOf(vm).block(new ItemWait(self), limit);
}

function put(vm: Runtime, self: PySimpleQueue, item: Value): Value {
  self.put(vm, item);
  return None;
}

defineType(simpleQueueType, {
  doc: 'Simple, unbounded, reentrant FIFO queue.',
  slots: {
    tp_new: (_vm, type: PyType, args, kwnames) => {
      // A subclass may take arguments in its own __init__.
      if (type === simpleQueueType) {
        if (kwnames !== null && kwnames.length > 0) throw typeError('SimpleQueue() takes no keyword arguments');
        if (args.length > 0) throw typeError('SimpleQueue() takes no positional arguments');
      }
      return new (type.instanceClass as unknown as typeof PySimpleQueue)();
    },
  },
  methods: [
    method('empty($self, /)', 'Return True if the queue is empty, False otherwise.', (_vm, self: PySimpleQueue) => {
      return self.size === 0;
    }),
    method(
      'get($self, /, block=True, timeout=None)',
      'Remove and return an item; wait for one unless block is false, at most timeout seconds.',
      get,
    ),
    method('get_nowait($self, /)', 'Remove and return an item, or raise Empty.', (vm, self: PySimpleQueue) =>
      get(vm, self, false, None),
    ),
    method('put($self, /, item, block=True, timeout=None)', 'Put the item on the queue; this never waits.', put),
    method('put_nowait($self, /, item)', 'Put the item on the queue.', put),
    method('qsize($self, /)', 'Return the approximate size of the queue.', (_vm, self: PySimpleQueue) => self.size),
    classGetItem(),
  ],
  isBaseType: true,
  hasWeakrefs: true,
});

/** `_queue`. */
export const queueModule = defineModule({
  name: '_queue',
  doc: 'The part of queue that wants no Python code between two steps.',
  types: [
    ['SimpleQueue', simpleQueueType],
    ['Empty', emptyType],
  ],
});
simpleQueueType.textSignature = '()';
