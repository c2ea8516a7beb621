/** This file gives back the buffers of memoryviews that a program lost: CPython's reference counts do so at once. */
import type { Runtime } from '../../../values/runtime.js';
import { StateKey } from '../../../values/runtime.js';

/** The buffer that some memoryviews share. */
export interface SharedBuffer {
  /** Does anybody hold a buffer of one of the views, or has it been given back? */
  readonly isHeld: boolean;
  readonly isReleased: boolean;
  /** When it was made. */
  madeAt: number;
  /** No view of it is left. */
  abandon(vm: Runtime): void;
}

/** The shared buffers of each exporter, and how the machine finds out which of them a program can reach. */
export class SharedBuffers {
  readonly byExporter = new WeakMap<object, SharedBuffer[]>();
  /**
   * Everything that the program can reach, and up to which number native code may hold what was made. Installed by the
   * machine's heap, as is the counter that numbers come from.
   */
  reachable: (() => { readonly live: ReadonlySet<object>; readonly hidden: number }) | null = null;
  number: () => number = () => 0;
}

export const sharedBuffers = new StateKey('buffer.shared', () => new SharedBuffers(), false);

/** A memoryview was made over a buffer of the exporter. */
export function noteShared(vm: Runtime, exporter: object, buffer: SharedBuffer): void {
  const shared = vm.state(sharedBuffers);
  const { byExporter } = shared;
  buffer.madeAt = shared.number();
  const known = byExporter.get(exporter);
  if (known === undefined) byExporter.set(exporter, [buffer]);
  else {
    known.push(buffer);
    if (known.length > 8) {
      byExporter.set(
        exporter,
        known.filter((each) => !each.isReleased),
      );
    }
  }
}

/**
 * Called before an exporter refuses to change its size: the buffers of memoryviews that the program cannot reach any more
 * are given back (`bytes(memoryview(b)[:n]); del b[:n]`).
 */
export function releaseAbandoned(vm: Runtime, exporter: object): void {
  const shared = vm.state(sharedBuffers);
  const candidates = shared.byExporter.get(exporter)?.filter((each) => !each.isReleased && !each.isHeld);
  if (candidates === undefined || candidates.length === 0) return;
  const reached = shared.reachable?.();
  if (reached === undefined) return;
  for (const each of candidates) if (each.madeAt > reached.hidden && !reached.live.has(each)) each.abandon(vm);
}
