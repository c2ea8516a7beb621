/** This file translates CPython's regular expression code into the program that the matcher runs, checking all of it. */
import { runtimeError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import type { Runtime } from '../../values/runtime.js';
import { CharSet, type Fold } from './charset.js';
import { FirstCharacters } from './first-characters.js';
import * as op from './opcodes.js';
import * as p from './program.js';

const invalid = (): Raised => runtimeError('invalid SRE code');

/** One character test of the source: where it ends, and what it is. */
interface Unit {
  readonly kind: number;
  readonly operand: number;
  readonly next: number;
}

/** Translate code words. Raises RuntimeError "invalid SRE code" for anything that `re._compiler` would not make. */
export function translate(vm: Runtime, words: Uint32Array, groups: number): p.Program {
  return new Translator(vm, words, groups).run();
}

class Translator {
  private readonly out: number[] = [];
  private readonly sets: CharSet[] = [];
  private readonly setTables: Uint8Array[] = [];
  private nextRegister: number;
  private prefix = new Uint32Array(0);
  private isLiteral = false;
  private minWidth = 0;

  constructor(
    private readonly vm: Runtime,
    private readonly words: Uint32Array,
    private readonly groups: number,
  ) {
    this.nextRegister = 2 * groups + 1;
  }

  run(): p.Program {
    const words = this.words;
    const last = words.length - 1;
    if (last < 0 || words[last] !== op.SUCCESS) throw invalid();
    const start = words[0] === op.INFO ? this.info(last) : 0;
    const isAnchored =
      words[start] === op.AT && (words[start + 1] === op.AT_BEGINNING || words[start + 1] === op.AT_BEGINNING_STRING);
    this.sequence(start, last);
    this.out.push(p.MATCH);
    const code = Int32Array.from(this.out);
    const tables = new Uint8Array(256 * this.sets.length);
    for (let i = 0; i < this.setTables.length; i++) tables.set(this.setTables[i] as Uint8Array, 256 * i);
    const first = new FirstCharacters(code, tables, this.sets);
    const known = first.collect();
    return new p.Program(
      code,
      this.sets,
      tables,
      this.groups,
      this.nextRegister,
      this.minWidth,
      this.prefix,
      this.isLiteral,
      known ? first.table : null,
      first.high,
      isAnchored,
      words[start] === op.AT && words[start + 1] === op.AT_BEGINNING_LINE,
    );
  }

  // Operands

  private word(i: number, end: number): number {
    if (i >= end) throw invalid();
    return this.words[i] as number;
  }

  /** The end that a skip at `i` names. */
  private skip(i: number, end: number): number {
    const target = i + this.word(i, end);
    if (target <= i || target > end) throw invalid();
    return target;
  }

  private group(i: number, end: number): number {
    const group = this.word(i, end);
    if (group >= this.groups) throw invalid();
    return group;
  }

  /** A code word above what an Int32Array holds matches no character. */
  private character(i: number, end: number): number {
    return this.word(i, end) | 0;
  }

  private registers(count: number): number {
    const first = this.nextRegister;
    this.nextRegister += count;
    return first;
  }

  // Structure

  /** The INFO block: answers where the pattern proper starts. */
  private info(last: number): number {
    const words = this.words;
    const end = this.skip(1, last);
    const flags = this.word(2, end);
    this.minWidth = Math.min(this.word(3, end), p.UNBOUNDED);
    this.word(4, end);
    if ((flags & ~7) !== 0 || (flags & 5) === 5) throw invalid();
    if ((flags & op.INFO_LITERAL) !== 0 && (flags & op.INFO_PREFIX) === 0) throw invalid();
    if ((flags & op.INFO_PREFIX) !== 0) {
      const length = this.word(5, end);
      if (length === 0 || this.word(6, end) > length || 7 + 2 * length !== end) throw invalid();
      this.prefix = words.slice(7, 7 + length);
      this.isLiteral = (flags & op.INFO_LITERAL) !== 0;
    } else if ((flags & op.INFO_CHARSET) !== 0) this.checkSet(5, end);
    return end;
  }

  /**
   * Translate the instructions of `words[i:end]`; with `untilJump` only those before a jump at the very end. Answers
   * where it stopped.
   */
  private sequence(from: number, end: number, untilJump = false): number {
    this.vm.enterRecursion(' during compilation');
    try {
      let i = from;
      while (i < end && !(untilJump && i === end - 2 && this.words[i] === op.JUMP)) {
        this.vm.chargeFuel(1);
        i = this.instruction(i, end);
      }
      return i;
    } finally {
      this.vm.leaveRecursion();
    }
  }

  /** Translate one instruction (or a run of literals); answers where the next one starts. */
  private instruction(i: number, end: number): number {
    const out = this.out;
    const opcode = this.words[i] as number;
    switch (opcode) {
      case op.LITERAL:
        return this.literals(i, end);
      case op.MARK: {
        const mark = this.word(i + 1, end);
        if (mark >= 2 * this.groups) throw invalid();
        out.push(p.MARK, mark);
        return i + 2;
      }
      case op.FAILURE:
        out.push(p.FAIL);
        return i + 1;
      case op.AT: {
        const where = this.word(i + 1, end);
        if (where > op.AT_UNI_NON_BOUNDARY) throw invalid();
        out.push(p.AT, where);
        return i + 2;
      }
      case op.BRANCH:
        return this.branch(i + 1, end);
      case op.REPEAT_ONE:
      case op.MIN_REPEAT_ONE:
      case op.POSSESSIVE_REPEAT_ONE:
        return this.repeatOne(opcode, i + 1, end);
      case op.REPEAT:
        return this.repeat(i + 1, end);
      case op.POSSESSIVE_REPEAT:
        return this.possessive(i + 1, end);
      case op.ATOMIC_GROUP: {
        const after = this.skip(i + 1, end);
        const reg = this.registers(1);
        out.push(p.ATOMIC, reg);
        this.closed(i + 2, after);
        out.push(p.ATOMIC_END, reg);
        return after;
      }
      case op.ASSERT:
      case op.ASSERT_NOT:
        return this.assertion(opcode, i + 1, end);
      case op.GROUPREF:
        out.push(p.GROUPREF, this.group(i + 1, end));
        return i + 2;
      case op.GROUPREF_IGNORE:
      case op.GROUPREF_LOC_IGNORE:
        out.push(p.GROUPREF_ASCII, this.group(i + 1, end));
        return i + 2;
      case op.GROUPREF_UNI_IGNORE:
        out.push(p.GROUPREF_UNICODE, this.group(i + 1, end));
        return i + 2;
      case op.GROUPREF_EXISTS:
        return this.conditional(i + 1, end);
      default: {
        const unit = this.unit(i, end);
        if (unit === null) throw invalid();
        this.emitUnit(unit);
        return unit.next;
      }
    }
  }

  /** A body that ends with SUCCESS just before `after`. */
  private closed(from: number, after: number): void {
    if (after - 1 < from || this.words[after - 1] !== op.SUCCESS) throw invalid();
    this.sequence(from, after - 1);
  }

  private literals(from: number, end: number): number {
    let i = from;
    while (i < end && this.words[i] === op.LITERAL) {
      this.word(i + 1, end);
      i += 2;
    }
    const count = (i - from) / 2;
    if (count === 1) this.out.push(p.CHAR);
    else this.out.push(p.STRING, count);
    for (let at = from + 1; at < i; at += 2) this.out.push(this.character(at, end));
    return i;
  }

  private branch(from: number, end: number): number {
    const out = this.out;
    let i = from;
    const starts: number[] = [];
    let target = -1;
    const bounds: number[] = [];
    while (this.word(i, end) !== 0) {
      const next = this.skip(i, end);
      if (next - 2 < i + 1 || this.words[next - 2] !== op.JUMP) throw invalid();
      const jump = next - 1 + (this.words[next - 1] as number);
      if (target === -1) target = jump;
      else if (target !== jump) throw invalid();
      starts.push(i + 1);
      bounds.push(next - 2);
      i = next;
    }
    if (target === -1 || i + 1 !== target) throw invalid();
    const table = out.length + 2;
    out.push(p.BRANCH, starts.length);
    for (let n = 0; n < starts.length; n++) out.push(-1, 0, 0);
    const jumps: number[] = [];
    for (let n = 0; n < starts.length; n++) {
      const start = starts[n] as number;
      const bound = bounds[n] as number;
      const test = this.leadingUnit(start, bound);
      if (test !== null) {
        out[table + 3 * n] = test.kind;
        out[table + 3 * n + 1] = test.operand;
      }
      out[table + 3 * n + 2] = out.length;
      this.sequence(start, bound);
      jumps.push(out.length + 1);
      out.push(p.JUMP, 0);
    }
    for (const jump of jumps) out[jump] = out.length;
    return target;
  }

  /** The character test that a sequence starts with (after any marks), or null. */
  private leadingUnit(from: number, end: number): Unit | null {
    let i = from;
    while (i + 1 < end && this.words[i] === op.MARK) i += 2;
    return i < end ? this.unit(i, end) : null;
  }

  private repeatOne(opcode: number, from: number, end: number): number {
    const after = this.skip(from, end);
    const min = Math.min(this.word(from + 1, after), p.UNBOUNDED);
    const max = Math.min(this.word(from + 2, after), p.UNBOUNDED);
    if (min > max) throw invalid();
    const unit = this.unit(from + 3, after);
    if (unit === null || unit.next !== after - 1 || this.words[after - 1] !== op.SUCCESS) throw invalid();
    let follow = p.FOLLOW_UNKNOWN;
    let operand = 0;
    if (opcode === op.POSSESSIVE_REPEAT_ONE) follow = p.FOLLOW_NEVER;
    else {
      const next = this.leadingUnit(after, end);
      if (next !== null) {
        if (opcode === op.REPEAT_ONE && this.areDisjoint(unit, next)) follow = p.FOLLOW_NEVER;
        else if (next.kind === p.UNIT_CHAR || next.kind === p.UNIT_SET) {
          follow = next.kind === p.UNIT_CHAR ? p.FOLLOW_CHAR : p.FOLLOW_SET;
          operand = next.operand;
        }
      }
    }
    this.out.push(opcode === op.MIN_REPEAT_ONE ? p.LAZY : p.GREEDY, unit.kind, unit.operand, min, max, follow, operand);
    return after;
  }

  private repeat(from: number, end: number): number {
    const out = this.out;
    const until = this.skip(from, end);
    const min = Math.min(this.word(from + 1, until), p.UNBOUNDED);
    const max = Math.min(this.word(from + 2, until), p.UNBOUNDED);
    const kind = this.word(until, end);
    if (min > max || (kind !== op.MAX_UNTIL && kind !== op.MIN_UNTIL)) throw invalid();
    const reg = this.registers(2);
    const jump = out.length + 2;
    out.push(p.LOOP, reg, 0);
    const body = out.length;
    this.sequence(from + 3, until);
    out[jump] = out.length;
    out.push(kind === op.MAX_UNTIL ? p.MAX_UNTIL : p.MIN_UNTIL, reg, min, max, body);
    return until + 1;
  }

  private possessive(from: number, end: number): number {
    const out = this.out;
    const success = this.skip(from, end);
    const min = Math.min(this.word(from + 1, success), p.UNBOUNDED);
    const max = Math.min(this.word(from + 2, success), p.UNBOUNDED);
    if (min > max || this.word(success, end) !== op.SUCCESS) throw invalid();
    const reg = this.registers(3);
    out.push(p.POSSESSIVE_INIT, reg);
    const loop = out.length;
    out.push(p.POSSESSIVE, reg, min, max, loop + 6, 0);
    this.sequence(from + 3, success);
    out.push(p.POSSESSIVE_END, reg, loop);
    out[loop + 5] = out.length;
    return success + 1;
  }

  private assertion(opcode: number, from: number, end: number): number {
    const out = this.out;
    const after = this.skip(from, end);
    const back = this.word(from + 1, after);
    if (back > 0x7fffffff) throw invalid();
    const reg = this.registers(2);
    const positive = opcode === op.ASSERT;
    const place = out.length + 3;
    out.push(positive ? p.ASSERT : p.ASSERT_NOT, back, reg, 0);
    this.closed(from + 2, after);
    out.push(positive ? p.ASSERT_END : p.ASSERT_NOT_END, reg);
    out[place] = out.length;
    return after;
  }

  private conditional(from: number, end: number): number {
    const out = this.out;
    const group = this.group(from, end);
    // This skip counts from the group before it.
    const no = from + this.word(from + 1, end);
    if (no < from + 2 || no > end) throw invalid();
    const place = out.length + 2;
    out.push(p.GROUPREF_EXISTS, group, 0);
    // Only an instruction at the very end can be the jump over the other part: a character may look like one.
    if (this.sequence(from + 2, no, true) === no) {
      out[place] = out.length;
      return no;
    }
    const after = no - 1 + (this.words[no - 1] as number);
    if (after < no || after > end) throw invalid();
    const jump = out.length + 1;
    out.push(p.JUMP, 0);
    out[place] = out.length;
    this.sequence(no, after);
    out[jump] = out.length;
    return after;
  }

  // Character tests

  private emitUnit(unit: Unit): void {
    switch (unit.kind) {
      case p.UNIT_CHAR:
        this.out.push(p.CHAR, unit.operand);
        break;
      case p.UNIT_NOT_CHAR:
        this.out.push(p.NOT_CHAR, unit.operand);
        break;
      case p.UNIT_ANY:
        this.out.push(p.ANY);
        break;
      case p.UNIT_ANY_ALL:
        this.out.push(p.ANY_ALL);
        break;
      default:
        this.out.push(p.SET, unit.operand);
    }
  }

  /** The character test at `i`, or null for another instruction. */
  private unit(i: number, end: number): Unit | null {
    const opcode = this.word(i, end);
    switch (opcode) {
      case op.LITERAL:
        return { kind: p.UNIT_CHAR, operand: this.character(i + 1, end), next: i + 2 };
      case op.NOT_LITERAL:
        return { kind: p.UNIT_NOT_CHAR, operand: this.character(i + 1, end), next: i + 2 };
      case op.ANY:
        return { kind: p.UNIT_ANY, operand: 0, next: i + 1 };
      case op.ANY_ALL:
        return { kind: p.UNIT_ANY_ALL, operand: 0, next: i + 1 };
      case op.FAILURE:
        return this.setUnit(Uint32Array.of(op.FAILURE), 'none', false, i + 1);
      case op.CATEGORY: {
        const category = this.word(i + 1, end);
        if (category >= op.CATEGORY_COUNT) throw invalid();
        return this.setUnit(Uint32Array.of(op.CATEGORY, category, op.FAILURE), 'none', false, i + 2);
      }
      case op.LITERAL_IGNORE:
      case op.LITERAL_UNI_IGNORE:
      case op.NOT_LITERAL_IGNORE:
      case op.NOT_LITERAL_UNI_IGNORE: {
        const literal = [op.LITERAL, this.word(i + 1, end), op.FAILURE];
        const negative = opcode === op.NOT_LITERAL_IGNORE || opcode === op.NOT_LITERAL_UNI_IGNORE;
        const ascii = opcode === op.LITERAL_IGNORE || opcode === op.NOT_LITERAL_IGNORE;
        const set = Uint32Array.from(negative ? [op.NEGATE, ...literal] : literal);
        return this.setUnit(set, ascii ? 'ascii' : 'unicode', false, i + 2);
      }
      case op.LITERAL_LOC_IGNORE:
      case op.NOT_LITERAL_LOC_IGNORE: {
        const c = this.word(i + 1, end);
        const isLetter = (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
        const literals = [op.LITERAL, c, op.LITERAL, isLetter ? c ^ 32 : c, op.FAILURE];
        const negative = opcode === op.NOT_LITERAL_LOC_IGNORE;
        return this.setUnit(Uint32Array.from(negative ? [op.NEGATE, ...literals] : literals), 'none', false, i + 2);
      }
      case op.IN:
      case op.IN_IGNORE:
      case op.IN_UNI_IGNORE:
      case op.IN_LOC_IGNORE: {
        const after = this.skip(i + 1, end);
        this.checkSet(i + 2, after);
        const folding: Fold = opcode === op.IN_IGNORE ? 'ascii' : opcode === op.IN_UNI_IGNORE ? 'unicode' : 'none';
        return this.setUnit(this.words.slice(i + 2, after), folding, opcode === op.IN_LOC_IGNORE, after);
      }
      default:
        return null;
    }
  }

  private setUnit(words: Uint32Array, folding: Fold, anyCase: boolean, next: number): Unit {
    let at = this.sets.findIndex((set) => set.isSameAs(words, folding, anyCase));
    if (at < 0) {
      this.vm.chargeFuel(16);
      this.vm.chargeMemory(512);
      const set = new CharSet(words, folding, anyCase);
      const table = new Uint8Array(256);
      set.fillTable(table);
      at = this.sets.push(set) - 1;
      this.setTables.push(table);
    }
    return { kind: p.UNIT_SET, operand: 256 * at, next };
  }

  /** Check the set program in `words[from:end]`, whose last word is its FAILURE. */
  private checkSet(from: number, end: number): void {
    let i = from;
    const last = end - 1;
    if (last < from || this.words[last] !== op.FAILURE) throw invalid();
    while (i < last) {
      switch (this.words[i++]) {
        case op.NEGATE:
          break;
        case op.LITERAL:
          i++;
          break;
        case op.RANGE:
        case op.RANGE_UNI_IGNORE:
          i += 2;
          break;
        case op.CATEGORY:
          if (this.word(i, last) >= op.CATEGORY_COUNT) throw invalid();
          i++;
          break;
        case op.CHARSET:
          i += 8;
          break;
        case op.BIGCHARSET: {
          const count = this.word(i, last);
          i++;
          if (i + 64 + 8 * count > last) throw invalid();
          for (let n = 0; n < 64; n++) {
            const four = this.words[i + n] as number;
            for (let shift = 0; shift < 32; shift += 8) if (((four >>> shift) & 255) >= count) throw invalid();
          }
          i += 64 + 8 * count;
          break;
        }
        default:
          throw invalid();
      }
    }
    if (i !== last) throw invalid();
  }

  // Repeats that need not give back

  private contains(unit: Unit, c: number): boolean {
    switch (unit.kind) {
      case p.UNIT_CHAR:
        return unit.operand === c;
      case p.UNIT_NOT_CHAR:
        return unit.operand !== c;
      case p.UNIT_ANY:
        return c !== 10;
      case p.UNIT_ANY_ALL:
        return true;
      default: {
        const at = unit.operand / 256;
        if (c < 0) return true;
        if (c < 256) return (this.setTables[at] as Uint8Array)[c] === 1;
        return (this.sets[at] as CharSet).hasHigh(c);
      }
    }
  }

  /** Is it sure that no character passes both tests? */
  private areDisjoint(a: Unit, b: Unit): boolean {
    if (b.kind === p.UNIT_CHAR) return !this.contains(a, b.operand);
    if (a.kind === p.UNIT_CHAR) return !this.contains(b, a.operand);
    if (a.kind !== p.UNIT_SET || b.kind !== p.UNIT_SET) return false;
    const first = a.operand / 256;
    const second = b.operand / 256;
    if ((this.sets[first] as CharSet).mayBeHigh && (this.sets[second] as CharSet).mayBeHigh) return false;
    const one = this.setTables[first] as Uint8Array;
    const other = this.setTables[second] as Uint8Array;
    return one.every((member, c) => member === 0 || other[c] === 0);
  }
}
