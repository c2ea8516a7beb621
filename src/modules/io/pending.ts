/** This file keeps track of streams that hold data not yet written, so that none is lost at the end of the program. */

import { BaseException } from '../../objects/exceptions/types.js';
import { matches } from '../../objects/operations/iteration.js';
import type { PyObject } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';

/** A stream with unwritten data. */
export interface PendingStream extends PyObject {
  flushPending(vm: Runtime): void;
}

/** The streams of one machine that hold unwritten data, in the order in which they were written to. */
export const pendingStreams = new StateKey('io.pending', () => new Set<PendingStream>(), false);

/**
 * Write out what streams still hold. CPython does this as soon as nothing refers to a stream; here it happens when a
 * file is opened (the same one may be read next) and at the end of the program.
 */
export function flushPendingStreams(vm: Runtime, only: (stream: PendingStream) => boolean = () => true): void {
  const streams = vm.state(pendingStreams);
  if (streams.size === 0) return;
  // Text streams write into buffered ones, which then stand at the end.
  for (let round = 0; round < 2; round++) {
    for (const stream of [...streams]) {
      if (!only(stream)) continue;
      streams.delete(stream);
      try {
        stream.flushPending(vm);
      } catch (reason) {
        if (!matches(reason, BaseException)) throw reason;
      }
    }
  }
}
