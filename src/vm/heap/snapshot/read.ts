/** This file reads the state of a machine from a snapshot into one that has just started. */
import { PyCode } from '../../../bytecode/code.js';
import { loadsCode } from '../../../bytecode/marshal/reader.js';
import { builtinTypes, typeType } from '../../../objects/core-types.js';
import { makeInstanceClass } from '../../../objects/type/create-type.js';
import { noteInstances } from '../../../objects/type/note-instances.js';
import { inheritSlots, updateAllSlots } from '../../../objects/type/slots.js';
import { PyDict } from '../../../objects/types/dict/dict.js';
import { PyObject } from '../../../values/object.js';
import { type InstanceClass, PyType } from '../../../values/type.js';
import { executableOf } from '../../executable.js';
import { type ExceptionState, PyFrame } from '../../frame.js';
import type { Machine } from '../../machine.js';
import { WeakHolder } from '../weak-holder.js';
import { Base } from './base.js';
import { ARRAY, BYTES, CODE, fieldNames, formOf, MAP, partsOf, SET, setField } from './fields.js';
import { SnapshotError, SnapshotReader } from './format.js';
import type { SharedNames } from './shared.js';
import * as tag from './tags.js';

/** Puts a snapshot into the machine that the base is made of. */
export class StateReader {
  private readonly in: SnapshotReader;
  private readonly base: Base;
  private readonly stored: object[] = [];
  private readonly shapes: string[][] = [];
  /** Dicts whose index is to be made anew. */
  private readonly dicts: PyDict[] = [];
  private readonly types: PyType[] = [];
  private readonly frames: PyFrame[] = [];
  /** The frame that the run began with, for `resume`. */
  entry: PyFrame | null = null;

  constructor(
    private readonly vm: Machine,
    data: Uint8Array,
    private readonly names: SharedNames,
  ) {
    this.in = new SnapshotReader(data);
    this.base = new Base(vm);
  }

  read(): void {
    const input = this.in;
    if (input.uint() !== this.base.objects.length || input.uint() !== this.base.digest()) {
      throw new SnapshotError('the snapshot was made with another library or another configuration');
    }
    this.readClasses();
    for (const object of this.stored) this.readContent(object);
    this.readChanges();
    this.finishTypes();
    for (const dict of this.dicts) dict.reindex();
    for (const frame of this.frames) setField(frame, 'exec', executableOf(this.vm, frame.code));
    this.readRoots();
    this.readHeap();
  }

  // Values

  private value(): unknown {
    const input = this.in;
    const kind = input.uint();
    switch (kind) {
      case tag.T_UNDEFINED:
        return undefined;
      case tag.T_NULL:
        return null;
      case tag.T_TRUE:
        return true;
      case tag.T_FALSE:
        return false;
      case tag.T_UINT:
        return input.uint();
      case tag.T_NEGATIVE:
        return -input.uint();
      case tag.T_FLOAT64:
        return input.float64();
      case tag.T_BIGINT:
        return bigintOf(input.text());
      case tag.T_TEXT:
        return input.text();
      case tag.T_BASE:
        return this.known(this.base.objects[input.uint()]);
      case tag.T_STORED:
        return this.known(this.stored[input.uint()]);
      case tag.T_CONSTANT:
        return this.known(this.names.constants[input.uint()]);
      case tag.T_TYPE:
        return this.known(builtinTypes[input.uint()]);
      case tag.T_MEMBER:
        return this.known((builtinTypes[input.uint()] as PyType).dict.get(input.text()) as object | undefined);
      case tag.T_MACHINE:
        return this.vm;
      case tag.T_HOST:
        return new Map<string, unknown>(Object.entries(this.vm.host)).get(input.text());
      default:
        throw damaged();
    }
  }

  private known(object: object | undefined): object {
    if (object === undefined) throw damaged();
    return object;
  }

  // Objects

  private readClasses(): void {
    const count = this.in.uint();
    const codes: (() => void)[] = [];
    for (let number = 0; number < count; number++) {
      const kind = this.in.uint();
      if (kind === tag.C_CODE) this.readCode(number, codes);
      else this.stored.push(this.make(kind));
    }
    // Code inside other code is taken from there once all of it has been read.
    for (const each of codes) each();
  }

