/** This file turns objects into pickles. */
import { bufferBytes } from '../../objects/buffer.js';
import { encodeUtf8 } from '../../objects/codecs/utf8.js';
import { typeOf, typeType } from '../../objects/core-types.js';
import { runtimeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { KeyError } from '../../objects/exceptions/types.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { getItem } from '../../objects/operations/containers.js';
import { getIter } from '../../objects/operations/iteration.js';
import { repr, str } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr } from '../../objects/strings.js';
import { PyByteArray } from '../../objects/types/bytes/bytearray-object.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { functionType } from '../../objects/types/function.js';
import { intToBytes } from '../../objects/types/int/bytes.js';
import { PyList } from '../../objects/types/list/list.js';
import { type PyAnySet, PyFrozenSet, PySet } from '../../objects/types/set/set.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { Ellipsis, None, NotImplemented } from '../../values/singletons.js';
import { codePointAt, isStr, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { fullTypeName, picklingError } from './errors.js';
import * as op from './opcodes.js';
import { isContiguous, PyPickleBuffer } from './pickle-buffer.js';
import type { PickleOutput } from './pickle-output.js';

/** Items that are put into a container with one opcode. */
const BATCH = 1000;

/** What a pickle remembers of an object that it holds already: the number of its place in the memo. */
export type PicklerMemo = Map<Value, number>;

/** What a pickler is set to do. */
export interface PicklerSettings {
  readonly protocol: number;
  /** Names of Python 2 are written. */
  readonly fixImports: boolean;
  /** No memo is kept. */
  readonly fast: boolean;
  readonly bufferCallback: Value;
  /** The program's functions; null without. */
  readonly persistentId: Value | null;
  readonly reducerOverride: Value | null;
  readonly dispatchTable: Value | null;
  /** The class of the pickler, for messages. */
  readonly memo: PicklerMemo;
}

/** One dump. */
export class PickleWriter {
  private readonly binary: boolean;

  constructor(
    private readonly vm: Runtime,
    private readonly settings: PicklerSettings,
    private readonly out: PickleOutput,
  ) {
    this.binary = settings.protocol >= 1;
  }

  private get protocol(): number {
    return this.settings.protocol;
  }

  /** Write a whole pickle. */
  dump(object: Value): void {
    if (this.protocol >= 2) {
      this.out.byte(op.PROTO);
      this.out.byte(this.protocol);
    }
    if (this.protocol >= 4) this.out.startFraming();
    this.save(object);
    this.out.byte(op.STOP);
  }

  private save(object: Value, asksPersistentId = true): void {
    const { vm, settings } = this;
    vm.chargeFuel(4);
    this.out.boundary();
    if (asksPersistentId && settings.persistentId !== null) {
      const id = vm.call1(settings.persistentId, object);
      if (id !== None) {
        this.savePersistent(id);
        return;
      }
    }
    if (this.saveAtom(object)) return;
    const known = settings.memo.get(object);
    if (known !== undefined) {
      this.get(known);
      return;
    }
    if (isStr(object)) this.saveStr(object);
    else if (object instanceof PyBytes && object.constructor === PyBytes) this.saveBytes(object, object.data);
    else {
      vm.enterRecursion(' while pickling an object');
      try {
        this.saveObject(object);
      } finally {
        vm.leaveRecursion();
      }
    }
  }

  /** Objects that no memo holds. */
  private saveAtom(object: Value): boolean {
    const { out } = this;
    if (object === None) out.byte(op.NONE);
    else if (typeof object === 'boolean') {
      if (this.protocol >= 2) out.byte(object ? op.NEWTRUE : op.NEWFALSE);
      else out.ascii(object ? 'I01\n' : 'I00\n');
    } else if (typeof object === 'number' || typeof object === 'bigint') this.saveInt(object);
    else if (object instanceof PyFloat && object.constructor === PyFloat) this.saveFloat(object);
    else return false;
    return true;
  }

  private saveInt(value: number | bigint): void {
    const { out, vm } = this;
    const isShort = typeof value === 'number' && value >= -0x80000000 && value <= 0x7fffffff;
    if (isShort && this.binary) {
      if (value >= 0 && value <= 0xff) {
        out.byte(op.BININT1);
        out.byte(value);
      } else if (value >= 0 && value <= 0xffff) {
        out.byte(op.BININT2);
        out.number(value, 2);
      } else {
        out.byte(op.BININT);
        out.number(value >>> 0, 4);
      }
    } else if (isShort) out.ascii(`I${value}\n`);
    else if (this.protocol >= 2) {
      const bits = (value < 0 ? -BigInt(value) - 1n : BigInt(value)).toString(16).length * 4;
      let bytes = intToBytes(vm, value, (bits >> 3) + 1, true, true);
      // No byte more than the sign needs.
      const fill = value < 0 ? 0xff : 0;
      while (
        bytes.length > 1 &&
        bytes[bytes.length - 1] === fill &&
        ((bytes[bytes.length - 2] as number) >> 7 === 1) === value < 0
      ) {
        bytes = bytes.subarray(0, bytes.length - 1);
      }
      if (bytes.length < 256) {
        out.byte(op.LONG1);
        out.byte(bytes.length);
      } else {
        out.byte(op.LONG4);
        out.number(bytes.length, 4);
      }
      out.bytes(bytes);
    } else out.ascii(`L${strToUtf16(repr(vm, value))}L\n`);
  }

  private saveFloat(object: PyFloat): void {
    const { out } = this;
    if (!this.binary) {
      out.ascii(`F${strToUtf16(repr(this.vm, object))}\n`);
      return;
    }
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, object.value);
    out.byte(op.BINFLOAT);
    out.bytes(bytes);
  }

  private saveStr(text: Str): void {
    const { out, vm } = this;
    if (!this.binary) {
      out.byte(op.UNICODE);
      out.ascii(rawUnicodeEscape(text));
      out.byte(10);
    } else {
      const bytes = encodeUtf8(vm, text, 'surrogatepass');
      if (bytes.length <= 0xff && this.protocol >= 4) out.large([op.SHORT_BINUNICODE, bytes.length], bytes, null);
      else out.large([op.BINUNICODE, ...littleEndian(bytes.length, 4)], bytes, null);
    }
    this.memoize(text);
  }

  private saveBytes(object: Value, data: Uint8Array): void {
    const { vm } = this;
    if (this.protocol < 3) {
      // Python 2 gets bytes as the text that encodes to them.
      if (data.length === 0) this.saveReduce([typeOf(new PyBytes(data)), new PyTuple([])], object);
      else {
        const text = vm.call2(getAttr(vm, object, 'decode'), 'latin1', 'strict');
        const encode = getAttr(vm, vm.importModule('_codecs'), 'encode');
        this.saveReduce([encode, new PyTuple([text, 'latin1'])], object);
      }
      return;
    }
    this.writeBytes(data, object);
    this.memoize(object);
  }

  private writeBytes(data: Uint8Array, payload: Value | null): void {
    const { out } = this;
    if (data.length <= 0xff) out.large([op.SHORT_BINBYTES, data.length], data, payload);
    else if (data.length <= 0xffffffff) out.large([op.BINBYTES, ...littleEndian(data.length, 4)], data, payload);
    else out.large([op.BINBYTES8, ...littleEndian(data.length, 8)], data, payload);
  }

  private writeByteArray(data: Uint8Array, payload: Value | null): void {
    this.out.large([op.BYTEARRAY8, ...littleEndian(data.length, 8)], data, payload);
  }

  private savePickleBuffer(object: PyPickleBuffer): void {
    const { vm, settings, out } = this;
    if (this.protocol < 5) throw picklingError('PickleBuffer can only be pickled with protocol >= 5');
    const view = object.buffer;
    if (!isContiguous(view)) {
      throw picklingError('PickleBuffer can not be pickled when pointing to a non-contiguous buffer');
    }
    const isInside = settings.bufferCallback === None || isTrue(vm, vm.call1(settings.bufferCallback, object));
    if (!isInside) {
      out.byte(op.NEXT_BUFFER);
      if (view.readonly) out.byte(op.READONLY_BUFFER);
      return;
    }
    const data = bufferBytes(view);
    if (view.readonly) this.writeBytes(data, null);
    else this.writeByteArray(data, null);
    this.memoize(object);
  }

  private memoize(object: Value): void {
    const { out, settings } = this;
    if (settings.fast) return;
    const index = settings.memo.size;
    this.vm.chargeMemory(48);
    settings.memo.set(object, index);
    if (this.protocol >= 4) out.byte(op.MEMOIZE);
    else if (!this.binary) out.ascii(`p${index}\n`);
    else if (index < 256) {
      out.byte(op.BINPUT);
      out.byte(index);
    } else {
      out.byte(op.LONG_BINPUT);
      out.number(index, 4);
    }
  }

  private get(index: number): void {
    const { out } = this;
    if (!this.binary) out.ascii(`g${index}\n`);
    else if (index < 256) {
      out.byte(op.BINGET);
      out.byte(index);
    } else {
      out.byte(op.LONG_BINGET);
      out.number(index, 4);
    }
  }

  private savePersistent(id: Value): void {
    const { out, vm } = this;
    if (this.binary) {
      this.save(id, false);
      out.byte(op.BINPERSID);
      return;
    }
    const text = strToUtf16(str(vm, id));
    if (!isAscii(text)) throw picklingError('persistent IDs in protocol 0 must be ASCII strings');
    out.ascii(`P${text}\n`);
  }

  private saveObject(object: Value): void {
    const { vm, settings } = this;
    const type = typeOf(object);
    let reduced: Value = NotImplemented;
    if (settings.reducerOverride !== null) reduced = vm.call1(settings.reducerOverride, object);
    if (reduced === NotImplemented) {
      if (this.saveBuiltin(object)) return;
      const reduce = this.dispatched(type);
      if (reduce !== undefined) reduced = vm.call1(reduce, object);
      else if (object instanceof PyType || type.isSubtypeOf(typeType)) {
        this.saveGlobal(object, null);
        return;
      } else reduced = this.reduceOf(object);
    }
    const name = asStr(reduced);
    if (name !== undefined) {
      this.saveGlobal(object, name);
      return;
    }
    this.noting(object, 'object', () => {
      if (!(reduced instanceof PyTuple)) {
        throw picklingError(`__reduce__ must return a string or tuple, not ${fullTypeName(vm, reduced)}`);
      }
      const { items } = reduced;
      if (items.length < 2 || items.length > 6) {
        throw picklingError('tuple returned by __reduce__ must contain 2 through 6 elements');
      }
      this.saveReduce(items, object);
    });
  }

  /** Objects of exactly these types have opcodes of their own. */
  private saveBuiltin(object: Value): boolean {
    if (object instanceof PyDict && object.type.name === 'dict' && !object.type.isHeap) this.saveDict(object);
    else if (object instanceof PySet && object.constructor === PySet) this.saveSet(object);
    else if (object instanceof PyFrozenSet && object.constructor === PyFrozenSet) this.saveFrozenSet(object);
    else if (object instanceof PyList && object.constructor === PyList) this.saveList(object);
    else if (object instanceof PyTuple && object.constructor === PyTuple) this.saveTuple(object);
    else if (object instanceof PyByteArray && object.constructor === PyByteArray) this.saveByteArray(object);
    else if (object instanceof PyPickleBuffer) this.savePickleBuffer(object);
    else if (typeOf(object) === typeType) this.saveType(object);
    else if (typeOf(object) === functionType) this.saveGlobal(object, null);
    else return false;
    return true;
  }

  /** The function that reduces objects of a type, as the pickler's table or copyreg's says. */
  private dispatched(type: PyType): Value | undefined {
    const { vm, settings } = this;
    const table = settings.dispatchTable ?? getAttr(vm, vm.importModule('copyreg'), 'dispatch_table');
    if (table instanceof PyDict && !table.type.isHeap) return table.get(vm, type);
    try {
      return getItem(vm, table, type);
    } catch (reason) {
      if (reason instanceof Raised && reason.exception.type.isSubtypeOf(KeyError)) return undefined;
      throw reason;
    }
  }

  private reduceOf(object: Value): Value {
    const { vm } = this;
    const reduceEx = lookupAttr(vm, object, '__reduce_ex__');
    if (reduceEx !== undefined) return vm.call1(reduceEx, this.protocol);
    const reduce = lookupAttr(vm, object, '__reduce__');
    if (reduce !== undefined) return vm.call0(reduce);
    throw picklingError(`Can't pickle ${fullTypeName(vm, object)} object`);
  }

  private saveByteArray(object: PyByteArray): void {
    if (this.protocol < 5) {
      const args = object.bytes.length === 0 ? [] : [new PyBytes(object.bytes.slice())];
      this.saveReduce([typeOf(object), new PyTuple(args)], object);
      return;
    }
    this.writeByteArray(object.bytes, object);
    this.memoize(object);
  }

  private saveType(object: Value): void {
    for (const single of [None, NotImplemented, Ellipsis]) {
      if (object === typeOf(single)) {
        this.saveReduce([typeType, new PyTuple([single])], object);
        return;
      }
    }
    this.saveGlobal(object, null);
  }

  /** Do something; what it raises is told which part of which object it was about. */
  private noting(object: Value | null, part: string | (() => string), action: () => void): void {
    try {
      action();
    } catch (reason) {
      if (reason instanceof Raised && object !== null) {
        const { vm } = this;
        const what = typeof part === 'string' ? part : part();
        const note = strFromUtf16(`when serializing ${fullTypeName(vm, object)} ${what}`);
        vm.call1(getAttr(vm, reason.exception, 'add_note'), note);
      }
      throw reason;
    }
  }

  private saveTuple(object: PyTuple): void {
    const { out, settings } = this;
    const { items } = object;
    if (items.length === 0) {
      if (this.binary) out.byte(op.EMPTY_TUPLE);
      else out.ascii('(t');
      return;
    }
    const isSmall = items.length <= 3 && this.protocol >= 2;
    if (!isSmall) out.byte(op.MARK);
    items.forEach((item, i) => {
      this.noting(object, `item ${i}`, () => this.save(item));
    });
    // A tuple that holds itself was saved by its own items.
    const known = settings.memo.get(object);
    if (known !== undefined) {
      if (!isSmall && this.binary) out.byte(op.POP_MARK);
      else for (let i = 0; i < items.length + (isSmall ? 0 : 1); i++) out.byte(op.POP);
      this.get(known);
      return;
    }
    out.byte(isSmall ? ([op.TUPLE1, op.TUPLE2, op.TUPLE3][items.length - 1] as number) : op.TUPLE);
    this.memoize(object);
  }

  private saveList(object: PyList): void {
    if (this.binary) this.out.byte(op.EMPTY_LIST);
    else this.out.ascii('(l');
    this.memoize(object);
    if (object.items.length === 0) return;
    if (!this.binary) {
      this.appendAll(object, object);
      return;
    }
    // The list may change meanwhile.
    if (object.items.length === 1) {
      this.noting(object, 'item 0', () => this.save(object.items[0] as Value));
      this.out.byte(op.APPEND);
      return;
    }
    let i = 0;
    do {
      this.out.byte(op.MARK);
      for (const end = i + BATCH; i < end && i < object.items.length; i++) {
        this.noting(object, `item ${i}`, () => this.save(object.items[i] as Value));
      }
      this.out.byte(op.APPENDS);
    } while (i < object.items.length);
  }

  /** Append the items of an iterable to the object on the stack. */
  private appendAll(items: Value, object: Value): void {
    const { vm, out } = this;
    const iterator = getIter(vm, items);
    let index = 0;
    if (!this.binary) {
      for (let step = vm.iterate(iterator); !step.finished; step = vm.iterate(iterator)) {
        const { value } = step;
        this.noting(object, `item ${index}`, () => this.save(value));
        out.byte(op.APPEND);
        index++;
      }
      return;
    }
    for (;;) {
      const batch = this.nextBatch(iterator);
      if (batch.length === 0) return;
      if (batch.length > 1) out.byte(op.MARK);
      for (const item of batch) {
        this.noting(object, `item ${index}`, () => this.save(item));
        index++;
      }
      out.byte(batch.length > 1 ? op.APPENDS : op.APPEND);
      if (batch.length < BATCH) return;
    }
  }

  private nextBatch(iterator: Value): Value[] {
    const batch: Value[] = [];
    while (batch.length < BATCH) {
      const step = this.vm.iterate(iterator);
      if (step.finished) break;
      batch.push(step.value);
    }
    return batch;
  }

  private saveDict(object: PyDict): void {
    const { out, vm } = this;
    if (this.binary) out.byte(op.EMPTY_DICT);
    else out.ascii('(d');
    this.memoize(object);
    if (object.size === 0) return;
    if (!this.binary) {
      this.setAll(vm.call0(getAttr(vm, object, 'items')), object);
      return;
    }
    const { size } = object;
    let saved = 0;
    let position = object.nextPosition(0);
    do {
      const isSingle = size === 1;
      if (!isSingle) out.byte(op.MARK);
      for (let i = 0; i < BATCH && position >= 0; i++) {
        const [key, value] = [object.keyAt(position), object.valueAt(position)];
        this.saveItem(key, value, object);
        if (object.size !== size) throw runtimeError('dictionary changed size during iteration');
        position = object.nextPosition(position + 1);
        saved++;
      }
      out.byte(isSingle ? op.SETITEM : op.SETITEMS);
    } while (saved < size && position >= 0);
  }

  private saveItem(key: Value, value: Value, object: Value): void {
    this.save(key);
    this.noting(
      object,
      () => `item ${strToUtf16(repr(this.vm, key))}`,
      () => this.save(value),
    );
  }

  /** Set the items, pairs of key and value, in the object on the stack. */
  private setAll(items: Value, object: Value): void {
    const { vm, out } = this;
    const iterator = getIter(vm, items);
    const save = (pair: Value): void => {
      if (!(pair instanceof PyTuple) || pair.items.length !== 2) {
        throw picklingError('dict items iterator must return 2-tuples');
      }
      this.saveItem(pair.items[0] as Value, pair.items[1] as Value, object);
    };
    if (!this.binary) {
      for (let step = vm.iterate(iterator); !step.finished; step = vm.iterate(iterator)) {
        save(step.value);
        out.byte(op.SETITEM);
      }
      return;
    }
    for (;;) {
      const batch = this.nextBatch(iterator);
      if (batch.length === 0) return;
      if (batch.length > 1) out.byte(op.MARK);
      for (const pair of batch) save(pair);
      out.byte(batch.length > 1 ? op.SETITEMS : op.SETITEM);
      if (batch.length < BATCH) return;
    }
  }

  private saveSet(object: PySet): void {
    const { out } = this;
    if (this.protocol < 4) {
      this.saveReduce([typeOf(object), new PyTuple([new PyList(object.toArray())])], object);
      return;
    }
    out.byte(op.EMPTY_SET);
    this.memoize(object);
    const { size } = object;
    if (size === 0) return;
    const elements = object.toArray();
    for (let start = 0; start <= elements.length; start += BATCH) {
      if (start === elements.length && start > 0 && elements.length % BATCH !== 0) break;
      out.byte(op.MARK);
      for (const element of elements.slice(start, start + BATCH)) {
        this.noting(object, 'element', () => this.save(element));
        if (object.size !== size) throw runtimeError('set changed size during iteration');
      }
      out.byte(op.ADDITEMS);
    }
  }

  private saveFrozenSet(object: PyAnySet): void {
    const { out, settings } = this;
    if (this.protocol < 4) {
      this.saveReduce([typeOf(object), new PyTuple([new PyList(object.toArray())])], object);
      return;
    }
    out.byte(op.MARK);
    for (const element of object.toArray()) this.noting(object, 'element', () => this.save(element));
    const known = settings.memo.get(object);
    if (known !== undefined) {
      out.byte(op.POP_MARK);
      this.get(known);
      return;
    }
    out.byte(op.FROZENSET);
    this.memoize(object);
  }

  /** Save what `__reduce__` answered. `object` is null for a reconstruction that is itself part of another. */
  private saveReduce(items: readonly Value[], object: Value | null): void {
    const { vm, out, settings } = this;
    const [callable, args, state = None, listItems = None, dictItems = None, stateSetter = None] = items as [
      Value,
      Value,
    ];
    if (typeOf(callable).tp_call === null) {
      const what = fullTypeName(vm, callable);
      throw picklingError(`first item of the tuple returned by __reduce__ must be callable, not ${what}`);
    }
    if (!(args instanceof PyTuple)) {
      const what = fullTypeName(vm, args);
      throw picklingError(`second item of the tuple returned by __reduce__ must be a tuple, not ${what}`);
    }
    this.checkIterator(listItems, 'fourth');
    this.checkIterator(dictItems, 'fifth');
    if (stateSetter !== None && typeOf(stateSetter).tp_call === null) {
      const what = fullTypeName(vm, stateSetter);
      throw picklingError(`sixth item of the tuple returned by __reduce__ must be callable, not ${what}`);
    }
    this.saveConstruction(callable, args, object);
    if (object !== null) {
      // An object that holds itself was saved by its own parts.
      const known = settings.memo.get(object);
      if (known !== undefined) {
        out.byte(op.POP);
        this.get(known);
      } else this.memoize(object);
    }
    if (listItems !== None) this.appendAll(listItems, object as Value);
    if (dictItems !== None) this.setAll(dictItems, object as Value);
    if (state === None) return;
    if (stateSetter === None) {
      this.noting(object, 'state', () => this.save(state));
      out.byte(op.BUILD);
      return;
    }
    this.noting(object, 'state setter', () => this.save(stateSetter));
    this.save(object as Value);
    this.noting(object, 'state', () => this.save(state));
    out.byte(op.TUPLE2);
    out.byte(op.REDUCE);
    out.byte(op.POP);
  }

  private checkIterator(items: Value, place: string): void {
    if (items === None || typeOf(items).tp_iternext !== null) return;
    const what = fullTypeName(this.vm, items);
    throw picklingError(`${place} item of the tuple returned by __reduce__ must be an iterator, not ${what}`);
  }

  private saveConstruction(callable: Value, args: PyTuple, object: Value | null): void {
    const { vm, out } = this;
    const nameValue = this.protocol >= 2 ? lookupAttr(vm, callable, '__name__') : undefined;
    const name = nameValue === undefined ? undefined : asStr(nameValue);
    if (name === '__newobj_ex__') this.saveNewObjectEx(args, object);
    else if (name === '__newobj__') {
      if (args.items.length < 1) throw picklingError('__newobj__ expected at least 1 argument, got 0');
      const cls = args.items[0] as Value;
      this.checkClass(cls, object, '__newobj__');
      this.noting(object, 'class', () => this.save(cls));
      this.noting(object, '__new__ arguments', () => this.save(new PyTuple(args.items.slice(1))));
      out.byte(op.NEWOBJ);
    } else {
      this.noting(object, 'reconstructor', () => this.save(callable));
      this.noting(object, 'reconstructor arguments', () => this.save(args));
      out.byte(op.REDUCE);
    }
  }

  private checkClass(cls: Value, object: Value | null, name: string): void {
    const { vm } = this;
    if (lookupAttr(vm, cls, '__new__') === undefined) {
      throw picklingError(`first argument to ${name}() has no __new__`);
    }
    if (object === null) return;
    const own = getAttr(vm, object, '__class__');
    if (own !== cls) {
      const [wanted, got] = [strToUtf16(repr(vm, own)), strToUtf16(repr(vm, cls))];
      throw picklingError(`first argument to ${name}() must be ${wanted}, not ${got}`);
    }
  }

  private saveNewObjectEx(all: PyTuple, object: Value | null): void {
    const { vm, out } = this;
    if (all.items.length !== 3) throw picklingError(`__newobj_ex__ expected 3 arguments, got ${all.items.length}`);
    const [cls, args, kwargs] = all.items as [Value, Value, Value];
    this.checkClass(cls, object, '__newobj_ex__');
    if (!(args instanceof PyTuple)) {
      throw picklingError(`second argument to __newobj_ex__() must be a tuple, not ${fullTypeName(vm, args)}`);
    }
    if (!(kwargs instanceof PyDict)) {
      throw picklingError(`third argument to __newobj_ex__() must be a dict, not ${fullTypeName(vm, kwargs)}`);
    }
    if (this.protocol >= 4) {
      this.noting(object, 'class', () => this.save(cls));
      this.noting(object, '__new__ arguments', () => {
        this.save(args);
        this.save(kwargs);
      });
      out.byte(op.NEWOBJ_EX);
      return;
    }
    // Older protocols get a partial call of __new__ that is complete.
    const partial = getAttr(vm, vm.importModule('functools'), 'partial');
    const names: string[] = [];
    const values: Value[] = [];
    for (let at = kwargs.nextPosition(0); at >= 0; at = kwargs.nextPosition(at + 1)) {
      names.push(strToUtf16(asStr(kwargs.keyAt(at)) ?? ''));
      values.push(kwargs.valueAt(at));
    }
    const call = vm.call(partial, [getAttr(vm, cls, '__new__'), cls, ...args.items, ...values], names);
    this.noting(object, 'reconstructor', () => this.save(call));
    this.save(new PyTuple([]));
    out.byte(op.REDUCE);
  }

  /** Save an object by the name under which it is found in its module. */
  private saveGlobal(object: Value, given: Str | null): void {
    const { vm, out } = this;
    const nameValue = given ?? lookupAttr(vm, object, '__qualname__') ?? getAttr(vm, object, '__name__');
    const name = asStr(nameValue) as Str;
    const module = vm.call2(getAttr(vm, vm.importModule('pickle'), 'whichmodule'), object, name);
    if (this.protocol >= 2 && this.saveExtension(module, name)) return;
    if (this.protocol >= 4) {
      this.save(module);
      this.save(name);
      out.byte(op.STACK_GLOBAL);
    } else this.saveOldGlobal(strToUtf16(asStr(module) as Str), strToUtf16(name));
    this.memoize(object);
  }

  private saveExtension(module: Value, name: Str): boolean {
    const { vm, out } = this;
    const registry = getAttr(vm, vm.importModule('copyreg'), '_extension_registry');
    const code = registry instanceof PyDict ? registry.get(vm, new PyTuple([module, name])) : undefined;
    if (code === undefined) return false;
    if (typeof code !== 'number') throw picklingError(`Can't pickle ${strToUtf16(name)}: extension code is no integer`);
    if (code <= 0 || code > 0x7fffffff) throw runtimeError(`extension code ${code} is out of range`);
    if (code <= 0xff) {
      out.byte(op.EXT1);
      out.byte(code);
    } else if (code <= 0xffff) {
      out.byte(op.EXT2);
      out.number(code, 2);
    } else {
      out.byte(op.EXT4);
      out.number(code, 4);
    }
    return true;
  }

  /** Before protocol 4 names with dots are looked up by calls of getattr. */
  private saveOldGlobal(module: string, name: string): void {
    const { vm, out } = this;
    const [first, ...rest] = name.split('.') as [string, ...string[]];
    const getattr = getAttr(vm, vm.importModule('builtins'), 'getattr');
    for (let i = 0; i < rest.length; i++) {
      this.save(getattr);
      if (this.protocol < 2) out.byte(op.MARK);
    }
    this.writeGlobal(module, first);
    for (const attribute of rest) {
      this.save(strFromUtf16(attribute));
      out.byte(this.protocol < 2 ? op.TUPLE : op.TUPLE2);
      out.byte(op.REDUCE);
    }
  }

  private writeGlobal(module: string, name: string): void {
    const { vm, out } = this;
    let [shownModule, shownName] = [module, name];
    if (this.settings.fixImports) [shownModule, shownName] = oldNames(vm, module, name);
    const encoded = (text: string, what: string): Uint8Array => {
      const value = strFromUtf16(text);
      try {
        return encodeObjectText(vm, value, this.protocol >= 3 ? 'utf-8' : 'ascii');
      } catch (reason) {
        if (!(reason instanceof Raised)) throw reason;
        const shown = strToUtf16(repr(vm, value));
        const failure = picklingError(
          `can't pickle ${what} identifier ${shown} using pickle protocol ${this.protocol}`,
        );
        failure.exception.context = reason.exception;
        throw failure;
      }
    };
    const moduleBytes = encoded(shownModule, 'module');
    const nameBytes = encoded(shownName, 'global');
    out.byte(op.GLOBAL);
    out.bytes(moduleBytes);
    out.byte(10);
    out.bytes(nameBytes);
    out.byte(10);
  }
}

