/** This file fills OSError, whose constructor chooses a subclass by the error number. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { intType, isInstance, typeOf } from '../core-types.js';
import { attributeError } from '../errors.js';
import { noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { getset, method } from '../native/native-def.js';
import { indexToNumber } from '../operations/index.js';
import { repr, str } from '../operations/text.js';
import { concat } from '../strings.js';
import type { PyOSError } from './base-exception.js';
import { exceptionStr } from './base-type.js';
import { attributesOf, objectMember, positionalArgs, reduced } from './fields.js';
import type { Raised } from './raised.js';
import * as types from './types.js';

/** The subclass that stands for an error number (Linux's numbers, as everywhere in the machine). */
export const osErrorTypes: ReadonlyMap<number | bigint, PyType> = new Map([
  [1, types.PermissionError],
  [2, types.FileNotFoundError],
  [3, types.ProcessLookupError],
  [4, types.InterruptedError],
  [10, types.ChildProcessError],
  [11, types.BlockingIOError],
  [13, types.PermissionError],
  [17, types.FileExistsError],
  [20, types.NotADirectoryError],
  [21, types.IsADirectoryError],
  [32, types.BrokenPipeError],
  [103, types.ConnectionAbortedError],
  [104, types.ConnectionResetError],
  [108, types.BrokenPipeError],
  [110, types.TimeoutError],
  [111, types.ConnectionRefusedError],
  [114, types.BlockingIOError],
  [115, types.BlockingIOError],
]);

/** A class that overrides `__init__` alone gets its fields there: `__new__` then takes any arguments. */
function initializesLate(type: PyType): boolean {
  return type.tp_init !== osErrorInit && type.tp_new === osErrorNew;
}

function isNumber(value: Value): boolean {
  const type = typeOf(value);
  return type.nb_index !== null || type.nb_int !== null || type.nb_float !== null;
}

/** The error number as a key of the table; undefined for anything but an int. */
function errnoKey(value: Value | undefined): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === undefined || !isInstance(value, intType)) return undefined;
  return (value as unknown as { value: number | bigint }).value;
}

function fill(vm: Runtime, self: PyOSError, args: PyTuple): void {
  const items = args.items;
  self.args = args;
  if (items.length < 2 || items.length > 5) return;
  const [errno, strerror, filename, , filename2] = items;
  if (filename !== undefined && filename !== None) {
    if (typeOf(self) === types.BlockingIOError && isNumber(filename)) {
      self.charactersWritten = indexToNumber(vm, filename, types.ValueError);
    } else {
      self.filename = filename;
      if (filename2 !== undefined && filename2 !== None) self.filename2 = filename2;
      self.args = new PyTuple(items.slice(0, 2));
    }
  }
  self.errno = errno as Value;
  self.strerror = strerror as Value;
}

function osErrorNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const late = initializesLate(type);
  let made = type;
  const positional = positionalArgs(args, kwnames);
  if (!late) {
    noKeywords(type.name, kwnames);
    const count = positional.items.length;
    const errno = type === types.OSError && count >= 2 && count <= 5 ? errnoKey(positional.items[0]) : undefined;
    if (errno !== undefined) made = osErrorTypes.get(errno) ?? type;
  }
  const self = new (made.instanceClass as unknown as new () => PyOSError)();
  if (!late) fill(vm, self, positional);
  return self;
}

function osErrorInit(vm: Runtime, self: PyOSError, args: readonly Value[], kwnames: readonly string[] | null): void {
  const type = typeOf(self);
  if (!initializesLate(type)) return;
  noKeywords(type.name, kwnames);
  fill(vm, self, positionalArgs(args, kwnames));
}

function osErrorStr(vm: Runtime, self: PyOSError): Value {
  if (self.filename === null && (self.errno === null || self.strerror === null)) return exceptionStr(vm, self);
  const parts: Str[] = ['[Errno ', str(vm, self.errno ?? None), '] ', str(vm, self.strerror ?? None)];
  if (self.filename !== null) {
    parts.push(': ', repr(vm, self.filename));
    if (self.filename2 !== null) parts.push(' -> ', repr(vm, self.filename2));
  }
  return concat(parts);
}

function osErrorReduce(_vm: Runtime, self: PyOSError): Value {
  let args = self.args;
  if (args.items.length === 2 && self.filename !== null) {
    const more = self.filename2 === null ? [self.filename] : [self.filename, None, self.filename2];
    args = new PyTuple([...args.items, ...more]);
  }
  return reduced(self, args, attributesOf(self));
}

const noCharacters = (self: PyOSError): Raised => {
  const raised = attributeError('characters_written', self, 'characters_written');
  const exception = raised.exception as unknown as { name: Value | null; obj: Value | null };
  exception.name = exception.obj = null;
  return raised;
};

defineType(types.OSError, {
  doc: 'Base class for I/O related errors.',
  slots: { tp_new: osErrorNew, tp_init: osErrorInit, tp_str: osErrorStr },
  methods: [method('__reduce__($self, /)', null, osErrorReduce)],
  getsets: [
    objectMember('errno', 'POSIX exception code', 'errno'),
    objectMember('strerror', 'exception strerror', 'strerror'),
    objectMember('filename', 'exception filename', 'filename'),
    objectMember('filename2', 'second exception filename', 'filename2'),
    getset(
      'characters_written',
      null,
      (_vm, self: PyOSError) => {
        if (self.charactersWritten === -1) throw noCharacters(self);
        return self.charactersWritten;
      },
      (vm, self: PyOSError, value) => {
        if (value !== undefined) self.charactersWritten = indexToNumber(vm, value, types.ValueError);
        else if (self.charactersWritten === -1) throw noCharacters(self);
        else self.charactersWritten = -1;
      },
    ),
  ],
});
