/** This file defines marshal's writer: values to the bytes that CPython's `marshal.dumps` writes for them. */
import { PyComplex, PyFloat } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../../values/sequences.js';
import { Ellipsis, None } from '../../values/singletons.js';
import { isStr, type Str, strFromKey, strLength } from '../../values/str.js';
import { ByteWriter } from '../byte-writer.js';
import { CO_OPTIMIZED, PyCode } from '../code.js';
import * as op from '../opcodes.js';
import {
  FLAG_REF,
  MARSHAL_VERSION,
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
import { formatG17, writeDigits } from './numbers.js';
import {
  Identities,
  InternedName,
  type Item,
  NameTuple,
  numberConstant,
  SliceBound,
  sliceBounds,
  TableBytes,
} from './sharing.js';
import { isAscii, utf8Length, writeUtf8 } from './utf8.js';

/** What an object that lives above this layer is to marshal. Entries of a dict come flat: key, value, key, value. */
export type Inspected =
  | { readonly kind: 'list' | 'dict' | 'set' | 'frozenset'; readonly items: readonly Value[] }
  | { readonly kind: 'buffer'; readonly data: Uint8Array }
  | { readonly kind: 'stopiteration' };

/** How to write. */
export interface MarshalWriteOptions {
  /** `marshal.version` by default; lower versions for other readers. */
  readonly version?: number;
  /** `allow_code`, true by default. */
  readonly allowCode?: boolean;
  /**
   * Looks into objects that this layer does not know, instances of subclasses included; undefined where marshal cannot
   * write one. Must answer for every float, tuple and so on whether it is of the exact type.
   */
  readonly inspect?: (value: PyObject) => Inspected | undefined;
  /** Is this an instance of the exact built-in type? Always true without it. */
  readonly isExact?: (value: PyObject) => boolean;
  /** Called with a number of objects written, in portions, so that the caller can meter; may throw. */
  readonly charge?: (objects: number) => void;
}

// Sets are ordered by what each element looks like when written alone, which costs CPython time exponential in the nesting.
const MAX_NESTED_SETS = 64;
const CHARGE_PORTION = 1024;

/** A number to write between the objects of a code object. */
class RawInt {
  constructor(readonly value: number) {}
}
/** A code object's instructions. */
class RawCode {
  constructor(readonly data: Uint8Array) {}
}
/** The end of a dict. */
class End {}
/** Nothing is left of a slice or a code object. */
class Done {
  constructor(readonly id: number) {}
}

type Work = Item | RawInt | RawCode | End | Done;

/** Writes one value. */
class MarshalWriter {
  readonly out = new ByteWriter();
  private readonly indices = new Map<number, number>();
  private refCount = 0;
  /** Slices and code objects that are being written: they cannot be made before their parts, so these must not refer to them. */
  private readonly open = new Set<number>();
  private uncharged = 0;

  constructor(
    private readonly options: MarshalWriteOptions,
    private readonly version: number,
    private readonly ids: Identities,
    private readonly references: Map<number, number>,
    private readonly nestedSets: number,
  ) {}

  /** Writes `root`. `shared` says that CPython would hold another reference to it. */
  write(root: Value, shared: boolean): void {
    // Parallel stacks of what is still to write, last first: item, depth, whether inside code, whether surely shared.
    const work: Work[] = [root];
    const depths: number[] = [1];
    const modes: boolean[] = [false];
    const forced: boolean[] = [shared];
    const push = (items: readonly Work[], depth: number, inCode: boolean, force: boolean): void => {
      for (let i = items.length - 1; i >= 0; i--) {
        work.push(items[i] as Work);
        depths.push(depth);
        modes.push(inCode);
        forced.push(force);
      }
    };
    while (work.length > 0) {
      const item = work.pop() as Work;
      const depth = depths.pop() as number;
      const inCode = modes.pop() as boolean;
      const force = forced.pop() as boolean;
      if (item instanceof RawInt) {
        this.out.int32(item.value);
        continue;
      }
      if (item instanceof Done) {
        this.open.delete(item.id);
        continue;
      }
      if (depth > MAX_MARSHAL_DEPTH) throw new MarshalError('ValueError', 'object too deeply nested to marshal');
      if (++this.uncharged === CHARGE_PORTION) {
        this.options.charge?.(this.uncharged);
        this.uncharged = 0;
      }
      if (item instanceof End) {
        this.out.byte(TYPE_NULL);
      } else if (item instanceof RawCode) {
        // The bytes are cached by the code object, so they always have a second reference.
        let flag = 0;
        if (this.version >= 3) {
          flag = FLAG_REF;
          this.refCount++;
        }
        this.string(item.data, flag);
      } else if (item instanceof SliceBound) {
        this.object(item.value, 0, depth + 1, inCode, push);
      } else if (!this.constant(item)) {
        const flag = this.reference(item, inCode, force);
        if (flag >= 0) this.object(item, flag, depth + 1, inCode, push);
      }
    }
  }

  private constant(item: Item): boolean {
    const type =
      item === None
        ? TYPE_NONE
        : item === true
          ? TYPE_TRUE
          : item === false
            ? TYPE_FALSE
            : item === Ellipsis
              ? TYPE_ELLIPSIS
              : 0;
    if (type === 0) return false;
    this.out.byte(type);
    return true;
  }

  // Writes a reference and answers -1, or answers the flag to write with the type.
  private reference(item: Item, inCode: boolean, force: boolean): number {
    if (this.version < 3) return 0;
    const id = this.ids.of(item, inCode);
    const index = this.indices.get(id);
    if (index !== undefined) {
      if (this.open.has(id)) throw unmarshallable();
      this.out.byte(TYPE_REF);
      this.out.int32(index);
      return -1;
    }
    if (!force && !this.ids.isImmortal(item) && (this.references.get(id) ?? 0) < 2) return 0;
    this.indices.set(id, this.refCount++);
    return FLAG_REF;
  }

  private object(
    item: Item,
    flag: number,
    depth: number,
    inCode: boolean,
    push: (items: readonly Work[], depth: number, inCode: boolean, force: boolean) => void,
  ): void {
    const { out } = this;
    if (typeof item === 'number' && item === (item | 0)) {
      out.byte(TYPE_INT | flag);
      out.int32(item);
    } else if (typeof item === 'number' || typeof item === 'bigint') {
      out.byte(TYPE_LONG | flag);
      writeDigits(item, out);
    } else if (item instanceof InternedName) {
      this.text(item.text, flag, true);
    } else if (isStr(item)) {
      this.text(item, flag, this.ids.isInterned(item));
    } else if (item instanceof NameTuple) {
      this.tupleHead(item.names.length, flag);
      push(item.names.map(internedKey), depth, inCode, false);
    } else if (item instanceof TableBytes) {
      this.string(item.data, flag);
    } else if (item instanceof PyObject && this.options.isExact?.(item) === false) {
      throw unmarshallable();
    } else if (item instanceof PyFloat) {
      if (this.version > 1) {
        out.byte(TYPE_BINARY_FLOAT | flag);
        out.float64(item.value);
      } else {
        out.byte(TYPE_FLOAT | flag);
        this.floatText(item.value);
      }
    } else if (item instanceof PyComplex) {
      if (this.version > 1) {
        out.byte(TYPE_BINARY_COMPLEX | flag);
        out.float64(item.real);
        out.float64(item.imag);
      } else {
        out.byte(TYPE_COMPLEX | flag);
        this.floatText(item.real);
        this.floatText(item.imag);
      }
    } else if (item instanceof PyBytes) {
      this.string(item.data, flag);
    } else if (item instanceof PyTuple) {
      this.tupleHead(item.items.length, flag);
      push(item.items, depth, inCode, false);
    } else if (item instanceof PySlice) {
      if (this.version < 5) throw unmarshallable();
      out.byte(TYPE_SLICE | flag);
      push([...sliceBounds(item, inCode), this.begin(item, inCode)], depth, inCode, false);
    } else if (item instanceof FrozenSetConstant) {
      out.byte(TYPE_FROZENSET | flag);
      out.int32(item.items.length);
      push(this.sorted(item.items), depth, inCode, true);
    } else if (item instanceof PyCode) {
      if (this.options.allowCode === false) {
        throw new MarshalError('ValueError', 'marshalling code objects is disallowed');
      }
      out.byte(TYPE_CODE | flag);
      out.int32(item.co_argcount);
      out.int32(item.co_posonlyargcount);
      out.int32(item.co_kwonlyargcount);
      out.int32(item.co_stacksize);
      out.int32(item.co_flags);
      push([...codeParts(item), this.begin(item, inCode)], depth, true, false);
    } else {
      this.inspected(this.options.inspect?.(item as PyObject), flag, depth, inCode, push);
    }
  }

  private begin(item: PySlice | PyCode, inCode: boolean): Done {
    const id = this.ids.of(item, inCode);
    this.open.add(id);
    return new Done(id);
  }

  private inspected(
    what: Inspected | undefined,
    flag: number,
    depth: number,
    inCode: boolean,
    push: (items: readonly Work[], depth: number, inCode: boolean, force: boolean) => void,
  ): void {
    const { out } = this;
    switch (what?.kind) {
      case undefined:
        throw unmarshallable();
      case 'stopiteration':
        out.byte(TYPE_STOPITER);
        return;
      case 'buffer':
        this.string(what.data, flag);
        return;
      case 'list':
        out.byte(TYPE_LIST | flag);
        out.int32(what.items.length);
        push(what.items, depth, inCode, false);
        return;
      case 'dict':
        out.byte(TYPE_DICT | flag);
        push([new End()], depth, inCode, false);
        push(what.items, depth, inCode, false);
        return;
      case 'set':
      case 'frozenset':
        out.byte((what.kind === 'set' ? TYPE_SET : TYPE_FROZENSET) | flag);
        out.int32(what.items.length);
        push(this.sorted(what.items), depth, inCode, true);
    }
  }

  private sorted(items: readonly Value[]): Value[] {
    if (this.nestedSets === MAX_NESTED_SETS) {
      throw new MarshalError('ValueError', 'object too deeply nested to marshal');
    }
    const dumps = items.map((item) => {
      const alone = new MarshalWriter(this.options, this.version, this.ids, this.references, this.nestedSets + 1);
      alone.write(item, true);
      return { item, bytes: alone.out.finish() };
    });
    return dumps.sort((a, b) => compareBytes(a.bytes, b.bytes)).map((dump) => dump.item);
  }

  private tupleHead(size: number, flag: number): void {
    if (this.version >= 4 && size < 256) {
      this.out.byte(TYPE_SMALL_TUPLE | flag);
      this.out.byte(size);
    } else {
      this.out.byte(TYPE_TUPLE | flag);
      this.out.int32(size);
    }
  }

  private string(data: Uint8Array, flag: number): void {
    this.out.byte(TYPE_STRING | flag);
    this.out.int32(data.length);
    this.out.bytes(data);
  }

  private text(text: Str, flag: number, interned: boolean): void {
    const { out } = this;
    if (this.version >= 4 && isAscii(text)) {
      if (strLength(text) < 256) {
        out.byte((interned ? TYPE_SHORT_ASCII_INTERNED : TYPE_SHORT_ASCII) | flag);
        out.byte(strLength(text));
      } else {
        out.byte((interned ? TYPE_ASCII_INTERNED : TYPE_ASCII) | flag);
        out.int32(strLength(text));
      }
    } else {
      out.byte((this.version >= 3 && interned ? TYPE_INTERNED : TYPE_UNICODE) | flag);
      out.int32(utf8Length(text));
    }
    writeUtf8(text, out);
  }

  private floatText(value: number): void {
    const text = formatG17(value);
    this.out.byte(text.length);
    for (let i = 0; i < text.length; i++) this.out.byte(text.charCodeAt(i));
  }
}

function unmarshallable(): MarshalError {
  return new MarshalError('ValueError', 'unmarshallable object');
}

function internedKey(key: string): InternedName {
  return new InternedName(strFromKey(key));
}

function codeParts(code: PyCode): Work[] {
  return [
    new RawCode(code.co_code),
    code.co_consts,
    new NameTuple(code.co_names, false),
    new NameTuple(code.localsplusnames, isAnnotationScope(code)),
    new TableBytes(code.localspluskinds, true),
    new InternedName(code.co_filename),
    new InternedName(code.co_name),
    new InternedName(code.co_qualname),
    new RawInt(code.co_firstlineno),
    new TableBytes(code.co_linetable, false),
    new TableBytes(code.co_exceptiontable, false),
  ];
}

// The compiler renames the parameter of an annotation scope after it has made the tuple of names, so the tuple is not shared.
function isAnnotationScope(code: PyCode): boolean {
  if (code.co_posonlyargcount !== 1 || code.co_argcount !== 1 || code.localsplusnames[0] !== 'format') return false;
  const { co_code } = code;
  let i = 0;
  while (co_code[i] === op.MAKE_CELL || co_code[i] === op.COPY_FREE_VARS) i += 2;
  const first = co_code[i + 2];
  return (
    co_code[i] === op.RESUME &&
    (first === op.LOAD_FAST_BORROW || first === op.LOAD_FAST || first === op.LOAD_DEREF) &&
    co_code[i + 4] === op.LOAD_SMALL_INT &&
    co_code[i + 5] === 2 &&
    co_code[i + 6] === op.COMPARE_OP
  );
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * Finds constants that are interned though they do not look like names. A class body stores its qualified name by a constant that is the
 * very object of co_qualname, which is interned unless a code object made earlier has the same one; the name of a class is a constant
 * around it. Code objects are made from the inside out.
 */
function internClassNames(root: PyCode, ids: Identities): void {
  const seen = new Set<PyCode>([root]);
  const qualnames = new Set<string>();
  const open = [{ code: root, next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { code } = top;
    const constant = code.co_consts.items[top.next++];
    if (constant instanceof PyCode) {
      if (!seen.has(constant)) open.push({ code: constant, next: 0 });
      seen.add(constant);
    } else if (constant === undefined) {
      open.pop();
      const { co_name, co_qualname } = code;
      if (typeof co_qualname !== 'string' || typeof co_name !== 'string') continue;
      const isClass = (code.co_flags & CO_OPTIMIZED) === 0 && code !== root;
      if (isClass) ids.intern(co_name);
      if (isClass && !qualnames.has(co_qualname) && code.co_consts.items.includes(co_qualname)) ids.intern(co_qualname);
      qualnames.add(co_qualname);
    }
  }
}

// How often each identity is referred to, which in CPython is its reference count.
function countReferences(root: Value, ids: Identities, options: MarshalWriteOptions): Map<number, number> {
  const counts = new Map<number, number>();
  const work: Work[] = [root];
  const modes: boolean[] = [false];
  while (work.length > 0) {
    const item = work.pop() as Work;
    const inCode = modes.pop() as boolean;
    if (item instanceof RawInt || item instanceof RawCode || item instanceof End || item instanceof Done) continue;
    if (item instanceof SliceBound) continue;
    if (typeof item === 'boolean') continue;
    const id = ids.of(item, inCode);
    const seen = counts.get(id) ?? 0;
    counts.set(id, seen + 1);
    if (seen > 0 || typeof item !== 'object') continue;
    let parts: readonly Work[] | undefined;
    let partsInCode = inCode;
    if (item instanceof NameTuple) {
      parts = item.names.map(internedKey);
    } else if (item instanceof PyTuple || item instanceof FrozenSetConstant) {
      parts = item.items;
    } else if (item instanceof PySlice) {
      parts = sliceBounds(item, inCode);
    } else if (item instanceof PyCode) {
      numberConstant(item.co_consts, ids);
      parts = codeParts(item);
      partsInCode = true;
    } else if (item instanceof PyObject) {
      const what = options.inspect?.(item);
      if (what !== undefined && 'items' in what) parts = what.items;
    }
    for (const part of parts ?? []) {
      if (partsInCode && (part instanceof PyTuple || part instanceof PySlice)) numberConstant(part, ids);
      work.push(part);
      modes.push(partsInCode);
    }
  }
  return counts;
}

/**
 * `marshal.dumps`. Throws a MarshalError with CPython's message. Which objects get a reference depends in CPython on
 * reference counts; here on how often they occur in the value, on interning, and for code on the compiler's constant
 * cache, which gives the bytes that CPython writes for freshly compiled code.
 */
export function dumps(value: Value, options: MarshalWriteOptions = {}): Uint8Array {
  const version = options.version ?? MARSHAL_VERSION;
  const ids = new Identities();
  if (value instanceof PyCode) internClassNames(value, ids);
  const references = version >= 3 ? countReferences(value, ids, options) : new Map<number, number>();
  const writer = new MarshalWriter(options, version, ids, references, 0);
  writer.write(value, value instanceof PyCode);
  return writer.out.finish();
}
