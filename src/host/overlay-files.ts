/** This file lays a file system in memory over another one: programs change the upper one only. */
import {
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  HostError,
  O_ACCMODE,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_TRUNC,
  type OpenFile,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
} from '../vm/host.js';
import { MemoryFiles } from './memory/memory-files.js';

/** Bytes that are copied at one go. */
const PIECE = 65536;

/** What lies below, with the changes that were made since in memory. Links of the lower file system stay as they are. */
export class OverlayFiles implements FileSystem {
  private readonly upper: MemoryFiles;
  /** Paths that were removed from what lies below, with all that is under them. */
  private readonly removed = new Set<string>();

  constructor(
    private readonly lower: FileSystem,
    space?: number,
  ) {
    this.upper = space === undefined ? new MemoryFiles() : new MemoryFiles(null, space);
  }

  cwd(): string {
    return '/';
  }

  chdir(): never {
    throw new HostError('EPERM');
  }

  private isHidden(path: string): boolean {
    for (let at = path; at !== '/' && at !== ''; at = parentOf(at)) if (this.removed.has(at)) return true;
    return false;
  }

  private statUpper(path: string, follow: boolean): FileStat | undefined {
    return attempt(() => this.upper.stat(path, follow));
  }

  private statLower(path: string, follow: boolean): FileStat | undefined {
    return this.isHidden(path) ? undefined : attempt(() => this.lower.stat(path, follow));
  }

  private exists(path: string): boolean {
    return this.statUpper(path, false) !== undefined || this.statLower(path, false) !== undefined;
  }

  /** Make the folder above a path in the upper file system, when there is one below. */
  private raiseParent(path: string): void {
    const parent = parentOf(path);
    if (parent === '/' || this.statUpper(parent, true) !== undefined) return;
    const stat = this.statLower(parent, true);
    if (stat === undefined) throw new HostError('ENOENT');
    if ((stat.mode & S_IFMT) !== S_IFDIR) throw new HostError('ENOTDIR');
    this.raiseParent(parent);
    this.upper.mkdir(parent, 0o777);
  }

  /** Copy a file (or make a folder) from below, so that it can be changed. */
  private raise(path: string): void {
    if (path === '/' || this.statUpper(path, false) !== undefined) return;
    const stat = this.statLower(path, false);
    if (stat === undefined) throw new HostError('ENOENT');
    this.raiseParent(path);
    const kind = stat.mode & S_IFMT;
    if (kind === S_IFDIR) this.upper.mkdir(path, stat.mode & 0o777);
    else if (kind === S_IFLNK) this.upper.symlink(this.lower.readlink(path), path);
    else this.copy(path, stat.mode & 0o777);
  }

  private copy(path: string, mode: number): void {
    const source = this.lower.open(path, O_RDONLY, 0);
    try {
      const target = this.upper.open(path, O_CREAT | O_TRUNC | 1, mode);
      const piece = new Uint8Array(PIECE);
      for (let count = source.read(piece); count > 0; count = source.read(piece))
        target.write(piece.subarray(0, count));
      target.close();
    } finally {
      source.close();
    }
  }

