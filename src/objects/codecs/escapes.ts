/** This file implements the codecs of escape sequences: unicode_escape, raw_unicode_escape, and escape for bytes. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str } from '../../values/str.js';
import { valueError } from '../errors.js';
import { DeprecationWarning } from '../exceptions/types.js';
import { StrBuilder } from '../strings.js';
import { findCharacter } from '../unicode/names.js';
import { ByteBuilder, latin1Text } from './byte-builder.js';
import { DecodeErrors } from './errors.js';
import { Decoded } from './result.js';

/** The value of a hexadecimal digit's code, or -1. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

function hexadecimal(point: number, digits: number): string {
  return point.toString(16).padStart(digits, '0');
}

/** Encode text in ASCII, everything else as escapes. */
export function encodeUnicodeEscape(vm: Runtime, text: Str): Uint8Array {
  vm.chargeFuel(text.length >> 2);
  const out = new ByteBuilder(vm, text.length);
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (point === 0x5c) out.addLatin1('\\\\');
    else if (point === 9) out.addLatin1('\\t');
    else if (point === 10) out.addLatin1('\\n');
    else if (point === 13) out.addLatin1('\\r');
    else if (point >= 0x20 && point < 0x7f) out.push(point);
    else if (point < 0x100) out.addLatin1(`\\x${hexadecimal(point, 2)}`);
    else if (point < 0x10000) out.addLatin1(`\\u${hexadecimal(point, 4)}`);
    else out.addLatin1(`\\U${hexadecimal(point, 8)}`);
  }
  return out.finish();
}

/** Encode text in Latin-1, everything else as `\u` and `\U` escapes. */
export function encodeRawUnicodeEscape(vm: Runtime, text: Str): Uint8Array {
  vm.chargeFuel(text.length >> 2);
  const out = new ByteBuilder(vm, text.length);
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (point < 0x100) out.push(point);
    else if (point < 0x10000) out.addLatin1(`\\u${hexadecimal(point, 4)}`);
    else out.addLatin1(`\\U${hexadecimal(point, 8)}`);
  }
  return out.finish();
}

const SIMPLE_ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x5c, 0x5c],
  [0x27, 0x27],
  [0x22, 0x22],
  [0x62, 8],
  [0x66, 12],
  [0x74, 9],
  [0x6e, 10],
  [0x72, 13],
  [0x76, 11],
  [0x61, 7],
]);

/** Up to `max` octal digits at `at`: value and count. */
function octal(data: Uint8Array, at: number, max: number): { value: number; count: number } {
  let value = 0;
  let count = 0;
  while (count < max && at + count < data.length) {
    const digit = (data[at + count] as number) - 0x30;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
    count++;
  }
  return { value, count };
}

/** Up to `count` hexadecimal digits at `at`: how many there are and their value. */
function hexRun(data: Uint8Array, at: number, count: number): { value: number; found: number } {
  let value = 0;
  let found = 0;
  while (found < count && at + found < data.length) {
    const digit = hexDigit(data[at + found] as number);
    if (digit < 0) break;
    value = value * 16 + digit;
    found++;
  }
  return { value, found };
}

/** Decodes one run of unicode_escape. */
class UnicodeEscapeDecoder {
  private i = 0;
  private readonly out = new StrBuilder();
  private readonly handler: DecodeErrors;
  private warned = false;

  constructor(
    private readonly vm: Runtime,
    data: Uint8Array,
    errors: string,
    private readonly final: boolean,
    object: Value | null,
  ) {
    this.handler = new DecodeErrors(vm, 'unicodeescape', data, errors, object);
  }

  run(): Decoded {
    while (this.i < this.handler.data.length) {
      const byte = this.handler.data[this.i] as number;
      if (byte !== 0x5c) {
        this.out.push(byte);
        this.i++;
      } else if (!this.escape()) break;
    }
    return new Decoded(this.out.finish(), this.i);
  }

