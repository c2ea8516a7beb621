/** This file makes objects from pickles. */
import { getBuffer, PyBUF_FULL_RO } from '../../objects/buffer.js';
import { decodeUtf8 } from '../../objects/codecs/utf8.js';
import { floatType, intType, typeOf } from '../../objects/core-types.js';
import { error, overflowError, typeError, valueError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { AttributeError } from '../../objects/exceptions/types.js';
import { getAttr, lookupAttr, setAttr } from '../../objects/operations/attributes.js';
import { getItem, setItem } from '../../objects/operations/containers.js';
import { repr } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr } from '../../objects/strings.js';
import { PyByteArray } from '../../objects/types/bytes/bytearray-object.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { intFromBytes } from '../../objects/types/int/bytes.js';
import { PyList } from '../../objects/types/list/list.js';
import { frozensetType, PySet, setType } from '../../objects/types/set/set.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { unpicklingError } from './errors.js';
import * as op from './opcodes.js';
import type { PickleInput } from './pickle-input.js';

/** What an unpickler remembers, by number. */
export type UnpicklerMemo = Map<number, Value>;

/** What an unpickler is set to do. */
export interface UnpicklerSettings {
  readonly fixImports: boolean;
  /** How str objects of Python 2 are decoded. */
  readonly encoding: string;
  readonly errors: string;
  /** An iterator of buffers that travelled beside the pickle; None without. */
  readonly buffers: Value;
  /** The program's functions; null for the unpickler's own. */
  readonly findClass: Value | null;
  readonly persistentLoad: Value | null;
  readonly memo: UnpicklerMemo;
}

/** `Unpickler.find_class`. */
export function findClass(vm: Runtime, module: Str, name: Str, protocol: number, fixImports: boolean): Value {
  vm.audit('pickle.find_class', [module, name]);
  let [moduleName, className]: [Value, Value] = [module, name];
  if (protocol < 3 && fixImports) {
    const compat = vm.importModule('_compat_pickle');
    const pair = (getAttr(vm, compat, 'NAME_MAPPING') as PyDict).get(vm, new PyTuple([module, name]));
    if (pair instanceof PyTuple) [moduleName, className] = pair.items as [Value, Value];
    else moduleName = (getAttr(vm, compat, 'IMPORT_MAPPING') as PyDict).get(vm, module) ?? module;
  }
  const path = strToUtf16(asStr(moduleName) as Str);
  const found = vm.importModule(path);
  const attribute = strToUtf16(asStr(className) as Str);
  if (protocol < 4 || !attribute.includes('.')) return getAttr(vm, found, attribute);
  let object = found;
  for (const part of attribute.split('.')) {
    const next = lookupAttr(vm, object, part);
    if (next === undefined) {
      const [shownName, shownModule] = [className, moduleName].map((each) => strToUtf16(repr(vm, each)));
      throw error(AttributeError, `Can't resolve path ${shownName} on module ${shownModule}`);
    }
    object = next;
  }
  return object;
}

/** One load. */
export class PickleReader {
  private stack: Value[] = [];
  /** Where the marks stand in the stack. */
  private readonly marks: number[] = [];
  /** Nothing below this place may be popped. */
  private fence = 0;
  private protocol = 0;

  constructor(
    private readonly vm: Runtime,
    private readonly settings: UnpicklerSettings,
    private readonly input: PickleInput,
  ) {}

  get protocolSeen(): number {
    return this.protocol;
  }

  load(): Value {
    const { vm, input } = this;
    for (;;) {
      const code = input.opcode();
      vm.chargeFuel(2);
      if (code === op.STOP) {
        input.finish();
        return this.pop();
      }
      if (!this.step(code)) throw badKey(code);
    }
  }

  private push(value: Value): void {
    if ((this.stack.length & 63) === 0) this.vm.chargeMemory(512);
    this.stack.push(value);
  }

  private underflow(): Raised {
    return unpicklingError(this.marks.length > 0 ? 'unexpected MARK found' : 'unpickling stack underflow');
  }

  private pop(): Value {
    if (this.stack.length <= this.fence) throw this.underflow();
    return this.stack.pop() as Value;
  }

  private get top(): Value {
    if (this.stack.length <= this.fence) throw this.underflow();
    return this.stack[this.stack.length - 1] as Value;
  }

  private set top(value: Value) {
    this.stack[this.stack.length - 1] = value;
  }

  private mark(): void {
    this.marks.push(this.stack.length);
    this.fence = this.stack.length;
  }

  /** The items above the last mark. */
  private popMark(): Value[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw unpicklingError('could not find MARK');
    this.fence = this.marks[this.marks.length - 1] ?? 0;
    return this.stack.splice(mark);
  }