/** Module and name as Python 2 has them. */
function oldNames(vm: Runtime, module: string, name: string): [string, string] {
  const compat = vm.importModule('_compat_pickle');
  const names = getAttr(vm, compat, 'REVERSE_NAME_MAPPING') as PyDict;
  const pair = names.get(vm, new PyTuple([strFromUtf16(module), strFromUtf16(name)]));
  if (pair instanceof PyTuple) {
    return pair.items.map((item) => strToUtf16(asStr(item) as Str)) as [string, string];
  }
  const modules = getAttr(vm, compat, 'REVERSE_IMPORT_MAPPING') as PyDict;
  const found = modules.get(vm, strFromUtf16(module));
  return [found === undefined ? module : strToUtf16(asStr(found) as Str), name];
}

/** Text in an encoding; raises what its codec raises. */
function encodeObjectText(vm: Runtime, text: Str, encoding: string): Uint8Array {
  return (vm.call1(getAttr(vm, text, 'encode'), encoding) as PyBytes).data;
}

function littleEndian(value: number, size: number): number[] {
  const bytes: number[] = [];
  for (let i = 0, rest = value; i < size; i++) {
    bytes.push(rest % 256);
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** Text for the opcode UNICODE: Latin-1, with escapes for all else and for what ends or begins an escape. */
function rawUnicodeEscape(text: Str): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (point > 0xffff) out += `\\U${point.toString(16).padStart(8, '0')}`;
    else if (point > 0xff || point === 0x5c || point === 0 || point === 10 || point === 13 || point === 0x1a) {
      out += `\\u${point.toString(16).padStart(4, '0')}`;
    } else out += String.fromCharCode(point);
  }
  return out;
}