  /** Ask the error handler about everything up to `end`; false when the input may go on. */
  private fail(end: number, reason: string): boolean {
    if (!this.final && end >= this.handler.data.length) return false;
    const answer = this.handler.handle(this.i, end, reason);
    this.out.add(answer.replacement);
    this.i = answer.position;
    return true;
  }

  private escape(): boolean {
    const data = this.handler.data;
    const start = this.i;
    if (start + 1 >= data.length) return this.fail(start + 1, '\\ at end of string');
    const code = data[start + 1] as number;
    const simple = SIMPLE_ESCAPES.get(code);
    if (simple !== undefined) return this.emit(simple, start + 2);
    switch (code) {
      case 10:
        this.i = start + 2;
        return true;
      case 0x78:
        return this.hex(2, 'truncated \\xXX escape');
      case 0x75:
        return this.hex(4, 'truncated \\uXXXX escape');
      case 0x55:
        return this.hex(8, 'truncated \\UXXXXXXXX escape');
      case 0x4e:
        return this.name();
    }
    if (code >= 0x30 && code <= 0x37) {
      const { value, count } = octal(data, start + 1, 3);
      if (value > 0xff)
        this.warn(
          `"\\${value.toString(8)}" is an invalid octal escape sequence. Such sequences will not work in the future. `,
        );
      return this.emit(value, start + 1 + count);
    }
    this.warn(
      `"\\${String.fromCharCode(code)}" is an invalid escape sequence. Such sequences will not work in the future. `,
    );
    this.out.push(0x5c);
    return this.emit(code, start + 2);
  }

  private emit(point: number, next: number): true {
    this.out.push(point);
    this.i = next;
    return true;
  }

  private hex(count: number, reason: string): boolean {
    const { value, found } = hexRun(this.handler.data, this.i + 2, count);
    const end = this.i + 2 + found;
    if (found < count) return this.fail(end, reason);
    if (value > 0x10ffff) return this.fail(end, 'illegal Unicode character');
    return this.emit(value, end);
  }

  private name(): boolean {
    const data = this.handler.data;
    const open = this.i + 2;
    const reason = 'malformed \\N character escape';
    if (data[open] !== 0x7b) return this.fail(open, reason);
    const close = data.indexOf(0x7d, open + 1);
    if (close < 0) return this.fail(data.length, reason);
    if (close === open + 1) return this.fail(close, reason);
    this.vm.chargeFuel(close - open);
    const points = findCharacter(latin1Text(data, open + 1, close), false);
    if (points === undefined) return this.fail(close + 1, 'unknown Unicode character name');
    return this.emit(points[0] as number, close + 1);
  }

  /** Only the first invalid escape is told of. */
  private warn(message: string): void {
    if (this.warned) return;
    this.warned = true;
    this.vm.warn(DeprecationWarning, message);
  }
}

/** Decode Latin-1 with Python's escape sequences. */
export function decodeUnicodeEscape(
  vm: Runtime,
  data: Uint8Array,
  errors: string,
  final: boolean,
  object: Value | null,
): Decoded {
  vm.chargeFuel(data.length >> 2);
  vm.chargeMemory(data.length);
  if (!data.includes(0x5c)) return new Decoded(latin1Text(data), data.length);
  return new UnicodeEscapeDecoder(vm, data, errors, final, object).run();
}