  private text(size: number): Str {
    const data = this.input.take(size);
    return decodeUtf8(this.vm, data, 'surrogatepass', true, null).text;
  }

  /** A size in eight bytes. */
  private size8(what: string): number {
    const size = this.input.number(8);
    if (size > Number.MAX_SAFE_INTEGER) {
      throw overflowError(`${what} exceeds system's maximum size of 9223372036854775807 bytes`);
    }
    return size;
  }

  private bytes(size: number): Value {
    this.vm.chargeMemory(size <= 1 << 20 ? size : 0);
    const data = this.input.take(size);
    this.vm.chargeFuel(size >> 5);
    return new PyBytes(data.slice());
  }

  /** Do what one opcode says; false when there is no such opcode. */
  private step(code: number): boolean {
    const { input } = this;
    switch (code) {
      case op.PROTO: {
        const protocol = input.byte();
        if (protocol > op.HIGHEST_PROTOCOL) throw valueError(`unsupported pickle protocol: ${protocol}`);
        this.protocol = protocol;
        return true;
      }
      case op.FRAME:
        input.frame(this.size8('FRAME length'));
        return true;
      case op.MARK:
        this.mark();
        return true;
      case op.MEMOIZE:
        this.settings.memo.set(this.settings.memo.size, this.top);
        return true;
      case op.NONE:
        this.push(None);
        return true;
      case op.NEWTRUE:
        this.push(true);
        return true;
      case op.NEWFALSE:
        this.push(false);
        return true;
      case op.BININT:
        this.push(input.number(4) | 0);
        return true;
      case op.BININT1:
        this.push(input.byte());
        return true;
      case op.BININT2:
        this.push(input.number(2));
        return true;
      case op.BINFLOAT: {
        const data = input.take(8);
        this.push(new PyFloat(new DataView(data.buffer, data.byteOffset, 8).getFloat64(0)));
        return true;
      }
      case op.SHORT_BINUNICODE:
        this.push(this.text(input.byte()));
        return true;
      case op.BINUNICODE:
        this.push(this.text(input.number(4)));
        return true;
      case op.BINUNICODE8:
        this.push(this.text(this.size8('BINUNICODE8')));
        return true;
      case op.SHORT_BINBYTES:
        this.push(this.bytes(input.byte()));
        return true;
      case op.BINBYTES:
        this.push(this.bytes(input.number(4)));
        return true;
      case op.BINBYTES8:
        this.push(this.bytes(this.size8('BINBYTES8')));
        return true;
      default:
        return this.stepContainer(code);
    }
  }

  private stepContainer(code: number): boolean {
    switch (code) {
      case op.EMPTY_TUPLE:
        this.push(EMPTY_TUPLE);
        return true;
      case op.TUPLE1:
        this.push(new PyTuple([this.pop()]));
        return true;
      case op.TUPLE2: {
        const b = this.pop();
        this.push(new PyTuple([this.pop(), b]));
        return true;
      }
      case op.TUPLE3: {
        const c = this.pop();
        const b = this.pop();
        this.push(new PyTuple([this.pop(), b, c]));
        return true;
      }
      case op.TUPLE:
        this.push(new PyTuple(this.popMark()));
        return true;
      case op.EMPTY_LIST:
        this.push(new PyList([]));
        return true;
      case op.LIST:
        this.push(new PyList(this.popMark()));
        return true;
      case op.EMPTY_DICT:
        this.push(new PyDict());
        return true;
      case op.DICT: {
        const items = this.popMark();
        const dict = new PyDict();
        this.setItems(dict, items, 'DICT');
        this.push(dict);
        return true;
      }
      case op.EMPTY_SET:
        this.push(this.vm.call0(setType));
        return true;
      case op.FROZENSET:
        this.push(this.vm.call1(frozensetType, new PyList(this.popMark())));
        return true;
      case op.APPEND:
        this.append([this.pop()]);
        return true;
      case op.APPENDS:
        this.append(this.popMark());
        return true;
      case op.SETITEM: {
        const value = this.pop();
        const key = this.pop();
        this.setItems(this.top, [key, value], 'SETITEM');
        return true;
      }
      case op.SETITEMS: {
        const items = this.popMark();
        this.setItems(this.top, items, 'SETITEMS');
        return true;
      }
      case op.ADDITEMS:
        this.addItems(this.popMark());
        return true;
      default:
        return this.stepObject(code);
    }
  }

