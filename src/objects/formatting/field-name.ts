/** This file takes apart replacement field names such as `0.name[key]` (PEP 3101). */
import { codePointAt, type Str } from '../../values/str.js';
import { valueError } from '../errors.js';
import { sliceStr } from '../strings.js';
import { decimalValue } from '../unicode/decimal.js';

const DOT = 0x2e;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const MAX_SSIZE = 9223372036854775807n;

/** One `.name` or `[key]`; a key of digits only is an index. */
export interface FieldStep {
  readonly isAttribute: boolean;
  readonly name: Str;
  /** -1 unless the key is an index. */
  readonly index: number;
}

/** Digits as a number, -1 when the text is empty or holds anything else. */
function indexOf(text: Str): number {
  if (text.length === 0) return -1;
  let digits = '';
  for (let i = 0; i < text.length; i++) {
    const digit = decimalValue(codePointAt(text, i));
    if (digit < 0) return -1;
    digits = digits === '0' ? String(digit) : digits + String(digit);
    if (digits.length > 19) throw valueError('Too many decimal digits in format string');
  }
  if (digits.length === 19 && BigInt(digits) > MAX_SSIZE) throw valueError('Too many decimal digits in format string');
  return Number(digits);
}

/** Hands out the numbers of fields without one, and refuses a mix of both kinds. */
export class AutoNumber {
  private mode: 'open' | 'automatic' | 'manual' = 'open';
  private next = 0;

  take(): number {
    if (this.mode === 'manual') {
      throw valueError('cannot switch from manual field specification to automatic field numbering');
    }
    this.mode = 'automatic';
    return this.next++;
  }

  manual(): void {
    if (this.mode === 'automatic') {
      throw valueError('cannot switch from automatic field numbering to manual field specification');
    }
    this.mode = 'manual';
  }
}

/** The first part of a field name and where the steps begin. */
export interface FieldStart {
  readonly name: Str;
  /** Position among the arguments, -1 for a name. */
  readonly index: number;
  readonly rest: number;
}

/** Split off the first part of a field name. `auto` numbers fields without a name; null leaves them alone. */
export function splitFieldName(field: Str, auto: AutoNumber | null): FieldStart {
  let rest = 0;
  while (rest < field.length) {
    const point = codePointAt(field, rest);
    if (point === DOT || point === OPEN) break;
    rest++;
  }
  const name = sliceStr(field, 0, rest);
  let index = indexOf(name);
  if (auto !== null) {
    if (name.length === 0) index = auto.take();
    else if (index >= 0) auto.manual();
  }
  return { name, index, rest };
}

/** Walks over the steps of a field name. */
export class FieldSteps {
  constructor(
    private readonly field: Str,
    private position: number,
  ) {}

  /** The next step, or null at the end. Raises ValueError for malformed steps. */
  next(): FieldStep | null {
    const { field } = this;
    if (this.position >= field.length) return null;
    const opener = codePointAt(field, this.position++);
    let step: FieldStep;
    if (opener === DOT) {
      const start = this.position;
      while (this.position < field.length) {
        const point = codePointAt(field, this.position);
        if (point === DOT || point === OPEN) break;
        this.position++;
      }
      step = { isAttribute: true, name: sliceStr(field, start, this.position), index: -1 };
    } else if (opener === OPEN) {
      const start = this.position;
      while (this.position < field.length && codePointAt(field, this.position) !== CLOSE) this.position++;
      if (this.position >= field.length) throw valueError("Missing ']' in format string");
      const name = sliceStr(field, start, this.position++);
      step = { isAttribute: false, name, index: indexOf(name) };
    } else throw valueError("Only '.' or '[' may follow ']' in format field specifier");
    if (step.name.length === 0) throw valueError('Empty attribute in format string');
    return step;
  }
}
