/** This file marks the instructions of a code object that tell of events, as the tools in use ask for them. */
import { CO_NO_MONITORING_EVENTS } from '../../bytecode/code.js';
import { LocationTableReader } from '../../bytecode/location-table.js';
import * as op from '../../bytecode/opcodes.js';
import type { Executable } from '../executable.js';
import { eventOfInstruction, INSTRUCTION, LINE, LOCAL_EVENTS, RAISE, TOOLS } from './events.js';
import type { Monitoring } from './monitoring.js';

/** Set in an instruction that tells of events. */
const MARK = 0x80000000 | 0;

/** Who is told what by the instructions of one code object. Sets of tools are bits of a byte. */
export class CodeMonitors {
  /** Tools that ask for an event in this code alone, by event; and the version of each tool that asked. */
  readonly local = new Uint8Array(LOCAL_EVENTS);
  readonly toolVersions = new Array<number>(TOOLS).fill(0);
  /** Tools by event, local and global ones. */
  readonly active = new Uint8Array(LOCAL_EVENTS);
  /** Tools by instruction: for the event of the instruction itself, for LINE and for INSTRUCTION. */
  readonly tools: Uint8Array;
  readonly lineTools: Uint8Array;
  readonly instructionTools: Uint8Array;
  /** Line of each instruction, -1 for none; made when lines are first asked for. */
  lines: Int32Array | null = null;
  /** 1 where a line begins. */
  lineStarts: Uint8Array | null = null;
  /** The first instruction that can tell of events. */
  readonly firstTraceable: number;

  constructor(readonly exec: Executable) {
    const count = exec.plain.length;
    this.tools = new Uint8Array(count);
    this.lineTools = new Uint8Array(count);
    this.instructionTools = new Uint8Array(count);
    let first = 0;
    while (first < count && ((exec.plain[first] as number) & 0xff) !== op.RESUME) first++;
    this.firstTraceable = first;
  }

  /** The events that a tool asked for in this code alone. */
  localEvents(tool: number): number {
    return eventsOf(this.local, tool);
  }

  /** The line of an instruction. */
  lineOf(at: number): number {
    if (this.lines === null) findLines(this);
    return (this.lines as Int32Array)[at] as number;
  }

  /** Mark an instruction, or take its mark away. */
  mark(at: number, raiseAsked: boolean): void {
    const { exec } = this;
    const plain = exec.plain[at] as number;
    const wanted =
      ((this.tools[at] as number) | (this.lineTools[at] as number) | (this.instructionTools[at] as number)) !== 0 ||
      (raiseAsked && ((plain & 0xff) === op.FOR_ITER || (plain & 0xff) === op.SEND));
    exec.instructions[at] = wanted ? plain | MARK : plain;
  }
}

/** The events that a tool asks for, as bits. */
export function eventsOf(toolsByEvent: Uint8Array, tool: number): number {
  let events = 0;
  for (let event = 0; event < toolsByEvent.length; event++) {
    if (((toolsByEvent[event] as number) >> tool) & 1) events |= 1 << event;
  }
  return events;
}

/** Let a tool ask for these events and no others. */
export function setToolEvents(toolsByEvent: Uint8Array, tool: number, events: number): void {
  for (let event = 0; event < toolsByEvent.length; event++) {
    const others = (toolsByEvent[event] as number) & ~(1 << tool);
    toolsByEvent[event] = others | (((events >> event) & 1) << tool);
  }
}

/** The monitors of a code object, made on first use. */
export function monitorsOf(exec: Executable): CodeMonitors {
  if (exec.monitors === null) {
    // From now on the loop's array carries marks; who wants the instructions themselves reads the copy.
    exec.plain = exec.instructions.slice();
    exec.monitors = new CodeMonitors(exec);
  }
  return exec.monitors as CodeMonitors;
}

