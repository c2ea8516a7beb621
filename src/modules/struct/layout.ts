/** This file reads format strings of struct. */
import { overflowError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { makeExceptionType, raise } from '../exception-types.js';

/** `struct.error`. */
export const structErrorType = makeExceptionType('struct', 'error');

/** struct.error with a message, to throw. */
export function structError(message: string): Raised {
  return raise(structErrorType, message);
}

/** What values of a format character are. */
export type FieldKind =
  | 'int'
  | 'uint'
  | 'pointer'
  | 'bool'
  | 'char'
  | 'half'
  | 'float'
  | 'double'
  | 'complex'
  | 'bytes'
  | 'pascal'
  | 'pad';

interface Code {
  readonly kind: FieldKind;
  readonly size: number;
  readonly alignment: number;
}

const code = (kind: FieldKind, size: number, alignment = size): Code => ({ kind, size, alignment });

const COMMON: readonly (readonly [string, Code])[] = [
  ['x', code('pad', 1)],
  ['b', code('int', 1)],
  ['B', code('uint', 1)],
  ['c', code('char', 1)],
  ['s', code('bytes', 1)],
  ['p', code('pascal', 1)],
  ['h', code('int', 2)],
  ['H', code('uint', 2)],
  ['i', code('int', 4)],
  ['I', code('uint', 4)],
  ['q', code('int', 8)],
  ['Q', code('uint', 8)],
  ['?', code('bool', 1)],
  ['e', code('half', 2)],
  ['f', code('float', 4)],
  ['d', code('double', 8)],
  ['F', code('complex', 8, 4)],
  ['D', code('complex', 16, 8)],
];

/** Sizes of a 64-bit machine with the usual C compiler. */
const NATIVE: ReadonlyMap<string, Code> = new Map([
  ...COMMON,
  ['l', code('int', 8)],
  ['L', code('uint', 8)],
  ['n', code('int', 8)],
  ['N', code('uint', 8)],
  ['P', code('pointer', 8)],
]);

const STANDARD: ReadonlyMap<string, Code> = new Map([...COMMON, ['l', code('int', 4)], ['L', code('uint', 4)]]);

/** One format character with its count. */
export interface Field {
  readonly kind: FieldKind;
  readonly char: string;
  /** Where the first value stands. */
  readonly offset: number;
  /** Bytes of one value; for `s` and `p` the whole length. */
  readonly size: number;
  /** How many values. */
  readonly count: number;
}

/** A format that was read. */
export class Layout {
  constructor(
    readonly format: string,
    readonly littleEndian: boolean,
    readonly fields: readonly Field[],
    readonly size: number,
    /** How many values it packs. */
    readonly count: number,
  ) {}
}

const SSIZE_MAX = 9223372036854775807n;

/** Counts and sizes beyond this are only compared with limits: nothing so large is ever made. */
const HUGE = Number.MAX_SAFE_INTEGER;

function checked(size: bigint): bigint {
  if (size > SSIZE_MAX) throw structError('total struct size too long');
  return size;
}

function parse(vm: Runtime, format: string): Layout {
  if (format.includes('\0')) throw structError('embedded null character');
  const prefix = format.charAt(0);
  const isNative = !'<>=!'.includes(prefix) || prefix === '';
  const littleEndian = prefix !== '>' && prefix !== '!';
  const codes = isNative ? NATIVE : STANDARD;
  const fields: Field[] = [];
  let size = 0n;
  let total = 0;
  vm.chargeFuel(format.length >> 2);
  for (let i = '@<>=!'.includes(prefix) && prefix !== '' ? 1 : 0; i < format.length; ) {
    if (/\s/.test(format.charAt(i))) {
      i++;
      continue;
    }
    const digits = /\d*/y;
    digits.lastIndex = i;
    const text = (digits.exec(format) as RegExpExecArray)[0];
    i += text.length;
    if (text.length > 0 && i === format.length) throw structError('repeat count given without format specifier');
    if (text.replace(/^0+/, '').length > 19) throw structError('total struct size too long');
    const count = text === '' ? 1n : checked(BigInt(text));
    const char = format.charAt(i++);
    const found = codes.get(char);
    if (found === undefined) throw structError('bad char in struct format');
    if (isNative && found.alignment > 1) {
      const step = BigInt(found.alignment);
      size = checked(((size + step - 1n) / step) * step);
    }
    const offset = size < HUGE ? Number(size) : HUGE;
    size = checked(size + count * BigInt(found.size));
    const number = count < HUGE ? Number(count) : HUGE;
    if (found.kind === 'bytes' || found.kind === 'pascal') {
      fields.push({ kind: found.kind, char, offset, size: number, count: 1 });
      total++;
    } else if (found.kind !== 'pad' && number > 0) {
      fields.push({ kind: found.kind, char, offset, size: found.size, count: number });
      total += number;
    }
  }
  return new Layout(format, littleEndian, fields, size < HUGE ? Number(size) : HUGE, total);
}

const cache = new StateKey('struct.cache', () => new Map<string, Layout>(), false);

/** How many formats a machine remembers. */
const CACHE_SIZE = 100;

/** The layout of a format. Raises struct.error. */
export function layoutOf(vm: Runtime, format: string): Layout {
  const known = vm.state(cache);
  let layout = known.get(format);
  if (layout === undefined) {
    layout = parse(vm, format);
    if (known.size >= CACHE_SIZE) known.clear();
    known.set(format, layout);
  }
  return layout;
}

/** Forget all formats. */
export function clearCache(vm: Runtime): void {
  vm.state(cache).clear();
}

/** A float that has no representation in a smaller format. */
export function floatTooLarge(char: string): Raised {
  return overflowError(`float too large to pack with ${char} format`);
}
