/** This file runs a regular expression program: a loop over its code with an explicit stack of what to try next. */
import type { Runtime } from '../../values/runtime.js';
import { isWordAscii, isWordUnicode, lowerAscii, lowerUnicode } from './characters.js';
import type { CharSet } from './charset.js';
import {
  FOLLOW_CHAR,
  FOLLOW_NEVER,
  FOLLOW_UNKNOWN,
  GROUPREF,
  GROUPREF_ASCII,
  type Program,
  UNBOUNDED,
  UNIT_ANY_ALL,
  UNIT_CHAR,
  UNIT_SET,
} from './program.js';
import type { Subject } from './subject.js';

// The numbers of program.ts and opcodes.ts stand literally in the switches below, so that they become jump tables.

// Records on the stack, their kind on top: three words up to RESUME, four beyond.
/** `old value, register`: put a register back. */
const UNDO = 0;
/** `position, pc`: leave a greedy loop. */
const EXIT_LOOP = 1;
/** `position, pc`: one more round of a lazy loop. */
const MORE = 2;
/** `position, pc`: go on there. */
const RESUME = 3;
/** `position, pc, alternative`: the next alternative of a branch. */
const ALTERNATIVE = 4;
/** `position, lowest position, pc`: give one character back. */
const GIVE_BACK = 5;
/** `position, highest position, pc`: take one character more. */
const TAKE_MORE = 6;

/** Steps between two payments. */
const SLICE = 64;
const SLICE_FUEL = 32;
/** Stacks beyond so many words are not kept for the next match. */
const KEEP = 1 << 20;

/** The stack of one machine's matches: they never nest. */
export class MatchStack {
  words: Int32Array = new Int32Array(1024);
}

/** Runs one program on one subject; reusable for one match after the other. */
export class Matcher {
  /** Marks (2 for each group), lastindex, then loops and assertions; -1 where nothing was stored. */
  readonly registers: number[];
  /** Where the last match starts and ends. */
  start = 0;
  end = 0;
  private budget = SLICE;

  constructor(
    private readonly vm: Runtime,
    private readonly program: Program,
    readonly subject: Subject,
    /** Matches end here at the latest. */
    readonly limit: number,
    private readonly stack: MatchStack,
  ) {
    this.registers = new Array<number>(program.registers).fill(-1);
  }

  private pay(): number {
    this.vm.chargeFuel(SLICE_FUEL);
    return SLICE;
  }

  /** Charge the work of looking at so many characters in a tight loop. */
  chargeScan(count: number): void {
    if (count > 31) this.vm.chargeFuel(count >> 5);
  }

  private grow(): Int32Array {
    const words = this.stack.words;
    this.vm.chargeMemory(words.byteLength);
    const grown = new Int32Array(words.length * 2);
    grown.set(words);
    this.stack.words = grown;
    return grown;
  }

  /** Forget what an earlier match stored. */
  reset(): void {
    const registers = this.registers;
    for (let i = 0; i < registers.length; i++) registers[i] = -1;
    if (this.stack.words.length > KEEP) this.stack.words = new Int32Array(1024);
  }

  /** How many characters from `from` on pass a test, at most up to `to`. Answers the position after them. */
  private span(kind: number, operand: number, from: number, to: number): number {
    const { text, points } = this.subject;
    if (kind === UNIT_ANY_ALL) return to;
    let i = from;
    if (points !== null) while (i < to && this.passes(kind, operand, points[i] as number)) i++;
    else i = this.spanOfText(text, kind, operand, from, to);
    this.chargeScan(i - from);
    return i;
  }

  private spanOfText(text: string, kind: number, operand: number, from: number, to: number): number {
    let i = from;
    switch (kind) {
      case 0: // UNIT_CHAR
        while (i < to && text.charCodeAt(i) === operand) i++;
        return i;
      case 1: // UNIT_NOT_CHAR
        while (i < to && text.charCodeAt(i) !== operand) i++;
        return i;
      case 2: // UNIT_ANY
        while (i < to && text.charCodeAt(i) !== 10) i++;
        return i;
      default: {
        const tables = this.program.tables;
        for (; i < to; i++) {
          const c = text.charCodeAt(i);
          if (c < 256 ? tables[operand + c] === 0 : !(this.program.sets[operand >> 8] as CharSet).hasHigh(c)) break;
        }
        return i;
      }
    }
  }

