/** This file defines the nodes of a file tree in memory. */
import { type FileStat, HostError, S_IFDIR, S_IFLNK, S_IFREG } from '../../vm/host.js';

/** The file system that nodes belong to, as they see it. */
export interface Volume {
  now(): bigint;
  /** Bytes that files may still take. */
  space: number;
}

/** What every node has. */
abstract class Inode {
  links = 1;
  atimeNs: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;

  constructor(
    readonly ino: bigint,
    public permissions: number,
    now: bigint,
  ) {
    this.atimeNs = now;
    this.mtimeNs = now;
    this.ctimeNs = now;
  }

  abstract readonly format: number;
  abstract readonly size: number;

  stat(): FileStat {
    return {
      mode: this.format | this.permissions,
      ino: this.ino,
      dev: 1n,
      nlink: this.links,
      uid: 0,
      gid: 0,
      size: this.size,
      rdev: 0,
      blksize: 4096,
      blocks: Math.ceil(this.size / 512),
      atimeNs: this.atimeNs,
      mtimeNs: this.mtimeNs,
      ctimeNs: this.ctimeNs,
    };
  }
}

/** A regular file: its bytes stand in a store that has room to grow. */
export class FileNode extends Inode {
  readonly format = S_IFREG;
  private store = new Uint8Array(0);
  size = 0;

  constructor(
    ino: bigint,
    permissions: number,
    private readonly volume: Volume,
  ) {
    super(ino, permissions, volume.now());
  }

  get data(): Uint8Array {
    return this.store.subarray(0, this.size);
  }

  readAt(buffer: Uint8Array, position: number): number {
    const part = this.store.subarray(position, Math.min(this.size, position + buffer.length));
    buffer.set(part);
    return part.length;
  }

  writeAt(data: Uint8Array, position: number): void {
    const end = position + data.length;
    if (end > this.size) this.resize(end);
    this.store.set(data, position);
  }

  /** Change the size; new bytes are zero. ENOSPC. */
  resize(size: number): void {
    if (size - this.size > this.volume.space) throw new HostError('ENOSPC');
    this.volume.space -= size - this.size;
    if (size > this.store.length) {
      const grown = new Uint8Array(size + (size >> 1) + 64);
      grown.set(this.store.subarray(0, this.size));
      this.store = grown;
    } else if (size < this.size) this.store.fill(0, size, this.size);
    this.size = size;
  }
}

/** A directory. `parent` is itself for the root. */
export class DirectoryNode extends Inode {
  readonly format = S_IFDIR;
  readonly size = 4096;
  readonly entries = new Map<string, MemoryNode>();
  parent: DirectoryNode = this;
  /** Its name in the parent; empty for the root. */
  name = '';

  get path(): string {
    const parts: string[] = [];
    for (let at: DirectoryNode = this; at.parent !== at; at = at.parent) parts.push(at.name);
    return `/${parts.reverse().join('/')}`;
  }
}

/** A symbolic link. */
export class LinkNode extends Inode {
  readonly format = S_IFLNK;

  constructor(
    ino: bigint,
    now: bigint,
    readonly target: string,
  ) {
    super(ino, 0o777, now);
  }

  get size(): number {
    return new TextEncoder().encode(this.target).length;
  }
}

export type MemoryNode = FileNode | DirectoryNode | LinkNode;

/** The node as a directory. ENOTDIR. */
export function asDirectory(node: MemoryNode): DirectoryNode {
  if (!(node instanceof DirectoryNode)) throw new HostError('ENOTDIR');
  return node;
}
