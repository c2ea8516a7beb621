/**
 * This file saves a suspended machine as bytes and goes on with it elsewhere. A snapshot holds the program's frames and
 * objects, and what it changed of the library; the rest of the library is made again by the machine that reads it.
 */
import type { PyFrame } from '../../frame.js';
import type { Machine } from '../../machine.js';
import { Base } from './base.js';
import { SnapshotReader, SnapshotWriter } from './format.js';
import { StateReader } from './read.js';
import { seal, unseal } from './seal.js';
import type { SharedNames } from './shared.js';
import { checkSuspended, StateWriter } from './write.js';

/**
 * Makes a machine in which nothing of the program ran, in the same way each time, with those of the named modules
 * imported that the library has, in this order.
 */
export type BaseMaker = (modules: readonly string[]) => Machine;

/** The base of the last snapshot: who saves often keeps one, so that it is made only when other modules were imported. */
export class BaseCache {
  private modules = '';
  private base: Base | null = null;

  get(modules: readonly string[], makeBase: BaseMaker): Base {
    const wanted = modules.join('\n');
    if (this.base === null || this.modules !== wanted) {
      this.base = new Base(makeBase(modules));
      this.modules = wanted;
    }
    return this.base;
  }
}

/** How to save. */
export interface SaveOptions {
  /** Signs the snapshot. */
  readonly key: Uint8Array;
  /** The frame that the suspended run began with (`Suspended.entry`), or null when no code runs. */
  readonly entry: PyFrame | null;
  readonly makeBase: BaseMaker;
  /** What the layers above have in common in every process. */
  readonly names: SharedNames;
  /** Only to be shared by machines that are started in the same way. */
  readonly cache?: BaseCache | undefined;
}

/** A machine that a snapshot was read into. */
export interface Restored {
  readonly vm: Machine;
  /** What `resume` or `continueRun` is to be called with; null when no code was running. */
  readonly entry: PyFrame | null;
}

/**
 * The state of a machine that waits: for the host (`Suspended`), between two slices, or after its code has ended. Raises
 * SnapshotError where it cannot be written down: while native code waits for the program, or with native state such as
 * open files, sockets and running threads.
 */
export function saveSnapshot(vm: Machine, options: SaveOptions): Uint8Array {
  checkSuspended(vm);
  const modules: string[] = [];
  for (const name of vm.modules.keys) if (typeof name === 'string') modules.push(name);
  const header = new SnapshotWriter();
  header.uint(modules.length);
  for (const name of modules) header.text(name);
  const base = (options.cache ?? new BaseCache()).get(modules, options.makeBase);
  const state = new StateWriter(vm, options.entry, base, options.names).write();
  header.bytes(state);
  return seal(header.finish(), options.key);
}

/** Put a snapshot into a new machine. Raises SnapshotError for bytes that `saveSnapshot` did not make with this key. */
export function restoreSnapshot(sealed: Uint8Array, options: Omit<SaveOptions, 'entry'>): Restored {
  const input = new SnapshotReader(unseal(sealed, options.key));
  const modules: string[] = [];
  for (let count = input.uint(); count > 0; count--) modules.push(input.text());
  const vm = options.makeBase(modules);
  const reader = new StateReader(vm, input.bytes(), options.names);
  reader.read();
  return { vm, entry: reader.entry };
}
