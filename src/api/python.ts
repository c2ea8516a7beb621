/** This file makes instances of Python. */
import { inflate, openLibrary } from '../host/node/node-library.js';
import { nodeWorld } from '../host/node/node-world.js';
import { VMError } from './errors.js';
import type { PythonInstance } from './instance.js';
import { type Ground, LocalInstance } from './local-instance.js';
import type { PythonOptions, SnapshotOptions } from './options.js';
import { WorkerInstance } from './worker-instance.js';

/** The library and the world of this process: nothing of it can be changed by a program. */
class ProcessGround {
  private ground: Ground | null = null;

  get(): Ground {
    this.ground ??= { archive: openLibrary(import.meta.url), inflate, world: nodeWorld() };
    return this.ground;
  }
}

const process = new ProcessGround();

/** An instance of Python: see `Python.create`. */
export type Python = PythonInstance;

export const Python = {
  /** Make an instance. Nothing is granted but what the options say, and all limits are finite. */
  async create(options: PythonOptions = {}): Promise<PythonInstance> {
    if (options.isolate === 'worker') return WorkerInstance.start(options);
    return new LocalInstance(process.get(), options);
  },

  /**
   * An instance as `snapshot` saved it, in this process or another. The options must be those that the saved one was made
   * with, host functions included. Throws VMError for bytes that were not made with this key.
   */
  async restore(bytes: Uint8Array, options: PythonOptions & SnapshotOptions): Promise<PythonInstance> {
    if (options.isolate === 'worker') throw new VMError('unsupported', 'a worker restores no snapshots');
    return LocalInstance.restore(process.get(), options, bytes, options.key);
  },

  /** As `create`, at once. Not in worker mode. */
  createSync(options: PythonOptions = {}): PythonInstance {
    if (options.isolate === 'worker') throw new VMError('unsupported', 'a worker cannot be started synchronously');
    return new LocalInstance(process.get(), options);
  },
};