  private make(kind: number): object {
    const input = this.in;
    switch (kind) {
      case tag.C_ARRAY:
        return [];
      case tag.C_MAP:
        return new Map();
      case tag.C_SET:
        return new Set();
      case tag.C_BYTES: {
        const Elements = this.known(tag.TYPED_ARRAYS[input.uint()]) as new (buffer: ArrayBuffer) => ArrayBufferView;
        return new Elements(input.bytes().buffer as ArrayBuffer);
      }
      case tag.C_TYPE:
        return Object.create(prototypeOf(builtinTypes[input.uint()])) as object;
      case tag.C_HEAP_TYPE:
        return Object.create(prototypeOf(this.value())) as object;
      case tag.C_BASE:
        return Object.create(Object.getPrototypeOf(this.known(this.base.objects[input.uint()])) as object) as object;
      case tag.C_INTERNAL:
        return Object.create(
          (this.known(this.names.classes[input.uint()]) as unknown as { prototype: object }).prototype,
        ) as object;
      case tag.C_NEW_TYPE:
        return this.makeType();
      default:
        throw damaged();
    }
  }

  private makeType(): PyType {
    const made = new PyType(this.in.text());
    const metatype = this.value();
    const base = this.value();
    if (!(metatype instanceof PyType) || !(base instanceof PyType)) throw damaged();
    if (metatype !== typeType) Object.setPrototypeOf(made, prototypeOf(metatype));
    const instanceClass = makeInstanceClass(base);
    instanceClass.prototype.type = made;
    made.instanceClass = instanceClass;
    this.types.push(made);
    return made;
  }

  private readCode(number: number, later: (() => void)[]): void {
    const input = this.in;
    if (input.uint() === 0) {
      this.stored.push(this.known(loadsCode(input.bytes())));
      return;
    }
    const kind = input.uint();
    const outer = input.uint();
    const at = input.uint();
    this.stored.push(PENDING);
    const take = (): PyCode => {
      const known = this.stored[number];
      if (known instanceof PyCode) return known;
      const around = kind === tag.T_BASE ? this.base.objects[outer] : this.stored[outer];
      const code = around === PENDING ? (pending.get(outer)?.() ?? null) : around;
      if (!(code instanceof PyCode)) throw damaged();
      const found = [...partsOf(code, CODE)][at];
      if (!(found instanceof PyCode)) throw damaged();
      this.stored[number] = found;
      return found;
    };
    const pending = this.pendingCode;
    pending.set(number, take);
    later.push(take);
  }

  private readonly pendingCode = new Map<number, () => PyCode>();

  private readContent(object: object): void {
    const form = formOf(object);
    if (form === BYTES || form === CODE) return;
    const input = this.in;
    if (form === ARRAY || form === SET || form === MAP) {
      const count = input.uint();
      const parts: unknown[] = [];
      for (let i = 0; i < count; i++) parts.push(this.value());
      fill(object, parts);
      return;
    }
    this.readFields(object, this.readShape());
  }

  private readShape(): string[] {
    const known = this.in.uint();
    if (known > 0) return this.known(this.shapes[known - 1]) as string[];
    const names: string[] = [];
    for (let count = this.in.uint(); count > 0; count--) names.push(this.in.text());
    this.shapes.push(names);
    return names;
  }

  private readFields(object: object, names: readonly string[]): void {
    for (const name of names) setField(object, name, this.value());
    if (object instanceof PyDict && !names.includes('index')) {
      this.dicts.push(object);
      setField(object, 'index', null);
    }
    if (object instanceof PyFrame) this.frames.push(object);
  }

  private readChanges(): void {
    for (let count = this.in.uint(); count > 0; count--) {
      const object = this.known(this.base.objects[this.in.uint()]);
      const form = formOf(object);
      if (form === BYTES) {
        const view = object as ArrayBufferView;
        new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(this.in.bytes());
      } else if (form === ARRAY || form === SET || form === MAP) this.readContent(object);
      else this.change(object);
    }
  }