  open(path: string, flags: number, mode: number): OpenFile {
    const changes = (flags & O_ACCMODE) !== O_RDONLY || (flags & (O_CREAT | O_TRUNC)) !== 0;
    if (this.statUpper(path, true) !== undefined) return this.upper.open(path, flags, mode);
    const below = this.statLower(path, true);
    if (!changes) {
      if (this.isHidden(path)) throw new HostError('ENOENT');
      return this.lower.open(path, flags, mode);
    }
    if (below === undefined) {
      if ((flags & O_CREAT) === 0) throw new HostError('ENOENT');
      this.raiseParent(path);
    } else {
      if ((flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0) throw new HostError('EEXIST');
      if ((below.mode & S_IFMT) === S_IFDIR) throw new HostError('EISDIR');
      this.raiseParent(path);
      // A link below leads to what is then copied in its place.
      this.copy(path, below.mode & 0o777);
    }
    return this.upper.open(path, flags, mode);
  }

  stat(path: string, follow: boolean): FileStat {
    const upper = this.statUpper(path, follow);
    if (upper !== undefined) return upper;
    if (this.isHidden(path)) throw new HostError('ENOENT');
    return this.lower.stat(path, follow);
  }

  listDirectory(path: string): DirectoryEntry[] {
    const found = new Map<string, DirectoryEntry>();
    const prefix = path === '/' ? '/' : `${path}/`;
    const hasLower = this.statLower(path, true) !== undefined;
    if (hasLower) {
      for (const entry of this.lower.listDirectory(path)) {
        if (!this.removed.has(`${prefix}${entry.name}`)) found.set(entry.name, entry);
      }
    }
    if (!hasLower || this.statUpper(path, true) !== undefined) {
      for (const entry of this.upper.listDirectory(path)) found.set(entry.name, entry);
    }
    return [...found.values()];
  }

  mkdir(path: string, mode: number): void {
    if (this.exists(path)) throw new HostError('EEXIST');
    this.raiseParent(path);
    this.upper.mkdir(path, mode);
  }

  private hide(path: string): void {
    if (this.statLower(path, false) !== undefined) this.removed.add(path);
  }

  rmdir(path: string): void {
    if ((this.stat(path, false).mode & S_IFMT) !== S_IFDIR) throw new HostError('ENOTDIR');
    if (this.listDirectory(path).length > 0) throw new HostError('ENOTEMPTY');
    this.hide(path);
    if (this.statUpper(path, false) !== undefined) this.upper.rmdir(path);
  }

  unlink(path: string): void {
    if ((this.stat(path, false).mode & S_IFMT) === S_IFDIR) throw new HostError('EISDIR');
    this.hide(path);
    if (this.statUpper(path, false) !== undefined) this.upper.unlink(path);
  }

  /** Everything under a folder comes into the upper file system. */
  private raiseTree(path: string): void {
    this.raise(path);
    if ((this.stat(path, false).mode & S_IFMT) !== S_IFDIR) return;
    for (const { name } of this.listDirectory(path)) this.raiseTree(`${path}/${name}`);
  }

  rename(from: string, to: string): void {
    this.raiseTree(from);
    if (this.exists(to)) {
      if ((this.stat(to, false).mode & S_IFMT) === S_IFDIR && this.listDirectory(to).length > 0) {
        throw new HostError('ENOTEMPTY');
      }
      this.raise(to);
    } else this.raiseParent(to);
    this.upper.rename(from, to);
    this.hide(from);
    this.hide(to);
  }

  readlink(path: string): string {
    if (this.statUpper(path, false) !== undefined) return this.upper.readlink(path);
    if (this.isHidden(path)) throw new HostError('ENOENT');
    return this.lower.readlink(path);
  }

  symlink(target: string, path: string): void {
    if (this.exists(path)) throw new HostError('EEXIST');
    this.raiseParent(path);
    this.upper.symlink(target, path);
  }

  link(from: string, to: string): void {
    if (this.exists(to)) throw new HostError('EEXIST');
    this.raise(from);
    this.raiseParent(to);
    this.upper.link(from, to);
  }

  chmod(path: string, mode: number): void {
    this.raise(path);
    this.upper.chmod(path, mode);
  }

  utimes(path: string, atimeNs: bigint, mtimeNs: bigint, follow: boolean): void {
    this.raise(path);
    this.upper.utimes(path, atimeNs, mtimeNs, follow);
  }

  truncate(path: string, size: number): void {
    this.raise(path);
    this.upper.truncate(path, size);
  }

  access(path: string, mode: number): boolean {
    if (this.statUpper(path, true) !== undefined) return this.upper.access(path, mode);
    return !this.isHidden(path) && this.lower.access(path, mode & ~2);
  }

  umask(mask: number): number {
    return this.upper.umask(mask);
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (reason) {
    if (reason instanceof HostError) return undefined;
    throw reason;
  }
}
