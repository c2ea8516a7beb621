/** This file reads a terminal or pipe so that a signal can end the waiting. */
import * as fs from 'node:fs';
import { HostError } from '../../vm/host.js';
import { hostError, pause } from './node-errors.js';
import { NodeFile } from './node-file.js';
import type { NodeSignals } from './node-signals.js';

/** How long to wait before asking again, at first and in the end. */
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 16;

/** The standard input. Waiting in a blocking read could not be interrupted: Node lets the system restart it. */
export class NodeInput extends NodeFile {
  private hasWaited = false;
  private nonBlocking: number | null | undefined = undefined;

  constructor(
    fd: number,
    flags: number,
    private readonly signals: NodeSignals,
  ) {
    super(fd, flags, true);
  }

  /** Raises HostError EINTR when a signal arrives that the machine listens to. */
  override read(buffer: Uint8Array): number {
    if (this.nonBlocking === undefined) this.nonBlocking = this.signals.reachesPrograms ? openAgain() : null;
    if (this.nonBlocking === null || buffer.length === 0) return super.read(buffer);
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      try {
        return fs.readSync(this.nonBlocking, buffer, 0, buffer.length, null);
      } catch (error) {
        const failure = hostError(error);
        if (!(failure instanceof HostError) || failure.code !== 'EAGAIN') throw failure;
      }
      // The first time the machine is given the chance to listen at all.
      if (!this.hasWaited) {
        this.hasWaited = true;
        throw new HostError('EINTR');
      }
      pause(wait);
      this.signals.poll();
      if (this.signals.takeDelivered()) throw new HostError('EINTR');
    }
  }
}

/** Open what stands behind descriptor 0 once more, so that not blocking is a matter of this process alone. */
function openAgain(): number | null {
  try {
    const stat = fs.fstatSync(0);
    if (!stat.isCharacterDevice() && !stat.isFIFO()) return null;
    return fs.openSync('/proc/self/fd/0', fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  } catch {
    return null;
  }
}
