/** This file defines _io.StringIO. */
import { typeOf } from '../../objects/core-types.js';
import { error, typeError, valueError } from '../../objects/errors.js';
import { OSError } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { asSize } from '../../objects/operations/index.js';
import { reprText } from '../../objects/operations/text.js';
import { asStr, concat, repeatStr, sliceStr, strBytes } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import { PyTextIOBase, textIOBaseType } from './abstract-bases.js';
import { dictState, restoreDict } from './bytes-io.js';
import { newInstance } from './file-io.js';
import { notText } from './newline-decoder.js';
import { findLineEnd, isNewline, NewlineMode, NewlineTranslator, replaceLineFeeds } from './newlines.js';
import { callMethod } from './protocol.js';

/** Parts that are joined at once when there are many. */
const MANY_PARTS = 1024;

/** Text in memory as a stream. */
export class PyStringIO extends PyTextIOBase {
  /** The text so far, without `added`. */
  private text: Str = '';
  /** What was written at the end since: joined when it is looked at. */
  private added: Str[] = [];
  private addedLength = 0;
  pos = 0;
  closed = false;
  initialized = false;
  newline: Str | null = '\n';
  mode = new NewlineMode('\n');
  translator: NewlineTranslator | null = null;

  get length(): number {
    return this.text.length + this.addedLength;
  }

  /** The whole text. */
  get value(): Str {
    if (this.added.length > 0) {
      this.text = concat([this.text, ...this.added]);
      this.added = [];
      this.addedLength = 0;
    }
    return this.text;
  }

  set value(text: Str) {
    this.text = text;
    this.added = [];
    this.addedLength = 0;
  }

  append(text: Str): void {
    if (typeof text === 'string' && typeof this.text === 'string' && this.added.length === 0) {
      this.text += text;
      return;
    }
    this.added.push(text);
    this.addedLength += text.length;
    if (this.added.length >= MANY_PARTS && this.addedLength > this.text.length) this.value;
  }
}

export const stringIOType = makeModuleType('_io', 'StringIO', PyStringIO, textIOBaseType);

function checkOpen(self: PyStringIO): void {
  if (!self.initialized) throw valueError('I/O operation on uninitialized object');
  if (self.closed) throw valueError('I/O operation on closed file');
}

function writeText(vm: Runtime, self: PyStringIO, given: Str): void {
  let text = self.translator === null ? given : self.translator.feed(given, true);
  if (self.mode.writeAs !== null) text = replaceLineFeeds(text, self.mode.writeAs);
  vm.chargeMemory(strBytes(text));
  vm.chargeFuel(1 + (text.length >> 6));
  const { length } = self;
  if (text.length === 0) return;
  if (self.pos === length) self.append(text);
  else if (self.pos > length) {
    const gap = repeatStr(vm, '\0', self.pos - length);
    self.append(gap);
    self.append(text);
  } else {
    const whole = self.value;
    vm.chargeFuel(length >> 6);
    vm.chargeMemory(strBytes(whole));
    const end = Math.min(length, self.pos + text.length);
    self.value = concat([sliceStr(whole, 0, self.pos), text, sliceStr(whole, end, length)]);
  }
  self.pos += text.length;
}

function read(vm: Runtime, self: PyStringIO, size: number): Str {
  const whole = self.value;
  const left = Math.max(0, whole.length - self.pos);
  const count = size < 0 || size > left ? left : size;
  if (count === 0) return '';
  vm.chargeFuel(count >> 6);
  const text = sliceStr(whole, self.pos, self.pos + count);
  self.pos += count;
  return text;
}

function readLine(vm: Runtime, self: PyStringIO, limit: number): Str {
  checkOpen(self);
  const whole = self.value;
  if (self.pos >= whole.length) return '';
  const end = findLineEnd(whole, self.pos, self.mode.ending);
  const length = (end < 0 ? whole.length : end) - self.pos;
  return read(vm, self, limit >= 0 && limit < length ? limit : length);
}

const INIT = parseSignature("StringIO(initial_value='', newline='\\n')", 'function');
const INIT_NAME = { short: 'StringIO', full: 'StringIO()' };

function init(vm: Runtime, self: PyStringIO, args: readonly Value[], kwnames: readonly string[] | null): void {
  const [initial, newlineValue] = bindArguments(vm, INIT, INIT_NAME, args, kwnames) as [Value, Value];
  start(vm, self, initial, newlineValue);
}

function start(vm: Runtime, self: PyStringIO, initial: Value, newlineValue: Value): void {
  const newline = newlineValue === None ? null : asStr(newlineValue);
  if (newline === undefined) throw typeError(`newline must be str or None, not ${typeOf(newlineValue).name}`);
  const host = newline === null ? null : strToUtf16(newline);
  if (!isNewline(host)) throw valueError(`illegal newline value: ${reprText(vm, newlineValue)}`);
  const text = initial === None ? '' : asStr(initial);
  if (text === undefined) throw typeError(`initial_value must be str or None, not ${typeOf(initial).name}`);
  self.initialized = true;
  self.closed = false;
  self.baseClosed = false;
  self.newline = newline;
  self.mode = new NewlineMode(host);
  self.translator = self.mode.universal ? new NewlineTranslator(self.mode.translate) : null;
  self.value = '';
  self.pos = 0;
  writeText(vm, self, text);
  self.pos = 0;
}

