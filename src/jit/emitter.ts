/**
 * This file turns the blocks of a code object into JavaScript. Every identifier of the text is one of ours, every value of
 * the program is a numbered constant.
 */
import * as op from '../bytecode/opcodes.js';
import { PyCell } from '../objects/types/function.js';
import { PyRangeIterator } from '../objects/types/iterators/range-iterator.js';
import type { Value } from '../values/object.js';
import type { Executable } from '../vm/executable.js';
import type { PyFrame, Slot } from '../vm/frame.js';
import type { Machine } from '../vm/machine.js';
import type { Block, Graph } from './graph.js';
import { LEAVE_BEFORE } from './leave.js';
import { type Entry, isRaw, joinKinds, type Kind, kindOfSample, type State } from './state.js';
import { Site, type Unit } from './unit.js';

/** How a block ends, after its body. */
export type Ending =
  | { readonly kind: 'none' }
  | { readonly kind: 'goto'; readonly target: number; readonly isBack: boolean }
  /** `prepare` runs before the condition's text is tested. */
  | { readonly kind: 'if'; readonly condition: string; readonly yes: number; readonly no: number }
  | { readonly kind: 'fall'; readonly target: number };

/** What came of emitting a block. */
interface Emitted {
  body: string;
  ending: Ending;
  /** State at the end, for each way out (FOR_ITER's ways differ). */
  out: Map<number, State>;
}

/** Emits the body of one compiled function. */
export class Emitter {
  readonly constants: unknown[] = [];
  private readonly constantIndex = new Map<unknown, string>();
  /** Kinds of local variables and entries of the stack, where emission stands. */
  locals: Kind[] = [];
  stack: Entry[] = [];
  private out = '';
  private readonly entryStates = new Map<Block, State>();
  private readonly emitted = new Map<Block, Emitted>();
  private block!: Block;
  /** The instruction that is emitted. */
  at = 0;
  ended: Ending | null = null;
  outs = new Map<number, State>();
  /** Float locals may stand unboxed: not where a handler has to find them. */
  mayUnbox = true;
  readonly names: string;

  constructor(
    readonly vm: Machine,
    readonly unit: Unit,
    readonly graph: Graph,
    readonly samples: readonly Slot[],
    /** Whose globals the code reads. */
    readonly frameNames: PyFrame,
    readonly refuted: ReadonlySet<string>,
    /** Tests: says of an instruction whether the code may be left before it for no reason. */
    private readonly chance: ((at: number) => boolean) | null,
    private readonly emitInstruction: (emitter: Emitter, opcode: number, oparg: number) => void,
  ) {
    this.names = this.constant(frameNames);
  }

  get exec(): Unit['exec'] {
    return this.unit.exec;
  }

  /** A callee may be called as compiled code, whether or not it is compiled already. */
  prepareCallee(exec: Executable): void {
    if (exec.entry === null) exec.entry = exec.direct ?? this.unit.standIn;
  }

  /** The value behind the name of a constant; undefined for other texts. */
  constantOf(text: string): Value | undefined {
    return text.charCodeAt(0) === 75 ? (this.constants[Number(text.slice(1))] as Value) : undefined;
  }

  /** The name of a constant. */
  constant(value: unknown): string {
    let name = this.constantIndex.get(value);
    if (name === undefined) {
      name = `K${this.constants.length}`;
      this.constants.push(value);
      this.constantIndex.set(value, name);
    }
    return name;
  }

  write(text: string): void {
    this.out += text;
  }

  // The stack ------------------------------------------------------------------------------------------------------

  /** The variable of a stack entry, unboxed or not. */
  slot(position: number, kind: Kind): string {
    return isRaw(kind) ? `e${position}` : `s${position}`;
  }

  push(kind: Kind, text: string, sample?: Value, local = -1): void {
    this.stack.push({ kind, text, local, sample });
  }

  pop(): Entry {
    return this.stack.pop() as Entry;
  }

  peek(depth: number): Entry {
    return this.stack[this.stack.length - depth] as Entry;
  }

  /** Push the value of an expression, which is computed now. */
  pushComputed(kind: Kind, expression: string, sample?: Value): void {
    const slot = this.slot(this.stack.length, kind);
    this.write(`${slot}=${expression};`);
    this.push(kind, slot, sample);
  }

