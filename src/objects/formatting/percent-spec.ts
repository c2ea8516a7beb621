/** This file parses the conversion specifiers of `%` formatting, for str and for bytes. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { codePointAt, type Str } from '../../values/str.js';
import { intType, typeOf } from '../core-types.js';
import { overflowError, typeError, valueError } from '../errors.js';
import { getItem } from '../operations/containers.js';
import { index } from '../operations/index.js';
import { sliceStr } from '../strings.js';

const INT_MAX = 2147483647;
const SSIZE_MAX = 9223372036854775807n;

/** One conversion specifier: `%(key)#0- +width.precision code`. */
export class PercentSpec {
  leftAdjust = false;
  alwaysSign = false;
  blankSign = false;
  alternate = false;
  zeroPad = false;
  width = -1;
  precision = -1;
  /** Code point of the conversion. */
  code = 0;
}

/** The values that `%` formats: a tuple's items in turn, or one value, or a mapping's by key. */
export class PercentArguments {
  private items: readonly Value[] | null;
  private at = 0;
  /** The single value, while it was not used. */
  private single: Value | undefined;
  /** The right operand as a mapping, if it is one. */
  readonly mapping: Value | null;

  /** `keyOf` makes the key of a mapping from the text between the parentheses. */
  constructor(
    value: Value,
    isText: boolean,
    private readonly keyOf: (text: Str) => Value,
  ) {
    this.items = value instanceof PyTuple ? value.items : null;
    this.single = value instanceof PyTuple ? undefined : value;
    const isMapping = !(value instanceof PyTuple) && !isText && typeOf(value).mp_subscript !== null;
    this.mapping = isMapping ? value : null;
  }

  next(): Value {
    if (this.items !== null) {
      if (this.at < this.items.length) return this.items[this.at++] as Value;
    } else if (this.single !== undefined) {
      const value = this.single;
      this.single = undefined;
      return value;
    }
    throw typeError('not enough arguments for format string');
  }

  /** From now on there is one argument: the mapping's value of a key. */
  select(vm: Runtime, key: Str): void {
    this.single = getItem(vm, this.mapping as Value, this.keyOf(key));
    this.items = null;
  }

  /** Are values left that were not asked for? A mapping's may be. */
  get isUnused(): boolean {
    if (this.mapping !== null) return false;
    return this.items !== null ? this.at < this.items.length : this.single !== undefined;
  }
}

/** Reads a format text from one percent sign to the next. */
export class PercentReader {
  pos = 0;

  constructor(
    private readonly vm: Runtime,
    readonly text: Str,
    readonly args: PercentArguments,
  ) {}

  /** The code point at the position; raises "incomplete format" at the end. */
  private peek(): number {
    if (this.pos >= this.text.length) throw valueError('incomplete format');
    return codePointAt(this.text, this.pos);
  }

  /** The specifier behind a percent sign. Takes values for `*` from the arguments. */
  spec(): PercentSpec {
    const spec = new PercentSpec();
    if (this.pos < this.text.length && codePointAt(this.text, this.pos) === 0x28) this.key();
    this.flags(spec);
    this.width(spec);
    if (this.peek() === 0x2e) this.precision(spec);
    const size = this.peek();
    if (size === 0x68 || size === 0x6c || size === 0x4c) this.pos++;
    spec.code = this.peek();
    this.pos++;
    return spec;
  }

  private key(): void {
    if (this.args.mapping === null) throw typeError('format requires a mapping');
    const start = ++this.pos;
    let depth = 1;
    for (; this.pos < this.text.length; this.pos++) {
      const point = codePointAt(this.text, this.pos);
      if (point === 0x29) depth--;
      else if (point === 0x28) depth++;
      if (depth === 0) {
        this.args.select(this.vm, sliceStr(this.text, start, this.pos++));
        return;
      }
    }
    throw valueError('incomplete format key');
  }

  private flags(spec: PercentSpec): void {
    for (; ; this.pos++) {
      switch (this.peek()) {
        case 0x2d:
          spec.leftAdjust = true;
          break;
        case 0x2b:
          spec.alwaysSign = true;
          break;
        case 0x20:
          spec.blankSign = true;
          break;
        case 0x23:
          spec.alternate = true;
          break;
        case 0x30:
          spec.zeroPad = true;
          break;
        default:
          return;
      }
    }
  }

  private star(): number | bigint {
    this.pos++;
    const value = this.args.next();
    if (!typeOf(value).isSubtypeOf(intType)) throw typeError('* wants int');
    return index(this.vm, value);
  }

  private width(spec: PercentSpec): void {
    if (this.peek() !== 0x2a) {
      spec.width = this.digits(SSIZE_MAX, 'width too big');
      return;
    }
    const width = this.star();
    if (width > SSIZE_MAX || width < -SSIZE_MAX - 1n)
      throw overflowError('Python int too large to convert to C ssize_t');
    if (width < 0) spec.leftAdjust = true;
    spec.width = Math.abs(Number(width));
  }

  private precision(spec: PercentSpec): void {
    this.pos++;
    if (this.peek() !== 0x2a) {
      spec.precision = Math.max(0, this.digits(BigInt(INT_MAX), 'precision too big'));
      return;
    }
    const precision = this.star();
    if (precision > INT_MAX || precision < -INT_MAX - 1)
      throw overflowError('Python int too large to convert to C int');
    spec.precision = Math.max(0, Number(precision));
  }

  /** ASCII digits as a number, -1 without any. */
  private digits(max: bigint, tooBig: string): number {
    let digits = '';
    const start = this.pos;
    while (this.pos < this.text.length) {
      const digit = codePointAt(this.text, this.pos) - 0x30;
      if (digit < 0 || digit > 9) break;
      digits = digits === '0' ? String(digit) : digits + String(digit);
      if (digits.length > 19) throw valueError(tooBig);
      this.pos++;
    }
    if (this.pos === start) return -1;
    if (BigInt(digits) > max) throw valueError(tooBig);
    return Number(digits);
  }
}

/** `unsupported format character 'X' (0x…) at index N`. */
export function unsupportedCode(code: number, position: number): unknown {
  const shown = code >= 31 && code <= 126 ? String.fromCharCode(code) : '?';
  return valueError(`unsupported format character '${shown}' (0x${code.toString(16)}) at index ${position}`);
}
