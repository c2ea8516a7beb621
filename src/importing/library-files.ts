/** This file shows the library archive as a read-only folder of the machine's file system. */
import {
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  type FileSystemStat,
  HostError,
  O_ACCMODE,
  O_CREAT,
  O_RDONLY,
  O_TRUNC,
  type OpenFile,
  S_IFDIR,
  S_IFREG,
  SEEK_CUR,
  SEEK_SET,
  type Whence,
} from '../vm/host.js';
import { LIBRARY_ROOT } from './archive/format.js';
import type { LibraryArchive, LibraryModule } from './archive/library-archive.js';

/** Turns raw deflate data into bytes; the host gives it. */
export type Inflate = (deflated: Uint8Array, size: number) => Uint8Array;

/** A source file of the library, open for reading. */
class LibraryFile implements OpenFile {
  private position = 0;
  constructor(
    private readonly data: Uint8Array,
    private readonly status: FileStat,
  ) {}

  read(buffer: Uint8Array): number {
    const count = this.readAt(buffer, this.position);
    this.position += count;
    return count;
  }

  readAt(buffer: Uint8Array, position: number): number {
    const piece = this.data.subarray(position, position + buffer.length);
    buffer.set(piece);
    return piece.length;
  }

  write(): number {
    throw new HostError('EBADF');
  }

  writeAt(): number {
    throw new HostError('EBADF');
  }

  seek(offset: number, whence: Whence): number {
    const base = whence === SEEK_SET ? 0 : whence === SEEK_CUR ? this.position : this.data.length;
    if (base + offset < 0) throw new HostError('EINVAL');
    this.position = base + offset;
    return this.position;
  }

  truncate(): void {
    throw new HostError('EINVAL');
  }

  sync(): void {}

  stat(): FileStat {
    return this.status;
  }

  chmod(): void {
    throw new HostError('EROFS');
  }

  utimes(): void {
    throw new HostError('EROFS');
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
    return false;
  }

  close(): void {}
}

/**
 * The machine's files with the standard library among them, at `LIBRARY_ROOT`. `base` is what the host grants; null
 * for a machine without files, which can read the library all the same.
 */
export class LibraryFiles implements FileSystem {
  private folders: Map<string, Set<string>> | null = null;
  private directory = '/';

  constructor(
    private readonly base: FileSystem | null,
    private readonly archive: LibraryArchive,
    private readonly inflate: Inflate,
  ) {}

  cwd(): string {
    return this.base === null ? this.directory : this.base.cwd();
  }

  chdir(path: string): void {
    if (this.base === null) this.directory = this.absolute(path);
    else this.base.chdir(path);
  }