/** Decode Latin-1 with `\u` and `\U` escapes after an odd number of backslashes. */
export function decodeRawUnicodeEscape(
  vm: Runtime,
  data: Uint8Array,
  errors: string,
  final: boolean,
  object: Value | null,
): Decoded {
  vm.chargeFuel(data.length >> 2);
  vm.chargeMemory(data.length);
  const handler = new DecodeErrors(vm, 'rawunicodeescape', data, errors, object);
  const out = new StrBuilder();
  let i = 0;
  while (i < handler.data.length) {
    const bytes = handler.data;
    const byte = bytes[i] as number;
    if (byte !== 0x5c) {
      out.push(byte);
      i++;
      continue;
    }
    if (i + 1 >= bytes.length) {
      if (!final) break;
      out.push(byte);
      i++;
      continue;
    }
    const code = bytes[i + 1] as number;
    if (code !== 0x75 && code !== 0x55) {
      out.push(byte);
      // A pair of backslashes is one unit: the second does not open an escape.
      out.push(code);
      i += 2;
      continue;
    }
    const count = code === 0x75 ? 4 : 8;
    const { value, found } = hexRun(bytes, i + 2, count);
    const end = i + 2 + found;
    let reason = '';
    if (found < count) {
      if (!final && end >= bytes.length) break;
      reason = count === 4 ? 'truncated \\uXXXX escape' : 'truncated \\UXXXXXXXX escape';
    } else if (value > 0x10ffff) reason = '\\Uxxxxxxxx out of range';
    else {
      out.push(value);
      i = end;
      continue;
    }
    const answer = handler.handle(i, end, reason);
    out.add(answer.replacement);
    i = answer.position;
  }
  return new Decoded(out.finish(), i);
}

/** `codecs.escape_encode`: bytes as the inside of a bytes literal. */
export function escapeBytes(vm: Runtime, data: Uint8Array): Uint8Array {
  vm.chargeFuel(data.length >> 2);
  const out = new ByteBuilder(vm, data.length);
  for (const byte of data) {
    if (byte === 0x27 || byte === 0x5c) {
      out.push(0x5c);
      out.push(byte);
    } else if (byte === 9) out.addLatin1('\\t');
    else if (byte === 10) out.addLatin1('\\n');
    else if (byte === 13) out.addLatin1('\\r');
    else if (byte >= 0x20 && byte < 0x7f) out.push(byte);
    else out.addLatin1(`\\x${hexadecimal(byte, 2)}`);
  }
  return out.finish();
}

/** `codecs.escape_decode`: the inside of a bytes literal as bytes. */
export function unescapeBytes(vm: Runtime, data: Uint8Array, errors: string): Uint8Array {
  vm.chargeFuel(data.length >> 2);
  const out = new ByteBuilder(vm, data.length);
  let warned = false;
  const warn = (message: string): void => {
    if (!warned) vm.warn(DeprecationWarning, message);
    warned = true;
  };
  for (let i = 0; i < data.length; ) {
    const byte = data[i] as number;
    if (byte !== 0x5c) {
      out.push(byte);
      i++;
      continue;
    }
    if (i + 1 >= data.length) throw valueError('Trailing \\ in string');
    const code = data[i + 1] as number;
    const simple = SIMPLE_ESCAPES.get(code);
    if (simple !== undefined) {
      out.push(simple);
      i += 2;
    } else if (code === 10) i += 2;
    else if (code >= 0x30 && code <= 0x37) {
      const { value, count } = octal(data, i + 1, 3);
      if (value > 0xff)
        warn(
          `b"\\${value.toString(8)}" is an invalid octal escape sequence. Such sequences will not work in the future. `,
        );
      out.push(value & 0xff);
      i += 1 + count;
    } else if (code === 0x78) {
      const { value, found } = hexRun(data, i + 2, 2);
      if (found === 2) {
        out.push(value);
        i += 4;
        continue;
      }
      if (errors === 'strict') throw valueError(`invalid \\x escape at position ${i}`);
      if (errors === 'replace') out.push(0x3f);
      else if (errors !== 'ignore') throw valueError(`decoding error; unknown error handling code: ${errors}`);
      i += 2 + found;
    } else {
      warn(
        `b"\\${String.fromCharCode(code)}" is an invalid escape sequence. Such sequences will not work in the future. `,
      );
      out.push(0x5c);
      out.push(code);
      i += 2;
    }
  }
  return out.finish();
}
