/** This file gives open files of Node to the machine. */
import * as fs from 'node:fs';
import {
  type FileStat,
  HostError,
  O_ACCMODE,
  O_APPEND,
  O_RDONLY,
  type OpenFile,
  S_IFDIR,
  S_IFMT,
  S_IFREG,
  SEEK_CUR,
  SEEK_SET,
  type Whence,
} from '../../vm/host.js';
import { hostError, pause, system } from './node-errors.js';

/** How long to wait before asking again a stream that would block. */
const RETRY_MS = 5;

/** What Node tells about a file. */
export function fileStat(stat: fs.BigIntStats): FileStat {
  return {
    mode: Number(stat.mode),
    ino: stat.ino,
    dev: stat.dev,
    nlink: Number(stat.nlink),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    size: Number(stat.size),
    rdev: Number(stat.rdev),
    blksize: Number(stat.blksize),
    blocks: Number(stat.blocks),
    atimeNs: stat.atimeNs,
    mtimeNs: stat.mtimeNs,
    ctimeNs: stat.ctimeNs,
  };
}

/** An open file. Node has no `lseek`, so the position of a seekable file is kept here. */
export class NodeFile implements OpenFile {
  private position = 0;
  private readonly seekable: boolean;
  private readonly isDirectory: boolean;

  constructor(
    private readonly fd: number,
    private readonly flags: number,
    /** The host's own descriptor (0, 1, 2): not closed with the machine's. */
    private readonly borrowed = false,
  ) {
    const type = system(() => fs.fstatSync(fd)).mode & S_IFMT;
    // A borrowed descriptor may be shared with other processes, which move its position.
    this.seekable = type === S_IFREG && !borrowed;
    this.isDirectory = type === S_IFDIR;
  }

  /** The number of a borrowed descriptor. */
  get ownDescriptor(): number | null {
    return this.borrowed ? this.fd : null;
  }

  read(buffer: Uint8Array): number {
    if (this.isDirectory) throw new HostError('EISDIR');
    const count = this.readBytes(buffer, this.seekable ? this.position : null);
    this.position += count;
    return count;
  }

  private readBytes(buffer: Uint8Array, position: number | null): number {
    if (buffer.length === 0) return 0;
    for (;;) {
      try {
        return fs.readSync(this.fd, buffer, 0, buffer.length, position);
      } catch (error) {
        const failure = hostError(error);
        if (!(failure instanceof HostError)) throw failure;
        // The end of a console on Windows.
        if (failure.code === 'EOF') return 0;
        if (failure.code !== 'EAGAIN') throw failure;
        pause(RETRY_MS);
      }
    }
  }

  write(data: Uint8Array): number {
    if ((this.flags & O_ACCMODE) === O_RDONLY) throw new HostError('EBADF');
    const append = (this.flags & O_APPEND) !== 0;
    const count = this.writeBytes(data, this.seekable && !append ? this.position : null);
    if (this.seekable) this.position = append ? this.size() : this.position + count;
    return count;
  }

  private writeBytes(data: Uint8Array, position: number | null): number {
    if (data.length === 0) return 0;
    for (;;) {
      try {
        return fs.writeSync(this.fd, data, 0, data.length, position);
      } catch (error) {
        const failure = hostError(error);
        if (!(failure instanceof HostError) || failure.code !== 'EAGAIN') throw failure;
        pause(RETRY_MS);
      }
    }
  }

  readAt(buffer: Uint8Array, position: number): number {
    this.checkSeekable();
    return this.readBytes(buffer, position);
  }

  writeAt(data: Uint8Array, position: number): number {
    this.checkSeekable();
    return this.writeBytes(data, position);
  }

  private checkSeekable(): void {
    if (!this.seekable) throw new HostError('ESPIPE');
  }

  private size(): number {
    return system(() => fs.fstatSync(this.fd)).size;
  }

  seek(offset: number, whence: Whence): number {
    this.checkSeekable();
    const start = whence === SEEK_SET ? 0 : whence === SEEK_CUR ? this.position : this.size();
    if (start + offset < 0) throw new HostError('EINVAL');
    this.position = start + offset;
    return this.position;
  }

  truncate(size: number): void {
    if (size < 0) throw new HostError('EINVAL');
    system(() => fs.ftruncateSync(this.fd, size));
  }

  sync(): void {
    system(() => fs.fsyncSync(this.fd));
  }

  stat(): FileStat {
    return fileStat(system(() => fs.fstatSync(this.fd, { bigint: true })));
  }

  chmod(mode: number): void {
    system(() => fs.fchmodSync(this.fd, mode));
  }

  utimes(atimeNs: bigint, mtimeNs: bigint): void {
    system(() => fs.futimesSync(this.fd, Number(atimeNs) / 1e9, Number(mtimeNs) / 1e9));
  }

  isTerminal(): boolean {
    return process.getBuiltinModule('node:tty').isatty(this.fd);
  }

  terminalSize(): readonly [number, number] | null {
    if (!this.isTerminal()) return null;
    const tty = process.getBuiltinModule('node:tty');
    const stream = this.fd === 1 ? process.stdout : this.fd === 2 ? process.stderr : new tty.WriteStream(this.fd);
    return [stream.columns ?? 0, stream.rows ?? 0];
  }

  readable(): boolean {
    return true;
  }

  writable(): boolean {
    return true;
  }

  close(): void {
    if (!this.borrowed) system(() => fs.closeSync(this.fd));
  }
}
