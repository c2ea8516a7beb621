/** This file prepares code objects for execution: instructions without caches and prefixes, jumps resolved, costs of blocks. */
import { CO_VARARGS, CO_VARKEYWORDS, type PyCode } from '../bytecode/code.js';
import { readExceptionTable } from '../bytecode/exception-table.js';
import * as op from '../bytecode/opcodes.js';
import { CACHES, hasJump } from '../bytecode/opcodes.js';
import { PyFrozenSet } from '../objects/types/set/set.js';
import type { Value } from '../values/object.js';
import type { Runtime } from '../values/runtime.js';
import { FrozenSetConstant, PyTuple } from '../values/sequences.js';
import type { CompiledCall, CompiledEntry } from './compiler.js';
import type { CodeMonitors } from './tracing/code-monitors.js';

/** One entry of the exception table, in instruction indexes. */
export class Handler {
  constructor(
    readonly start: number,
    readonly end: number,
    readonly target: number,
    readonly depth: number,
    readonly lasti: boolean,
  ) {}
}

/** A code object in the form that the interpreter runs. Shared by all calls; holds no state of a program. */
export class Executable {
  /**
   * `opcode | oparg << 8` for each instruction; jumps hold the index of their target instruction. The loop runs this
   * array: while a tool watches, the sign bit marks instructions that tell of events.
   */
  readonly instructions: Int32Array;
  /** The same instructions, never marked. */
  plain: Int32Array;
  /** Which instructions tell whom of what; null until a tool first watched this code. */
  monitors: CodeMonitors | null = null;
  /** `Monitoring.version` of which the marks are. */
  monitorVersion = 0;
  /** Offset of each instruction in code units (of the instruction proper, after its EXTENDED_ARG prefixes). */
  readonly offsets: Int32Array;
  /** Instructions from this one up to and with the next branch: what entering here costs. */
  readonly costs: Int32Array;
  readonly handlers: readonly Handler[];
  readonly consts: readonly Value[];
  readonly names: readonly string[];
  readonly nlocalsplus: number;
  readonly frameSize: number;
  /** A call with exactly `argcount` positional arguments needs no binding. */
  readonly isSimple: boolean;
  /** What call sites and attribute sites have seen; see inline-cache.ts. */
  readonly caches: unknown[];
  /** Calls and turns of loops in the interpreter, until the JIT takes over. */
  heat = 0;
  /** Compiled: takes the function and a value for each parameter. Null before. */
  direct: CompiledCall | null = null;
  /** What compiled callers call: `direct`, or a stand-in that interprets. */
  entry: CompiledCall | null = null;
  /** Compiled: goes on with a frame at the instruction of this index. */
  entries: Map<number, CompiledEntry> | null = null;
  /** Compiled: resumes a generator at the instruction where its frame stands. */
  resume: CompiledEntry | null = null;
  /** How many parameters `direct` takes when all are positional; -1 where calls have to be bound. */
  readonly directCount: number;
  /** All parameters, those with stars included. */
  readonly parameterCount: number;
  /** Some RETURN_VALUE, where a frame that compiled code has run to its end takes leave. */
  readonly returnAt: number;
  /** What the JIT knows of this code. */
  jit: unknown = null;