  /** Does a character pass a test? */
  private passes(kind: number, operand: number, c: number): boolean {
    switch (kind) {
      case 0: // UNIT_CHAR
        return c === operand;
      case 1: // UNIT_NOT_CHAR
        return c !== operand;
      case 2: // UNIT_ANY
        return c !== 10;
      case 3: // UNIT_ANY_ALL
        return true;
      default:
        if (c < 256) return this.program.tables[operand + c] !== 0;
        return (this.program.sets[operand >> 8] as CharSet).hasHigh(c);
    }
  }

  private at(i: number): number {
    const { text, points } = this.subject;
    return points === null ? text.charCodeAt(i) : (points[i] as number);
  }

  /** Does a position assertion hold? */
  private isAt(where: number, i: number): boolean {
    switch (where) {
      case 0: // AT_BEGINNING
      case 2: // AT_BEGINNING_STRING
        return i === 0;
      case 1: // AT_BEGINNING_LINE
        return i === 0 || this.at(i - 1) === 10;
      case 5: // AT_END
        return i === this.limit || (i === this.limit - 1 && this.at(i) === 10);
      case 6: // AT_END_LINE
        return i === this.limit || this.at(i) === 10;
      case 7: // AT_END_STRING
        return i === this.limit;
      case 3: // AT_BOUNDARY
      case 8: // AT_LOC_BOUNDARY
        return (i > 0 && isWordAscii(this.at(i - 1))) !== (i < this.limit && isWordAscii(this.at(i)));
      case 4: // AT_NON_BOUNDARY
      case 9: // AT_LOC_NON_BOUNDARY
        return (i > 0 && isWordAscii(this.at(i - 1))) === (i < this.limit && isWordAscii(this.at(i)));
      case 10: // AT_UNI_BOUNDARY
        return (i > 0 && isWordUnicode(this.at(i - 1))) !== (i < this.limit && isWordUnicode(this.at(i)));
      default:
        return (i > 0 && isWordUnicode(this.at(i - 1))) === (i < this.limit && isWordUnicode(this.at(i)));
    }
  }

  /** The position after the text of a group repeated at `from`, or -1. */
  private backreference(opcode: number, group: number, from: number): number {
    const begin = this.registers[2 * group] as number;
    const end = this.registers[2 * group + 1] as number;
    if (begin < 0 || end < begin || from + end - begin > this.limit) return -1;
    this.chargeScan(end - begin);
    let i = from;
    for (let j = begin; j < end; i++, j++) {
      const a = this.at(i);
      const b = this.at(j);
      if (a === b) continue;
      if (opcode === GROUPREF) return -1;
      if (opcode === GROUPREF_ASCII ? lowerAscii(a) !== lowerAscii(b) : lowerUnicode(a) !== lowerUnicode(b)) return -1;
    }
    return i;
  }

  /** Store into a register so that failure undoes it. Answers the new height of the stack. */
  private remember(stack: Int32Array, sp: number, register: number, value: number): number {
    stack[sp] = this.registers[register] as number;
    stack[sp + 1] = register;
    stack[sp + 2] = UNDO;
    this.registers[register] = value;
    return sp + 3;
  }

  /** The last position from `from` down to `lowest` where the rest of the pattern can go on, or -1. */
  private lastFollowed(follow: number, operand: number, from: number, lowest: number): number {
    const { text, points } = this.subject;
    let i = from < this.limit ? from : this.limit - 1;
    if (follow === FOLLOW_CHAR) {
      while (i >= lowest && (points === null ? text.charCodeAt(i) : points[i]) !== operand) i--;
    } else while (i >= lowest && !this.passes(UNIT_SET, operand, this.at(i))) i--;
    this.chargeScan(from - i);
    return i >= lowest ? i : -1;
  }