  private append(items: Value[]): void {
    const list = this.top;
    const { vm } = this;
    vm.chargeFuel(items.length);
    if (list instanceof PyList && list.constructor === PyList) {
      for (const item of items) list.items.push(item);
      return;
    }
    const extend = items.length === 1 ? undefined : lookupAttr(vm, list, 'extend');
    if (extend !== undefined) {
      vm.call1(extend, new PyList(items));
      return;
    }
    const append = getAttr(vm, list, 'append');
    for (const item of items) vm.call1(append, item);
  }

  private setItems(target: Value, items: Value[], what: string): void {
    const { vm } = this;
    if (items.length % 2 !== 0) throw unpicklingError(`odd number of items for ${what}`);
    for (let i = 0; i < items.length; i += 2) {
      const [key, value] = [items[i] as Value, items[i + 1] as Value];
      if (target instanceof PyDict && !target.type.isHeap && target.type.name === 'dict') target.set(vm, key, value);
      else setItem(vm, target, key, value);
    }
  }

  private addItems(items: Value[]): void {
    const { vm } = this;
    const set = this.top;
    if (set instanceof PySet) {
      vm.call1(getAttr(vm, set, 'update'), new PyList(items));
      return;
    }
    const add = getAttr(vm, set, 'add');
    for (const item of items) vm.call1(add, item);
  }

  private stepObject(code: number): boolean {
    const { vm, input } = this;
    switch (code) {
      case op.REDUCE: {
        const args = this.pop();
        const callable = this.pop();
        if (!(args instanceof PyTuple)) throw typeError(`Value after * must be an iterable, not ${typeOf(args).name}`);
        this.push(vm.call(callable, args.items));
        return true;
      }
      case op.NEWOBJ: {
        const args = this.pop();
        this.newObject(this.pop(), args, null, 'NEWOBJ');
        return true;
      }
      case op.NEWOBJ_EX: {
        const kwargs = this.pop();
        const args = this.pop();
        this.newObject(this.pop(), args, kwargs, 'NEWOBJ_EX');
        return true;
      }
      case op.BUILD:
        this.build();
        return true;
      case op.GLOBAL: {
        const module = this.utf8Line();
        const name = this.utf8Line();
        this.push(this.find(module, name));
        return true;
      }
      case op.STACK_GLOBAL: {
        const name = this.pop();
        const module = this.pop();
        if (!isStr(name) || !isStr(module)) throw unpicklingError('STACK_GLOBAL requires str');
        this.push(this.find(module, name));
        return true;
      }
      case op.INST: {
        const module = this.asciiLine();
        const name = this.asciiLine();
        const cls = this.find(module, name);
        this.push(this.instantiate(cls, this.popMark()));
        return true;
      }
      case op.OBJ: {
        const [cls, ...args] = this.popMark();
        if (cls === undefined) throw this.underflow();
        this.push(this.instantiate(cls, args));
        return true;
      }
      case op.BINPERSID:
        this.push(this.persistent(this.pop()));
        return true;
      case op.PERSID: {
        const line = input.line();
        if (line.some((byte) => byte > 127)) {
          throw unpicklingError('persistent IDs in protocol 0 must be ASCII strings');
        }
        this.push(this.persistent(latin1(line)));
        return true;
      }
      case op.EXT1:
        this.push(this.extension(input.byte()));
        return true;
      case op.EXT2:
        this.push(this.extension(input.number(2)));
        return true;
      case op.EXT4:
        this.push(this.extension(input.number(4) | 0));
        return true;
      default:
        return this.stepMemo(code);
    }
  }

  private stepMemo(code: number): boolean {
    const { input } = this;
    switch (code) {
      case op.BINGET:
        this.recall(input.byte());
        return true;
      case op.LONG_BINGET:
        this.recall(input.number(4));
        return true;
      case op.GET:
        this.recall(Number(this.lineInt()));
        return true;
      case op.BINPUT:
        this.remember(input.byte());
        return true;
      case op.LONG_BINPUT:
        this.remember(input.number(4));
        return true;
      case op.PUT: {
        const index = Number(this.lineInt());
        if (index < 0) throw valueError('negative PUT argument');
        this.remember(index);
        return true;
      }
      case op.POP:
        if (this.stack.length > this.fence) this.stack.pop();
        else if (this.marks.length > 0) this.popMark();
        else throw this.underflow();
        return true;
      case op.POP_MARK:
        this.popMark();
        return true;
      case op.DUP:
        this.push(this.top);
        return true;
      default:
        return this.stepOld(code);
    }
  }

  private recall(index: number): void {
    const value = this.settings.memo.get(index);
    if (value === undefined) throw unpicklingError(`Memo value not found at index ${index}`);
    this.push(value);
  }