/** Bring the marks of a code object up to date with what the tools ask for. */
export function instrument(monitoring: Monitoring, exec: Executable, force = false): void {
  if (exec.monitorVersion === monitoring.version && !force) return;
  if (exec.code.co_flags & CO_NO_MONITORING_EVENTS) {
    exec.monitorVersion = monitoring.version;
    return;
  }
  const monitors = monitorsOf(exec);
  for (let tool = 0; tool < TOOLS; tool++) {
    if (monitors.toolVersions[tool] !== monitoring.toolVersions[tool]) setToolEvents(monitors.local, tool, 0);
  }
  const restarted = monitoring.restartVersion > exec.monitorVersion;
  const removed = new Uint8Array(LOCAL_EVENTS);
  const added = new Uint8Array(LOCAL_EVENTS);
  for (let event = 0; event < LOCAL_EVENTS; event++) {
    const before = monitors.active[event] as number;
    const after = (monitoring.tools[event] as number) | (monitors.local[event] as number);
    removed[event] = restarted ? before : before & ~after;
    added[event] = restarted ? after : after & ~before;
    monitors.active[event] = after;
  }
  exec.monitorVersion = monitoring.version;
  if (monitors.active[LINE] !== 0 && monitors.lineStarts === null) findLines(monitors);
  const raiseAsked = monitoring.tools[RAISE] !== 0;
  for (let at = monitors.firstTraceable; at < exec.plain.length; at++) {
    const instruction = exec.plain[at] as number;
    const opcode = instruction & 0xff;
    const event = eventOfInstruction(opcode, instruction >>> 8);
    if (event >= 0) change(monitors.tools, at, removed[event] as number, added[event] as number);
    if (monitors.lineStarts?.[at] === 1) {
      change(monitors.lineTools, at, removed[LINE] as number, added[LINE] as number);
    }
    if (opcode !== op.RESUME && opcode !== op.END_FOR) {
      change(monitors.instructionTools, at, removed[INSTRUCTION] as number, added[INSTRUCTION] as number);
    }
    monitors.mark(at, raiseAsked);
  }
}

function change(tools: Uint8Array, at: number, removed: number, added: number): void {
  tools[at] = ((tools[at] as number) & ~removed) | added;
}

/** Find the line of each instruction, and where a LINE event is due. */
function findLines(monitors: CodeMonitors): void {
  const { exec, firstTraceable } = monitors;
  const { plain, code } = exec;
  const lines = new Int32Array(plain.length);
  const starts = new Uint8Array(plain.length);
  const reader = new LocationTableReader(code.co_linetable, code.co_firstlineno);
  let open = reader.next();
  for (let at = 0; at < plain.length; at++) {
    while (open && (exec.offsets[at] as number) >= reader.end) open = reader.next();
    lines[at] = open ? reader.line : -1;
  }
  let current = -1;
  for (let at = firstTraceable; at < plain.length; at++) {
    const opcode = (plain[at] as number) & 0xff;
    if (beginsNoLine(opcode)) continue;
    const line = lines[at] as number;
    if (line !== current && line >= 0) starts[at] = 1;
    current = line;
  }
  for (let at = firstTraceable; at < plain.length; at++) {
    const target = jumpTarget(plain[at] as number);
    if (target >= 0 && target < plain.length && lines[target] !== -1) {
      if (((plain[target] as number) & 0xff) !== op.POP_ITER) starts[target] = 1;
    }
  }
  for (const handler of exec.handlers) {
    const opcode = (plain[handler.target] as number) & 0xff;
    if (lines[handler.target] !== -1 && opcode !== op.END_ASYNC_FOR) starts[handler.target] = 1;
  }
  monitors.lines = lines;
  monitors.lineStarts = starts;
}

/** Instructions that others skip or that are needed for instrumentation itself. */
function beginsNoLine(opcode: number): boolean {
  return (
    opcode === op.END_ASYNC_FOR ||
    opcode === op.END_FOR ||
    opcode === op.END_SEND ||
    opcode === op.RESUME ||
    opcode === op.POP_ITER
  );
}

/** Where a jump leads, past the END_FOR or END_SEND that it skips; -1 for other instructions. */
function jumpTarget(instruction: number): number {
  const target = instruction >>> 8;
  switch (instruction & 0xff) {
    case op.POP_JUMP_IF_FALSE:
    case op.POP_JUMP_IF_TRUE:
    case op.POP_JUMP_IF_NONE:
    case op.POP_JUMP_IF_NOT_NONE:
    case op.JUMP_FORWARD:
    case op.JUMP_BACKWARD:
    case op.JUMP_BACKWARD_NO_INTERRUPT:
      return target;
    case op.FOR_ITER:
    case op.SEND:
      return target + 1;
    default:
      return -1;
  }
}
