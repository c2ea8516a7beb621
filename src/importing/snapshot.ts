/** This file saves machines and restores them: it makes the machine that a snapshot begins from, and names what is shared. */
import { WeakClassSet } from '../modules/abc/abc-data.js';
import { ExitCallback } from '../modules/atexit/atexit.js';
import { contextState } from '../modules/contextvars/context.js';
import { Settings } from '../modules/decimal/context.js';
import { CacheEntries, CacheLink, KEYWORD_MARK } from '../modules/functools/lru-cache.js';
import {
  NativeDecoding,
  NativeEncoding,
  NewlineDecoding,
  PythonDecoding,
  PythonEncoding,
} from '../modules/io/text-coding.js';
import { CharSet } from '../modules/sre/charset.js';
import { FirstCharacters } from '../modules/sre/first-characters.js';
import { Program } from '../modules/sre/program.js';
import { STEP_CLASSES } from '../modules/steps/steppable.js';
import { Layout } from '../modules/struct/layout.js';
import { errorHandlers } from '../objects/codecs/handler-table.js';
import { codecRegistry } from '../objects/codecs/registry.js';
import { Raised } from '../objects/exceptions/raised.js';
import { intDigitLimit } from '../objects/types/int/text.js';
import { coroutineHooks } from '../vm/coroutine-hooks.js';
import { environmentVariables } from '../vm/environment.js';
import type { PyFrame } from '../vm/frame.js';
import { SharedNames } from '../vm/heap/snapshot/shared.js';
import {
  type BaseCache,
  type Restored,
  restoreSnapshot,
  type SaveOptions,
  saveSnapshot,
} from '../vm/heap/snapshot/snapshot.js';
import type { Machine } from '../vm/machine.js';
import { schedulerKey } from '../vm/scheduler.js';
import { signalTable } from '../vm/signals.js';
import type { LibraryArchive } from './archive/library-archive.js';

/** What native modules have in common in every process. The order belongs to the format of snapshots. */
const snapshotNames = new SharedNames(
  [KEYWORD_MARK],
  [
    CacheLink,
    CacheEntries,
    ExitCallback,
    NativeDecoding,
    PythonDecoding,
    NewlineDecoding,
    NativeEncoding,
    PythonEncoding,
    WeakClassSet,
    Program,
    CharSet,
    FirstCharacters,
    Layout,
    Settings,
    ...STEP_CLASSES,
  ],
);

/**
 * Bring a machine that has just started to the state that a snapshot refers to: import those of the modules that the
 * library has, and make the states that a program would make sooner or later.
 */
function prepareBase(vm: Machine, archive: LibraryArchive, modules: readonly string[]): Machine {
  for (const key of [
    schedulerKey,
    contextState,
    coroutineHooks,
    signalTable,
    environmentVariables,
    codecRegistry,
    errorHandlers,
    intDigitLimit,
  ]) {
    vm.state<unknown>(key);
  }
  for (const name of modules) {
    if (vm.loadedModule(name) !== undefined) continue;
    if (!vm.hasNativeModule(name) && archive.find(name) === undefined) continue;
    try {
      vm.importModule(name);
    } catch (reason) {
      // A module that cannot be imported here is stored like the program's own.
      if (!(reason instanceof Raised)) throw reason;
    }
  }
  return vm;
}

/** How to save a machine, and how to restore one. */
export interface SnapshotOptions {
  /** Signs the snapshot; it is restored with the same one. */
  readonly key: Uint8Array;
  readonly archive: LibraryArchive;
  /**
   * Starts a machine as the saved one was started, host functions and the like included: same configuration, same seed,
   * and nothing of the program.
   */
  readonly start: () => Machine;
  /** Makes saving again faster; for machines of the same kind only. */
  readonly cache?: BaseCache;
}

/**
 * The state of a machine that waits, as bytes. `entry` is the frame that its run began with (`Suspended.entry`); null when
 * its code has ended. Raises SnapshotError where the state cannot be written down.
 */
export function saveMachine(vm: Machine, entry: PyFrame | null, options: SnapshotOptions): Uint8Array {
  return saveSnapshot(vm, { entry, ...settings(options) });
}

/** A machine in the state that the bytes hold. Raises SnapshotError for bytes that `saveMachine` did not make with this key. */
export function restoreMachine(bytes: Uint8Array, options: SnapshotOptions): Restored {
  return restoreSnapshot(bytes, settings(options));
}

function settings({ key, archive, start, cache }: SnapshotOptions): Omit<SaveOptions, 'entry'> {
  return { key, cache, names: snapshotNames, makeBase: (modules) => prepareBase(start(), archive, modules) };
}
