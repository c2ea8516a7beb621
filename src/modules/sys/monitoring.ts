/** This file declares `sys.monitoring` (PEP 669): tools, their events and their callbacks. */
import { PyCode } from '../../bytecode/code.js';
import { PyInstance } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyNativeFunction } from '../../objects/native/native-function.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyModule } from '../../objects/types/function.js';
import { initModule } from '../../objects/types/module-type.js';
import { PySimpleNamespace } from '../../objects/types/simple-namespace.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { isStr } from '../../values/str.js';
import { executableOf } from '../../vm/executable.js';
import type { Machine } from '../../vm/machine.js';
import {
  BRANCH,
  BRANCH_LEFT,
  BRANCH_RIGHT,
  C_RAISE,
  C_RETURN,
  CALL,
  EVENT_NAMES,
  LOCAL_EVENTS,
  PROFILE_TOOL,
  UNGROUPED_EVENTS,
} from '../../vm/tracing/events.js';
import {
  clearTool,
  localEvents,
  monitoringOf,
  registerCallback,
  restartEvents,
  setEvents,
  setLocalEvents,
  toolEvents,
} from '../../vm/tracing/monitoring.js';

const CALL_ENDS = (1 << C_RETURN) | (1 << C_RAISE);

function checkTool(id: number): void {
  if (id < 0 || id >= PROFILE_TOOL) throw valueError(`invalid tool ${id} (must be between 0 and 5)`);
}

function codeOf(value: Value): PyCode {
  if (!(value instanceof PyCode)) throw typeError('code must be a code object');
  return value;
}

/** The events that a program asks for: call ends come with calls, BRANCH means both branches. */
function askedEvents(events: number): number {
  if (events < 0 || events >= 1 << EVENT_NAMES.length) throw valueError(`invalid event set 0x${hex(events)}`);
  const withCalls = CALL_ENDS | (1 << CALL);
  if ((events & CALL_ENDS) !== 0 && (events & withCalls) !== withCalls) {
    throw valueError('cannot set C_RETURN or C_RAISE events independently');
  }
  let asked = events & ~CALL_ENDS;
  if (asked & (1 << BRANCH)) asked = (asked & ~(1 << BRANCH)) | (1 << BRANCH_RIGHT) | (1 << BRANCH_LEFT);
  return asked;
}

const hex = (events: number): string => (events >>> 0).toString(16);

function registered(vm: Machine, tool: number, event: number, callback: Value): Value {
  checkTool(tool);
  const bits = event >>> 0;
  if (bits === 0 || (bits & (bits - 1)) !== 0) {
    throw valueError('The callback can only be set for one event at a time');
  }
  const which = 31 - Math.clz32(bits);
  if (which >= EVENT_NAMES.length) throw valueError(`invalid event ${event}`);
  vm.audit('sys.monitoring.register_callback', [callback]);
  return registerCallback(vm, tool, which, callback === None ? null : callback) ?? None;
}

const functions: readonly NativeDef[] = [
  nativeFunction('use_tool_id($module, tool_id: int, name, /)', null, (vm, id: number, name: Value) => {
    checkTool(id);
    if (!isStr(name)) throw valueError('tool name must be a str');
    const { names } = monitoringOf(vm as Machine);
    if (names[id] !== null) throw valueError(`tool ${id} is already in use`);
    names[id] = name;
    return None;
  }),
  nativeFunction('clear_tool_id($module, tool_id: int, /)', null, (runtime, id: number) => {
    checkTool(id);
    const vm = runtime as Machine;
    if (monitoringOf(vm).names[id] !== null) clearTool(vm, id);
    return None;
  }),
  nativeFunction('free_tool_id($module, tool_id: int, /)', null, (runtime, id: number) => {
    checkTool(id);
    const vm = runtime as Machine;
    const { names } = monitoringOf(vm);
    if (names[id] !== null) clearTool(vm, id);
    names[id] = null;
    return None;
  }),
  nativeFunction('get_tool($module, tool_id: int, /)', null, (vm, id: number) => {
    checkTool(id);
    return monitoringOf(vm as Machine).names[id] ?? None;
  }),
  nativeFunction(
    'register_callback($module, tool_id: int, event: int, func, /)',
    null,
    (vm, tool: number, event: number, callback: Value) => registered(vm as Machine, tool, event, callback),
  ),
  nativeFunction('get_events($module, tool_id: int, /)', null, (vm, id: number) => {
    checkTool(id);
    return toolEvents(vm as Machine, id);
  }),
  nativeFunction('set_events($module, tool_id: int, event_set: int, /)', null, (vm, id: number, events: number) => {
    checkTool(id);
    setEvents(vm as Machine, id, askedEvents(events));
    return None;
  }),
  nativeFunction('get_local_events($module, tool_id: int, code, /)', null, (vm, id: number, value: Value) => {
    const code = codeOf(value);
    checkTool(id);
    return localEvents(executableOf(vm, code), id);
  }),
  nativeFunction(
    'set_local_events($module, tool_id: int, code, event_set: int, /)',
    null,
    (vm, id: number, value: Value, events: number) => {
      const code = codeOf(value);
      checkTool(id);
      const asked = askedEvents(events);
      if (asked >= 1 << LOCAL_EVENTS) throw valueError(`invalid local event set 0x${hex(asked)}`);
      setLocalEvents(vm as Machine, executableOf(vm, code), id, asked);
      return None;
    },
  ),
  nativeFunction('restart_events($module, /)', null, (vm) => {
    restartEvents(vm as Machine);
    return None;
  }),
  nativeFunction('_all_events($module, /)', null, (runtime) => {
    const { tools } = monitoringOf(runtime as Machine);
    const dict = new PyDict();
    for (let event = 0; event < UNGROUPED_EVENTS; event++) {
      if (tools[event] !== 0) dict.set(runtime, EVENT_NAMES[event] as string, tools[event] as number);
    }
    return dict;
  }),
];

/** The object `sys.monitoring`. */
export function monitoringNamespace(vm: Machine): Value {
  const module = new PyModule(new PyDict());
  initModule(module, 'sys.monitoring', None);
  for (const def of functions) module.dict.setStr(def.name, new PyNativeFunction(def, module, 'sys.monitoring', null));
  const events = new PyDict();
  EVENT_NAMES.forEach((name, i) => events.set(vm, name, 2 ** i));
  events.set(vm, 'NO_EVENTS', 0);
  module.dict.setStr('events', new PySimpleNamespace(events));
  const ids: readonly [string, number][] = [
    ['DEBUGGER_ID', 0],
    ['COVERAGE_ID', 1],
    ['PROFILER_ID', 2],
    ['OPTIMIZER_ID', 5],
  ];
  for (const [name, id] of ids) module.dict.setStr(name, id);
  const monitoring = monitoringOf(vm);
  monitoring.disable = new PyInstance();
  monitoring.missing = new PyInstance();
  module.dict.setStr('DISABLE', monitoring.disable);
  module.dict.setStr('MISSING', monitoring.missing);
  return module;
}
