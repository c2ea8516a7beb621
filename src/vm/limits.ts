/** This file defines the limits of a machine, and how it stops a program that used one up: nothing in it can catch that. */

/** What one run of a machine may use. Infinity: no limit. */
export interface Limits {
  /** Bytecode instructions, with the work of native code counted as such. */
  readonly instructions: number;
  /** Logical bytes that may be alive at once. */
  readonly memoryBytes: number;
  /** Milliseconds of wall time; sleeping and waiting count. */
  readonly wallMs: number;
  /** Python frames: what `sys.setrecursionlimit` cannot lift. */
  readonly recursion: number;
  /** Bytes on standard output and standard error together. */
  readonly outputBytes: number;
  /** Calls of host functions. */
  readonly hostCalls: number;
  /** Digits of an int that is made from text or turned into it; 0: as many as one likes. A program can lower it only. */
  readonly intDigits: number;
}

/** No limits but those that the program sets itself. */
export const UNLIMITED: Limits = {
  instructions: Number.POSITIVE_INFINITY,
  memoryBytes: Number.POSITIVE_INFINITY,
  wallMs: Number.POSITIVE_INFINITY,
  recursion: Number.POSITIVE_INFINITY,
  outputBytes: Number.POSITIVE_INFINITY,
  hostCalls: Number.POSITIVE_INFINITY,
  intDigits: 0,
};

/** What a sandbox gives when nobody says otherwise. */
export const SANDBOX_LIMITS: Limits = {
  instructions: 1e12,
  memoryBytes: 256 * 1024 * 1024,
  wallMs: 10_000,
  recursion: 1000,
  outputBytes: 4 * 1024 * 1024,
  hostCalls: 100_000,
  intDigits: 0,
};

/** What a run used so far. */
export interface Usage {
  readonly instructions: number;
  /** Milliseconds, those that a virtual clock slept included. */
  readonly wallMs: number;
  /** The most logical bytes that were accounted for at once; measured now and then, so a lower bound. */
  readonly peakBytes: number;
  readonly outputBytes: number;
  readonly hostCalls: number;
}

/** What ended the run. `cancelled`: the embedder asked for it; `denied`: a policy that stops the program. */
export type LimitKind =
  | 'time'
  | 'instructions'
  | 'memory'
  | 'output'
  | 'recursion'
  | 'host-calls'
  | 'cancelled'
  | 'denied';

/** How a stop by policy is called among the limits. */
export const STOPPED_BY_POLICY: LimitKind = 'denied';

/** A limit was reached. Passes every Python handler; the machine runs nothing afterwards. */
export class LimitExceeded {
  constructor(readonly kind: LimitKind) {}
}

/** The instruction budget is used up. */
export class FuelExhausted extends LimitExceeded {
  constructor() {
    super('instructions');
  }
}

/** The clock that limits are measured with: milliseconds that only grow. The program cannot see it. */
export type MeterClock = () => number;

/** Looks at the host's memory, as a second wall behind the machine's own account. */
export interface MemoryProbe {
  /** Bytes of the host's heap in use now, garbage included. */
  bytesInUse(): number;
  /** Collect the host's garbage, where the host can be asked to. */
  collect(): void;
}
