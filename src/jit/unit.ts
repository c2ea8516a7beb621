/** This file defines what compiled code carries with it: how its variables stand at each place where it can be left. */
import type { CompiledCall } from '../vm/compiler.js';
import type { Executable } from '../vm/executable.js';
import type { Kind } from './state.js';

/** A place where compiled code can be left or can raise. */
export class Site {
  constructor(
    /** Index of the instruction. */
    readonly at: number,
    readonly locals: readonly Kind[],
    readonly stack: readonly Kind[],
    /** How many entries a call takes from the stack. */
    readonly popped: number,
    /** Names the assumption that fails when compiled code is left here; empty where none does. */
    readonly assumption: string,
  ) {}
}

/** One compiled function. */
export class Unit {
  readonly sites: Site[] = [];
  /** Where the code is left whenever a time slice is over: no sign of a wrong assumption. */
  readonly sliceSites = new Set<Site>();

  constructor(
    readonly exec: Executable,
    /** What compiled callers call when this code is given up. */
    readonly standIn: CompiledCall,
  ) {}
}

/** What the JIT remembers of a code object. */
export class Profile {
  /** Assumptions that failed, and how often. */
  readonly failures = new Map<string, number>();
  /** Assumptions that are not made again. */
  readonly refuted = new Set<string>();
  compiled = 0;
  /** Why it stays in the interpreter; null while it does not. */
  refused: string | null = null;
  /** How often compiled code was left in the middle. */
  left = 0;
}

/** The profile of a code object. */
export function profileOf(exec: Executable): Profile {
  if (exec.jit === null) exec.jit = new Profile();
  return exec.jit as Profile;
}