  /** A test: its text is used at once by the jump that follows, else it is stored. */
  pushTest(text: string): void {
    const next = (this.exec.plain[this.at + 1] ?? 0) & 0xff;
    // Where a handler stands around, what may raise must not be left for the jump, which is emitted outside of it.
    if (this.mayUnbox && (next === op.POP_JUMP_IF_FALSE || next === op.POP_JUMP_IF_TRUE)) {
      this.sync();
      this.push('bool', text);
    } else this.pushComputed('bool', text);
  }

  /** The value as any JavaScript value. */
  boxed(entry: Entry): string {
    if (entry.kind === 'float') return `new PF(${entry.text})`;
    if (entry.kind === 'null') return 'U';
    return entry.text;
  }

  /** Assignments that bring every entry into its own variable. */
  syncText(): string {
    let text = '';
    this.stack.forEach((entry, i) => {
      if (entry.kind === 'range') return;
      const slot = this.slot(i, entry.kind);
      if (entry.text !== slot && entry.kind !== 'null') text += `${slot}=${entry.text},`;
      else if (entry.kind === 'null') text += `${slot}=U,`;
    });
    return text;
  }

  /** Bring the entries below `count` from the top into their own variables, now. */
  sync(count = 0): void {
    for (let i = 0; i < this.stack.length - count; i++) this.settle(i);
  }

  private settle(i: number): void {
    const entry = this.stack[i] as Entry;
    if (entry.kind === 'range') return;
    const slot = this.slot(i, entry.kind);
    if (entry.text === slot) return;
    this.write(`${slot}=${entry.kind === 'null' ? 'U' : entry.text};`);
    this.stack[i] = { kind: entry.kind, text: slot, local: -1, sample: entry.sample };
  }

  // Places where code is left ----------------------------------------------------------------------------------------

  /** A place with the state as it is now. `extra` are entries that are already popped. */
  site(at: number, extra: readonly Entry[] = [], popped = 0, assumption = ''): number {
    const stack = [...this.stack, ...extra].map((entry) => entry.kind);
    const { sites } = this.unit;
    sites.push(new Site(at, [...this.locals], stack, popped, assumption));
    return sites.length - 1;
  }

  /**
   * Prefix of a call that may raise, wait or look at frames: the state can be read off afterwards. Operands in `extra`
   * have been popped; they are put where they were.
   */
  careful(extra: readonly Entry[] = []): string {
    const depth = this.stack.length;
    for (const entry of extra) this.stack.push(entry);
    const text = this.syncText();
    this.stack.length = depth;
    return `${text}x=${this.site(this.at, extra)},PC[d]=${this.at},`;
  }

  /** A statement that leaves before this instruction, for the interpreter to carry it out. */
  bail(extra: readonly Entry[], assumption: string): string {
    const depth = this.stack.length;
    for (const entry of extra) this.stack.push(entry);
    const text = this.syncText();
    this.stack.length = depth;
    return `{${text}x=${this.site(this.at, extra, 0, assumption)};m=${LEAVE_BEFORE};break X}`;
  }

  /** Test the result of a call of Python code; the operands are popped, entries below stand in their variables. */
  checkCall(result: string, extra: readonly Entry[]): string {
    const x = this.site(this.at, extra, extra.length);
    const { handlerBlock } = this.block;
    const exit = handlerBlock === null ? 'm=0;break X' : `z=U;${this.gotoHandler(handlerBlock)}`;
    return `if(${result}===U){x=${x};${exit}}`;
  }

  private gotoHandler(handler: Block): string {
    return this.isSwitched ? `b=${handler.order};continue W` : `break B${handler.order}`;
  }

  get isSwitched(): boolean {
    return !this.graph.isReducible || this.graph.entry.start < 0;
  }

  /** A statement that throws, or jumps to the handler of this code. */
  raiseText(thrown: string): string {
    const { handlerBlock } = this.block;
    if (handlerBlock === null) return `z=${thrown};m=2;break X;`;
    return `z=${thrown};${this.gotoHandler(handlerBlock)};`;
  }

  assumes(key: string): boolean {
    return !this.refuted.has(key) && !this.refuted.has('*');
  }

  // Kinds -----------------------------------------------------------------------------------------------------------

  /** From here on the local variable is known to be of a kind. */
  learn(entry: Entry, kind: Kind): Entry {
    if (entry.local >= 0 && this.locals[entry.local] === 'any') this.locals[entry.local] = kind;
    return { ...entry, kind };
  }

  sampleOfLocal(index: number): Value | undefined {
    const sample = this.samples[index];
    return sample instanceof PyCell ? undefined : sample;
  }

