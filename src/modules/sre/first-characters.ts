/** This file finds out which characters a match of a program can start with, so that a search can skip the others. */
import type { CharSet } from './charset.js';
import * as p from './program.js';

/** Walks the start of a program along every path. */
export class FirstCharacters {
  readonly table = new Uint8Array(256);
  high = false;
  private readonly pending: number[] = [0];
  private readonly seen = new Set<number>();

  constructor(
    private readonly code: Int32Array,
    private readonly tables: Uint8Array,
    private readonly sets: readonly CharSet[],
  ) {}

  /** False when a match can be empty or start with anything. */
  collect(): boolean {
    for (let pc = this.pending.pop(); pc !== undefined; pc = this.pending.pop()) {
      if (this.seen.has(pc)) continue;
      this.seen.add(pc);
      if (!this.visit(pc)) return false;
    }
    return true;
  }

  private operand(at: number): number {
    return this.code[at] as number;
  }

  private visit(pc: number): boolean {
    const { pending } = this;
    switch (this.code[pc]) {
      case p.CHAR:
        return this.add(p.UNIT_CHAR, this.operand(pc + 1));
      case p.NOT_CHAR:
        return this.add(p.UNIT_NOT_CHAR, this.operand(pc + 1));
      case p.ANY:
        return this.add(p.UNIT_ANY, 0);
      case p.SET:
        return this.add(p.UNIT_SET, this.operand(pc + 1));
      case p.STRING:
        return this.add(p.UNIT_CHAR, this.operand(pc + 2));
      case p.AT:
      case p.MARK:
      case p.ATOMIC:
      case p.ATOMIC_END:
      case p.POSSESSIVE_INIT:
        pending.push(pc + 2);
        return true;
      case p.JUMP:
        pending.push(this.operand(pc + 1));
        return true;
      case p.FAIL:
        return true;
      case p.BRANCH: {
        const count = this.operand(pc + 1);
        for (let n = 0; n < count; n++) pending.push(this.operand(pc + 4 + 3 * n));
        return true;
      }
      case p.GREEDY:
      case p.LAZY:
        if (this.operand(pc + 3) === 0) pending.push(pc + 7);
        return this.operand(pc + 4) === 0 || this.add(this.operand(pc + 1), this.operand(pc + 2));
      case p.LOOP:
        return this.loop(this.operand(pc + 2), pc + 3);
      case p.MAX_UNTIL:
      case p.MIN_UNTIL:
        pending.push(pc + 5);
        return true;
      case p.POSSESSIVE:
        if (this.operand(pc + 2) === 0) pending.push(this.operand(pc + 5));
        if (this.operand(pc + 3) !== 0) pending.push(this.operand(pc + 4));
        return true;
      case p.POSSESSIVE_END:
        pending.push(this.operand(this.operand(pc + 2) + 5));
        return true;
      case p.ASSERT:
      case p.ASSERT_NOT:
        pending.push(this.operand(pc + 3));
        return true;
      case p.GROUPREF_EXISTS:
        pending.push(pc + 3, this.operand(pc + 2));
        return true;
      default:
        return false;
    }
  }

  private loop(until: number, body: number): boolean {
    if (this.operand(until + 2) === 0) this.pending.push(until + 5);
    if (this.operand(until + 3) !== 0) this.pending.push(body);
    return true;
  }

  private add(kind: number, operand: number): boolean {
    const { table } = this;
    switch (kind) {
      case p.UNIT_CHAR:
        if (operand >= 0 && operand < 256) table[operand] = 1;
        else this.high = true;
        return true;
      case p.UNIT_SET: {
        for (let c = 0; c < 256; c++) if (this.tables[operand + c] === 1) table[c] = 1;
        if ((this.sets[operand / 256] as CharSet).mayBeHigh) this.high = true;
        return true;
      }
      case p.UNIT_NOT_CHAR:
      case p.UNIT_ANY: {
        const excluded = kind === p.UNIT_ANY ? 10 : operand;
        for (let c = 0; c < 256; c++) if (c !== excluded) table[c] = 1;
        this.high = true;
        return true;
      }
      default:
        return false;
    }
  }
}
