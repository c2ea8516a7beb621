/** This file defines what streams have in common: files, pipes and sockets without a position or a size. */
import { type FileStat, HostError, type OpenFile, S_IFCHR, type Whence } from './host.js';

/** The status of a file of which nothing is known but its type and permissions. */
export function bareStat(mode: number): FileStat {
  return {
    mode,
    ino: 0n,
    dev: 0n,
    nlink: 1,
    uid: 0,
    gid: 0,
    size: 0,
    rdev: 0,
    blksize: 4096,
    blocks: 0,
    atimeNs: 0n,
    mtimeNs: 0n,
    ctimeNs: 0n,
  };
}

const STREAM_STAT: FileStat = { ...bareStat(S_IFCHR | 0o620), blksize: 1024 };

/** What all streams have in common: no position, no size. */
export abstract class StreamFile implements OpenFile {
  read(_buffer: Uint8Array): number {
    throw new HostError('EBADF');
  }

  write(_data: Uint8Array): number {
    throw new HostError('EBADF');
  }

  readAt(_buffer: Uint8Array, _position: number): number {
    throw new HostError('ESPIPE');
  }

  writeAt(_data: Uint8Array, _position: number): number {
    throw new HostError('ESPIPE');
  }

  seek(_offset: number, _whence: Whence): number {
    throw new HostError('ESPIPE');
  }

  truncate(_size: number): void {
    throw new HostError('EINVAL');
  }

  sync(): void {
    throw new HostError('EINVAL');
  }

  stat(): FileStat {
    return STREAM_STAT;
  }

  chmod(_mode: number): void {
    throw new HostError('EINVAL');
  }

  utimes(_atimeNs: bigint, _mtimeNs: bigint): void {
    throw new HostError('EINVAL');
  }

  isTerminal(): boolean {
    return false;
  }

  terminalSize(): readonly [number, number] | null {
    return null;
  }

  readable(): boolean {
    return true;
  }

  writable(): boolean {
    return true;
  }

  close(): void {}
}