  loadLocal(index: number): void {
    const kind = this.locals[index] as Kind;
    const sample = this.sampleOfLocal(index);
    if (isRaw(kind)) this.push('float', `d${index}`, sample, index);
    else this.push(kind === 'undef' ? 'any' : kind, `l${index}`, sample, index);
  }

  storeLocal(index: number): void {
    const entry = this.pop();
    this.saveAliases(index);
    if (entry.kind === 'float' && this.mayUnbox) {
      this.write(`d${index}=${entry.text};`);
      this.locals[index] = 'float';
      return;
    }
    this.write(`l${index}=${entry.kind === 'null' ? 'U' : this.boxed(entry)};`);
    this.locals[index] = entry.kind === 'float' ? 'box' : entry.kind === 'null' ? 'undef' : entry.kind;
  }

  /** Entries that name a local variable get their value before it changes. */
  saveAliases(index: number): void {
    for (let i = 0; i < this.stack.length; i++) if ((this.stack[i] as Entry).local === index) this.settle(i);
  }

  // Blocks ----------------------------------------------------------------------------------------------------------

  /** YIELD_VALUE: the variables go to the frame, which is resumed behind the instruction. */
  yieldValue(value: string): void {
    const depth = this.stack.length;
    const { nlocalsplus } = this.exec;
    let text = `r=${value};`;
    for (let i = 0; i < nlocalsplus; i++) {
      const kind = this.locals[i] as Kind;
      if (kind === 'float') text += `S[${i}]=new PF(d${i});`;
      else if (kind === 'ufloat') text += `S[${i}]=l${i}===U?U:new PF(d${i});`;
      else text += `S[${i}]=l${i};`;
    }
    this.stack.forEach((entry, i) => {
      if (entry.kind === 'range') text += `s${i}.next=i${i};s${i}.left=n${i};`;
      text += `S[${nlocalsplus + i}]=${entry.kind === 'float' ? `new PF(e${i})` : `s${i}`};`;
    });
    this.write(`${text}YV(V,d,F,${this.at + 1},${nlocalsplus + depth});return r;`);
  }

  /** Emit every block until the states at their starts no longer change. */
  analyse(start: State): void {
    this.analyseFrom(new Map([[this.graph.entry.start, start]]));
  }

  /** The same for several entries. */
  analyseFrom(starts: ReadonlyMap<number, State>): void {
    const first = this.graph.entry.start < 0 ? this.graph.entry.successors : [this.graph.entry];
    const queue = new Set<Block>();
    for (const block of first) {
      this.entryStates.set(block, this.headState(block, starts.get(block.start) as State));
      queue.add(block);
    }
    while (queue.size > 0) {
      let block: Block | null = null;
      for (const each of queue) if (block === null || each.order < block.order) block = each;
      queue.delete(block as Block);
      const done = this.emitBlock(block as Block);
      this.emitted.set(block as Block, done);
      for (const next of (block as Block).successors) {
        const state = next === (block as Block).handlerBlock ? this.handlerState(next) : done.out.get(next.start);
        if (state === undefined) continue;
        if (this.merge(next, state)) queue.add(next);
      }
    }
  }

  private handlerState(block: Block): State {
    const handler = this.exec.handlers.find((each) => each.target === block.start) as { depth: number; lasti: boolean };
    const depth = handler.depth + (handler.lasti ? 2 : 1);
    return {
      locals: new Array<Kind>(this.exec.nlocalsplus).fill('any'),
      stack: new Array<Kind>(depth).fill('any'),
      samples: new Array<undefined>(depth).fill(undefined),
    };
  }

  /** At the head of a loop, locals that hold floats are taken out of their boxes from the start. */
  private headState(block: Block, state: State): State {
    const locals = state.locals.map((kind, i): Kind => {
      if (!block.isLoopHead || block.handler !== null) return kind;
      const wanted = kindOfSample(this.sampleOfLocal(i));
      if (!this.assumes(`h${block.start}:${i}`)) return kind;
      if (wanted === 'float') {
        if (kind === 'any' || kind === 'box' || kind === 'float') return this.isParameterCell(i) ? kind : 'float';
        if (kind === 'undef' || kind === 'ufloat') return 'ufloat';
      }
      return kind;
    });
    const stack = [...state.stack];
    const top = stack.length - 1;
    // The iterator of a range is taken apart where its loop begins.
    if (this.isRangeLoop(block, state)) stack[top] = 'range';
    return { locals, stack, samples: [...state.samples] };
  }