  /** Fields that are not named are gone. */
  private change(object: object): void {
    const names = this.readShape();
    const kept = new Set(names);
    for (const name of fieldNames(object)) {
      if (!kept.has(name)) delete (object as Record<string, unknown>)[name];
    }
    this.readFields(object, names);
    if (object instanceof PyType) this.types.push(object);
  }

  /** Slots and caches of types follow from their namespaces. */
  private finishTypes(): void {
    for (const type of this.types) {
      type.lookupCache.clear();
      type.version = this.vm.newTypeVersion();
      inheritSlots(type);
      updateAllSlots(type);
      noteInstances(this.vm, type);
    }
  }

  private readRoots(): void {
    const input = this.in;
    const { vm } = this;
    for (let count = input.uint(); count > 0; count--) {
      const name = input.text();
      const value = this.value();
      switch (name) {
        case 'modules':
          if (value !== vm.modules) throw damaged();
          break;
        case 'builtins':
          vm.builtins = value as PyDict;
          break;
        case 'frame':
          vm.frame = value as PyFrame | null;
          break;
        case 'exceptionState':
          vm.exceptionState = value as ExceptionState;
          break;
        case 'throwInto':
          vm.throwInto = value as Machine['throwInto'];
          break;
        default:
          vm.restoreState(name.slice('state '.length), value);
      }
    }
    this.entry = this.value() as PyFrame | null;
    vm.depth = input.uint();
    vm.nativeDepth = input.uint();
    vm.recursionLimit = input.uint();
    vm.restoreUsage(input.uint(), input.uint(), input.uint());
  }

  private objects(): PyObject[] {
    const found: PyObject[] = [];
    for (let count = this.in.uint(); count > 0; count--) found.push(this.object());
    return found;
  }

  private object(): PyObject {
    const value = this.value();
    if (!(value instanceof PyObject)) throw damaged();
    return value;
  }

  private readHeap(): void {
    const input = this.in;
    const { vm } = this;
    const { heap } = vm;
    heap.reset();
    for (let count = input.uint(); count > 0; count--) vm.setIdentity(this.object(), input.uint());
    for (const object of this.objects()) heap.markFinalized(object);
    for (const object of this.objects()) heap.noteFinalizable(object);
    for (let count = input.uint(); count > 0; count--) {
      const target = this.object();
      const holders: WeakHolder[] = [];
      let plain = 0;
      for (let left = input.uint(); left > 0; left--) {
        const holder = this.object();
        if (!(holder instanceof WeakHolder)) throw damaged();
        holders.push(holder);
        plain += input.uint();
      }
      heap.weak.restore(target, holders, plain);
      heap.noteReferenced(target);
    }
    for (let count = input.uint(); count > 0; count--) {
      const base = this.object() as PyType;
      for (const each of this.objects()) vm.registerSubclass(base, each as PyType);
    }
  }
}

/** Stands for a code object that is taken out of another one later. */
const PENDING: object = Object.freeze({});

const damaged = (): SnapshotError => new SnapshotError('the snapshot is damaged');

function prototypeOf(type: unknown): object {
  const instanceClass: InstanceClass | null = type instanceof PyType ? type.instanceClass : null;
  if (instanceClass === null) throw damaged();
  return instanceClass.prototype as object;
}

function fill(object: object, parts: readonly unknown[]): void {
  if (Array.isArray(object)) {
    object.length = 0;
    for (const part of parts) object.push(part);
  } else if (object instanceof Map) {
    object.clear();
    for (let i = 0; i < parts.length; i += 2) object.set(parts[i], parts[i + 1]);
  } else {
    (object as Set<unknown>).clear();
    for (const part of parts) (object as Set<unknown>).add(part);
  }
}

/** The number that `toString(36)` wrote. */
function bigintOf(text: string): bigint {
  const negative = text.startsWith('-');
  let value = 0n;
  for (const digit of negative ? text.slice(1) : text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return negative ? -value : value;
}
