/** This file declares `sys.monitoring` (PEP 669): tool identifiers and events. */
import { valueError } from '../../objects/errors.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyNativeFunction } from '../../objects/native/native-function.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyModule } from '../../objects/types/function.js';
import { initModule } from '../../objects/types/module-type.js';
import { PySimpleNamespace } from '../../objects/types/simple-namespace.js';
import { PyObject, type Value } from '../../values/object.js';
import { StateKey } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { Machine } from '../../vm/machine.js';

/** Events in the order of their bits. */
const EVENTS = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'INSTRUCTION',
  'JUMP',
  'BRANCH_LEFT',
  'BRANCH_RIGHT',
  'STOP_ITERATION',
  'RAISE',
  'EXCEPTION_HANDLED',
  'PY_UNWIND',
  'PY_THROW',
  'RERAISE',
  'C_RETURN',
  'C_RAISE',
  'BRANCH',
];

class MonitoringState {
  readonly tools: (Value | null)[] = [null, null, null, null, null, null, null, null];
  readonly events: number[] = [0, 0, 0, 0, 0, 0, 0, 0];
  readonly callbacks = new Map<number, Value>();
}

const monitoringState = new StateKey('sys.monitoring', () => new MonitoringState());

class Missing extends PyObject {}
const MISSING = new Missing();

function checkTool(id: number): void {
  if (id < 0 || id > 5) throw valueError(`invalid tool ${id} (must be between 0 and 5)`);
}

const functions: readonly NativeDef[] = [
  nativeFunction('use_tool_id($module, tool_id: int, name, /)', null, (vm, id: number, name: Value) => {
    checkTool(id);
    const state = vm.state(monitoringState);
    if (state.tools[id] !== null) throw valueError(`tool ${id} is already in use`);
    state.tools[id] = name;
    return None;
  }),
  nativeFunction('clear_tool_id($module, tool_id: int, /)', null, (vm, id: number) => {
    checkTool(id);
    vm.state(monitoringState).events[id] = 0;
    return None;
  }),
  nativeFunction('free_tool_id($module, tool_id: int, /)', null, (vm, id: number) => {
    checkTool(id);
    const state = vm.state(monitoringState);
    state.tools[id] = null;
    state.events[id] = 0;
    return None;
  }),
  nativeFunction('get_tool($module, tool_id: int, /)', null, (vm, id: number) => {
    checkTool(id);
    return vm.state(monitoringState).tools[id] ?? None;
  }),
  nativeFunction('get_events($module, tool_id: int, /)', null, (vm, id: number) => {
    checkTool(id);
    return vm.state(monitoringState).events[id] as number;
  }),
];

/** The object `sys.monitoring`. Its names are there; tools can be claimed. Delivering events comes with tracing. */
export function monitoringNamespace(vm: Machine): Value {
  const module = new PyModule(new PyDict());
  initModule(module, 'sys.monitoring', None);
  for (const def of functions) module.dict.setStr(def.name, new PyNativeFunction(def, module, 'sys.monitoring', null));
  const events = new PyDict();
  EVENTS.forEach((name, i) => events.set(vm, name, 2 ** i));
  events.set(vm, 'NO_EVENTS', 0);
  module.dict.setStr('events', new PySimpleNamespace(events));
  const ids: readonly [string, number][] = [
    ['DEBUGGER_ID', 0],
    ['COVERAGE_ID', 1],
    ['PROFILER_ID', 2],
    ['OPTIMIZER_ID', 5],
  ];
  for (const [name, id] of ids) module.dict.setStr(name, id);
  module.dict.setStr('DISABLE', new Missing());
  module.dict.setStr('MISSING', MISSING);
  return module;
}
