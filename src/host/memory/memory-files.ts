/** This file implements a file system in memory: what a program without the host's files may be given. */
import {
  type Clock,
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  HostError,
  O_ACCMODE,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_RDONLY,
  O_TRUNC,
  type OpenFile,
} from '../../vm/host.js';
import { MemoryFile } from './memory-file.js';
import { asDirectory, DirectoryNode, FileNode, LinkNode, type MemoryNode, type Volume } from './memory-node.js';

/** Symbolic links that one look-up follows. */
const MAX_LINKS = 40;
const NAME_MAX = 255;

/** Where a path leads: the directory, the last name in it, and what stands there. */
interface Place {
  readonly directory: DirectoryNode;
  readonly name: string;
  readonly node: MemoryNode | undefined;
  /** The path ended with a slash. */
  readonly mustBeDirectory: boolean;
}

/** A tree of files that lives and dies with its owner. */
export class MemoryFiles implements FileSystem, Volume {
  private inodes = 1n;
  private readonly root: DirectoryNode;
  private current: DirectoryNode;
  private mask = 0o022;

  constructor(
    private readonly clock: Clock | null = null,
    /** Bytes that all files together may take. */
    public space = 256 * 1024 * 1024,
  ) {
    this.root = new DirectoryNode(this.inodes++, 0o755, this.now());
    this.current = this.root;
  }

