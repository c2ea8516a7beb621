/** This file implements open files of the file system in memory, and streams that are kept there. */
import {
  type FileStat,
  HostError,
  O_ACCMODE,
  O_APPEND,
  O_RDONLY,
  O_WRONLY,
  type OpenFile,
  SEEK_CUR,
  SEEK_SET,
  type Whence,
} from '../../vm/host.js';
import { StreamFile } from '../../vm/stream-file.js';
import { FileNode, type MemoryNode, type Volume } from './memory-node.js';

/** An open file of a MemoryFiles. */
export class MemoryFile implements OpenFile {
  private position = 0;

  constructor(
    private readonly files: Volume,
    private readonly node: MemoryNode,
    private readonly flags: number,
  ) {}

  private get file(): FileNode {
    if (!(this.node instanceof FileNode)) throw new HostError('EISDIR');
    return this.node;
  }

  private checkReadable(): void {
    if ((this.flags & O_ACCMODE) === O_WRONLY) throw new HostError('EBADF');
  }

  private checkWritable(): void {
    if ((this.flags & O_ACCMODE) === O_RDONLY) throw new HostError('EBADF');
  }

  read(buffer: Uint8Array): number {
    const count = this.readAt(buffer, this.position);
    this.position += count;
    return count;
  }

  readAt(buffer: Uint8Array, position: number): number {
    this.checkReadable();
    return this.file.readAt(buffer, position);
  }

  write(data: Uint8Array): number {
    if ((this.flags & O_APPEND) !== 0) this.position = this.file.size;
    const count = this.writeAt(data, this.position);
    this.position += count;
    return count;
  }

  writeAt(data: Uint8Array, position: number): number {
    this.checkWritable();
    this.file.writeAt(data, position);
    this.file.mtimeNs = this.file.ctimeNs = this.files.now();
    return data.length;
  }

  seek(offset: number, whence: Whence): number {
    const start = whence === SEEK_SET ? 0 : whence === SEEK_CUR ? this.position : this.node.size;
    if (start + offset < 0) throw new HostError('EINVAL');
    this.position = start + offset;
    return this.position;
  }

  truncate(size: number): void {
    if (size < 0) throw new HostError('EINVAL');
    if ((this.flags & O_ACCMODE) === O_RDONLY) throw new HostError('EINVAL');
    this.file.resize(size);
    this.file.mtimeNs = this.file.ctimeNs = this.files.now();
  }

  sync(): void {}

  stat(): FileStat {
    return this.node.stat();
  }

  chmod(mode: number): void {
    this.node.permissions = mode & 0o7777;
  }

  utimes(atimeNs: bigint, mtimeNs: bigint): void {
    this.node.atimeNs = atimeNs;
    this.node.mtimeNs = mtimeNs;
  }

  isTerminal(): boolean {
    return false;
  }

  terminalSize(): null {
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

/** A stream that keeps what is written to it. */
export class CapturedStream extends StreamFile {
  private readonly parts: Uint8Array[] = [];

  override write(data: Uint8Array): number {
    this.parts.push(data.slice());
    return data.length;
  }

  /** All bytes written so far. */
  get bytes(): Uint8Array {
    let total = 0;
    for (const part of this.parts) total += part.length;
    const out = new Uint8Array(total);
    let at = 0;
    for (const part of this.parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }

  /** Likewise as text. */
  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }
}

/** A stream that hands what is written to it to a function of the embedder. */
export class ForwardedStream extends StreamFile {
  constructor(private readonly receive: (data: Uint8Array) => void) {
    super();
  }

  override write(data: Uint8Array): number {
    this.receive(data.slice());
    return data.length;
  }
}

/** A stream to read given bytes from. */
export class GivenStream extends StreamFile {
  private position = 0;

  constructor(private readonly data: Uint8Array) {
    super();
  }

  override read(buffer: Uint8Array): number {
    const part = this.data.subarray(this.position, this.position + buffer.length);
    buffer.set(part);
    this.position += part.length;
    return part.length;
  }
}