  private remember(index: number): void {
    this.vm.chargeMemory(32);
    this.settings.memo.set(index, this.top);
  }

  /** Numbers as text, Python 2's strings, long integers, buffers. */
  private stepOld(code: number): boolean {
    const { vm, input } = this;
    switch (code) {
      case op.INT: {
        const line = latin1(input.line());
        this.push(line === '01' ? true : line === '00' ? false : this.integer(line));
        return true;
      }
      case op.LONG: {
        const line = latin1(input.line());
        this.push(this.integer(line.endsWith('L') ? line.slice(0, -1) : line));
        return true;
      }
      case op.LONG1:
        this.push(intFromBytes(vm, input.take(input.byte()), true, true));
        return true;
      case op.LONG4: {
        const size = input.number(4) | 0;
        if (size < 0) throw unpicklingError('LONG pickle has negative byte count');
        this.push(intFromBytes(vm, input.take(size), true, true));
        return true;
      }
      case op.FLOAT:
        this.push(vm.call1(floatType, latin1(input.line())));
        return true;
      case op.UNICODE:
        this.push(vm.call1(getAttr(vm, new PyBytes(input.line().slice()), 'decode'), 'raw-unicode-escape'));
        return true;
      case op.STRING: {
        const line = input.line();
        const quote = line[0];
        if (line.length < 2 || quote !== line[line.length - 1] || (quote !== 0x22 && quote !== 0x27)) {
          throw unpicklingError('the STRING opcode argument must be quoted');
        }
        const escape = getAttr(vm, vm.importModule('_codecs'), 'escape_decode');
        const inner = vm.call1(escape, new PyBytes(line.slice(1, -1)));
        this.push(this.oldString((inner as PyTuple).items[0] as PyBytes));
        return true;
      }
      case op.BINSTRING: {
        const size = input.number(4) | 0;
        if (size < 0) throw unpicklingError('BINSTRING pickle has negative byte count');
        this.push(this.oldString(this.bytes(size) as PyBytes));
        return true;
      }
      case op.SHORT_BINSTRING:
        this.push(this.oldString(this.bytes(input.byte()) as PyBytes));
        return true;
      case op.BYTEARRAY8: {
        const size = this.size8('BYTEARRAY8');
        vm.chargeFuel(size >> 5);
        const data = input.take(size);
        vm.chargeMemory(size);
        this.push(new PyByteArray(data.slice()));
        return true;
      }
      case op.NEXT_BUFFER:
        this.push(this.nextBuffer());
        return true;
      case op.READONLY_BUFFER:
        this.makeReadonly();
        return true;
      default:
        return false;
    }
  }

  private integer(text: string): Value {
    return this.vm.call1(intType, text);
  }

  private lineInt(): number | bigint {
    return this.integer(latin1(this.input.line())) as number | bigint;
  }

  private oldString(data: PyBytes): Value {
    const { vm, settings } = this;
    if (settings.encoding === 'bytes') return data;
    const decode = getAttr(vm, data, 'decode');
    return vm.call2(decode, strFromUtf16(settings.encoding), strFromUtf16(settings.errors));
  }

  private nextBuffer(): Value {
    const { vm, settings } = this;
    if (settings.buffers === None) {
      throw unpicklingError('pickle stream refers to out-of-band data but no *buffers* argument was given');
    }
    const step = vm.iterate(settings.buffers);
    if (step.finished) throw unpicklingError('not enough out-of-band buffers');
    return step.value;
  }

  private makeReadonly(): void {
    const { vm } = this;
    const object = this.top;
    const view = getBuffer(vm, object, PyBUF_FULL_RO);
    const isReadonly = view.readonly;
    view.release(vm);
    if (isReadonly) return;
    const memory = vm.call1(getAttr(vm, vm.importModule('builtins'), 'memoryview'), object);
    this.top = vm.call0(getAttr(vm, memory, 'toreadonly'));
  }

  /** A line with a name: it cannot be empty. */
  private nameLine(): Uint8Array {
    const line = this.input.line();
    if (line.length === 0) throw unpicklingError('pickle data was truncated');
    return line;
  }

  private utf8Line(): Str {
    return decodeUtf8(this.vm, this.nameLine(), 'strict', true, null).text;
  }

  private asciiLine(): Str {
    return asStr(this.vm.call1(getAttr(this.vm, new PyBytes(this.nameLine().slice()), 'decode'), 'ascii')) as Str;
  }

  private find(module: Str, name: Str): Value {
    const { vm, settings } = this;
    if (settings.findClass !== null) return vm.call2(settings.findClass, module, name);
    return findClass(vm, module, name, this.protocol, settings.fixImports);
  }

