/** This file raises the errors of codecs and asks error handlers what to do about them. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { codePointAt, type Str } from '../../values/str.js';
import { typeOf } from '../core-types.js';
import { error, makeException, typeError } from '../errors.js';
import type { PyUnicodeError } from '../exceptions/base-exception.js';
import { Raised } from '../exceptions/raised.js';
import { IndexError, UnicodeDecodeError, UnicodeEncodeError } from '../exceptions/types.js';
import { asSize } from '../operations/index.js';
import { asStr } from '../strings.js';
import { decodeReplacement, type EncodeReplacement, encodeReplacement } from './error-handlers.js';
import { lookupErrorHandler } from './handler-table.js';

function unicodeError(
  type: typeof UnicodeEncodeError,
  encoding: string,
  object: Value,
  start: number,
  end: number,
  reason: string,
): PyUnicodeError {
  const exception = makeException(type, [encoding, object, start, end, reason]) as PyUnicodeError;
  exception.encoding = encoding;
  exception.object = object;
  exception.start = start;
  exception.end = end;
  exception.reason = reason;
  return exception;
}

/** UnicodeEncodeError(encoding, object, start, end, reason), to throw. */
export function encodeError(encoding: string, object: Str, start: number, end: number, reason: string): Raised {
  return new Raised(unicodeError(UnicodeEncodeError, encoding, object, start, end, reason));
}

/** UnicodeDecodeError(encoding, object, start, end, reason), to throw. */
export function decodeError(encoding: string, object: Value, start: number, end: number, reason: string): Raised {
  return new Raised(unicodeError(UnicodeDecodeError, encoding, object, start, end, reason));
}

/** What an index beyond every C integer is: an OverflowError, or an index like any other that is out of bounds. */
export type OverflowRule = 'error' | 'out of bounds';

/** The second item of a handler's answer: where to go on, counted from the end when negative. */
function position(vm: Runtime, value: Value, length: number, overflow: OverflowRule): number {
  const given = overflow === 'out of bounds' && typeof value === 'bigint' ? -length - 1 : asSize(vm, value);
  const at = given < 0 ? given + length : given;
  if (at < 0 || at > length) throw error(IndexError, `position ${given} from error handler out of bounds`);
  return at;
}

/** What to do with text that cannot be encoded. */
export interface EncodeAnswer {
  readonly replacement: EncodeReplacement;
  readonly position: number;
}

/** The error handling of one encoding run. */
export class EncodeErrors {
  private exception: PyUnicodeError | null = null;
  private handler: Value | null = null;

  constructor(
    private readonly vm: Runtime,
    readonly encoding: string,
    readonly text: Str,
    private readonly errors: string,
    private readonly overflow: OverflowRule = 'error',
  ) {}

  /**
   * Likewise where CPython writes hidden bytes (surrogateescape) one by one: those at the start of the range are
   * answered for alone, and only what follows them is an error.
   */
  handlePiecewise(start: number, end: number, reason: string): EncodeAnswer {
    if (this.errors === 'surrogateescape') {
      let hidden = start;
      while (hidden < end && isHiddenByte(codePointAt(this.text, hidden))) hidden++;
      if (hidden > start) return this.handle(start, hidden, reason);
    }
    return this.handle(start, end, reason);
  }

  /** Ask the handler about `text[start:end]`. Raises what the handler raises. */
  handle(start: number, end: number, reason: string): EncodeAnswer {
    // Looking a name up costs much more than writing an escape.
    const isNamed = this.errors === 'namereplace';
    this.vm.chargeFuel(1 + (end - start) * (isNamed ? 40 : 1));
    if (this.errors.endsWith('replace')) this.vm.chargeMemory((end - start) * (isNamed ? 40 : 10));
    const builtin = encodeReplacement(this.errors, this.encoding, this.text, start, end);
    if (builtin === null) throw this.error(start, end, reason);
    if (builtin !== undefined) return { replacement: builtin, position: end };
    this.handler ??= lookupErrorHandler(this.vm, this.errors);
    const exception = this.prepare(start, end, reason);
    const answer = this.vm.call1(this.handler, exception);
    if (!(answer instanceof PyTuple) || answer.items.length !== 2) throw badEncodeAnswer();
    const [given, at] = answer.items as [Value, Value];
    const text = asStr(given);
    if (text === undefined && !(given instanceof PyBytes)) throw badEncodeAnswer();
    return {
      replacement: text ?? (given as PyBytes).data,
      position: position(this.vm, at, this.text.length, this.overflow),
    };
  }