  private isRangeLoop(block: Block, state: State): boolean {
    if (((this.exec.plain[block.start] ?? 0) & 0xff) !== op.FOR_ITER || !this.assumes(`r${block.start}`)) return false;
    return state.samples[state.stack.length - 1] instanceof PyRangeIterator;
  }

  private isParameterCell(index: number): boolean {
    return ((this.exec.code.localspluskinds[index] as number) & 0xc0) !== 0;
  }

  private merge(block: Block, state: State): boolean {
    const known = this.entryStates.get(block);
    if (known === undefined) {
      this.entryStates.set(block, this.headState(block, state));
      return true;
    }
    let changed = false;
    for (let i = 0; i < known.locals.length; i++) {
      const old = known.locals[i] as Kind;
      const incoming = state.locals[i] as Kind;
      let kind = joinKinds(old, incoming);
      if (block.isLoopHead && old === 'float' && incoming === 'any' && this.assumes(`h${block.start}:${i}`))
        kind = 'float';
      if (kind === old) continue;
      known.locals[i] = kind;
      changed = true;
    }
    for (let i = 0; i < known.stack.length; i++) {
      const isTop = i === known.stack.length - 1;
      const isRange = isTop && known.stack[i] === 'range' && this.isRangeLoop(block, known);
      const kind = isRange ? 'range' : joinKinds(known.stack[i] as Kind, state.stack[i] as Kind);
      if (known.samples[i] !== state.samples[i]) known.samples[i] ??= state.samples[i];
      if (kind === known.stack[i]) continue;
      known.stack[i] = kind;
      changed = true;
    }
    return changed;
  }

  /** The state as it is now, for the way to a block. */
  state(): State {
    return {
      locals: [...this.locals],
      stack: this.stack.map((entry) => entry.kind),
      samples: this.stack.map((entry) => entry.sample),
    };
  }

  private emitBlock(block: Block): Emitted {
    const start = this.entryStates.get(block) as State;
    this.block = block;
    this.out = '';
    this.locals = [...start.locals];
    this.stack = start.stack.map((kind, i) => ({
      kind,
      text: this.slot(i, kind),
      local: -1,
      sample: start.samples[i],
    }));
    this.ended = null;
    this.outs = new Map();
    this.mayUnbox = block.handler === null;
    if (!this.mayUnbox) {
      for (let i = 0; i < this.locals.length; i++) this.boxLocal(i);
    }
    for (let at = block.start; at < block.end && this.ended === null; at++) {
      this.at = at;
      const instruction = this.exec.plain[at] as number;
      if (this.chance?.(at) === true) this.write(`if(GU())${this.bail([], 'chance')}`);
      this.emitInstruction(this, instruction & 0xff, instruction >>> 8);
    }
    if (this.ended === null) this.ended = { kind: 'fall', target: block.end };
    const ending = this.ended as Ending;
    if (ending.kind !== 'none') {
      this.sync();
      const state = this.state();
      const targets = ending.kind === 'if' ? [ending.yes, ending.no] : [ending.target];
      for (const target of targets) if (!this.outs.has(target)) this.outs.set(target, state);
      if (ending.kind === 'goto' && ending.isBack) this.write(this.turn(ending.target, state));
    }
    return { body: this.out, ending, out: this.outs };
  }

  private boxLocal(i: number): void {
    const kind = this.locals[i];
    if (kind === 'float') {
      this.write(`l${i}=new PF(d${i});`);
      this.locals[i] = 'box';
    } else if (kind === 'ufloat') {
      this.write(`if(l${i}!==U)l${i}=new PF(d${i});`);
      this.locals[i] = 'any';
    }
  }

  // Text ------------------------------------------------------------------------------------------------------------

  /** The code of a block; with a handler, what it throws is caught here. */
  body(block: Block): string {
    // Nothing leads to code behind an instruction that only the interpreter carries out.
    const body = this.emitted.get(block)?.body;
    if (body === undefined) return '';
    const begin = block.isHandler ? this.catchText(block) : '';
    if (block.handlerBlock === null) return begin + body;
    return `${begin}try{${body}}catch(y){z=y;${this.gotoHandler(block.handlerBlock)}}`;
  }

  private catchText(block: Block): string {
    const handler = this.exec.handlers.find((each) => each.target === block.start) as { depth: number; lasti: boolean };
    const { depth } = handler;
    const unit = this.constant(this.unit);
    const cost = this.exec.costs[block.start] as number;
    const last = handler.lasti ? `s${depth}=FR[d].pc-1;s${depth + 1}=t;` : `s${depth}=t;`;
    return `t=T(${unit},V,d,x,z,q,${this.variablesText()},${cost});q=U;if(t===U)return U;${last}`;
  }

