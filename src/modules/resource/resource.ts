/** This file declares the module resource: limits and usage as a process of its own would see them. */
import { typeError, valueError } from '../../objects/errors.js';
import { OSError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import { toArray } from '../../objects/operations/iteration.js';
import { defineStructSequence } from '../../objects/types/struct-sequence.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Machine } from '../../vm/machine.js';

const LIMITS: readonly (readonly [name: string, number: number])[] = [
  ['RLIMIT_CPU', 0],
  ['RLIMIT_FSIZE', 1],
  ['RLIMIT_DATA', 2],
  ['RLIMIT_STACK', 3],
  ['RLIMIT_CORE', 4],
  ['RLIMIT_RSS', 5],
  ['RLIMIT_NPROC', 6],
  ['RLIMIT_NOFILE', 7],
  ['RLIMIT_OFILE', 7],
  ['RLIMIT_MEMLOCK', 8],
  ['RLIMIT_AS', 9],
];
const INFINITY = -1;
const STACK = 3;
const LIMIT_COUNT = 16;

/** The limits that a machine's program sees: its own settings, which bind nobody else. */
const limitState = new StateKey('resource', () => {
  const limits = new Map<number, readonly [number, number]>();
  limits.set(STACK, [8 << 20, INFINITY]);
  return limits;
});

const rusage = defineStructSequence({
  name: 'struct_rusage',
  module: 'resource',
  doc: 'struct_rusage: Result from getrusage.',
  fields: [
    ['ru_utime', 'user time used'],
    ['ru_stime', 'system time used'],
    ['ru_maxrss', 'max. resident set size'],
    ['ru_ixrss', 'shared memory size'],
    ['ru_idrss', 'unshared data size'],
    ['ru_isrss', 'unshared stack size'],
    ['ru_minflt', 'page faults not requiring I/O'],
    ['ru_majflt', 'page faults requiring I/O'],
    ['ru_nswap', 'number of swap outs'],
    ['ru_inblock', 'block input operations'],
    ['ru_oublock', 'block output operations'],
    ['ru_msgsnd', 'IPC messages sent'],
    ['ru_msgrcv', 'IPC messages received'],
    ['ru_nsignals', 'signals received'],
    ['ru_nvcsw', 'voluntary context switches'],
    ['ru_nivcsw', 'involuntary context switches'],
  ],
});

function checkResource(resource: number): void {
  if (resource < 0 || resource >= LIMIT_COUNT) throw valueError('invalid resource specified');
}

function usage(vm: Runtime, who: number): Value {
  if (who !== 0 && who !== -1 && who !== 1) throw valueError('invalid who parameter');
  const spent = (vm as Machine).host.clock?.processNs() ?? 0n;
  const zeros = new Array<Value>(13).fill(0);
  return rusage.make([new PyFloat(Number(spent) / 1e9), new PyFloat(0), 0, ...zeros]);
}

function setLimit(vm: Runtime, resource: number, limits: Value): Value {
  checkResource(resource);
  const pair = toArray(vm, limits);
  if (pair.length !== 2) throw valueError('expected a tuple of 2 integers');
  const [soft, hard] = pair.map((each) => {
    const value = index(vm, each);
    if (typeof value !== 'number') throw typeError('Python int too large to convert to C long');
    return value;
  }) as [number, number];
  if (hard !== INFINITY && (soft === INFINITY || soft > hard)) {
    throw valueError('current limit exceeds maximum limit');
  }
  vm.state(limitState).set(resource, [soft, hard]);
  return None;
}

export const resourceModule = defineModule({
  name: 'resource',
  functions: [
    nativeFunction('getrusage($module, who: int, /)', null, (vm, who: number) => usage(vm, who)),
    nativeFunction('getrlimit($module, resource: int, /)', null, (vm, resource: number) => {
      checkResource(resource);
      return new PyTuple([...(vm.state(limitState).get(resource) ?? [INFINITY, INFINITY])]);
    }),
    nativeFunction('setrlimit($module, resource: int, limits, /)', null, setLimit),
    nativeFunction('getpagesize($module, /)', null, () => 4096),
  ],
  constants: [
    ...LIMITS,
    ['RLIM_INFINITY', INFINITY],
    ['RUSAGE_SELF', 0],
    ['RUSAGE_CHILDREN', -1],
    ['RUSAGE_THREAD', 1],
  ],
  types: [
    ['error', OSError],
    ['struct_rusage', rusage.type],
  ],
});
