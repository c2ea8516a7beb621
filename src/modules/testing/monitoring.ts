/** This file declares the functions of `_testcapi` by which native code tells `sys.monitoring` of events (PEP 669). */
import { isInstance, typeOf } from '../../objects/core-types.js';
import { makeException, typeError, valueError } from '../../objects/errors.js';
import { StopIteration } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyObject, type Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { Machine } from '../../vm/machine.js';
import * as events from '../../vm/tracing/events.js';
import { monitoringOf, toolEvents } from '../../vm/tracing/monitoring.js';
import { makeModuleType } from '../module-types.js';

/** Stands for a code object of another language. */
export class PyCodeLike extends PyObject {
  /** `event offset tool` for what a tool wants no more of. */
  readonly disabled = new Set<string>();
}

/** `_testcapi.CodeLike`. */
export const codeLikeType = makeModuleType('builtins', 'CodeLike', PyCodeLike);
codeLikeType.name = 'CodeLike';
defineType(codeLikeType, { slots: { tp_new: () => new PyCodeLike() } });

/** The scope that was entered: which events are told of there. */
const scope = new StateKey<{ active: readonly number[] }>('monitored scope', () => ({ active: [] }));

function tell(runtime: Runtime, codelike: Value, offset: number, event: number, args: readonly Value[]): void {
  const vm = runtime as Machine;
  if (!(codelike instanceof PyCodeLike)) throw typeError(`expected a code-like, got ${typeOf(codelike).name}`);
  if (!vm.state(scope).active.includes(event)) return;
  const monitoring = monitoringOf(vm);
  const thread = monitoring.current(vm);
  if (thread.depth > 0) return;
  for (let tool = events.PROFILE_TOOL - 1; tool >= 0; tool--) {
    const callback = monitoring.callbacks[tool]?.[event] ?? null;
    const key = `${event} ${offset} ${tool}`;
    const isWanted = (toolEvents(vm, tool) & (1 << event)) !== 0 && !codelike.disabled.has(key);
    if (!isWanted || callback === null) continue;
    let answer: Value;
    // What a callback does is not told of.
    thread.depth++;
    try {
      answer = vm.call(callback as Value, [codelike, offset, ...args]);
    } finally {
      thread.depth--;
    }
    if (answer !== monitoring.disable) continue;
    if (event < events.LOCAL_EVENTS) codelike.disabled.add(key);
    else {
      (monitoring.callbacks[tool] as unknown[])[event] = null;
      throw valueError(`Cannot disable ${events.EVENT_NAMES[event]} events. Callback removed.`);
    }
  }
}

/** An event without a value of its own. */
function plain(name: string, event: number): NativeDef {
  return nativeFunction(`fire_event_${name}($module, codelike, offset: int, /)`, null, (vm, codelike, offset) => {
    tell(vm, codelike as Value, offset as number, event, []);
    return None;
  });
}

function withValue(name: string, event: number): NativeDef {
  return nativeFunction(
    `fire_event_${name}($module, codelike, offset: int, value, /)`,
    null,
    (vm, codelike: Value, offset: number, value: Value) => {
      tell(vm, codelike, offset, event, [value]);
      return None;
    },
  );
}

function withException(name: string, event: number): NativeDef {
  return nativeFunction(
    `fire_event_${name}($module, codelike, offset: int, exception, /)`,
    null,
    (vm, codelike: Value, offset: number, exception: Value) => {
      if (exception === None) throw valueError(`Firing event ${event} with no exception set`);
      tell(vm, codelike, offset, event, [exception]);
      return None;
    },
  );
}

/** What `_testcapi` has of these. */
export const monitoringFunctions: readonly NativeDef[] = [
  nativeFunction(
    'monitoring_enter_scope($module, codelike, event1: int, event2: int=-1, /)',
    null,
    (vm, _codelike: Value, first: number, second: number) => {
      vm.state(scope).active = [first, second];
      return None;
    },
  ),
  nativeFunction('monitoring_exit_scope($module, /)', null, (vm) => {
    vm.state(scope).active = [];
    return None;
  }),
  plain('py_start', events.PY_START),
  plain('py_resume', events.PY_RESUME),
  withValue('py_return', events.PY_RETURN),
  withValue('py_yield', events.PY_YIELD),
  nativeFunction(
    'fire_event_call($module, codelike, offset: int, callable, arg0, /)',
    null,
    (vm, codelike: Value, offset: number, callable: Value, first: Value) => {
      tell(vm, codelike, offset, events.CALL, [callable, first]);
      return None;
    },
  ),
  withValue('jump', events.JUMP),
  withValue('branch_right', events.BRANCH_RIGHT),
  withValue('branch_left', events.BRANCH_LEFT),
  withException('py_throw', events.PY_THROW),
  withException('raise', events.RAISE),
  withException('exception_handled', events.EXCEPTION_HANDLED),
  withException('py_unwind', events.PY_UNWIND),
  nativeFunction(
    'fire_event_stop_iteration($module, codelike, offset: int, value, /)',
    null,
    (vm, codelike: Value, offset: number, value: Value) => {
      const exception = isInstance(value, StopIteration) ? value : makeException(StopIteration, [value]);
      tell(vm, codelike, offset, events.STOP_ITERATION, [exception]);
      return None;
    },
  ),
];