  /** All variables, for the functions that write them to a frame. */
  variablesText(): string {
    const list = (prefix: string, count: number): string =>
      `[${Array.from({ length: count }, (_, i) => `${prefix}${i}`).join()}]`;
    const { nlocalsplus, frameSize } = this.exec;
    const depth = frameSize - nlocalsplus;
    const ranges = Array.from({ length: depth }, (_, i) => `i${i},n${i}`).join();
    return `{locals:${list('l', nlocalsplus)},stack:${list('s', depth)},floats:${list('d', nlocalsplus)},stackFloats:${list('e', depth)},ranges:[${ranges}]}`;
  }

  /** The ways out of a block. */
  tail(block: Block, goto: (target: Block) => string): string {
    const done = this.emitted.get(block);
    if (done === undefined) return '';
    const { ending, out } = done;
    const way = (start: number): string => {
      const target = block.successors.find((each) => each.start === start) as Block;
      return this.edge(out.get(start) as State, target) + goto(target);
    };
    const paid = (start: number): string => `V.fuel-=${this.exec.costs[start]};${way(start)}`;
    switch (ending.kind) {
      case 'none':
        return '';
      case 'fall':
        return way(ending.target);
      case 'goto':
        return ending.isBack ? way(ending.target) : paid(ending.target);
      case 'if':
        return `if(${ending.condition}){${paid(ending.yes)}}else{${paid(ending.no)}}`;
    }
  }

  /** A jump backward pays and looks whether the time slice is over. */
  private turn(target: number, state: State): string {
    const { sites } = this.unit;
    sites.push(new Site(target - 1, state.locals, state.stack, 0, ''));
    const before = new Site(target, state.locals, state.stack, 0, '');
    sites.push(before);
    this.unit.sliceSites.add(before);
    const x = sites.length - 2;
    return `if((V.fuel-=${this.exec.costs[target]})<0){x=${x};PC[d]=${target - 1};if(SP(V)){x=${x + 1};m=${LEAVE_BEFORE};break X}}`;
  }

  /** What has to be done on the way from a state to the start of a block. */
  edge(from: State, block: Block): string {
    const to = this.entryStates.get(block) as State;
    let text = '';
    for (let i = 0; i < to.locals.length; i++) {
      const a = from.locals[i] as Kind;
      const b = to.locals[i] as Kind;
      if (a === b) continue;
      if (b === 'float') {
        if (a === 'any') text += this.guardLocal(from, block, i);
        text += `d${i}=l${i}.value;`;
      } else if (b === 'ufloat') {
        if (a === 'float') text += `l${i}=0;`;
      } else if (a === 'float') text += `l${i}=new PF(d${i});`;
      else if (a === 'ufloat') text += `if(l${i}!==U)l${i}=new PF(d${i});`;
    }
    for (let i = 0; i < to.stack.length; i++) {
      const a = from.stack[i] as Kind;
      const b = to.stack[i] as Kind;
      if (a === b) continue;
      if (b === 'range') {
        const { sites } = this.unit;
        sites.push(new Site(block.start, from.locals, from.stack, 0, `r${block.start}`));
        text += `if(s${i}.constructor!==RI){x=${sites.length - 1};m=${LEAVE_BEFORE};break X}i${i}=s${i}.next;n${i}=s${i}.left;`;
      } else if (a === 'float') text += `s${i}=new PF(e${i});`;
      else if (a === 'range') text += `s${i}.next=i${i};s${i}.left=n${i};`;
      else if (b === 'float') text += `e${i}=s${i}.value;`;
    }
    return text;
  }

  private guardLocal(from: State, block: Block, i: number): string {
    const { sites } = this.unit;
    // Earlier locals have been converted already: both variables of each hold then what `from` says.
    sites.push(new Site(block.start, from.locals, from.stack, 0, `h${block.start}:${i}`));
    return `if(l${i}===U||l${i}.constructor!==PF){x=${sites.length - 1};m=${LEAVE_BEFORE};break X}`;
  }

  /** The kinds that a frame's values have when its code is entered in the middle. */
  entryState(frame: PyFrame | null, depth: number): State {
    const { nlocalsplus } = this.exec;
    const samples = frame === null ? [] : frame.slots.slice(nlocalsplus, nlocalsplus + depth);
    return {
      locals: new Array<Kind>(nlocalsplus).fill('any'),
      stack: new Array<Kind>(depth).fill('any'),
      samples,
    };
  }
}