  private absolute(path: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${this.cwd()}/${path}`).split('/')) {
      if (part === '' || part === '.') continue;
      if (part === '..') parts.pop();
      else parts.push(part);
    }
    return `/${parts.join('/')}`;
  }

  /** The path below the library's folder ('' for itself), or undefined for paths elsewhere. */
  private inLibrary(path: string): string | undefined {
    if (!path.includes('python3.14') && this.base !== null && !this.base.cwd().includes('python3.14')) return undefined;
    const full = this.absolute(path);
    if (full === LIBRARY_ROOT) return '';
    return full.startsWith(`${LIBRARY_ROOT}/`) ? full.slice(LIBRARY_ROOT.length + 1) : undefined;
  }

  private outside(): FileSystem {
    if (this.base === null) throw new HostError('ENOENT');
    return this.base;
  }

  /** Where to change a path: never inside the library. A name that is missing there is an error first, unless the call `makes` it. */
  private readOnly(path: string, makes = false): FileSystem {
    const inside = this.inLibrary(path);
    if (inside !== undefined) {
      if (!makes) this.statLibrary(inside);
      throw new HostError('EROFS');
    }
    if (this.base === null) throw new HostError('EACCES');
    return this.base;
  }

  /** Folder names with the names inside, below the library's folder. */
  private tree(): Map<string, Set<string>> {
    if (this.folders !== null) return this.folders;
    const folders = new Map<string, Set<string>>([['', new Set()]]);
    for (const path of this.archive.paths()) {
      const parts = path.split('/');
      let folder = '';
      for (const part of parts) {
        let names = folders.get(folder);
        if (names === undefined) {
          names = new Set();
          folders.set(folder, names);
        }
        names.add(part);
        folder = folder === '' ? part : `${folder}/${part}`;
      }
    }
    this.folders = folders;
    return folders;
  }

  private statLibrary(path: string): FileStat {
    const module = this.archive.findPath(path);
    if (module !== undefined) return status(S_IFREG | 0o444, module.sourceSize);
    if (this.tree().has(path)) return status(S_IFDIR | 0o555, 0);
    throw new HostError('ENOENT');
  }

  private source(module: LibraryModule): Uint8Array {
    return this.inflate(this.archive.readDeflatedSource(module), module.sourceSize);
  }

  open(path: string, flags: number, mode: number): OpenFile {
    const inside = this.inLibrary(path);
    if (inside === undefined) return this.outside().open(path, flags, mode);
    if ((flags & O_ACCMODE) !== O_RDONLY || flags & (O_CREAT | O_TRUNC)) throw new HostError('EROFS');
    const module = this.archive.findPath(inside);
    if (module === undefined) {
      this.statLibrary(inside);
      throw new HostError('EISDIR');
    }
    return new LibraryFile(this.source(module), this.statLibrary(inside));
  }

  stat(path: string, follow: boolean): FileStat {
    const inside = this.inLibrary(path);
    return inside === undefined ? this.outside().stat(path, follow) : this.statLibrary(inside);
  }

  listDirectory(path: string): DirectoryEntry[] {
    const inside = this.inLibrary(path);
    if (inside === undefined) return this.outside().listDirectory(path);
    const names = this.tree().get(inside);
    if (names === undefined) throw new HostError(this.archive.findPath(inside) === undefined ? 'ENOENT' : 'ENOTDIR');
    return [...names].map((name) => {
      const below = inside === '' ? name : `${inside}/${name}`;
      return { name, kind: this.tree().has(below) ? 'directory' : 'file' };
    });
  }

  mkdir(path: string, mode: number): void {
    this.readOnly(path, true).mkdir(path, mode);
  }

  rmdir(path: string): void {
    this.readOnly(path).rmdir(path);
  }

  unlink(path: string): void {
    this.readOnly(path).unlink(path);
  }

  rename(from: string, to: string): void {
    this.readOnly(from);
    this.readOnly(to, true).rename(from, to);
  }

  readlink(path: string): string {
    const inside = this.inLibrary(path);
    if (inside === undefined) return this.outside().readlink(path);
    this.statLibrary(inside);
    throw new HostError('EINVAL');
  }

  symlink(target: string, path: string): void {
    this.readOnly(path, true).symlink(target, path);
  }

  link(from: string, to: string): void {
    this.readOnly(from);
    this.readOnly(to, true).link(from, to);
  }

  chmod(path: string, mode: number): void {
    this.readOnly(path).chmod(path, mode);
  }

  utimes(path: string, atimeNs: bigint, mtimeNs: bigint, follow: boolean): void {
    this.readOnly(path).utimes(path, atimeNs, mtimeNs, follow);
  }

  truncate(path: string, size: number): void {
    this.readOnly(path).truncate(path, size);
  }

  access(path: string, mode: number): boolean {
    const inside = this.inLibrary(path);
    if (inside === undefined) return this.base?.access(path, mode) ?? false;
    if (mode & 2) return false;
    try {
      this.statLibrary(inside);
      return true;
    } catch {
      return false;
    }
  }

  chown(path: string, uid: number, gid: number, follow: boolean): void {
    const base = this.readOnly(path);
    if (base.chown === undefined) throw new HostError('ENOSYS');
    base.chown(path, uid, gid, follow);
  }

  statfs(path: string): FileSystemStat {
    if (this.base?.statfs === undefined) throw new HostError('ENOSYS');
    return this.base.statfs(this.inLibrary(path) === undefined ? path : '/');
  }

  umask(mask: number): number {
    return this.base?.umask(mask) ?? 0o22;
  }
}

function status(mode: number, size: number): FileStat {
  return {
    mode,
    ino: 0n,
    dev: 0n,
    nlink: 1,
    uid: 0,
    gid: 0,
    size,
    rdev: 0,
    blksize: 4096,
    blocks: Math.ceil(size / 512),
    atimeNs: 0n,
    mtimeNs: 0n,
    ctimeNs: 0n,
  };
}
