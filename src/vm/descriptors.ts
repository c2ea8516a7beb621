/** This file defines the descriptor table of a machine: numbers for open files, pipes and sockets. */
import { type Runtime, StateKey } from '../values/runtime.js';
import { type Host, HostError, type OpenFile } from './host.js';

/** One open file description; several descriptors may share it after `dup`. */
class Description {
  references = 1;
  constructor(readonly file: OpenFile) {}
}

/** Keeps an open file open without a descriptor, until it is released. */
export class FileHolder {
  private held = true;

  constructor(private readonly description: Description) {}

  get file(): OpenFile {
    return this.description.file;
  }

  release(): void {
    if (!this.held) return;
    this.held = false;
    if (--this.description.references === 0) this.description.file.close();
  }
}

/** How many descriptors one machine may have open: many, since files that nobody refers to any more stay open. */
const MAX_DESCRIPTORS = 65536;

/** The open descriptors of one machine. Numbers are the lowest free ones, as POSIX demands. */
export class DescriptorTable {
  private readonly open: (Description | null)[] = [];
  private readonly inheritable = new Set<number>([0, 1, 2]);
  private readonly nonblocking = new Set<number>();

  constructor(host: Host) {
    for (const file of [host.streams.stdin, host.streams.stdout, host.streams.stderr]) {
      this.open.push(file === null ? null : new Description(file));
    }
  }

  /** The open file of a descriptor. EBADF when it is not open. */
  get(fd: number): OpenFile {
    const description = this.open[fd];
    if (description === undefined || description === null) throw new HostError('EBADF');
    return description.file;
  }

  isOpen(fd: number): boolean {
    const description = this.open[fd];
    return description !== undefined && description !== null;
  }

  /** Give an open file the lowest free number, at least `least`. */
  add(file: OpenFile, least = 0): number {
    return this.place(new Description(file), least);
  }

  private place(description: Description, least: number): number {
    let fd = least;
    while (this.isOpen(fd)) fd++;
    if (fd >= MAX_DESCRIPTORS) throw new HostError('EMFILE');
    this.put(fd, description);
    return fd;
  }

  private put(fd: number, description: Description): void {
    while (this.open.length < fd) this.open.push(null);
    this.open[fd] = description;
    this.inheritable.delete(fd);
    this.nonblocking.delete(fd);
  }

  /** Close a descriptor; the file itself with its last one. */
  close(fd: number): void {
    const description = this.open[fd];
    if (description === undefined || description === null) throw new HostError('EBADF');
    this.open[fd] = null;
    if (--description.references === 0) description.file.close();
  }

  /** Another holder of an open file beside its descriptors: a child process. */
  share(fd: number): FileHolder {
    this.get(fd);
    const description = this.open[fd] as Description;
    description.references++;
    return new FileHolder(description);
  }

  /** `dup`: another number for the same file. */
  dup(fd: number, least = 0): number {
    this.get(fd);
    const description = this.open[fd] as Description;
    const made = this.place(description, least);
    description.references++;
    return made;
  }

  /** `dup2`. */
  dup2(fd: number, fd2: number): number {
    this.get(fd);
    if (fd2 < 0 || fd2 >= MAX_DESCRIPTORS) throw new HostError('EBADF');
    if (fd === fd2) return fd2;
    const description = this.open[fd] as Description;
    if (this.isOpen(fd2)) this.close(fd2);
    description.references++;
    this.put(fd2, description);
    return fd2;
  }

  isInheritable(fd: number): boolean {
    this.get(fd);
    return this.inheritable.has(fd);
  }

  setInheritable(fd: number, inheritable: boolean): void {
    this.get(fd);
    if (inheritable) this.inheritable.add(fd);
    else this.inheritable.delete(fd);
  }

  isBlocking(fd: number): boolean {
    this.get(fd);
    return !this.nonblocking.has(fd);
  }

  setBlocking(fd: number, blocking: boolean): void {
    this.get(fd);
    if (blocking) this.nonblocking.delete(fd);
    else this.nonblocking.add(fd);
  }
}

/** A runtime that was given a host: every machine. */
interface Hosted {
  readonly host: Host;
}

/** The capabilities of the machine that runs this native code. */
export function hostOf(vm: Runtime): Host {
  return (vm as unknown as Hosted).host;
}

export const descriptorsKey = new StateKey('descriptors', (vm) => new DescriptorTable(hostOf(vm)), false);

/** The descriptor table of the machine. */
export function descriptors(vm: Runtime): DescriptorTable {
  return vm.state(descriptorsKey);
}
