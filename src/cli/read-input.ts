/** This file reads whole files and standard input for the command line. */

import { O_RDONLY, type OpenFile } from '../vm/host.js';
import type { Machine } from '../vm/machine.js';
import { retryInterrupted } from '../vm/signals.js';

/** All bytes of a file, or of standard input for null. Throws HostError. */
export function readAll(vm: Machine, path: string | null): Uint8Array {
  const file = path === null ? vm.host.streams.stdin : vm.host.files?.open(path, O_RDONLY, 0);
  if (file == null) return new Uint8Array(0);
  try {
    return readToEnd(vm, file);
  } finally {
    if (path !== null) file.close();
  }
}

function readToEnd(vm: Machine, file: OpenFile): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const buffer = new Uint8Array(65536);
    const count = retryInterrupted(vm, () => file.read(buffer));
    if (count === 0) break;
    chunks.push(buffer.subarray(0, count));
    size += count;
  }
  const total = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    total.set(chunk, at);
    at += chunk.length;
  }
  return total;
}
