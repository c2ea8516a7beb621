/** This file declares the module _stat: file modes. */
import { overflowError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';

const S_IFMT = 0o170000;
const KINDS = {
  S_ISDIR: 0o40000,
  S_ISCHR: 0o20000,
  S_ISBLK: 0o60000,
  S_ISREG: 0o100000,
  S_ISFIFO: 0o10000,
  S_ISLNK: 0o120000,
  S_ISSOCK: 0o140000,
} as const;

/** A C `mode_t`. */
function readMode(vm: Runtime, value: Value): number {
  const mode = index(vm, value);
  if (mode >= 0 && mode <= 0xffffffff) return Number(mode);
  if (mode < 0) throw overflowError("can't convert negative value to unsigned int");
  if (mode > 0xffffffffffffffffn) throw overflowError('Python int too large to convert to C unsigned long');
  throw overflowError('mode out of range');
}

const fileType = (mode: number): number => (mode % 0o1000000) & S_IFMT;

function kindTest(name: string, what: string, kind: number | null): NativeDef {
  return nativeFunction(`${name}($self, object, /)`, `Return True if mode is from a ${what}.`, (vm, value: Value) => {
    const mode = readMode(vm, value);
    return kind !== null && fileType(mode) === kind;
  });
}

const LETTERS: ReadonlyMap<number, string> = new Map([
  [KINDS.S_ISREG, '-'],
  [KINDS.S_ISDIR, 'd'],
  [KINDS.S_ISLNK, 'l'],
  [KINDS.S_ISBLK, 'b'],
  [KINDS.S_ISCHR, 'c'],
  [KINDS.S_ISFIFO, 'p'],
  [KINDS.S_ISSOCK, 's'],
]);

/** Three letters for one class of users; `special` stands for the set-id or sticky bit. */
function permissions(mode: number, shift: number, specialBit: number, special: string): string {
  const bits = mode >> shift;
  const executes = (bits & 1) !== 0;
  const last = mode & specialBit ? (executes ? special : special.toUpperCase()) : executes ? 'x' : '-';
  return (bits & 4 ? 'r' : '-') + (bits & 2 ? 'w' : '-') + last;
}

/** `drwxr-xr-x`. */
function modeText(mode: number): string {
  return (
    (LETTERS.get(fileType(mode)) ?? '?') +
    permissions(mode, 6, 0o4000, 's') +
    permissions(mode, 3, 0o2000, 's') +
    permissions(mode, 0, 0o1000, 't')
  );
}

export const statModule = defineModule({
  name: '_stat',
  doc: 'S_IFMT and its kin: what the bits of st_mode mean.',
  functions: [
    kindTest('S_ISDIR', 'directory', KINDS.S_ISDIR),
    kindTest('S_ISCHR', 'character special device file', KINDS.S_ISCHR),
    kindTest('S_ISBLK', 'block special device file', KINDS.S_ISBLK),
    kindTest('S_ISREG', 'regular file', KINDS.S_ISREG),
    kindTest('S_ISFIFO', 'FIFO (named pipe)', KINDS.S_ISFIFO),
    kindTest('S_ISLNK', 'symbolic link', KINDS.S_ISLNK),
    kindTest('S_ISSOCK', 'socket', KINDS.S_ISSOCK),
    kindTest('S_ISDOOR', 'door', null),
    kindTest('S_ISPORT', 'event port', null),
    kindTest('S_ISWHT', 'whiteout', null),
    nativeFunction(
      'S_IMODE($self, object, /)',
      "Return the portion of the file's mode that can be set by os.chmod().",
      (vm, value: Value) => readMode(vm, value) & 0o7777,
    ),
    nativeFunction(
      'S_IFMT($self, object, /)',
      "Return the portion of the file's mode that describes the file type.",
      (vm, value: Value) => fileType(readMode(vm, value)),
    ),
    nativeFunction(
      'filemode($self, object, /)',
      "Convert a file's mode to a string of the form '-rwxrwxrwx'",
      (vm, value: Value) => modeText(readMode(vm, value)),
    ),
  ],
  constants: [
    ['S_IFDIR', KINDS.S_ISDIR],
    ['S_IFCHR', KINDS.S_ISCHR],
    ['S_IFBLK', KINDS.S_ISBLK],
    ['S_IFREG', KINDS.S_ISREG],
    ['S_IFIFO', KINDS.S_ISFIFO],
    ['S_IFLNK', KINDS.S_ISLNK],
    ['S_IFSOCK', KINDS.S_ISSOCK],
    ['S_IFDOOR', 0],
    ['S_IFPORT', 0],
    ['S_IFWHT', 0],
    ['S_ISUID', 0o4000],
    ['S_ISGID', 0o2000],
    ['S_ISVTX', 0o1000],
    ['S_ENFMT', 0o2000],
    ['S_IREAD', 0o400],
    ['S_IWRITE', 0o200],
    ['S_IEXEC', 0o100],
    ['S_IRWXU', 0o700],
    ['S_IRUSR', 0o400],
    ['S_IWUSR', 0o200],
    ['S_IXUSR', 0o100],
    ['S_IRWXG', 0o70],
    ['S_IRGRP', 0o40],
    ['S_IWGRP', 0o20],
    ['S_IXGRP', 0o10],
    ['S_IRWXO', 7],
    ['S_IROTH', 4],
    ['S_IWOTH', 2],
    ['S_IXOTH', 1],
    ['UF_SETTABLE', 0xffff],
    ['UF_NODUMP', 1],
    ['UF_IMMUTABLE', 2],
    ['UF_APPEND', 4],
    ['UF_OPAQUE', 8],
    ['UF_NOUNLINK', 16],
    ['UF_COMPRESSED', 32],
    ['UF_TRACKED', 64],
    ['UF_DATAVAULT', 128],
    ['UF_HIDDEN', 0x8000],
    ['SF_SETTABLE', 0xffff0000],
    ['SF_ARCHIVED', 0x10000],
    ['SF_IMMUTABLE', 0x20000],
    ['SF_APPEND', 0x40000],
    ['SF_NOUNLINK', 0x100000],
    ['SF_SNAPSHOT', 0x200000],
    ['SF_FIRMLINK', 0x800000],
    ['SF_DATALESS', 0x40000000],
    ['ST_MODE', 0],
    ['ST_INO', 1],
    ['ST_DEV', 2],
    ['ST_NLINK', 3],
    ['ST_UID', 4],
    ['ST_GID', 5],
    ['ST_SIZE', 6],
    ['ST_ATIME', 7],
    ['ST_MTIME', 8],
    ['ST_CTIME', 9],
  ],
});