  /** Put a file there, with the directories on its way. */
  addFile(path: string, content: string | Uint8Array, mode = 0o644): void {
    const names = path.split('/').filter((name) => name !== '');
    let at = '';
    for (const name of names.slice(0, -1)) {
      at += `/${name}`;
      if (this.find(at, true).node === undefined) this.mkdir(at, 0o777);
    }
    const file = this.open(path, O_CREAT | O_TRUNC | 1, mode);
    file.write(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    file.close();
  }

  now(): bigint {
    return this.clock === null ? 0n : this.clock.wallNs();
  }

  cwd(): string {
    return this.current.path;
  }

  chdir(path: string): void {
    this.current = asDirectory(this.existing(path, true));
  }

  private find(path: string, follow: boolean): Place {
    return this.walk(path, follow, this.current, 0);
  }

  private walk(path: string, follow: boolean, from: DirectoryNode, depth: number): Place {
    if (depth > MAX_LINKS) throw new HostError('ELOOP');
    if (path === '') throw new HostError('ENOENT');
    let directory = path.startsWith('/') ? this.root : from;
    const names = path.split('/').filter((name) => name !== '' && name !== '.');
    const mustBeDirectory = /(^|\/)\.?$/.test(path);
    if (names.length === 0) return { directory, name: '', node: directory, mustBeDirectory: true };
    for (let i = 0; ; i++) {
      const name = names[i] as string;
      if (name.length > NAME_MAX) throw new HostError('ENAMETOOLONG');
      const isLast = i === names.length - 1;
      let node: MemoryNode | undefined = name === '..' ? directory.parent : directory.entries.get(name);
      if (isLast && !(follow || mustBeDirectory)) return { directory, name, node, mustBeDirectory };
      if (node instanceof LinkNode) {
        const target = this.walk(node.target, true, directory, depth + 1);
        if (isLast) return target;
        node = target.node;
      }
      if (isLast) return { directory, name, node, mustBeDirectory };
      if (node === undefined) throw new HostError('ENOENT');
      directory = asDirectory(node);
    }
  }

  private existing(path: string, follow: boolean): MemoryNode {
    const place = this.find(path, follow);
    if (place.node === undefined) throw new HostError('ENOENT');
    if (place.mustBeDirectory) asDirectory(place.node);
    return place.node;
  }

  private touch(directory: DirectoryNode): void {
    directory.mtimeNs = directory.ctimeNs = this.now();
  }

  open(path: string, flags: number, mode: number): OpenFile {
    const exclusive = (flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0;
    const place = this.find(path, (flags & O_NOFOLLOW) === 0 && !exclusive);
    let node = place.node;
    if (node === undefined) {
      if ((flags & O_CREAT) === 0) throw new HostError('ENOENT');
      if (place.mustBeDirectory) throw new HostError('EISDIR');
      node = new FileNode(this.inodes++, mode & 0o7777 & ~this.mask, this);
      place.directory.entries.set(place.name, node);
      this.touch(place.directory);
    } else if (exclusive) throw new HostError('EEXIST');
    else if (node instanceof LinkNode) throw new HostError('ELOOP');
    else if (node instanceof DirectoryNode) {
      if ((flags & O_ACCMODE) !== O_RDONLY || (flags & O_CREAT) !== 0) throw new HostError('EISDIR');
    } else if (place.mustBeDirectory || (flags & O_DIRECTORY) !== 0) throw new HostError('ENOTDIR');
    const file = new MemoryFile(this, node, flags);
    if ((flags & O_TRUNC) !== 0) file.truncate(0);
    return file;
  }

  stat(path: string, follow: boolean): FileStat {
    return this.existing(path, follow).stat();
  }

  listDirectory(path: string): DirectoryEntry[] {
    const directory = asDirectory(this.existing(path, true));
    return Array.from(directory.entries, ([name, node]) => ({
      name,
      kind: node instanceof FileNode ? 'file' : node instanceof DirectoryNode ? 'directory' : 'symlink',
    }));
  }

  mkdir(path: string, mode: number): void {
    const place = this.find(path.replace(/(?<=.)\/+$/, ''), false);
    if (place.node !== undefined) throw new HostError('EEXIST');
    const made = new DirectoryNode(this.inodes++, mode & 0o7777 & ~this.mask, this.now());
    this.adopt(place, made);
  }

  private adopt(place: Place, node: MemoryNode): void {
    place.directory.entries.set(place.name, node);
    if (node instanceof DirectoryNode) {
      node.parent = place.directory;
      node.name = place.name;
    }
    this.touch(place.directory);
  }

  rmdir(path: string): void {
    const place = this.find(path.replace(/(?<=.)\/+$/, ''), false);
    if (place.node === undefined) throw new HostError('ENOENT');
    const directory = asDirectory(place.node);
    if (directory === this.root) throw new HostError('EBUSY');
    if (/(^|\/)\.$/.test(path)) throw new HostError('EINVAL');
    if (directory.entries.size > 0 || /(^|\/)\.\.$/.test(path)) throw new HostError('ENOTEMPTY');
    place.directory.entries.delete(place.name);
    this.touch(place.directory);
  }

  unlink(path: string): void {
    const place = this.find(path, false);
    if (place.node === undefined) throw new HostError('ENOENT');
    if (place.node instanceof DirectoryNode) throw new HostError('EISDIR');
    if (place.mustBeDirectory) throw new HostError('ENOTDIR');
    if (--place.node.links === 0 && place.node instanceof FileNode) this.space += place.node.size;
    place.directory.entries.delete(place.name);
    this.touch(place.directory);
  }

  rename(from: string, to: string): void {
    const source = this.find(from.replace(/(?<=.)\/+$/, ''), false);
    const target = this.find(to.replace(/(?<=.)\/+$/, ''), false);
    const node = source.node;
    if (node === undefined) throw new HostError('ENOENT');
    if (node === target.node) return;
    if (node instanceof DirectoryNode) {
      for (let at = target.directory; ; at = at.parent) {
        if (at === node) throw new HostError('EINVAL');
        if (at.parent === at) break;
      }
      if (target.node !== undefined && asDirectory(target.node).entries.size > 0) throw new HostError('ENOTEMPTY');
    } else {
      if (target.node instanceof DirectoryNode) throw new HostError('EISDIR');
      if (source.mustBeDirectory || target.mustBeDirectory) throw new HostError('ENOTDIR');
    }
    source.directory.entries.delete(source.name);
    this.touch(source.directory);
    this.adopt(target, node);
  }

  readlink(path: string): string {
    const node = this.existing(path, false);
    if (!(node instanceof LinkNode)) throw new HostError('EINVAL');
    return node.target;
  }

  symlink(target: string, path: string): void {
    if (target === '') throw new HostError('ENOENT');
    const place = this.find(path, false);
    if (place.node !== undefined) throw new HostError('EEXIST');
    this.adopt(place, new LinkNode(this.inodes++, this.now(), target));
  }

  link(from: string, to: string): void {
    const node = this.existing(from, false);
    if (node instanceof DirectoryNode) throw new HostError('EPERM');
    const place = this.find(to, false);
    if (place.node !== undefined) throw new HostError('EEXIST');
    node.links++;
    this.adopt(place, node);
  }

  chmod(path: string, mode: number): void {
    const node = this.existing(path, true);
    node.permissions = mode & 0o7777;
    node.ctimeNs = this.now();
  }

  utimes(path: string, atimeNs: bigint, mtimeNs: bigint, follow: boolean): void {
    const node = this.existing(path, follow);
    node.atimeNs = atimeNs;
    node.mtimeNs = mtimeNs;
    node.ctimeNs = this.now();
  }

  truncate(path: string, size: number): void {
    const file = this.open(path, 1, 0);
    file.truncate(size);
    file.close();
  }

  access(path: string, mode: number): boolean {
    try {
      const stat = this.stat(path, true);
      return mode === 0 || ((stat.mode >> 6) & mode) === mode;
    } catch (error) {
      if (error instanceof HostError) return false;
      throw error;
    }
  }

  umask(mask: number): number {
    const old = this.mask;
    this.mask = mask & 0o777;
    return old;
  }
}
