/** This file joins the mounts of a sandbox into one tree of files: what is under no mount is denied. */
import {
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  type FileSystemStat,
  HostError,
  type OpenFile,
  S_IFDIR,
  S_IFMT,
} from '../vm/host.js';

/** A file system and where it stands in the tree. */
export interface MountPoint {
  /** Absolute, without a slash at the end; '' is the root. */
  readonly at: string;
  readonly files: FileSystem;
}

/** Is told what was denied before the program is. */
export type DenialListener = (operation: string, path: string) => void;

const FOLDER_STAT: FileStat = {
  mode: S_IFDIR | 0o555,
  ino: 1n,
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

/**
 * One tree of several file systems. A path is made absolute and freed of `.` and `..` before anything is looked up, and
 * each mount sees only what stands behind its own place, so that no `..` leads from one to the other.
 */
export class MountedFiles implements FileSystem {
  private readonly mounts: readonly MountPoint[];
  /** Folders that lead to mounts, with the names in them. */
  private readonly folders = new Map<string, Set<string>>();
  private directory: string;
  private mask = 0o022;

  constructor(
    mounts: readonly MountPoint[],
    cwd = '/',
    private readonly denied: DenialListener = () => {},
  ) {
    // The longest place first: it is the one that a path belongs to.
    this.mounts = [...mounts].sort((a, b) => b.at.length - a.at.length);
    this.folders.set('', new Set());
    for (const { at } of mounts) {
      const parts = at.split('/').slice(1);
      for (let i = 0; i < parts.length; i++) {
        const folder = parts
          .slice(0, i)
          .map((part) => `/${part}`)
          .join('');
        const names = this.folders.get(folder) ?? new Set();
        names.add(parts[i] as string);
        this.folders.set(folder, names);
      }
    }
    this.directory = normalize(cwd, '/');
  }

  cwd(): string {
    return this.directory === '' ? '/' : this.directory;
  }

  chdir(path: string): void {
    if ((this.stat(path, true).mode & S_IFMT) !== S_IFDIR) throw new HostError('ENOTDIR');
    this.directory = this.absolute(path);
  }

  private absolute(path: string): string {
    if (path.includes('\0')) throw new HostError('EINVAL');
    if (path === '') throw new HostError('ENOENT');
    return normalize(path, this.directory);
  }

  private mountOf(full: string): MountPoint | undefined {
    return this.mounts.find(({ at }) => full === at || full.startsWith(`${at}/`));
  }

  private refuse(operation: string, full: string): never {
    this.denied(operation, full === '' ? '/' : full);
    throw new HostError('EACCES');
  }

  /** Do something in the mount that a path belongs to. */
  private inMount<T>(operation: string, path: string, work: (files: FileSystem, rest: string) => T): T {
    const full = this.absolute(path);
    const mount = this.mountOf(full);
    if (mount === undefined) return this.refuse(operation, full);
    const slash = path.endsWith('/') && full !== mount.at ? '/' : '';
    try {
      return work(mount.files, (full.slice(mount.at.length) || '/') + slash);
    } catch (reason) {
      if (reason instanceof HostError && reason.code === 'EACCES') this.denied(operation, full);
      throw reason;
    }
  }

  private isFolder(path: string): boolean {
    const full = this.absolute(path);
    return this.mountOf(full) === undefined && this.folders.has(full);
  }

  open(path: string, flags: number, mode: number): OpenFile {
    if (this.isFolder(path)) throw new HostError('EISDIR');
    return this.inMount('open', path, (files, rest) => files.open(rest, flags, mode & ~this.mask));
  }

  stat(path: string, follow: boolean): FileStat {
    if (this.isFolder(path)) return FOLDER_STAT;
    return this.inMount('stat', path, (files, rest) => files.stat(rest, follow));
  }

  listDirectory(path: string): DirectoryEntry[] {
    const full = this.absolute(path);
    const own = [...(this.folders.get(full) ?? [])].map((name): DirectoryEntry => ({ name, kind: 'directory' }));
    if (this.mountOf(full) === undefined && this.folders.has(full)) {
      // What leads to a mount was not granted itself; the root only shows where the tree begins.
      return full === '' ? own : this.refuse('listdir', full);
    }
    const inside = this.inMount('listdir', path, (files, rest) => files.listDirectory(rest));
    const names = new Set(own.map(({ name }) => name));
    return [...own, ...inside.filter(({ name }) => !names.has(name))];
  }

  mkdir(path: string, mode: number): void {
    if (this.isFolder(path)) throw new HostError('EEXIST');
    this.inMount('mkdir', path, (files, rest) => files.mkdir(rest, mode & ~this.mask));
  }

  /** The place of a mount itself can be neither removed nor moved. */
  private checkNoMount(path: string): void {
    const full = this.absolute(path);
    if (this.folders.has(full) || this.mounts.some(({ at }) => at === full)) throw new HostError('EBUSY');
  }

  rmdir(path: string): void {
    this.checkNoMount(path);
    this.inMount('rmdir', path, (files, rest) => files.rmdir(rest));
  }

  unlink(path: string): void {
    this.checkNoMount(path);
    this.inMount('remove', path, (files, rest) => files.unlink(rest));
  }

  /** Two paths of one mount. EXDEV for two mounts. */
  private inOneMount(
    operation: string,
    from: string,
    to: string,
    work: (files: FileSystem, a: string, b: string) => void,
  ) {
    this.inMount(operation, from, (source, a) =>
      this.inMount(operation, to, (target, b) => {
        if (source !== target) throw new HostError('EXDEV');
        work(source, a, b);
      }),
    );
  }

  rename(from: string, to: string): void {
    this.checkNoMount(from);
    this.checkNoMount(to);
    this.inOneMount('rename', from, to, (files, a, b) => files.rename(a, b));
  }

  link(from: string, to: string): void {
    this.inOneMount('link', from, to, (files, a, b) => files.link(a, b));
  }

  readlink(path: string): string {
    if (this.isFolder(path)) throw new HostError('EINVAL');
    return this.inMount('readlink', path, (files, rest) => files.readlink(rest));
  }

  symlink(target: string, path: string): void {
    this.inMount('symlink', path, (files, rest) => files.symlink(target, rest));
  }

  chmod(path: string, mode: number): void {
    this.inMount('chmod', path, (files, rest) => files.chmod(rest, mode));
  }

  chown(path: string, uid: number, gid: number, follow: boolean): void {
    this.inMount('chown', path, (files, rest) => {
      if (files.chown === undefined) throw new HostError('EPERM');
      files.chown(rest, uid, gid, follow);
    });
  }

  utimes(path: string, atimeNs: bigint, mtimeNs: bigint, follow: boolean): void {
    this.inMount('utime', path, (files, rest) => files.utimes(rest, atimeNs, mtimeNs, follow));
  }

  truncate(path: string, size: number): void {
    this.inMount('truncate', path, (files, rest) => files.truncate(rest, size));
  }

  access(path: string, mode: number): boolean {
    try {
      if (this.isFolder(path)) return (mode & 2) === 0;
      return this.inMount('access', path, (files, rest) => files.access(rest, mode));
    } catch (reason) {
      if (reason instanceof HostError) return false;
      throw reason;
    }
  }

  umask(mask: number): number {
    const old = this.mask;
    this.mask = mask & 0o777;
    return old;
  }

  statfs(path: string): FileSystemStat {
    return this.inMount('statvfs', path, (files, rest) => {
      if (files.statfs === undefined) throw new HostError('ENOSYS');
      return files.statfs(rest);
    });
  }
}

/** The path from the root, without `.`, `..` and double slashes; '' for the root. */
export function normalize(path: string, cwd: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.map((part) => `/${part}`).join('');
}
