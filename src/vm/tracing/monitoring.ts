/** This file keeps which tools watch a program, what they ask for and whom they want to be called (PEP 669). */
import { valueError } from '../../objects/errors.js';
import type { PyObject, Value } from '../../values/object.js';
import type { Executable } from '../executable.js';
import type { PyFrame } from '../frame.js';
import type { Machine } from '../machine.js';
import { eventsOf, instrument, monitorsOf, setToolEvents } from './code-monitors.js';
import { BRANCH, BRANCH_LEFT, BRANCH_RIGHT, EVENT_NAMES, RAISE, TOOLS, UNGROUPED_EVENTS } from './events.js';

/** What one thread does about events. */
export class ThreadTracing {
  /** The functions of sys.settrace and sys.setprofile. */
  trace: Value | null = null;
  profile: Value | null = null;
  /** Callbacks that are running: while there are any, the thread tells of nothing. */
  depth = 0;
  /** The event that is being told, or -1. */
  event = -1;
}

/** A callback for the old BRANCH event stands for both branch events. */
export class BranchCallbacks {
  constructor(
    readonly handler: Value,
    readonly isRight: boolean,
  ) {}
}

export type Callback = Value | BranchCallbacks | null;

/** The monitoring of one machine. */
export class Monitoring {
  /** Counts changes; code whose `monitorVersion` differs is not up to date. */
  version = 0;
  /** Code that is older than this forgets what was disabled. */
  restartVersion = 0;
  /** The version at which each tool was last cleared. */
  readonly toolVersions = new Array<number>(TOOLS).fill(0);
  /** Tools by event, as bits. */
  readonly tools = new Uint8Array(UNGROUPED_EVENTS);
  readonly names = new Array<Value | null>(TOOLS).fill(null);
  readonly callbacks: Callback[][];
  readonly threads = new Map<number, ThreadTracing>();
  /** What a callback answers to hear no more of an instruction, and what stands for a missing argument. */
  disable: PyObject | null = null;
  missing: PyObject | null = null;
  /** Has a tool asked for events of single code objects? */
  hasLocalEvents = false;
  /** Where the loop goes on after a marked instruction. */
  next = 0;

  constructor() {
    this.callbacks = [];
    for (let tool = 0; tool < TOOLS; tool++) this.callbacks.push(new Array<Callback>(EVENT_NAMES.length).fill(null));
  }

  /** What the running thread does about events. */
  current(vm: Machine): ThreadTracing {
    return this.ofThread(vm.threadId());
  }

  ofThread(id: number): ThreadTracing {
    let thread = this.threads.get(id);
    if (thread === undefined) {
      thread = new ThreadTracing();
      this.threads.set(id, thread);
    }
    return thread;
  }
}

/** The monitoring of a machine, made on first use. */
export function monitoringOf(vm: Machine): Monitoring {
  vm.monitoring ??= new Monitoring();
  return vm.monitoring;
}

/** ValueError unless a program's tool has been claimed. */
function checkInUse(monitoring: Monitoring, tool: number): void {
  if (tool < 6 && monitoring.names[tool] === null) throw valueError(`tool ${tool} is not in use`);
}

/** The events that a tool asks for everywhere. */
export function toolEvents(vm: Machine, tool: number): number {
  return vm.monitoring === null ? 0 : eventsOf(vm.monitoring.tools, tool);
}

/** Let a tool ask for events everywhere. */
export function setEvents(vm: Machine, tool: number, events: number): void {
  const monitoring = monitoringOf(vm);
  checkInUse(monitoring, tool);
  if (eventsOf(monitoring.tools, tool) === events) return;
  setToolEvents(monitoring.tools, tool, events);
  newVersion(vm, monitoring);
}

/** The events that a tool asks for in one code object alone. */
export function localEvents(exec: Executable, tool: number): number {
  return exec.monitors === null ? 0 : exec.monitors.localEvents(tool);
}

/** Let a tool ask for events in one code object. */
export function setLocalEvents(vm: Machine, exec: Executable, tool: number, events: number): void {
  const monitoring = monitoringOf(vm);
  checkInUse(monitoring, tool);
  const monitors = monitorsOf(exec);
  monitors.toolVersions[tool] = monitoring.toolVersions[tool] as number;
  if (monitors.localEvents(tool) === events) return;
  setToolEvents(monitors.local, tool, events);
  monitoring.hasLocalEvents = true;
  vm.isMonitored = true;
  vm.interruptCompiled();
  instrument(monitoring, exec, true);
}

/** Forget what a tool asked for, local events included, and its callbacks. */
export function clearTool(vm: Machine, tool: number): void {
  const monitoring = monitoringOf(vm);
  (monitoring.callbacks[tool] as Callback[]).fill(null);
  setEvents(vm, tool, 0);
  monitoring.toolVersions[tool] = monitoring.version + 1;
  newVersion(vm, monitoring);
}

/** Hear again of all that was disabled. */
export function restartEvents(vm: Machine): void {
  const monitoring = monitoringOf(vm);
  monitoring.restartVersion = ++monitoring.version;
  newVersion(vm, monitoring);
}

/** Set what is called for an event; answers what was called before. */
export function registerCallback(vm: Machine, tool: number, event: number, callback: Value | null): Value | null {
  const callbacks = monitoringOf(vm).callbacks[tool] as Callback[];
  let old: Callback;
  if (event === BRANCH) {
    old = callbacks[BRANCH_LEFT] as Callback;
    callbacks[BRANCH_RIGHT] = callback === null ? null : new BranchCallbacks(callback, true);
    callbacks[BRANCH_LEFT] = callback === null ? null : new BranchCallbacks(callback, false);
  } else {
    old = callbacks[event] as Callback;
    callbacks[event] = callback;
  }
  return old instanceof BranchCallbacks ? old.handler : old;
}

function newVersion(vm: Machine, monitoring: Monitoring): void {
  vm.monitorVersion = ++monitoring.version;
  vm.isMonitored = monitoring.hasLocalEvents || monitoring.tools.some((tools) => tools !== 0);
  if (vm.isMonitored) vm.interruptCompiled();
  // Code that runs is brought up to date at once, other code when it is entered.
  for (const innermost of vm.runningFrames()) {
    for (let frame: PyFrame | null = innermost; frame !== null; frame = frame.back) instrument(monitoring, frame.exec);
  }
}

/** A tool wants no more of an event at one instruction (it answered DISABLE). */
export function disableAt(vm: Machine, exec: Executable, at: number, tools: Uint8Array, tool: number): void {
  tools[at] = (tools[at] as number) & ~(1 << tool);
  exec.monitors?.mark(at, (vm.monitoring as Monitoring).tools[RAISE] !== 0);
}