  constructor(
    readonly vm: Runtime,
    readonly code: PyCode,
  ) {
    const bytes = code.co_code;
    const units = bytes.length >> 1;
    const indexAt = new Int32Array(units + 1).fill(-1);
    const instructions: number[] = [];
    const offsets: number[] = [];
    let extended = 0;
    let prefixAt = -1;
    for (let unit = 0; unit < units; ) {
      const opcode = bytes[2 * unit] as number;
      const oparg = (extended << 8) | (bytes[2 * unit + 1] as number);
      if (opcode === op.EXTENDED_ARG) {
        if (prefixAt < 0) prefixAt = unit;
        extended = oparg;
        unit++;
        continue;
      }
      // A jump may land on the first prefix of an instruction.
      for (let at = prefixAt < 0 ? unit : prefixAt; at <= unit; at++) indexAt[at] = offsets.length;
      prefixAt = -1;
      extended = 0;
      const next = unit + 1 + (CACHES[opcode] as number);
      let operand = oparg;
      if (hasJump(opcode)) operand = BACKWARD.has(opcode) ? next - oparg : next + oparg;
      instructions.push(opcode, operand);
      offsets.push(unit);
      unit = next;
    }
    const count = offsets.length;
    indexAt[units] = count;
    this.instructions = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const opcode = instructions[2 * i] as number;
      let operand = instructions[2 * i + 1] as number;
      if (hasJump(opcode)) operand = indexAt[operand] as number;
      this.instructions[i] = opcode | (operand << 8);
    }
    this.plain = this.instructions;
    this.offsets = Int32Array.from(offsets);
    this.handlers = (readExceptionTable(code.co_exceptiontable) ?? []).map(
      (entry) =>
        new Handler(
          indexAt[entry.start] as number,
          indexFrom(indexAt, entry.end),
          indexAt[entry.target] as number,
          entry.depth,
          entry.lasti,
        ),
    );
    this.costs = blockCosts(this.instructions);
    this.consts = code.co_consts.items.map((each) => materialize(vm, each));
    this.names = code.co_names;
    this.nlocalsplus = code.nlocalsplus;
    this.frameSize = code.nlocalsplus + code.co_stacksize;
    this.isSimple = code.co_kwonlyargcount === 0 && (code.co_flags & 0x0c) === 0;
    this.returnAt = this.instructions.findIndex((each) => (each & 0xff) === op.RETURN_VALUE);
    this.parameterCount =
      code.co_argcount +
      code.co_kwonlyargcount +
      (code.co_flags & CO_VARARGS ? 1 : 0) +
      (code.co_flags & CO_VARKEYWORDS ? 1 : 0);
    this.directCount = this.isSimple ? code.co_argcount : -1;
    this.caches = new Array(count).fill(null);
  }

  /** The instruction index for an offset in code units. */
  indexOfOffset(unit: number): number {
    let low = 0;
    let high = this.offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.offsets[middle] as number) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The handler that covers an instruction, or null: the innermost entry comes last among those that match. */
  handlerAt(index: number): Handler | null {
    const handlers = this.handlers;
    for (let i = 0; i < handlers.length; i++) {
      const handler = handlers[i] as Handler;
      if (index >= handler.start && index < handler.end) return handler;
    }
    return null;
  }
}

function indexFrom(indexAt: Int32Array, unit: number): number {
  for (let at = unit; at < indexAt.length; at++) if (indexAt[at] !== -1) return indexAt[at] as number;
  return indexAt[indexAt.length - 1] as number;
}

/** END_ASYNC_FOR does not jump: it names the SEND that it belongs to. */
const BACKWARD: ReadonlySet<number> = new Set([op.JUMP_BACKWARD, op.JUMP_BACKWARD_NO_INTERRUPT, op.END_ASYNC_FOR]);

function isBranch(opcode: number): boolean {
  return (
    hasJump(opcode) ||
    opcode === op.RETURN_VALUE ||
    opcode === op.RAISE_VARARGS ||
    opcode === op.RERAISE ||
    opcode === op.INTERPRETER_EXIT
  );
}

function blockCosts(instructions: Int32Array): Int32Array {
  const costs = new Int32Array(instructions.length + 1);
  for (let i = instructions.length - 1; i >= 0; i--) {
    costs[i] = isBranch((instructions[i] as number) & 0xff) ? 1 : 1 + (costs[i + 1] as number);
  }
  return costs;
}

function frozenSetOf(vm: Runtime, items: readonly Value[]): PyFrozenSet {
  const set = new PyFrozenSet();
  for (const item of items) set.add(vm, materialize(vm, item));
  return set;
}

/** A constant as the program sees it: frozen sets become real ones. */
function materialize(vm: Runtime, constant: Value): Value {
  if (constant instanceof FrozenSetConstant) return frozenSetOf(vm, constant.items);
  if (constant instanceof PyTuple && constant.items.some((item) => item instanceof FrozenSetConstant)) {
    return new PyTuple(constant.items.map((each) => materialize(vm, each)));
  }
  return constant;
}

/** The executable form of a code object, made on first use. */
export function executableOf(vm: Runtime, code: PyCode): Executable {
  const prepared = code.prepared;
  if (prepared !== null) return prepared as Executable;
  const made = new Executable(vm, code);
  code.prepared = made;
  return made;
}
