/** This file implements sockets inside one machine: pairs, and connections through addresses that only it knows. */
import { type FileStat, HostError, S_IFSOCK } from './host.js';
import { ByteQueue } from './pipes.js';
import { bareStat, StreamFile } from './stream-file.js';

export const AF_UNIX = 1;
export const AF_INET = 2;
export const AF_INET6 = 10;
export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;

/** Where a socket stands: `127.0.0.1:80`, or a path. */
export type SocketAddress = string;

const SOCKET_STAT = bareStat(S_IFSOCK | 0o777);

/** Sockets that listen, by address: the network of one machine. */
export class SocketNetwork {
  readonly listeners = new Map<SocketAddress, SocketFile>();
  private nextPort = 49152;

  /** A port that nobody listens on. */
  freePort(): number {
    return this.nextPort++;
  }
}

/** A socket. Operations that would wait raise EAGAIN. */
export class SocketFile extends StreamFile {
  private incoming = new ByteQueue();
  private outgoing: ByteQueue | null = null;
  /** Connections that wait for `accept`; null for a socket that does not listen. */
  private backlog: SocketFile[] | null = null;
  private backlogSize = 0;
  private network: SocketNetwork | null = null;
  address: SocketAddress = '';
  peerAddress: SocketAddress = '';
  readonly options = new Map<string, number>();

  constructor(
    readonly family: number,
    readonly kind: number,
    readonly protocol: number,
  ) {
    super();
  }

  get isConnected(): boolean {
    return this.outgoing !== null;
  }

  get isListening(): boolean {
    return this.backlog !== null;
  }

  private join(other: SocketFile): void {
    this.outgoing = other.incoming;
    other.outgoing = this.incoming;
  }

  /** Two sockets connected to each other. */
  static pair(family: number, kind: number, protocol: number): readonly [SocketFile, SocketFile] {
    const pair = [new SocketFile(family, kind, protocol), new SocketFile(family, kind, protocol)] as const;
    pair[0].join(pair[1]);
    return pair;
  }

  bind(network: SocketNetwork, address: SocketAddress): void {
    if (this.address !== '') throw new HostError('EINVAL');
    if (network.listeners.has(address)) throw new HostError('EADDRINUSE');
    this.network = network;
    this.address = address;
  }

  listen(network: SocketNetwork, size: number): void {
    if (this.isConnected) throw new HostError('EINVAL');
    const known = network.listeners.get(this.address);
    if (known !== undefined && known !== this) throw new HostError('EADDRINUSE');
    this.network = network;
    this.backlog ??= [];
    this.backlogSize = Math.max(1, size);
    network.listeners.set(this.address, this);
  }

  connect(network: SocketNetwork, address: SocketAddress, own: SocketAddress): void {
    if (this.isConnected) throw new HostError('EISCONN');
    const listener = network.listeners.get(address);
    if (listener === undefined) throw new HostError(this.family === AF_UNIX ? 'ENOENT' : 'ECONNREFUSED');
    if (listener.backlog === null || listener.backlog.length >= listener.backlogSize) throw new HostError('EAGAIN');
    const accepted = new SocketFile(this.family, this.kind, this.protocol);
    this.join(accepted);
    if (this.address === '') this.address = own;
    this.peerAddress = accepted.address = address;
    accepted.peerAddress = this.address;
    listener.backlog.push(accepted);
  }

  accept(): SocketFile {
    if (this.backlog === null) throw new HostError('EINVAL');
    const accepted = this.backlog.shift();
    if (accepted === undefined) throw new HostError('EAGAIN');
    return accepted;
  }

  override read(buffer: Uint8Array): number {
    return this.receive(buffer, false);
  }

  /** `recv`; with `peek` the bytes stay. */
  receive(buffer: Uint8Array, peek: boolean): number {
    if (!this.isConnected) throw new HostError('ENOTCONN');
    if (buffer.length === 0) return 0;
    if (this.incoming.size === 0) {
      if (this.incoming.writerClosed || this.incoming.readerClosed) return 0;
      throw new HostError('EAGAIN');
    }
    return this.incoming.take(buffer, peek);
  }

  override write(data: Uint8Array): number {
    const { outgoing } = this;
    if (outgoing === null) throw new HostError('ENOTCONN');
    if (outgoing.writerClosed || outgoing.readerClosed) throw new HostError('EPIPE');
    if (outgoing.room === 0 && data.length > 0) throw new HostError('EAGAIN');
    return outgoing.put(data);
  }

  /** `how`: 0 no more receiving, 1 no more sending, 2 both. */
  shutdown(how: number): void {
    if (this.outgoing === null) throw new HostError('ENOTCONN');
    if (how !== 1) this.incoming.readerClosed = true;
    if (how !== 0) this.outgoing.writerClosed = true;
  }

  override stat(): FileStat {
    return SOCKET_STAT;
  }

  override chmod(_mode: number): void {}

  override utimes(_atimeNs: bigint, _mtimeNs: bigint): void {}

  override readable(): boolean {
    if (this.backlog !== null) return this.backlog.length > 0;
    return this.incoming.size > 0 || this.incoming.writerClosed || this.incoming.readerClosed;
  }

  override writable(): boolean {
    const { outgoing } = this;
    return outgoing !== null && (outgoing.room > 0 || outgoing.readerClosed || outgoing.writerClosed);
  }

  /** The other side closed. */
  get hungUp(): boolean {
    return this.incoming.writerClosed && (this.outgoing === null || this.outgoing.readerClosed);
  }

  override close(): void {
    this.incoming.readerClosed = true;
    if (this.outgoing !== null) this.outgoing.writerClosed = true;
    if (this.network?.listeners.get(this.address) === this) this.network.listeners.delete(this.address);
    for (const waiting of this.backlog ?? []) waiting.close();
  }
}