function seek(_vm: Runtime, self: PyStringIO, position: number, whence: number): number {
  checkOpen(self);
  if (whence < 0 || whence > 2) throw valueError(`Invalid whence (${whence}, should be 0, 1 or 2)`);
  if (position < 0 && whence === 0) throw valueError(`Negative seek position ${position}`);
  if (whence !== 0 && position !== 0) throw error(OSError, "Can't do nonzero cur-relative seeks");
  self.pos = whence === 0 ? position : whence === 1 ? self.pos : self.length;
  return self.pos;
}

function setState(vm: Runtime, self: PyStringIO, state: Value): Value {
  if (self.closed) throw valueError('__setstate__ on closed file');
  if (!(state instanceof PyTuple) || state.items.length < 4) {
    throw typeError(`${typeOf(self).name}.__setstate__ argument should be 4-tuple, got ${typeOf(state).name}`);
  }
  const [initial, newline, position, dict] = state.items as [Value, Value, Value, Value];
  start(vm, self, '', newline);
  const text = asStr(initial);
  if (text === undefined) throw typeError(`initial_value must be str or None, not ${typeOf(initial).name}`);
  self.value = text;
  if (typeof position !== 'number') {
    throw typeError(`third item of state must be an integer, got ${typeOf(position).name}`);
  }
  if (position < 0) throw valueError('position value cannot be negative');
  self.pos = position;
  restoreDict(self, dict, 'fourth');
  return None;
}

const yes = (name: string) =>
  method(
    `${name}($self, /)`,
    `Returns True if the IO object can be ${name.replace('able', '')}.`,
    (_vm, self: PyStringIO) => {
      checkOpen(self);
      return true;
    },
  );

defineType(stringIOType, {
  doc: 'Text I/O implementation using an in-memory buffer.',
  slots: {
    tp_new: newInstance,
    tp_init: init,
    tp_iternext: (vm, self: PyStringIO) => {
      checkOpen(self);
      if (self.constructor === PyStringIO) {
        const line = readLine(vm, self, -1);
        return line === '' ? undefined : line;
      }
      const line = callMethod(vm, self, 'readline');
      const text = asStr(line);
      if (text === undefined) throw notText(line);
      return text.length === 0 ? undefined : line;
    },
  },
  methods: [
    method('close($self, /)', 'Close the IO object.', (_vm, self: PyStringIO) => {
      self.closed = true;
      self.value = '';
      return None;
    }),
    method('getvalue($self, /)', 'Retrieve the entire contents of the object.', (_vm, self: PyStringIO) => {
      checkOpen(self);
      return self.value;
    }),
    method(
      'read($self, size: ssize_or_none=-1, /)',
      'Read at most size characters, returned as a string.',
      (vm, self: PyStringIO, size: number | null) => {
        checkOpen(self);
        return read(vm, self, size ?? -1);
      },
    ),
    method(
      'readline($self, size: ssize_or_none=-1, /)',
      'Read until newline or EOF.',
      (vm, self: PyStringIO, size: number | null) => readLine(vm, self, size ?? -1),
    ),
    method('tell($self, /)', 'Tell the current file position.', (_vm, self: PyStringIO) => {
      checkOpen(self);
      return self.pos;
    }),
    method('truncate($self, pos=None, /)', 'Truncate size to pos.', (vm, self: PyStringIO, given: Value) => {
      checkOpen(self);
      const size = given === None ? self.pos : asSize(vm, given);
      if (size < 0) throw valueError(`Negative size value ${size}`);
      if (size < self.length) self.value = sliceStr(self.value, 0, size);
      return size;
    }),
    method('seek($self, pos: ssize, whence: int=0, /)', 'Change stream position.', seek),
    method(
      'write($self, s, /)',
      'Write string to file, return the number of characters written.',
      (vm, self: PyStringIO, given: Value) => {
        checkOpen(self);
        const text = asStr(given);
        if (text === undefined) throw typeError(`string argument expected, got '${typeOf(given).name}'`);
        writeText(vm, self, text);
        return text.length;
      },
    ),
    yes('seekable'),
    yes('readable'),
    yes('writable'),
    method('__getstate__($self, /)', null, (_vm, self: PyStringIO) => {
      checkOpen(self);
      return new PyTuple([self.value, self.newline ?? None, self.pos, dictState(self)]);
    }),
    method('__setstate__($self, state, /)', null, setState),
  ],
  getsets: [
    getset('closed', null, (_vm, self: PyStringIO) => {
      if (!self.initialized) throw valueError('I/O operation on uninitialized object');
      return self.closed;
    }),
    getset('newlines', null, (_vm, self: PyStringIO) => {
      checkOpen(self);
      return self.translator === null ? None : self.translator.newlines;
    }),
    getset('line_buffering', null, (_vm, self: PyStringIO) => {
      checkOpen(self);
      return false;
    }),
  ],
  isBaseType: true,
});
stringIOType.textSignature = "(initial_value='', newline='\\n')";
