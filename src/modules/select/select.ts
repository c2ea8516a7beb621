/** This file declares the module select: waiting until descriptors of the machine are ready. */
import { typeOf } from '../../objects/core-types.js';
import { keyError, overflowError, runtimeError, typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { OSError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { method, nativeFunction } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import { toArray } from '../../objects/operations/iteration.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { descriptors } from '../../vm/descriptors.js';
import { PipeEnd } from '../../vm/pipes.js';
import { schedulerOf, type Wait } from '../../vm/scheduler.js';
import { SocketFile } from '../../vm/sockets.js';
import { makeModuleType } from '../module-types.js';
import { callHost, osError } from '../os-error.js';
import { fileDescriptor } from '../posix/file-descriptor.js';
import { nanoseconds } from '../time/timestamp.js';

const POLLIN = 1;
const POLLPRI = 2;
const POLLOUT = 4;
const POLLERR = 8;
const POLLHUP = 16;
const POLLNVAL = 32;
const POLLRDNORM = 64;
const POLLWRNORM = 256;

/** A descriptor among the arguments of `select`, with the object that it came from. */
interface Watched {
  readonly fd: number;
  readonly object: Value;
}

/** Waiting in `select`. */
class SelectWait implements Wait {
  constructor(
    private readonly reading: readonly Watched[],
    private readonly writing: readonly Watched[],
  ) {}

  private readers(vm: Runtime): Watched[] {
    const table = descriptors(vm);
    return this.reading.filter(({ fd }) => !table.isOpen(fd) || table.get(fd).readable());
  }

  private writers(vm: Runtime): Watched[] {
    const table = descriptors(vm);
    return this.writing.filter(({ fd }) => !table.isOpen(fd) || table.get(fd).writable());
  }

  ready(vm: Runtime): boolean {
    return this.readers(vm).length > 0 || this.writers(vm).length > 0;
  }

  finish(vm: Runtime): Value {
    const list = (watched: readonly Watched[]): PyList => new PyList(watched.map(({ object }) => object));
    return new PyTuple([list(this.readers(vm)), list(this.writers(vm)), new PyList([])]);
  }
}

function watched(vm: Runtime, sequence: Value): Watched[] {
  const type = typeOf(sequence);
  if (type.tp_iter === null && type.sq_item === null) throw typeError('arguments 1-3 must be sequences');
  return toArray(vm, sequence).map((object) => {
    const fd = fileDescriptor(vm, object);
    callHost(() => descriptors(vm).get(fd));
    return { fd, object };
  });
}

/** A time-out of `select`; null for none. */
function selectTimeout(vm: Runtime, timeout: Value): bigint | null {
  if (timeout === None) return null;
  const type = typeOf(timeout);
  if (type.nb_float === null && type.nb_index === null) throw typeError('timeout must be a float or None');
  const ns = nanoseconds(vm, timeout);
  if (ns < 0n) throw valueError('timeout must be non-negative');
  return ns;
}

function select(vm: Runtime, reading: Value, writing: Value, exceptional: Value, timeout: Value): Value {
  const limit = selectTimeout(vm, timeout);
  const wait = new SelectWait(watched(vm, reading), watched(vm, writing));
  watched(vm, exceptional);
  return schedulerOf(vm).block(wait, limit);
}

/** `select.poll()`. */
class PyPoll extends PyObject {
  /** Event masks by descriptor. */
  readonly masks = new Map<number, number>();
  polling = false;
}

const pollType = makeModuleType('select', 'poll', PyPoll);

/** The events of a descriptor that are there now. */
function eventsOf(vm: Runtime, fd: number, mask: number): number {
  const table = descriptors(vm);
  if (!table.isOpen(fd)) return POLLNVAL;
  const file = table.get(fd);
  let events = 0;
  if (file.readable()) events |= mask & (POLLIN | POLLRDNORM);
  if (file.writable()) events |= mask & (POLLOUT | POLLWRNORM);
  if (file instanceof SocketFile && file.hungUp) events |= POLLHUP;
  if (file instanceof PipeEnd) events |= file.hungUp ? POLLHUP : file.broken ? POLLERR : 0;
  return events;
}

/** Waiting in `poll`. */
class PollWait implements Wait {
  constructor(private readonly poll: PyPoll) {}

  private events(vm: Runtime): PyTuple[] {
    const found: PyTuple[] = [];
    for (const [fd, mask] of this.poll.masks) {
      const events = eventsOf(vm, fd, mask);
      if (events !== 0) found.push(new PyTuple([fd, events]));
    }
    return found;
  }

  ready(vm: Runtime): boolean {
    for (const [fd, mask] of this.poll.masks) if (eventsOf(vm, fd, mask) !== 0) return true;
    return false;
  }

  finish(vm: Runtime): Value {
    this.poll.polling = false;
    return new PyList(this.events(vm));
  }
}

/** A time-out in milliseconds as nanoseconds; null for None and negative values. */
function pollTimeout(vm: Runtime, timeout: Value): bigint | null {
  if (timeout === None) return null;
  const type = typeOf(timeout);
  if (type.nb_float === null && type.nb_index === null) throw typeError('timeout must be an integer or None');
  const ns = nanoseconds(vm, timeout) / 1000n;
  return ns < 0n ? null : ns;
}

function eventMask(vm: Runtime, value: Value): number {
  const mask = index(vm, value);
  if (mask < 0) throw valueError('value must be positive');
  if (mask > 0xffff) throw overflowError('Python int too large for C unsigned short');
  return Number(mask);
}

defineType(pollType, {
  doc: null,
  methods: [
    method(
      'register($self, fd, eventmask=<unrepresentable>, /)',
      'Register a file descriptor with the polling object.',
      (vm, self: PyPoll, given: Value, mask: Value | undefined) => {
        const fd = fileDescriptor(vm, given);
        self.masks.set(fd, mask === undefined ? POLLIN | POLLPRI | POLLOUT : eventMask(vm, mask));
        return None;
      },
    ),
    method(
      'modify($self, fd, eventmask, /)',
      'Modify an already registered file descriptor.',
      (vm, self: PyPoll, given: Value, mask: Value) => {
        const fd = fileDescriptor(vm, given);
        const events = eventMask(vm, mask);
        if (!self.masks.has(fd)) throw osError('ENOENT');
        self.masks.set(fd, events);
        return None;
      },
    ),
    method(
      'unregister($self, fd, /)',
      'Remove a file descriptor being tracked by the polling object.',
      (vm, self: PyPoll, given: Value) => {
        const fd = fileDescriptor(vm, given);
        if (!self.masks.delete(fd)) throw keyError(fd);
        return None;
      },
    ),
    method(
      'poll($self, timeout=None, /)',
      'Polls the set of registered file descriptors, returning a list of (fd, event) pairs.',
      (vm, self: PyPoll, timeout: Value) => {
        const limit = pollTimeout(vm, timeout);
        if (self.polling) throw runtimeError('concurrent poll() invocation');
        vm.chargeFuel(self.masks.size);
        self.polling = true;
        try {
          return schedulerOf(vm).block(new PollWait(self), limit);
        } catch (reason) {
          // A thread that is left waiting goes on polling: `finish` tells its end.
          if (reason instanceof Raised) self.polling = false;
          throw reason;
        }
      },
    ),
  ],
  noInstantiation: true,
});

export const selectModule = defineModule({
  name: 'select',
  doc: 'This module supports asynchronous I/O on multiple file descriptors.',
  functions: [
    nativeFunction(
      'select($module, rlist, wlist, xlist, timeout=None, /)',
      'Wait until one or more file descriptors are ready for some kind of I/O.',
      select,
    ),
    nativeFunction('poll($module, /)', 'Returns a polling object.', () => new PyPoll()),
  ],
  constants: [
    ['POLLIN', POLLIN],
    ['POLLPRI', POLLPRI],
    ['POLLOUT', POLLOUT],
    ['POLLERR', POLLERR],
    ['POLLHUP', POLLHUP],
    ['POLLNVAL', POLLNVAL],
    ['POLLRDNORM', POLLRDNORM],
    ['POLLRDBAND', 128],
    ['POLLWRNORM', POLLWRNORM],
    ['POLLWRBAND', 512],
    ['POLLMSG', 1024],
    ['POLLRDHUP', 8192],
    ['PIPE_BUF', 4096],
  ],
  types: [['error', OSError]],
});
