/** This file is the JIT: it decides what is compiled, and makes functions of the emitted text. */

import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from '../bytecode/code.js';
import * as op from '../bytecode/opcodes.js';
import type { PyBaseException } from '../objects/exceptions/base-exception.js';
import { Raised } from '../objects/exceptions/raised.js';
import { getIter } from '../objects/operations/iteration.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyCell, type PyFunction } from '../objects/types/function.js';
import { PyListIterator } from '../objects/types/iterators/list-iterator.js';
import { PyRangeIterator } from '../objects/types/iterators/range-iterator.js';
import { PyList } from '../objects/types/list/list.js';
import { PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { EMPTY_TUPLE, PySlice, PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import type { CompiledCall, CompiledEntry, Compiler } from '../vm/compiler.js';
import { type Executable, executableOf } from '../vm/executable.js';
import type { PyFrame, Slot } from '../vm/frame.js';
import { exceptionMatches, Reraise, raise } from '../vm/instructions/exceptions.js';
import type { Machine } from '../vm/machine.js';
import { stackShapes } from '../vm/tracing/stack-shapes.js';
import * as calls from './calls.js';
import { emitInstruction } from './emit-instruction.js';
import { Emitter } from './emitter.js';
import { buildGraph } from './graph.js';
import * as helpers from './helpers.js';
import * as iterate from './iterate.js';
import { catchThrown, finishFrame, leave, yieldFrom } from './leave.js';
import { jitReport } from './report.js';
import { type Kind, Refusal, type State } from './state.js';
import { arrange } from './structure.js';
import { profileOf, Unit } from './unit.js';

/** Larger code stays in the interpreter: the engine would take too long over it. */
const MAX_INSTRUCTIONS = 4000;
const MAX_BLOCKS = 400;
/** Code is compiled so often, each time with fewer assumptions; after that without any. */
const MAX_VERSIONS = 12;
/** What is not entered by calls any more is not counted any more either. */
const NEVER = -(2 ** 30);

/** Code that names these may read or change its variables from outside. */
const FRAME_READERS: ReadonlySet<string> = new Set([
  'locals',
  'vars',
  'dir',
  'eval',
  'exec',
  '_getframe',
  'currentframe',
]);

export interface JitOptions {
  /** Compile at the first call and the first turn of a loop. */
  readonly eager: boolean;
  /** Tests: leave compiled code at instructions that this number chooses; null for never. */
  readonly giveUpSeed?: number | null;
}

/** Makes functions of text; answers null where the host forbids it. */
function canMakeCode(): boolean {
  try {
    return new Function('return 1')() === 1;
  } catch {
    return false;
  }
}

/** The JIT of one machine, or null where code cannot be made from text. */
export function makeJit(vm: Machine, options: JitOptions): Jit | null {
  return canMakeCode() ? new Jit(vm, options) : null;
}

/** Compiles the code of one machine. */
export class Jit implements Compiler {
  readonly eager: boolean;
  readonly callHeat: number;
  readonly loopHeat: number;
  /** Every code object that was looked at, for the report. */
  readonly seen: Executable[] = [];
  private readonly standIn: CompiledCall;
  private readonly chance: ((at: number) => boolean) | null;
  private readonly giveUp: () => boolean;

  constructor(
    private readonly vm: Machine,
    options: JitOptions,
  ) {
    this.eager = options.eager;
    this.callHeat = options.eager ? 0 : 40;
    this.loopHeat = options.eager ? 0 : 150;
    const seed = options.giveUpSeed ?? null;
    const draw = randomNumbers(seed ?? 0);
    this.chance = seed === null ? null : (at) => at > 0 && draw() % 8 === 0;
    this.giveUp = () => draw() % 16 === 0;
    this.standIn = (func, ...args) => calls.interpret(vm, func, args);
  }

  /** What happened so far, in words. */
  report(): string {
    return jitReport(this.seen);
  }

  compileReturning(_vm: Machine, frame: PyFrame): void {
    const { exec, func } = frame;
    if (func !== null) this.compileCall(func, exec, frame.slots);
  }

  compileCalled(_vm: Machine, func: PyFunction): void {
    const exec = executableOf(this.vm, func.code);
    this.compileCall(func, exec, []);
  }

  private compileCall(func: PyFunction, exec: Executable, samples: readonly Slot[]): void {
    if (exec.direct !== null || exec.vm !== this.vm) return;
    const profile = profileOf(exec);
    if (profile.refused !== null) {
      exec.heat = NEVER;
      return;
    }
    const { code } = func;
    const optimized = (code.co_flags & 3) === 3;
    if (!optimized) {
      if (exec.entries === null) exec.heat = NEVER;
      return;
    }
    if (code.co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) {
      this.compileGenerator(func, exec, samples);
      return;
    }
    const compiled = this.compile(func, exec, samples, null, [0]) as CompiledCall | null;
    if (compiled === null) return;
    exec.direct = compiled;
    exec.entry = compiled;
  }

  /** A generator is entered wherever it was left by a `yield`. */
  private compileGenerator(func: PyFunction, exec: Executable, samples: readonly Slot[]): void {
    if (exec.resume !== null) return;
    const points: number[] = [];
    const { plain } = exec;
    for (let at = 0; at < plain.length; at++) {
      const opcode = (plain[at] as number) & 0xff;
      if (opcode === op.RETURN_GENERATOR || opcode === op.YIELD_VALUE) points.push(at + 1);
    }
    const compiled = this.compile(func, exec, samples, null, points) as CompiledEntry | null;
    if (compiled !== null) exec.resume = compiled;
  }

  entryFor(_vm: Machine, frame: PyFrame, pc: number): CompiledEntry | null {
    const { exec, func } = frame;
    const known = exec.entries?.get(pc);
    if (known !== undefined) return known;
    if (func === null || frame.generator !== null || exec.vm !== this.vm) {
      exec.heat = NEVER;
      return null;
    }
    const profile = profileOf(exec);
    if (profile.refused !== null) {
      exec.heat = NEVER;
      return null;
    }
    const compiled = this.compile(func, exec, frame.slots, frame, [pc]) as CompiledEntry | null;
    if (compiled === null) return null;
    if (exec.entries === null) exec.entries = new Map();
    exec.entries.set(pc, compiled);
    return compiled;
  }

  /** Compile for calls, with `frame` to go on with it at one point, or for the points where a generator is resumed. */
  private compile(
    func: PyFunction,
    exec: Executable,
    samples: readonly Slot[],
    frame: PyFrame | null,
    points: readonly number[],
  ): unknown {
    const profile = profileOf(exec);
    if (profile.compiled === 0 && profile.refused === null) this.seen.push(exec);
    try {
      if (exec.names.some((name) => FRAME_READERS.has(name))) throw new Refusal('it may look at its own variables');
      if (exec.plain.length > MAX_INSTRUCTIONS) throw new Refusal('it is too long');
      const graph = buildGraph(exec, points);
      if (graph.blocks.length > MAX_BLOCKS) throw new Refusal('it branches too much');
      if (++profile.compiled > MAX_VERSIONS) profile.refuted.add('*');
      const unit = new Unit(exec, this.standIn);
      const names = new helpers.Scratch(func, [], frame === null ? null : frame.locals) as unknown as PyFrame;
      const emitter = new Emitter(this.vm, unit, graph, samples, names, profile.refuted, this.chance, emitInstruction);
      const isGenerator = frame === null && points[0] !== 0;
      const text = isGenerator
        ? this.resumeText(emitter, points)
        : frame === null
          ? this.callText(emitter)
          : this.entryText(emitter, frame);
      return this.make(emitter, text);
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      profile.refused = reason.reason;
      exec.heat = NEVER;
      return null;
    }
  }

  private make(emitter: Emitter, text: string): unknown {
    const { constants } = emitter;
    const names = constants.map((_, i) => `K${i}=K[${i}]`).join();
    const { activations } = this.vm;
    const values: Record<string, unknown> = {
      V: this.vm,
      FN: activations.functions,
      PC: activations.positions,
      FR: activations.frames,
      H: helpers,
      C: calls,
      G: iterate,
      Q: leave,
      T: catchThrown,
      Z: finishFrame,
      PF: PyFloat,
      PL: PyList,
      PT: PyTuple,
      PD: PyDict,
      GU: this.giveUp,
      SL: PySlice,
      PY: PyCell,
      YV: yieldFrom,
      RI: PyRangeIterator,
      LI: PyListIterator,
      N: None,
      ET: EMPTY_TUPLE,
      GI: getIter,
      EM: exceptionMatches,
      RA: raise,
      RR: reraise,
      SP: sliceSpent,
      SE: slowEntry,
    };
    // Constants, not parameters: the engine then takes their values for granted.
    const head = Object.keys(values).map((name, i) => `${name}=A[${i}]`);
    const source = `'use strict';const U=void 0,${head.join()}${names === '' ? '' : `,${names}`};return(${text})`;
    const made = new Function('K', 'A', source) as (...args: unknown[]) => unknown;
    return made(constants, Object.values(values));
  }

  private variables(emitter: Emitter, parameters: number): string {
    const { nlocalsplus, frameSize } = emitter.exec;
    const depth = frameSize - nlocalsplus;
    const names = ['b=0', 'x=0', 'm=0', 't', 'u', 'z', 'q', 'r', 'v'];
    for (let i = parameters; i < nlocalsplus; i++) names.push(`l${i}`);
    for (let i = 0; i < nlocalsplus; i++) names.push(`d${i}=0.5`);
    for (let i = 0; i < depth; i++) names.push(`s${i}`, `e${i}=0.5`, `i${i}=0`, `n${i}=0`);
    return `let ${names.join()};`;
  }

  private frameText(emitter: Emitter, begin: string): string {
    const unit = emitter.constant(emitter.unit);
    const body = arrange(emitter.graph, emitter);
    const all = emitter.variablesText();
    return `R:{X:{try{${begin}${body}}catch(y){z=y;m=2}}return Q(${unit},V,m,d,x,z,q,${all})}if(FR[d]!==null)Z(${unit},V,d,x,${all});else V.active=d-1;return r`;
  }

  private callText(emitter: Emitter): string {
    const { exec } = emitter;
    const count = exec.parameterCount;
    const start = emitter.entryState(null, 0);
    for (let i = count; i < start.locals.length; i++) start.locals[i] = 'undef';
    emitter.locals = [...start.locals];
    emitter.site(0);
    emitter.analyse(start);
    const args = Array.from({ length: count }, (_, i) => `l${i}`);
    const globals = emitter.constant(emitter.frameNames.globals);
    const inner = this.frameText(emitter, emitter.edge(start, emitter.graph.entry));
    const params = ['f', ...args].join();
    return `function g(${params}){const d=V.active+1;if(d>V.activeLimit||f.globals!==${globals}||(V.fuel-=${exec.costs[0]})<0)return SE(V,d,f,[${args.join()}],${exec.costs[0]},f.globals===${globals});V.active=d;FN[d]=f;${this.variables(emitter, count)}${inner}}`;
  }

  private resumeText(emitter: Emitter, points: readonly number[]): string {
    const { exec } = emitter;
    const { nlocalsplus } = exec;
    const depths = stackShapes(exec).map((shape) => (shape === null ? 0 : shape.length));
    const states = points.map((point) => emitter.entryState(null, Math.max(1, depths[point] as number)));
    const deepest = Math.max(...states.map(({ stack }) => stack.length));
    let load = 'const S=F.slots;';
    for (let i = 0; i < nlocalsplus; i++) load += `l${i}=S[${i}];`;
    for (let i = 0; i < deepest; i++) load += `s${i}=S[${nlocalsplus + i}];`;
    const first = states[0] as State;
    emitter.locals = [...first.locals];
    emitter.stack = first.stack.map((kind: Kind, i) => ({ kind, text: `s${i}`, local: -1, sample: undefined }));
    emitter.site(points[0] as number);
    const byStart = new Map(points.map((point, i) => [point, states[i] as State]));
    emitter.analyseFrom(byStart);
    const cases = emitter.graph.entry.start < 0 ? emitter.graph.entry.successors : [emitter.graph.entry];
    const jumps = cases
      .map(
        (block) =>
          `case ${block.start}:b=${block.order};${emitter.edge(byStart.get(block.start) as State, block)}break;`,
      )
      .join('');
    const inner = this.frameText(emitter, `${load}switch(F.pc){${jumps}}`);
    return `function g(F){const d=V.active+1,f=F.func;V.active=d;FN[d]=f;FR[d]=F;F.liveAt=d;${this.variables(emitter, 0)}${inner}}`;
  }

  private entryText(emitter: Emitter, frame: PyFrame): string {
    const { exec } = emitter;
    const { nlocalsplus } = exec;
    const depth = frame.sp - nlocalsplus;
    const start = emitter.entryState(frame, depth);
    let load = 'const S=F.slots;';
    for (let i = 0; i < nlocalsplus; i++) load += `l${i}=S[${i}];`;
    for (let i = 0; i < depth; i++) load += `s${i}=S[${nlocalsplus + i}];`;
    emitter.locals = [...start.locals];
    emitter.stack = start.stack.map((kind: Kind, i) => ({ kind, text: `s${i}`, local: -1, sample: undefined }));
    emitter.at = frame.pc;
    emitter.site(frame.pc);
    emitter.analyse(start);
    const edge = emitter.edge(start, emitter.graph.entry);
    const globals = emitter.constant(emitter.frameNames.globals);
    load += `if(f.globals!==${globals})${emitter.bail([], 'globals')}`;
    const inner = this.frameText(emitter, `${load}b=${emitter.graph.entry.order};${edge}`);
    return `function g(F){const d=V.active+1,f=F.func;V.active=d;FN[d]=f;FR[d]=F;F.liveAt=d;${this.variables(emitter, 0)}${inner}}`;
  }
}

/** Numbers that look random and are the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed * 2 + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) & 0xffff;
  };
}

/** An exception that is raised again, with the instruction that raised it first. */
function reraise(exception: PyBaseException, at: number): Reraise {
  const raised = new Raised(exception);
  raised.hasContext = true;
  return new Reraise(raised, at);
}

/** Does something wait for the interpreter: another thread, a tool that watches, a collection? */
function mustInterpret(vm: Machine): boolean {
  if (!vm.entersCompiled || vm.heap.isDue) return true;
  return vm.switchWanted !== null && vm.runDepth === vm.suspendDepth;
}

/** A loop has used up its time slice: must it be left? */
function sliceSpent(vm: Machine): boolean {
  vm.sliceSpent();
  return mustInterpret(vm);
}

/** A compiled function is called that cannot begin at once: too deep, the time slice is over, or other globals. */
function slowEntry(
  vm: Machine,
  d: number,
  func: PyFunction,
  args: readonly Slot[],
  cost: number,
  sameGlobals: boolean,
): Value | undefined {
  if (d <= vm.activeLimit && sameGlobals) {
    // The fuel is paid; a slice more or less makes no difference to the sum.
    vm.sliceSpent();
    if (!mustInterpret(vm)) {
      vm.fuel += cost;
      return (
        (executableOf(vm, func.code).direct as CompiledCall | null)?.(func, ...args) ?? calls.interpret(vm, func, args)
      );
    }
    vm.fuel += cost;
  }
  return calls.interpret(vm, func, args);
}