  /** The error itself, to throw: for a replacement that cannot be encoded either. */
  error(start: number, end: number, reason: string): Raised {
    return new Raised(this.prepare(start, end, reason));
  }

  private prepare(start: number, end: number, reason: string): PyUnicodeError {
    const old = this.exception;
    if (old === null) {
      this.exception = unicodeError(UnicodeEncodeError, this.encoding, this.text, start, end, reason);
      return this.exception;
    }
    old.start = start;
    old.end = end;
    old.reason = reason;
    return old;
  }
}

const isHiddenByte = (point: number): boolean => point >= 0xdc80 && point <= 0xdcff;

function badEncodeAnswer(): Raised {
  return typeError('encoding error handler must return (str/bytes, int) tuple');
}

/** What stands for bytes that cannot be decoded, and where to go on in `DecodeErrors.data`. */
export interface DecodeAnswer {
  readonly replacement: Str;
  readonly position: number;
}

/** The error handling of one decoding run. A handler may exchange the bytes that are decoded. */
export class DecodeErrors {
  private exception: PyUnicodeError | null = null;
  private handler: Value | null = null;
  private object: Value | null;

  constructor(
    private readonly vm: Runtime,
    readonly encoding: string,
    public data: Uint8Array,
    private readonly errors: string,
    object: Value | null,
    private readonly overflow: OverflowRule = 'error',
  ) {
    this.object = object instanceof PyBytes && object.constructor === PyBytes && object.data === data ? object : null;
  }

  /** Ask the handler about `data[start:end]`. */
  handle(start: number, end: number, reason: string): DecodeAnswer {
    this.vm.chargeFuel(1);
    const builtin = decodeReplacement(this.errors, this.encoding, this.data, start, end);
    if (builtin === null) throw new Raised(this.prepare(start, end, reason));
    if (builtin !== undefined) return { replacement: builtin.text, position: builtin.end };
    this.handler ??= lookupErrorHandler(this.vm, this.errors);
    const exception = this.prepare(start, end, reason);
    const answer = this.vm.call1(this.handler, exception);
    if (!(answer instanceof PyTuple) || answer.items.length !== 2) throw badDecodeAnswer();
    const [given, at] = answer.items as [Value, Value];
    const text = asStr(given);
    if (text === undefined) throw badDecodeAnswer();
    const object = exception.object;
    if (!(object instanceof PyBytes)) {
      throw typeError(
        `UnicodeError 'object' attribute must be a bytes${object === null ? '' : `, not ${typeOf(object).name}`}`,
      );
    }
    this.data = object.data;
    return { replacement: text, position: position(this.vm, at, this.data.length, this.overflow) };
  }

  private prepare(start: number, end: number, reason: string): PyUnicodeError {
    const old = this.exception;
    if (old === null) {
      // Bytes that are not a bytes object already are copied: the error outlives them.
      this.vm.chargeMemory(this.object === null ? this.data.length : 0);
      this.object ??= new PyBytes(this.data.slice());
      this.exception = unicodeError(UnicodeDecodeError, this.encoding, this.object, start, end, reason);
      return this.exception;
    }
    old.start = start;
    old.end = end;
    old.reason = reason;
    return old;
  }
}

function badDecodeAnswer(): Raised {
  return typeError('decoding error handler must return (str, int) tuple');
}
