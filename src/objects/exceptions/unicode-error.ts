/** This file fills UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { codePointAt, type Str } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { overflowError, typeError } from '../errors.js';
import { bufferConverter } from '../native/convert.js';
import { defineType } from '../native/define-type.js';
import { type GetSetDef, member } from '../native/native-def.js';
import { asSize } from '../operations/index.js';
import { str } from '../operations/text.js';
import { asStr, concat } from '../strings.js';
import type { PyUnicodeError } from './base-exception.js';
import { initException } from './base-type.js';
import { objectMember } from './fields.js';
import { UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError } from './types.js';

function checkCount(args: readonly Value[], count: number): void {
  if (args.length !== count) throw typeError(`function takes exactly ${count} arguments (${args.length} given)`);
}

function strArgument(args: readonly Value[], index: number): Value {
  const value = args[index] as Value;
  if (asStr(value) !== undefined) return value;
  throw typeError(`argument ${index + 1} must be str, not ${value === None ? 'None' : typeOf(value).name}`);
}

/** Initialise from (encoding, object, start, end, reason); `readObject` checks the object. */
function initWith(readObject: (vm: Runtime, args: readonly Value[]) => Value) {
  return (vm: Runtime, self: PyUnicodeError, args: readonly Value[], kwnames: readonly string[] | null): void => {
    initException(vm, self, args, kwnames);
    checkCount(args, 5);
    const encoding = strArgument(args, 0);
    // A str object is judged before the numbers, a bytes-like one after them.
    const text = readObject === textObject ? textObject(vm, args) : null;
    const start = asSize(vm, args[2] as Value);
    const end = asSize(vm, args[3] as Value);
    const reason = strArgument(args, 4);
    self.object = text ?? readObject(vm, args);
    self.encoding = encoding;
    self.start = start;
    self.end = end;
    self.reason = reason;
  };
}

const textObject = (_vm: Runtime, args: readonly Value[]): Value => strArgument(args, 1);

function bytesObject(vm: Runtime, args: readonly Value[]): Value {
  const object = args[1] as Value;
  if (object instanceof PyBytes) return object;
  const data = bufferConverter.convert(vm, object) as Uint8Array;
  vm.chargeMemory(data.length);
  return new PyBytes(data.slice());
}

function translateInit(
  vm: Runtime,
  self: PyUnicodeError,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): void {
  initException(vm, self, args, kwnames);
  checkCount(args, 4);
  const object = strArgument(args, 0);
  const start = asSize(vm, args[1] as Value);
  const end = asSize(vm, args[2] as Value);
  self.reason = strArgument(args, 3);
  self.object = object;
  self.start = start;
  self.end = end;
}

/** `'\xff'`, `'\u1234'`, `'\U0001f600'`. */
function escaped(point: number): string {
  const hex = point.toString(16);
  if (point <= 0xff) return `'\\x${hex.padStart(2, '0')}'`;
  return point <= 0xffff ? `'\\u${hex.padStart(4, '0')}'` : `'\\U${hex.padStart(8, '0')}'`;
}

/** Does the range name one item inside an object of this length? */
function isSingle(self: PyUnicodeError, length: number): boolean {
  return self.start >= 0 && self.start < length && self.end >= 0 && self.end <= length && self.end === self.start + 1;
}

function characters(self: PyUnicodeError): string {
  const text = asStr(self.object as Value);
  if (text === undefined) throw typeError("UnicodeError 'object' attribute must be a string");
  if (isSingle(self, text.length)) {
    return `character ${escaped(codePointAt(text, self.start))} in position ${self.start}`;
  }
  return `characters in position ${self.start}-${self.end - 1}`;
}

function bytesRange(self: PyUnicodeError): string {
  const object = self.object;
  if (!(object instanceof PyBytes)) throw typeError("UnicodeError 'object' attribute must be a bytes");
  if (isSingle(self, object.data.length)) {
    const byte = (object.data[self.start] as number).toString(16).padStart(2, '0');
    return `byte 0x${byte} in position ${self.start}`;
  }
  return `bytes in position ${self.start}-${self.end - 1}`;
}

function strWith(verb: string, range: (self: PyUnicodeError) => string, named: boolean) {
  return (vm: Runtime, self: PyUnicodeError): Value => {
    // Made by __new__ alone.
    if (self.object === null) return '';
    const reason = str(vm, self.reason ?? None);
    const parts: Str[] = named ? ["'", str(vm, self.encoding ?? None), "' codec "] : [];
    parts.push(`can't ${verb} ${range(self)}: `, reason);
    return concat(parts);
  };
}

function sizeMember(name: 'start' | 'end'): GetSetDef {
  return member(
    name,
    `exception ${name}`,
    (_vm, self: PyUnicodeError) => self[name],
    (vm, self: PyUnicodeError, value) => {
      if (value === undefined) throw typeError("can't delete numeric/char attribute");
      const type = typeOf(value);
      if (type.nb_index === null || typeof value === 'string') throw typeError('an integer is required');
      const size = asSize(vm, value);
      if (!Number.isSafeInteger(size)) throw overflowError('Python int too large to convert to C ssize_t');
      self[name] = size;
    },
  );
}

function members(): GetSetDef[] {
  return [
    objectMember('encoding', 'exception encoding', 'encoding'),
    objectMember('object', 'exception object', 'object'),
    sizeMember('start'),
    sizeMember('end'),
    objectMember('reason', 'exception reason', 'reason'),
  ];
}

function fill(type: PyType, doc: string, tp_init: NonNullable<PyType['tp_init']>, tp_str: PyType['tp_str']): void {
  defineType(type, { doc, slots: { tp_init, tp_str }, getsets: members() });
}

fill(UnicodeEncodeError, 'Unicode encoding error.', initWith(textObject), strWith('encode', characters, true));
fill(UnicodeDecodeError, 'Unicode decoding error.', initWith(bytesObject), strWith('decode', bytesRange, true));
fill(UnicodeTranslateError, 'Unicode translation error.', translateInit, strWith('translate', characters, false));