  /** The first position from `from` up to `highest` where the rest of the pattern can go on, or -1. */
  private nextFollowed(pc: number, from: number, highest: number): number {
    const code = this.program.code;
    const kind = code[pc + 1] as number;
    const operand = code[pc + 2] as number;
    const followKind = code[pc + 5] === FOLLOW_CHAR ? UNIT_CHAR : UNIT_SET;
    const followOperand = code[pc + 6] as number;
    let i = from;
    for (; i < this.limit; i++) {
      const c = this.at(i);
      if (this.passes(followKind, followOperand, c)) break;
      if (i >= highest || !this.passes(kind, operand, c)) {
        this.chargeScan(i - from);
        return -1;
      }
    }
    this.chargeScan(i - from);
    return i < this.limit ? i : -1;
  }

  /**
   * A group is closed: what was still to try inside it is dropped from the stack above `height`; what has to be put
   * back on a later failure stays.
   */
  private commit(height: number, top: number): number {
    const words = this.stack.words;
    this.vm.chargeFuel((top - height) >> 6);
    const kept: number[] = [];
    let sp = top;
    while (sp > height) {
      const kind = words[sp - 1] as number;
      if (kind === UNDO) kept.push(words[sp - 2] as number, words[sp - 3] as number);
      sp -= kind <= RESUME ? 3 : 4;
    }
    for (let i = kept.length - 2; i >= 0; i -= 2) {
      words[sp] = kept[i + 1] as number;
      words[sp + 1] = kept[i] as number;
      words[sp + 2] = UNDO;
      sp += 3;
    }
    return sp;
  }

  /** Drop everything above `height`, putting registers back. */
  private rewind(height: number, top: number): void {
    const words = this.stack.words;
    this.vm.chargeFuel((top - height) >> 6);
    let sp = top;
    while (sp > height) {
      const kind = words[sp - 1] as number;
      if (kind === UNDO) this.registers[words[sp - 2] as number] = words[sp - 3] as number;
      sp -= kind <= RESUME ? 3 : 4;
    }
  }

