/** This file gives sandboxes the outside of a Node process, to take from what is granted. */
import type { MemoryProbe } from '../../vm/limits.js';
import type { World } from '../world.js';
import { ConfinedFiles } from './confined-files.js';
import { NodeClock } from './node-clock.js';
import { NodeProcesses } from './node-processes.js';

/** V8's heap. */
class NodeMemoryProbe implements MemoryProbe {
  private readonly v8 = process.getBuiltinModule('node:v8');
  private gc: (() => void) | null = null;

  bytesInUse(): number {
    const { used_heap_size, external_memory } = this.v8.getHeapStatistics();
    return used_heap_size + external_memory;
  }

  collect(): void {
    if (this.gc === null) {
      // The flag only matters for contexts made while it is set: the program's own has no `gc`.
      this.v8.setFlagsFromString('--expose-gc');
      this.gc = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
      this.v8.setFlagsFromString('--no-expose-gc');
    }
    this.gc();
  }
}

/** Everything that a Node process can grant. */
export function nodeWorld(): World {
  return {
    folder: (path) => new ConfinedFiles(path),
    clock: new NodeClock(),
    processes: new NodeProcesses(),
    randomBytes: (count) => new Uint8Array(process.getBuiltinModule('node:crypto').randomBytes(count)),
    meterClock: () => performance.now(),
    memoryProbe: new NodeMemoryProbe(),
    timers: {
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      soon: (callback) => {
        setImmediate(callback);
      },
    },
  };
}
