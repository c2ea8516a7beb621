/** This file defines what threads wait for at sockets. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { descriptors } from '../../vm/descriptors.js';
import { HostError } from '../../vm/host.js';
import type { Wait } from '../../vm/scheduler.js';
import type { SocketFile } from '../../vm/sockets.js';
import { callHost } from '../os-error.js';
import { addressValue } from './names.js';
import { timedOut } from './socket-errors.js';

/** Waiting for bytes: `recv` answers them, `recv_into` their number. */
export class ReceiveWait implements Wait {
  constructor(
    private readonly file: SocketFile,
    private readonly target: Uint8Array,
    private readonly peek: boolean,
    private readonly countOnly: boolean,
  ) {}

  ready(): boolean {
    return this.file.readable() || !this.file.isConnected;
  }

  finish(_vm: Runtime, holds: boolean): Value {
    if (!holds) throw timedOut();
    const count = callHost(() => this.file.receive(this.target, this.peek));
    return this.countOnly ? count : new PyBytes(this.target.slice(0, count));
  }
}

/** Waiting for room: `send` answers how many bytes were taken. */
export class SendWait implements Wait {
  constructor(
    private readonly file: SocketFile,
    private readonly data: Uint8Array,
  ) {}

  ready(): boolean {
    return this.file.writable() || !this.file.isConnected;
  }

  finish(_vm: Runtime, holds: boolean): Value {
    if (!holds) throw timedOut();
    return callHost(() => this.file.write(this.data));
  }
}

/** Waiting until all bytes were taken: sends whenever there is room. */
export class SendAllWait implements Wait {
  private failure: unknown = null;

  constructor(
    private readonly file: SocketFile,
    private rest: Uint8Array,
  ) {}

  ready(): boolean {
    try {
      while (this.rest.length > 0) this.rest = this.rest.subarray(this.file.write(this.rest));
      return true;
    } catch (reason) {
      if (reason instanceof HostError && reason.code === 'EAGAIN') return false;
      this.failure = reason;
      return true;
    }
  }

  finish(_vm: Runtime, holds: boolean): Value {
    if (!holds) throw timedOut();
    callHost(() => {
      if (this.failure !== null) throw this.failure;
    });
    return None;
  }
}

/** Waiting for a connection: `_accept` answers its descriptor and address. */
export class AcceptWait implements Wait {
  constructor(private readonly file: SocketFile) {}

  ready(): boolean {
    return this.file.readable() || !this.file.isListening;
  }

  finish(vm: Runtime, holds: boolean): Value {
    if (!holds) throw timedOut();
    const accepted = callHost(() => this.file.accept());
    const fd = callHost(() => descriptors(vm).add(accepted));
    return new PyTuple([fd, addressValue(accepted.family, accepted.peerAddress)]);
  }
}