  private persistent(id: Value): Value {
    const { vm, settings } = this;
    if (settings.persistentLoad !== null) return vm.call1(settings.persistentLoad, id);
    throw unpicklingError(
      'A load persistent id instruction was encountered, but no persistent_load function was specified.',
    );
  }

  private extension(code: number): Value {
    const { vm } = this;
    const copyreg = vm.importModule('copyreg');
    const cache = getAttr(vm, copyreg, '_extension_cache');
    const cached = cache instanceof PyDict ? cache.get(vm, code) : undefined;
    if (cached !== undefined) return cached;
    const registry = getAttr(vm, copyreg, '_inverted_registry');
    const pair = registry instanceof PyDict ? registry.get(vm, code) : undefined;
    if (pair === undefined) {
      if (code <= 0) throw unpicklingError('EXT specifies code <= 0');
      throw valueError(`unregistered extension code ${code}`);
    }
    if (!(pair instanceof PyTuple) || pair.items.length !== 2 || !pair.items.every(isStr)) {
      throw valueError(`_inverted_registry[${code}] isn't a 2-tuple of strings`);
    }
    const [module, name] = pair.items as [Str, Str];
    const found = this.find(module, name);
    setItem(vm, cache, code, found);
    return found;
  }

  /** Make an instance as Python 1 did. */
  private instantiate(cls: Value, args: Value[]): Value {
    const { vm } = this;
    if (args.length === 0 && cls instanceof PyType && lookupAttr(vm, cls, '__getinitargs__') === undefined) {
      return vm.call1(getAttr(vm, cls, '__new__'), cls);
    }
    return vm.call(cls, args);
  }

  private newObject(cls: Value, args: Value, kwargs: Value | null, what: string): void {
    const { vm } = this;
    if (!(cls instanceof PyType)) {
      throw unpicklingError(`${what} class argument must be a type, not ${typeOf(cls).name}`);
    }
    const create = lookupAttr(vm, cls, '__new__');
    if (create === undefined) throw unpicklingError(`${what} class argument '${cls.name}' doesn't have __new__`);
    if (!(args instanceof PyTuple)) {
      throw unpicklingError(`${what} args argument must be a tuple, not ${typeOf(args).name}`);
    }
    const names: string[] = [];
    const values: Value[] = [];
    if (kwargs !== null) {
      if (!(kwargs instanceof PyDict)) {
        throw unpicklingError(`${what} kwargs argument must be a dict, not ${typeOf(kwargs).name}`);
      }
      for (let at = kwargs.nextPosition(0); at >= 0; at = kwargs.nextPosition(at + 1)) {
        names.push(strToUtf16(asStr(kwargs.keyAt(at)) ?? ''));
        values.push(kwargs.valueAt(at));
      }
    }
    this.push(vm.call(create, [cls, ...args.items, ...values], names.length > 0 ? names : null));
  }

  /** Give an instance its state. */
  private build(): void {
    const { vm } = this;
    let state = this.pop();
    const object = this.top;
    const setState = lookupAttr(vm, object, '__setstate__');
    if (setState !== undefined) {
      vm.call1(setState, state);
      return;
    }
    let slots: Value = None;
    if (state instanceof PyTuple && state.items.length === 2) [state, slots] = state.items as [Value, Value];
    if (state !== None && isTrue(vm, state)) {
      if (!(state instanceof PyDict)) throw unpicklingError('state is not a dictionary');
      const dict = getAttr(vm, object, '__dict__');
      for (let at = state.nextPosition(0); at >= 0; at = state.nextPosition(at + 1)) {
        setItem(vm, dict, state.keyAt(at), getItem(vm, state, state.keyAt(at)));
      }
    }
    if (slots === None || !isTrue(vm, slots)) return;
    if (!(slots instanceof PyDict)) throw unpicklingError('slot state is not a dictionary');
    for (let at = slots.nextPosition(0); at >= 0; at = slots.nextPosition(at + 1)) {
      const name = asStr(slots.keyAt(at));
      if (name === undefined) throw typeError(`attribute name must be string, not '${typeOf(slots.keyAt(at)).name}'`);
      setAttr(vm, object, strToUtf16(name), slots.valueAt(at));
    }
  }
}

function badKey(code: number): Raised {
  const isPlain = code >= 0x20 && code <= 0x7e && code !== 0x27 && code !== 0x5c;
  const shown = isPlain ? String.fromCharCode(code) : `\\x${code.toString(16).padStart(2, '0')}`;
  return unpicklingError(`invalid load key, '${shown}'.`);
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
