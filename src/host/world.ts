/** This file defines what capabilities are made of: the outside as the embedding process has it. */
import type { Clock, FileSystem, Processes } from '../vm/host.js';
import type { MemoryProbe, MeterClock } from '../vm/limits.js';

/**
 * The outside of the embedding process. Programs never see it: a sandbox takes from it what was granted. What is null
 * does not exist there (a browser has no folders) and cannot be granted.
 */
export interface World {
  /** A folder or file of the host as a file system whose root it is and that nothing leads out of. Throws HostError. */
  folder: ((path: string) => FileSystem) | null;
  readonly clock: Clock | null;
  readonly processes: Processes | null;
  readonly randomBytes: ((count: number) => Uint8Array) | null;
  /** Measures wall time. */
  readonly meterClock: MeterClock;
  readonly memoryProbe: MemoryProbe | null;
  readonly timers: Timers;
}

/** What lets a host wait without blocking. */
export interface Timers {
  /** Call back in so many milliseconds; answers what calls that off. */
  after(ms: number, callback: () => void): () => void;
  /** Call back once the host has done what waits for it. */
  soon(callback: () => void): void;
}
