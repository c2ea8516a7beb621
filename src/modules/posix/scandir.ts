/** This file defines os.scandir, its iterator and os.DirEntry. */

import type { PyOSError } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { FileNotFoundError } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method, nativeFunction, rawMethod } from '../../objects/native/native-def.js';
import { reprText } from '../../objects/operations/text.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { normalizeInt } from '../../objects/types/int/arithmetic.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { DirectoryEntry, FileStat } from '../../vm/host.js';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from '../../vm/host.js';
import { makeModuleType } from '../module-types.js';
import { callHost, filesOf } from '../os-error.js';
import { fsName, pathArgument } from './fs-path.js';
import { makeStatResult } from './stat-result.js';

/** `os.DirEntry`: a name in a directory, with what is known about it. */
class PyDirEntry extends PyObject {
  /** Results that were asked for once. */
  followed: FileStat | null = null;
  unfollowed: FileStat | null = null;

  constructor(
    readonly entry: DirectoryEntry,
    /** For the host. */
    readonly text: string,
    readonly name: Value,
    readonly path: Value,
  ) {
    super();
  }
}

export const dirEntryType = makeModuleType('posix', 'DirEntry', PyDirEntry);

function statEntry(vm: Runtime, self: PyDirEntry, follow: boolean): FileStat {
  const wantsTarget = follow && self.entry.kind === 'symlink';
  const known = wantsTarget ? self.followed : self.unfollowed;
  if (known !== null) return known;
  const files = filesOf(vm, self.path);
  const stat = callHost(() => files.stat(self.text, wantsTarget), self.path);
  if (wantsTarget) self.followed = stat;
  else self.unfollowed = stat;
  return stat;
}

/** Has the entry this format? The kind that the listing told decides where it can; what is gone is nothing. */
function isKind(vm: Runtime, self: PyDirEntry, follow: boolean, kind: DirectoryEntry['kind'], format: number): boolean {
  const { entry } = self;
  if (entry.kind !== 'symlink' || !follow) return entry.kind === kind;
  try {
    return (statEntry(vm, self, true).mode & S_IFMT) === format;
  } catch (reason) {
    if (reason instanceof Raised && (reason.exception as PyOSError).type.isSubtypeOf(FileNotFoundError)) return false;
    throw reason;
  }
}

defineType(dirEntryType, {
  doc: null,
  slots: { tp_repr: (vm, self: PyDirEntry) => strFromUtf16(`<DirEntry ${reprText(vm, self.name)}>`) },
  methods: [
    method(
      'is_dir($self, /, *, follow_symlinks: bool=True)',
      'Return True if the entry is a directory; cached per entry.',
      (vm, self: PyDirEntry, follow: boolean) => isKind(vm, self, follow, 'directory', S_IFDIR),
    ),
    method(
      'is_file($self, /, *, follow_symlinks: bool=True)',
      'Return True if the entry is a file; cached per entry.',
      (vm, self: PyDirEntry, follow: boolean) => isKind(vm, self, follow, 'file', S_IFREG),
    ),
    method(
      'is_symlink($self, /)',
      'Return True if the entry is a symbolic link; cached per entry.',
      (vm, self: PyDirEntry) => isKind(vm, self, false, 'symlink', S_IFLNK),
    ),
    method('is_junction($self, /)', 'Return True if the entry is a junction; cached per entry.', () => false),
    method(
      'stat($self, /, *, follow_symlinks: bool=True)',
      'Return stat_result object for the entry; cached per entry.',
      (vm, self: PyDirEntry, follow: boolean) => makeStatResult(statEntry(vm, self, follow)),
    ),
    method('inode($self, /)', 'Return inode of the entry; cached per entry.', (vm, self: PyDirEntry) =>
      normalizeInt(statEntry(vm, self, false).ino),
    ),
    method('__fspath__($self, /)', 'Returns the path for the entry.', (_vm, self: PyDirEntry) => self.path),
    classGetItem(),
  ],
  getsets: [
    member(
      'name',
      'the entry\'s base filename, relative to scandir() "path" argument',
      (_vm, self: PyDirEntry) => self.name,
    ),
    member(
      'path',
      "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)",
      (_vm, self: PyDirEntry) => self.path,
    ),
  ],
  noInstantiation: true,
});

/** What `os.scandir` answers. */
class PyScandirIterator extends PyObject {
  index = 0;
  constructor(
    readonly entries: readonly DirectoryEntry[],
    /** The directory with a slash at its end. */
    readonly prefix: string,
    readonly isBytes: boolean,
  ) {
    super();
  }

  close(): void {
    this.index = this.entries.length;
  }
}

const scandirIteratorType = makeModuleType('posix', 'ScandirIterator', PyScandirIterator);

defineType(scandirIteratorType, {
  doc: null,
  slots: {
    tp_iter: (_vm, self: PyScandirIterator) => self,
    tp_iternext: (_vm, self: PyScandirIterator) => {
      const entry = self.entries[self.index];
      if (entry === undefined) return undefined;
      self.index++;
      const text = self.prefix + entry.name;
      return new PyDirEntry(entry, text, fsName(entry.name, self.isBytes), fsName(text, self.isBytes));
    },
  },
  methods: [
    method('__enter__($self, /)', null, (_vm, self: PyScandirIterator) => self),
    rawMethod('__exit__', null, (_vm, self: PyScandirIterator) => {
      self.close();
      return None;
    }),
    method('close($self, /)', null, (_vm, self: PyScandirIterator) => {
      self.close();
      return None;
    }),
  ],
  noInstantiation: true,
});

export const scandirFunction = nativeFunction(
  'scandir($module, /, path=None)',
  'Return an iterator of DirEntry objects for given path.',
  (vm, value: Value) => {
    const path = pathArgument(vm, value, 'scandir', 'path', { none: true });
    vm.audit('os.scandir', [value]);
    const files = filesOf(vm, path.given);
    const entries = callHost(() => files.listDirectory(path.text), path.given);
    vm.chargeFuel(entries.length);
    vm.chargeMemory(entries.length * 32);
    return new PyScandirIterator(entries, path.text.endsWith('/') ? path.text : `${path.text}/`, path.isBytes);
  },
);
