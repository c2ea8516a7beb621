/** This file declares the module _lsprof: the profiler behind cProfile, a tool of sys.monitoring. */
import { typeOf } from '../../objects/core-types.js';
import { valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { asDouble } from '../../objects/native/convert.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { method, type NativeDef, rawFunction } from '../../objects/native/native-def.js';
import { PyMethodDescriptor, PyNativeFunction } from '../../objects/native/native-function.js';
import { repr } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import { PyModule } from '../../objects/types/function.js';
import { PyList } from '../../objects/types/list/list.js';
import { defineStructSequence } from '../../objects/types/struct-sequence.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { isStr, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { hostOf } from '../../vm/descriptors.js';
import type { Machine } from '../../vm/machine.js';
import * as event from '../../vm/tracing/events.js';
import { clearTool, monitoringOf, registerCallback, setEvents } from '../../vm/tracing/monitoring.js';
import { readArguments } from '../keyword-arguments.js';
import { makeModuleType } from '../module-types.js';
import { reportUnraisable } from '../unraisable.js';
import { type Entry, PyProfiler, type SubEntry } from './profile.js';

/** `sys.monitoring.PROFILER_ID`. */
const TOOL = 2;

const entryFields = [
  ['code', 'code object or built-in function name'],
  ['callcount', 'how many times this was called'],
  ['reccallcount', 'how many times called recursively'],
  ['totaltime', 'total time in this entry'],
  ['inlinetime', 'inline time in this entry (not in subcalls)'],
] as const;

const profilerEntry = defineStructSequence({
  name: 'profiler_entry',
  module: '_lsprof',
  doc: '',
  fields: [...entryFields, ['calls', 'details of the calls']],
});

const profilerSubentry = defineStructSequence({
  name: 'profiler_subentry',
  module: '_lsprof',
  doc: '',
  fields: entryFields,
});

/** What the profiler's timer shows. */
function now(vm: Runtime, profiler: PyProfiler): number {
  if (profiler.timer === null) return Number(hostOf(vm).clock?.monotonicNs() ?? 0n);
  try {
    const time = asDouble(vm, vm.call0(profiler.timer));
    return profiler.timeUnit === 0 ? time * 1e9 : time;
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    // Nobody called the timer who could be told.
    const shown = strToUtf16(repr(vm, profiler.timer));
    reportUnraisable(vm as Machine, reason, `Exception ignored while calling _lsprof timer ${shown}`);
    return 0;
  }
}

/** How a built-in function is shown: pstats puts it into braces. */
function builtinName(vm: Runtime, callable: PyNativeFunction): Value {
  const { self, module, def } = callable;
  if (self === null || self instanceof PyModule) {
    const inModule = module !== null && isStr(module) ? `${strToUtf16(module)}.` : '';
    return strFromUtf16(`<built-in method ${inModule}${def.name}>`);
  }
  const found = typeOf(self).lookup(def.name);
  return repr(vm, found ?? callable);
}

/** The built-in function that a call event is about, or null. A method counts when it has a receiver. */
function builtinOf(vm: Machine, callable: Value, first: Value): PyNativeFunction | null {
  if (callable instanceof PyNativeFunction) return callable;
  if (!(callable instanceof PyMethodDescriptor) || first === monitoringOf(vm).missing) return null;
  const bind = typeOf(callable).tp_descr_get;
  const bound = bind === null ? null : bind(vm, callable, first, typeOf(first));
  return bound instanceof PyNativeFunction ? bound : null;
}

type Told = (vm: Machine, profiler: PyProfiler, args: readonly Value[]) => void;

const entered: Told = (vm, profiler, args) => {
  const code = args[0] as Value;
  profiler.enter(code as object, () => code, now(vm, profiler));
};

const left: Told = (vm, profiler, args) => profiler.leave(args[0] as object, now(vm, profiler));

const nativeEntered: Told = (vm, profiler, args) => {
  if (!profiler.builtins) return;
  const callable = builtinOf(vm, args[2] as Value, args[3] as Value);
  if (callable !== null) profiler.enter(callable.def, () => builtinName(vm, callable), now(vm, profiler));
};

const nativeLeft: Told = (vm, profiler, args) => {
  if (!profiler.builtins) return;
  const callable = builtinOf(vm, args[2] as Value, args[3] as Value);
  if (callable !== null) profiler.leave(callable.def, now(vm, profiler));
};

function callback(name: string, told: Told): NativeDef {
  return rawFunction(name, null, (vm, self, args) => {
    told(vm as Machine, self as PyProfiler, args);
    return None;
  });
}

const CALLBACKS: readonly (readonly [event: number, def: NativeDef])[] = [
  [event.PY_START, callback('_pystart_callback', entered)],
  [event.PY_RESUME, callback('_pystart_callback', entered)],
  [event.PY_THROW, callback('_pythrow_callback', entered)],
  [event.PY_RETURN, callback('_pyreturn_callback', left)],
  [event.PY_YIELD, callback('_pyreturn_callback', left)],
  [event.PY_UNWIND, callback('_pyreturn_callback', left)],
  [event.CALL, callback('_ccall_callback', nativeEntered)],
  [event.C_RETURN, callback('_creturn_callback', nativeLeft)],
  [event.C_RAISE, callback('_creturn_callback', nativeLeft)],
];

function enable(vm: Machine, self: PyProfiler, subcalls: boolean, builtins: boolean): Value {
  self.subcalls = subcalls;
  self.builtins = builtins;
  const { names } = monitoringOf(vm);
  if (names[TOOL] !== null) throw valueError(`tool ${TOOL} is already in use`);
  names[TOOL] = 'cProfile';
  let events = 0;
  for (const [which, def] of CALLBACKS) {
    registerCallback(vm, TOOL, which, new PyNativeFunction(def, self, '_lsprof', null));
    if (which < event.C_RETURN) events |= 1 << which;
  }
  setEvents(vm, TOOL, events);
  self.isEnabled = true;
  return None;
}

function disable(vm: Machine, self: PyProfiler): Value {
  if (!self.isEnabled) return None;
  clearTool(vm, TOOL);
  monitoringOf(vm).names[TOOL] = null;
  self.isEnabled = false;
  self.flush(now(vm, self));
  return None;
}

function statistics(self: PyProfiler): Value {
  const unit = self.timer !== null && self.timeUnit !== 0 ? self.timeUnit : 1e-9;
  const figures = (counted: Entry | SubEntry): Value[] => [
    counted.calls,
    counted.recursiveCalls,
    new PyFloat(counted.total * unit),
    new PyFloat(counted.inline * unit),
  ];
  const rows: Value[] = [];
  for (const entry of self.entries.values()) {
    if (entry.calls === 0) continue;
    const calls = [...entry.callees.values()]
      .filter((sub) => sub.calls > 0)
      .map((sub) => profilerSubentry.make([sub.entry.code, ...figures(sub)]));
    rows.push(profilerEntry.make([entry.code, ...figures(entry), calls.length === 0 ? None : new PyList(calls)]));
  }
  return new PyList(rows);
}

export const profilerType = makeModuleType('_lsprof', 'Profiler', PyProfiler);

defineType(profilerType, {
  doc: "Build a profiler object using the specified timer function.\n\nThe default timer is a fast built-in one based on real time.\nFor custom timer functions returning integers, 'timeunit' can\nbe a float specifying a scale (that is, how long each integer unit\nis, in seconds).",
  slots: {
    tp_init: (vm, self: PyProfiler, args, kwnames) => {
      const [timer, unit, subcalls, builtins] = readArguments(
        ['timer', 'timeunit', 'subcalls', 'builtins'],
        0,
        args,
        kwnames,
      );
      self.timer = timer === undefined || timer === None ? null : timer;
      self.timeUnit = unit === undefined ? 0 : asDouble(vm, unit);
      self.subcalls = subcalls === undefined || isTrue(vm, subcalls);
      self.builtins = builtins === undefined || isTrue(vm, builtins);
    },
  },
  methods: [
    method(
      'enable($self, /, subcalls: bool=True, builtins: bool=True)',
      'Start collecting profiling information.',
      (vm, self: PyProfiler, subcalls: boolean, builtins: boolean) => enable(vm as Machine, self, subcalls, builtins),
    ),
    method('disable($self, /)', 'Stop collecting profiling information.', (vm, self: PyProfiler) =>
      disable(vm as Machine, self),
    ),
    method('clear($self, /)', 'Clear all profiling information collected so far.', (_vm, self: PyProfiler) => {
      self.clear();
      return None;
    }),
    method('getstats($self, /)', 'list of profiler_entry objects.', (_vm, self: PyProfiler) => statistics(self)),
  ],
  isBaseType: true,
});

export const lsprofModule = defineModule({
  name: '_lsprof',
  doc: 'Fast profiler',
  types: [
    ['Profiler', profilerType],
    ['profiler_entry', profilerEntry.type],
    ['profiler_subentry', profilerSubentry.type],
  ],
});
