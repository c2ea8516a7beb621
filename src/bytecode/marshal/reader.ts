/** This file defines marshal's reader: bytes to values, without recursion, safe on hostile input. */
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { EMPTY_TUPLE, FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../../values/sequences.js';
import { Ellipsis, None } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import { PyCode } from '../code.js';
import { makeCode } from './code-fields.js';
import {
  FLAG_REF,
  MAX_MARSHAL_DEPTH,
  MarshalError,
  TYPE_ASCII,
  TYPE_ASCII_INTERNED,
  TYPE_BINARY_COMPLEX,
  TYPE_BINARY_FLOAT,
  TYPE_CODE,
  TYPE_COMPLEX,
  TYPE_DICT,
  TYPE_ELLIPSIS,
  TYPE_FALSE,
  TYPE_FLOAT,
  TYPE_FROZENSET,
  TYPE_INT,
  TYPE_INT64,
  TYPE_INTERNED,
  TYPE_LIST,
  TYPE_LONG,
  TYPE_NONE,
  TYPE_NULL,
  TYPE_REF,
  TYPE_SET,
  TYPE_SHORT_ASCII,
  TYPE_SHORT_ASCII_INTERNED,
  TYPE_SLICE,
  TYPE_SMALL_TUPLE,
  TYPE_STOPITER,
  TYPE_STRING,
  TYPE_TRUE,
  TYPE_TUPLE,
  TYPE_UNICODE,
} from './format.js';
import { parseFloatText, readDigits } from './numbers.js';
import { decodeUtf8 } from './utf8.js';

/**
 * Makes the mutable and hashed containers, which live above this layer. Methods may throw Python exceptions of their
 * own (an unhashable key); they pass through the reader.
 */
export interface MarshalFactory {
  list(): Value;
  append(list: Value, item: Value): void;
  dict(): Value;
  setItem(dict: Value, key: Value, value: Value): void;
  set(): Value;
  add(set: Value, item: Value): void;
  frozenset(items: Value[]): Value;
  stopIteration(): Value;
}

/** How to read. */
export interface MarshalReadOptions {
  /** Without one, lists, dicts, sets and StopIteration are refused and a frozen set becomes a FrozenSetConstant: what code files hold. */
  readonly factory?: MarshalFactory;
  /** `allow_code`, true by default. */
  readonly allowCode?: boolean;
  /** Called with the number of objects about to be made, in portions, so that the caller can meter; may throw. */
  readonly charge?: (objects: number) => void;
}

/** CPython's NULL: ends a dict, an error elsewhere. */
const NULL = Symbol('NULL');
/** More objects are needed before there is a value. */
const PENDING = Symbol('PENDING');
type Outcome = Value | typeof NULL | typeof PENDING;

const NO_REF = -1;
const CHARGE_PORTION = 1024;

/** A container that is being read. */
class OpenContainer {
  items: Value[] = [];
  /** The dict's key whose value comes next. */
  key: Value | undefined = undefined;
  lineno = 0;

  constructor(
    readonly type: number,
    readonly size: number,
    readonly ref: number,
    /** The list, dict, set or tuple itself, where it exists before it is complete. */
    readonly target: Value | undefined,
    /** How many of the containers up to this one can be changed later, and so may close a cycle. */
    readonly mutables: number,
    /** The five counts of a code object. */
    readonly counts: readonly number[] | undefined,
  ) {}
}

/** What a reference finds while its tuple is incomplete. */
class OpenTuple {
  constructor(
    readonly tuple: PyTuple,
    readonly mutables: number,
  ) {}
}

/** Reads marshalled values from bytes. One reader reads one value at a time, from `position` on. */
export class MarshalReader {
  private readonly refs: (Value | OpenTuple | undefined)[] = [];
  private readonly stack: OpenContainer[] = [];
  private uncharged = 0;

  constructor(
    private readonly data: Uint8Array,
    private readonly options: MarshalReadOptions = {},
    /** The offset of the next byte. */
    public position = 0,
  ) {}

  /** The next value. Throws a MarshalError with CPython's message. */
  read(): Value {
    this.refs.length = 0;
    this.stack.length = 0;
    const value = this.readObject();
    if (value === NULL) throw new MarshalError('TypeError', 'NULL object in marshal data for object');
    return value;
  }

  private readObject(): Value | typeof NULL {
    for (;;) {
      let value = this.begin();
      while (value !== PENDING) {
        const top = this.stack[this.stack.length - 1];
        if (top === undefined) return value;
        value = this.accept(top, value);
        if (value !== PENDING) this.stack.pop();
      }
    }
  }

  private begin(): Outcome {
    if (this.position >= this.data.length) throw new MarshalError('EOFError', 'EOF read where object expected');
    const byte = this.data[this.position++] as number;
    if (this.stack.length >= MAX_MARSHAL_DEPTH) throw new MarshalError('ValueError', 'recursion limit exceeded');
    if (++this.uncharged === CHARGE_PORTION) {
      this.options.charge?.(this.uncharged);
      this.uncharged = 0;
    }
    const flag = byte & FLAG_REF;
    const type = byte & 0x7f;
    switch (type) {
      case TYPE_NULL:
        return NULL;
      case TYPE_NONE:
        return None;
      case TYPE_ELLIPSIS:
        return Ellipsis;
      case TYPE_FALSE:
        return false;
      case TYPE_TRUE:
        return true;
      case TYPE_STOPITER:
        if (this.options.factory === undefined) break;
        return this.options.factory.stopIteration();
      case TYPE_REF:
        return this.reference();
      case TYPE_TUPLE:
        return this.open(TYPE_TUPLE, this.size('tuple'), flag);
      case TYPE_SMALL_TUPLE:
        return this.open(TYPE_TUPLE, this.byteSize(), flag);
      case TYPE_LIST:
        if (this.options.factory === undefined) break;
        return this.open(TYPE_LIST, this.size('list'), flag, this.options.factory.list());
      case TYPE_DICT:
        if (this.options.factory === undefined) break;
        return this.open(TYPE_DICT, Number.POSITIVE_INFINITY, flag, this.options.factory.dict());
      case TYPE_SET:
        if (this.options.factory === undefined) break;
        return this.open(TYPE_SET, this.size('set'), flag, this.options.factory.set());
      case TYPE_FROZENSET:
        return this.open(TYPE_FROZENSET, this.size('set'), flag);
      case TYPE_SLICE:
        return this.open(TYPE_SLICE, 3, flag);
      case TYPE_CODE: {
        if (this.options.allowCode === false) {
          throw new MarshalError('ValueError', 'unmarshalling code objects is disallowed');
        }
        const counts = [this.int32(), this.int32(), this.int32(), this.int32(), this.int32()];
        return this.open(TYPE_CODE, 10, flag, undefined, counts);
      }
      default: {
        const value = this.atom(type);
        if (value === undefined) break;
        if (flag) this.refs.push(value);
        return value;
      }
    }
    throw new MarshalError('ValueError', 'bad marshal data (unknown type code)');
  }

  private atom(type: number): Value | undefined {
    switch (type) {
      case TYPE_INT:
        return this.int32();
      case TYPE_INT64: {
        const bytes = this.bytes(8);
        const value = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0, true);
        return Number.isSafeInteger(Number(value)) ? Number(value) : value;
      }
      case TYPE_LONG: {
        const size = this.int32();
        if (size === -0x80000000) throw new MarshalError('ValueError', 'bad marshal data (long size out of range)');
        return readDigits(this.bytes(Math.abs(size) * 2), size < 0);
      }
      case TYPE_FLOAT:
        return new PyFloat(this.floatText());
      case TYPE_BINARY_FLOAT:
        return new PyFloat(this.float64());
      case TYPE_COMPLEX:
        return new PyComplex(this.floatText(), this.floatText());
      case TYPE_BINARY_COMPLEX:
        return new PyComplex(this.float64(), this.float64());
      case TYPE_STRING:
        return new PyBytes(new Uint8Array(this.bytes(this.size('bytes object'))));
      case TYPE_ASCII:
      case TYPE_ASCII_INTERNED:
        return this.latin1(this.size('string'));
      case TYPE_SHORT_ASCII:
      case TYPE_SHORT_ASCII_INTERNED:
        return this.latin1(this.byteSize());
      case TYPE_INTERNED:
      case TYPE_UNICODE:
        return decodeUtf8(this.bytes(this.size('string')));
      default:
        return undefined;
    }
  }

  private reference(): Value {
    const index = this.int32();
    const value = index < 0 ? undefined : this.refs[index];
    if (value instanceof OpenTuple) {
      // A tuple may hold itself only by way of something that can be filled later.
      const top = this.stack[this.stack.length - 1] as OpenContainer;
      if (top.mutables > value.mutables) return value.tuple;
    } else if (value !== undefined) {
      return value;
    }
    throw new MarshalError('ValueError', 'bad marshal data (invalid reference)');
  }

  private open(type: number, size: number, flag: number, target?: Value, counts?: number[]): Outcome {
    const below = this.stack[this.stack.length - 1];
    const mutables = (below === undefined ? 0 : below.mutables) + (type === TYPE_LIST || type === TYPE_DICT ? 1 : 0);
    let ref = NO_REF;
    let items: Value[] | undefined;
    if (size === 0 && type === TYPE_TUPLE) target = EMPTY_TUPLE;
    if (flag) {
      ref = this.refs.length;
      if (type === TYPE_TUPLE && size > 0) {
        items = [];
        const tuple = new PyTuple(items);
        this.refs.push(new OpenTuple(tuple, mutables));
        target = tuple;
      } else {
        this.refs.push(target);
      }
    }
    const container = new OpenContainer(type, size, ref, target, mutables, counts);
    if (items !== undefined) container.items = items;
    if (size === 0) return this.complete(container);
    this.stack.push(container);
    return PENDING;
  }

  private accept(container: OpenContainer, value: Value | typeof NULL): Outcome {
    const { items, type } = container;
    const { factory } = this.options;
    if (type === TYPE_DICT) {
      if (value === NULL) return this.complete(container);
      if (container.key === undefined) {
        container.key = value;
      } else {
        factory?.setItem(container.target as Value, container.key, value);
        container.key = undefined;
      }
      return PENDING;
    }
    if (value === NULL) {
      if (type === TYPE_SLICE) return NULL;
      const what =
        type === TYPE_TUPLE ? 'tuple' : type === TYPE_LIST ? 'list' : type === TYPE_CODE ? 'code object' : 'set';
      throw new MarshalError('TypeError', `NULL object in marshal data for ${what}`);
    }
    if (type === TYPE_LIST) factory?.append(container.target as Value, value);
    else if (type === TYPE_SET) factory?.add(container.target as Value, value);
    if (type === TYPE_LIST || type === TYPE_SET) {
      container.lineno++;
      return container.lineno === container.size ? this.complete(container) : PENDING;
    }
    items.push(value);
    if (type === TYPE_CODE && items.length === 8) container.lineno = this.int32();
    return items.length === container.size ? this.complete(container) : PENDING;
  }

  private complete(container: OpenContainer): Outcome {
    const { items, ref, type } = container;
    let value: Value;
    switch (type) {
      case TYPE_TUPLE:
        value = container.target ?? new PyTuple(items);
        break;
      case TYPE_FROZENSET:
        value = this.options.factory?.frozenset(items) ?? new FrozenSetConstant(items);
        break;
      case TYPE_SLICE:
        value = new PySlice(items[0] as Value, items[1] as Value, items[2] as Value);
        break;
      case TYPE_CODE:
        value = makeCode(container.counts as number[], items, container.lineno);
        break;
      default:
        value = container.target as Value;
    }
    if (ref !== NO_REF) this.refs[ref] = value;
    return value;
  }

  private size(what: string): number {
    const size = this.int32();
    if (size < 0) throw new MarshalError('ValueError', `bad marshal data (${what} size out of range)`);
    return size;
  }

  private byteSize(): number {
    if (this.position >= this.data.length) throw new MarshalError('EOFError', 'EOF read where not expected');
    return this.data[this.position++] as number;
  }

  private int32(): number {
    const { data, position } = this;
    if (position + 4 > data.length) throw tooShort();
    this.position += 4;
    return (
      (data[position] as number) |
      ((data[position + 1] as number) << 8) |
      ((data[position + 2] as number) << 16) |
      ((data[position + 3] as number) << 24)
    );
  }

  private bytes(count: number): Uint8Array {
    if (count > this.data.length - this.position) throw tooShort();
    this.position += count;
    return this.data.subarray(this.position - count, this.position);
  }

  private float64(): number {
    const bytes = this.bytes(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
  }

  private floatText(): number {
    return parseFloatText(latin1Text(this.bytes(this.byteSize())));
  }

  private latin1(count: number): Str {
    return latin1Text(this.bytes(count));
  }
}

function tooShort(): MarshalError {
  return new MarshalError('EOFError', 'marshal data too short');
}

function latin1Text(bytes: Uint8Array): string {
  if (bytes.length < 4096) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) {
    text += String.fromCharCode.apply(null, bytes.subarray(i, i + 4096) as unknown as number[]);
  }
  return text;
}

/** The value that marshalled bytes hold; bytes after it are ignored. Throws a MarshalError with CPython's message. */
export function loads(data: Uint8Array, options?: MarshalReadOptions): Value {
  return new MarshalReader(data, options).read();
}

/** The code object that marshalled bytes hold, or undefined when they hold something else. Throws a MarshalError. */
export function loadsCode(data: Uint8Array, options?: MarshalReadOptions): PyCode | undefined {
  const value = loads(data, options);
  return value instanceof PyCode ? value : undefined;
}