  /**
   * Match at `from`. With `matchAll` the match must reach the limit, with `mustAdvance` it may not be empty. After a
   * success `start`, `end` and the registers tell the match; after a failure the registers are as before.
   */
  run(from: number, matchAll: boolean, mustAdvance: boolean): boolean {
    const { code, tables, sets } = this.program;
    const { text, points } = this.subject;
    const registers = this.registers;
    const limit = this.limit;
    const lastindex = 2 * this.program.groups;
    let stack = this.stack.words;
    let capacity = stack.length - 16;
    let budget = this.budget;
    let sp = 0;
    let pc = 0;
    let ptr = from;

    // The first alternative that a BRANCH has not tried yet.
    let alternative = 0;

    next: for (;;) {
      if (--budget < 0) budget = this.pay();
      if (sp > capacity) {
        stack = this.grow();
        capacity = stack.length - 16;
      }
      // Success continues the loop; leaving the switch is failure.
      dispatch: switch (code[pc] as number) {
        case 1: // CHAR
          if (ptr >= limit || (points === null ? text.charCodeAt(ptr) : points[ptr]) !== code[pc + 1]) break;
          ptr++;
          pc += 2;
          continue;
        case 5: {
          // SET
          if (ptr >= limit) break;
          const c = points === null ? text.charCodeAt(ptr) : (points[ptr] as number);
          const operand = code[pc + 1] as number;
          if (c < 256 ? tables[operand + c] === 0 : !(sets[operand >> 8] as CharSet).hasHigh(c)) break;
          ptr++;
          pc += 2;
          continue;
        }
        case 6: {
          // STRING
          const count = code[pc + 1] as number;
          if (ptr + count > limit) break;
          const first = pc + 2;
          if (points === null) {
            for (let i = 0; i < count; i++) if (text.charCodeAt(ptr + i) !== code[first + i]) break dispatch;
          } else {
            for (let i = 0; i < count; i++) if (points[ptr + i] !== code[first + i]) break dispatch;
          }
          budget -= count >> 4;
          ptr += count;
          pc = first + count;
          continue;
        }
        case 3: // ANY
          if (ptr >= limit || (points === null ? text.charCodeAt(ptr) : points[ptr]) === 10) break;
          ptr++;
          pc++;
          continue;
        case 4: // ANY_ALL
          if (ptr >= limit) break;
          ptr++;
          pc++;
          continue;
        case 2: // NOT_CHAR
          if (ptr >= limit || (points === null ? text.charCodeAt(ptr) : points[ptr]) === code[pc + 1]) break;
          ptr++;
          pc += 2;
          continue;
        case 8: {
          // MARK
          const mark = code[pc + 1] as number;
          stack[sp] = registers[mark] as number;
          stack[sp + 1] = mark;
          stack[sp + 2] = UNDO;
          sp += 3;
          registers[mark] = ptr;
          if ((mark & 1) === 1) {
            stack[sp] = registers[lastindex] as number;
            stack[sp + 1] = lastindex;
            stack[sp + 2] = UNDO;
            sp += 3;
            registers[lastindex] = (mark >> 1) + 1;
          }
          pc += 2;
          continue;
        }
        case 9: // JUMP
          pc = code[pc + 1] as number;
          continue;
        case 7: // AT
          if (!this.isAt(code[pc + 1] as number, ptr)) break;
          pc += 2;
          continue;
        case 11: {
          // BRANCH
          const count = code[pc + 1] as number;
          const c = ptr < limit ? (points === null ? text.charCodeAt(ptr) : (points[ptr] as number)) : -1;
          const tried = alternative;
          alternative = 0;
          for (let n = tried; n < count; n++) {
            const entry = pc + 2 + 3 * n;
            const kind = code[entry] as number;
            if (kind >= 0 && (c < 0 || !this.passes(kind, code[entry + 1] as number, c))) continue;
            if (n + 1 < count) {
              stack[sp] = ptr;
              stack[sp + 1] = pc;
              stack[sp + 2] = n + 1;
              stack[sp + 3] = ALTERNATIVE;
              sp += 4;
            }
            budget -= (n - tried) >> 3;
            pc = code[entry + 2] as number;
            continue next;
          }
          budget -= (count - tried) >> 3;
          break;
        }
        case 12: {
          // GREEDY
          const min = code[pc + 3] as number;
          const max = code[pc + 4] as number;
          if (min > limit - ptr) break;
          const stop = this.span(
            code[pc + 1] as number,
            code[pc + 2] as number,
            ptr,
            max < limit - ptr ? ptr + max : limit,
          );
          const lowest = ptr + min;
          if (stop < lowest) break;
          ptr = stop;
          const follow = code[pc + 5] as number;
          if (follow === FOLLOW_NEVER) {
            pc += 7;
            continue;
          }
          if (follow !== FOLLOW_UNKNOWN) {
            ptr = this.lastFollowed(follow, code[pc + 6] as number, stop, lowest);
            if (ptr < 0) break;
          }
          if (ptr > lowest) {
            stack[sp] = ptr;
            stack[sp + 1] = lowest;
            stack[sp + 2] = pc;
            stack[sp + 3] = GIVE_BACK;
            sp += 4;
          }
          pc += 7;
          continue;
        }
        case 13: {
          // LAZY
          const min = code[pc + 3] as number;
          const max = code[pc + 4] as number;
          if (min > limit - ptr) break;
          const highest = max < limit - ptr ? ptr + max : limit;
          if (min > 0) {
            const lowest = ptr + min;
            if (this.span(code[pc + 1] as number, code[pc + 2] as number, ptr, lowest) < lowest) break;
            ptr = lowest;
          }
          const follow = code[pc + 5] as number;
          if (follow !== FOLLOW_UNKNOWN) {
            ptr = this.nextFollowed(pc, ptr, highest);
            if (ptr < 0) break;
          }
          if (ptr < highest) {
            stack[sp] = ptr;
            stack[sp + 1] = highest;
            stack[sp + 2] = pc;
            stack[sp + 3] = TAKE_MORE;
            sp += 4;
          }
          pc += 7;
          continue;
        }
        case 14: {
          // LOOP
          const reg = code[pc + 1] as number;
          stack[sp] = registers[reg] as number;
          stack[sp + 1] = reg;
          stack[sp + 2] = UNDO;
          stack[sp + 3] = registers[reg + 1] as number;
          stack[sp + 4] = reg + 1;
          stack[sp + 5] = UNDO;
          sp += 6;
          registers[reg] = -1;
          registers[reg + 1] = -1;
          pc = code[pc + 2] as number;
          continue;
        }
        case 15: {
          // MAX_UNTIL
          const reg = code[pc + 1] as number;
          const done = (registers[reg] as number) + 1;
          if (done >= (code[pc + 2] as number)) {
            const max = code[pc + 3] as number;
            if ((done >= max && max !== UNBOUNDED) || ptr === registers[reg + 1]) {
              pc += 5;
              continue;
            }
            stack[sp] = ptr;
            stack[sp + 1] = pc;
            stack[sp + 2] = EXIT_LOOP;
            stack[sp + 3] = registers[reg + 1] as number;
            stack[sp + 4] = reg + 1;
            stack[sp + 5] = UNDO;
            sp += 6;
            registers[reg + 1] = ptr;
          }
          stack[sp] = registers[reg] as number;
          stack[sp + 1] = reg;
          stack[sp + 2] = UNDO;
          sp += 3;
          registers[reg] = done;
          pc = code[pc + 4] as number;
          continue;
        }
        case 16: {
          // MIN_UNTIL
          const reg = code[pc + 1] as number;
          const done = (registers[reg] as number) + 1;
          if (done >= (code[pc + 2] as number)) {
            stack[sp] = ptr;
            stack[sp + 1] = pc;
            stack[sp + 2] = MORE;
            sp += 3;
            pc += 5;
            continue;
          }
          stack[sp] = registers[reg] as number;
          stack[sp + 1] = reg;
          stack[sp + 2] = UNDO;
          sp += 3;
          registers[reg] = done;
          pc = code[pc + 4] as number;
          continue;
        }
        case 0: // MATCH
          if ((matchAll && ptr !== limit) || (mustAdvance && ptr === from)) break;
          this.start = from;
          this.end = ptr;
          this.budget = budget;
          return true;
        case 10: // FAIL
          break;
        case 17: // GROUPREF
        case 18: // GROUPREF_ASCII
        case 19: {
          // GROUPREF_UNICODE
          const after = this.backreference(code[pc] as number, code[pc + 1] as number, ptr);
          if (after < 0) break;
          ptr = after;
          pc += 2;
          continue;
        }
        case 20: {
          // GROUPREF_EXISTS
          const group = code[pc + 1] as number;
          const begin = registers[2 * group] as number;
          pc = begin >= 0 && (registers[2 * group + 1] as number) >= begin ? pc + 3 : (code[pc + 2] as number);
          continue;
        }
        case 21: {
          // ASSERT
          const back = code[pc + 1] as number;
          if (ptr < back) break;
          const reg = code[pc + 2] as number;
          sp = this.remember(stack, sp, reg, sp);
          sp = this.remember(stack, sp, reg + 1, ptr);
          ptr -= back;
          pc += 4;
          continue;
        }
        case 22: {
          // ASSERT_END
          const reg = code[pc + 1] as number;
          ptr = registers[reg + 1] as number;
          sp = this.commit(registers[reg] as number, sp);
          pc += 2;
          continue;
        }
        case 23: {
          // ASSERT_NOT
          const back = code[pc + 1] as number;
          if (ptr < back) {
            pc = code[pc + 3] as number;
            continue;
          }
          const height = sp;
          stack[sp] = ptr;
          stack[sp + 1] = code[pc + 3] as number;
          stack[sp + 2] = RESUME;
          sp = this.remember(stack, sp + 3, code[pc + 2] as number, height);
          ptr -= back;
          pc += 4;
          continue;
        }
        case 24: {
          // ASSERT_NOT_END
          const height = registers[code[pc + 1] as number] as number;
          this.rewind(height, sp);
          sp = height;
          break;
        }
        case 25: // ATOMIC
          sp = this.remember(stack, sp, code[pc + 1] as number, sp);
          pc += 2;
          continue;
        case 26: // ATOMIC_END
          sp = this.commit(registers[code[pc + 1] as number] as number, sp);
          pc += 2;
          continue;
        case 28: {
          // POSSESSIVE_INIT
          const reg = code[pc + 1] as number;
          sp = this.remember(stack, sp, reg, 0);
          sp = this.remember(stack, sp, reg + 1, -1);
          pc += 2;
          continue;
        }
        case 27: {
          // POSSESSIVE
          const reg = code[pc + 1] as number;
          const done = registers[reg] as number;
          const max = code[pc + 3] as number;
          if (done < (code[pc + 2] as number)) {
            sp = this.remember(stack, sp, reg + 2, sp);
          } else if ((done < max || max === UNBOUNDED) && ptr !== registers[reg + 1]) {
            const height = sp;
            stack[sp] = ptr;
            stack[sp + 1] = code[pc + 5] as number;
            stack[sp + 2] = RESUME;
            sp = this.remember(stack, sp + 3, reg + 2, height);
            sp = this.remember(stack, sp, reg + 1, ptr);
          } else {
            pc = code[pc + 5] as number;
            continue;
          }
          pc = code[pc + 4] as number;
          continue;
        }
        case 29: {
          // POSSESSIVE_END
          const reg = code[pc + 1] as number;
          sp = this.commit(registers[reg + 2] as number, sp);
          sp = this.remember(stack, sp, reg, (registers[reg] as number) + 1);
          pc = code[pc + 2] as number;
          continue;
        }
      }

      // Put registers back until there is something left to try.
      for (;;) {
        if (sp === 0) {
          this.budget = budget;
          return false;
        }
        const kind = stack[sp - 1] as number;
        if (kind === UNDO) {
          registers[stack[sp - 2] as number] = stack[sp - 3] as number;
          sp -= 3;
          continue;
        }
        switch (kind) {
          case 1: // EXIT_LOOP
            ptr = stack[sp - 3] as number;
            pc = (stack[sp - 2] as number) + 5;
            sp -= 3;
            continue next;
          case 3: // RESUME
            ptr = stack[sp - 3] as number;
            pc = stack[sp - 2] as number;
            sp -= 3;
            continue next;
          case 4: // ALTERNATIVE
            ptr = stack[sp - 4] as number;
            pc = stack[sp - 3] as number;
            alternative = stack[sp - 2] as number;
            sp -= 4;
            continue next;
          case 5: {
            // GIVE_BACK
            ptr = (stack[sp - 4] as number) - 1;
            const lowest = stack[sp - 3] as number;
            pc = stack[sp - 2] as number;
            const follow = code[pc + 5] as number;
            if (follow !== FOLLOW_UNKNOWN) {
              ptr = this.lastFollowed(follow, code[pc + 6] as number, ptr, lowest);
              if (ptr < 0) {
                sp -= 4;
                continue;
              }
            }
            if (ptr > lowest) stack[sp - 4] = ptr;
            else sp -= 4;
            pc += 7;
            continue next;
          }
          case 6: {
            // TAKE_MORE
            ptr = stack[sp - 4] as number;
            const highest = stack[sp - 3] as number;
            pc = stack[sp - 2] as number;
            if (!this.passes(code[pc + 1] as number, code[pc + 2] as number, this.at(ptr))) {
              sp -= 4;
              continue;
            }
            ptr++;
            if (code[pc + 5] !== FOLLOW_UNKNOWN) {
              ptr = this.nextFollowed(pc, ptr, highest);
              if (ptr < 0) {
                sp -= 4;
                continue;
              }
            }
            if (ptr < highest) stack[sp - 4] = ptr;
            else sp -= 4;
            pc += 7;
            continue next;
          }
          default: {
            ptr = stack[sp - 3] as number;
            pc = stack[sp - 2] as number;
            sp -= 3;
            const reg = code[pc + 1] as number;
            const done = (registers[reg] as number) + 1;
            const max = code[pc + 3] as number;
            if ((done >= max && max !== UNBOUNDED) || ptr === registers[reg + 1]) continue;
            sp = this.remember(stack, sp, reg, done);
            sp = this.remember(stack, sp, reg + 1, ptr);
            pc = code[pc + 4] as number;
            continue next;
          }
        }
      }
    }
  }
}
