/** This file writes the state of a machine as a snapshot: what differs from the base, and what a program made. */
import type { PyCode } from '../../../bytecode/code.js';
import { dumps } from '../../../bytecode/marshal/writer.js';
import { builtinTypes } from '../../../objects/core-types.js';
import { PyDict } from '../../../objects/types/dict/dict.js';
import { PyObject } from '../../../values/object.js';
import { PyType } from '../../../values/type.js';
import { PyFrame } from '../../frame.js';
import type { Machine } from '../../machine.js';
import { hiddenUpTo } from '../native-frames.js';
import type { Base } from './base.js';
import {
  ARRAY,
  BYTES,
  CODE,
  FIELDS,
  fieldNames,
  fieldOf,
  formOf,
  MAP,
  OPAQUE,
  partsOf,
  SET,
  snapshotRoots,
} from './fields.js';
import { SnapshotError, SnapshotWriter } from './format.js';
import { Matching } from './match.js';
import { builtinMembers, type SharedNames } from './shared.js';
import * as tag from './tags.js';

/** Everything that a snapshot of a machine holds, signature apart. */
export class StateWriter {
  private readonly out = new SnapshotWriter();
  private readonly matching: Matching;
  private readonly constants: ReadonlyMap<object, number>;
  private readonly types = new Map<PyType, number>(builtinTypes.map((each, i) => [each, i]));
  private members: Map<object, readonly [number, string]> | null = null;
  private readonly hostParts = new Map<unknown, string>();
  /** Stored objects in the order of their numbers, and these numbers. */
  private readonly stored: object[] = [];
  private readonly storedNumbers = new Map<object, number>();
  /** Code objects that stand inside another one, with their place there. */
  private readonly nested = new Map<object, readonly [object, number]>();
  private readonly reached = new Set<object>();
  private readonly order: object[] = [];
  /** An object of the base for each of its classes: how a class without a name is found again. */
  private readonly samples = new Map<object, number>();
  private readonly shapes = new Map<string, number>();

  constructor(
    private readonly vm: Machine,
    private readonly entry: PyFrame | null,
    private readonly base: Base,
    private readonly names: SharedNames,
  ) {
    this.constants = new Map(names.constants.map((each, i) => [each, i]));
    this.matching = new Matching(vm, this.base);
    for (const [name, part] of Object.entries(vm.host)) {
      if (typeof part === 'object' && part !== null) this.hostParts.set(part, name);
    }
    this.base.objects.forEach((object, number) => {
      const prototype = Object.getPrototypeOf(object) as object;
      if (!this.samples.has(prototype)) this.samples.set(prototype, number);
    });
  }

  write(): Uint8Array {
    this.collect();
    this.number();
    const { out } = this;
    out.uint(this.base.objects.length);
    out.uint(this.base.digest());
    this.writeClasses();
    for (const object of this.stored) this.writeContent(object);
    this.writeChanges();
    this.writeRoots();
    this.writeHeap();
    return out.finish();
  }

  /** Every object that the roots lead to. */
  private collect(): void {
    const work: object[] = [];
    const note = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || this.reached.has(value) || this.isNamed(value)) return;
      this.reached.add(value);
      this.order.push(value);
      work.push(value);
    };
    for (const [, root] of snapshotRoots(this.vm)) note(root);
    note(this.entry);
    for (let object = work.pop(); object !== undefined; object = work.pop()) {
      const form = formOf(object);
      if (form === OPAQUE) {
        if (!this.matching.numbers.has(object)) this.refuse(object);
        continue;
      }
      if (object instanceof PyObject && (object.type as PyType | undefined)?.isHeap === true) note(object.type);
      if (object instanceof PyFrame) clearStack(object);
      let at = 0;
      for (const part of partsOf(object, form)) {
        note(part);
        if (form === CODE) this.nested.set(part as object, [object, at++]);
      }
    }
  }

  /** Things that have a name of their own. */
  private isNamed(object: object): boolean {
    if (object === this.vm || object === this.vm.host || this.constants.has(object) || this.hostParts.has(object))
      return true;
    if (object instanceof PyType && !object.isHeap) return true;
    return !this.matching.numbers.has(object) && this.memberOf(object) !== undefined;
  }

  private memberOf(object: object): readonly [number, string] | undefined {
    // Only what native code made can be a member of a built-in type.
    this.members ??= builtinMembers();
    return this.members.get(object);
  }

  private refuse(object: object): never {
    const type = object instanceof PyObject ? (object.type as PyType | undefined) : undefined;
    const shown = type?.name ?? object.constructor.name;
    throw new SnapshotError(`a snapshot cannot hold native state: ${shown}`);
  }

  /** Number what is stored: classes first, bases before what derives from them. */
  private number(): void {
    const add = (object: object): void => {
      if (this.matching.numbers.has(object) || this.storedNumbers.has(object)) return;
      if (object instanceof PyType) {
        if (!object.isHeap) return;
        add(object.type);
        for (const base of object.bases) add(base);
        if (object.base !== null) add(object.base);
      }
      this.storedNumbers.set(object, this.stored.length);
      this.stored.push(object);
    };
    for (const object of this.order) if (object instanceof PyType) add(object);
    for (const object of this.order) if (!(object instanceof PyType)) add(object);
  }

  // Values

  private value(value: unknown): void {
    const { out } = this;
    switch (typeof value) {
      case 'undefined':
        out.uint(tag.T_UNDEFINED);
        break;
      case 'boolean':
        out.uint(value ? tag.T_TRUE : tag.T_FALSE);
        break;
      case 'number':
        if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
          out.uint(value < 0 ? tag.T_NEGATIVE : tag.T_UINT);
          out.uint(Math.abs(value));
        } else {
          out.uint(tag.T_FLOAT64);
          out.float64(value);
        }
        break;
      case 'bigint':
        out.uint(tag.T_BIGINT);
        out.text(value.toString(36));
        break;
      case 'string':
        out.uint(tag.T_TEXT);
        out.text(value);
        break;
      case 'object':
        this.reference(value);
        break;
      default:
        throw new SnapshotError(`a snapshot cannot hold a host ${typeof value}`);
    }
  }

  private reference(object: object | null): void {
    const { out } = this;
    if (object === null) {
      out.uint(tag.T_NULL);
      return;
    }
    const constant = this.constants.get(object);
    if (constant !== undefined) return this.tagged(tag.T_CONSTANT, constant);
    const type = object instanceof PyType ? this.types.get(object) : undefined;
    if (type !== undefined) return this.tagged(tag.T_TYPE, type);
    const base = this.matching.numbers.get(object);
    if (base !== undefined) return this.tagged(tag.T_BASE, base);
    const stored = this.storedNumbers.get(object);
    if (stored !== undefined) return this.tagged(tag.T_STORED, stored);
    if (object === this.vm) {
      out.uint(tag.T_MACHINE);
      return;
    }
    const part = this.hostParts.get(object);
    if (part !== undefined) {
      out.uint(tag.T_HOST);
      out.text(part);
      return;
    }
    const member = this.memberOf(object);
    if (member === undefined) this.refuse(object);
    this.tagged(tag.T_MEMBER, member[0]);
    out.text(member[1]);
  }

  private tagged(kind: number, number: number): void {
    this.out.uint(kind);
    this.out.uint(number);
  }

  // Objects

  /** What is needed to make each stored object, before any of them is filled. */
  private writeClasses(): void {
    const { out } = this;
    out.uint(this.stored.length);
    for (const object of this.stored) {
      switch (formOf(object)) {
        case ARRAY:
          out.uint(tag.C_ARRAY);
          break;
        case MAP:
          out.uint(tag.C_MAP);
          break;
        case SET:
          out.uint(tag.C_SET);
          break;
        case BYTES:
          this.writeBytes(object as ArrayBufferView);
          break;
        case CODE:
          this.writeCode(object as PyCode);
          break;
        default:
          if (object instanceof PyType) {
            out.uint(tag.C_NEW_TYPE);
            out.text(object.name);
            this.value(object.type);
            this.value(object.base);
          } else this.writeClass(object);
      }
    }
  }

  private writeBytes(view: ArrayBufferView): void {
    const kind = tag.TYPED_ARRAYS.indexOf(view.constructor as new (buffer: ArrayBuffer) => ArrayBufferView);
    if (kind < 0) this.refuse(view);
    this.tagged(tag.C_BYTES, kind);
    this.out.bytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }

  private writeCode(code: PyCode): void {
    this.out.uint(tag.C_CODE);
    const place = this.nested.get(code);
    if (place === undefined) {
      this.out.uint(0);
      this.out.bytes(dumps(code));
      return;
    }
    // The reader takes it out of the code around it.
    this.out.uint(1);
    this.reference(place[0]);
    this.out.uint(place[1]);
  }

  private writeClass(object: object): void {
    const { out } = this;
    const prototype = Object.getPrototypeOf(object) as object;
    const type = (prototype as { type?: PyType }).type;
    if (type !== undefined && object instanceof PyObject) {
      if (type.isHeap) {
        out.uint(tag.C_HEAP_TYPE);
        this.value(type);
        return;
      }
      if (type.instanceClass !== null && type.instanceClass.prototype === prototype) {
        this.tagged(tag.C_TYPE, this.types.get(type) as number);
        return;
      }
    }
    const internal = this.names.classes.findIndex((each) => each.prototype === prototype);
    if (internal >= 0) return this.tagged(tag.C_INTERNAL, internal);
    const sample = this.samples.get(prototype);
    if (sample === undefined) this.refuse(object);
    this.tagged(tag.C_BASE, sample);
  }

  private writeContent(object: object): void {
    const { out } = this;
    const form = formOf(object);
    switch (form) {
      case ARRAY:
      case SET:
      case MAP: {
        const parts = [...partsOf(object, form)];
        out.uint(parts.length);
        for (const part of parts) this.value(part);
        break;
      }
      case FIELDS: {
        const names = fieldNames(object);
        this.writeShape(names);
        for (const name of names) this.value(fieldOf(object, name));
        break;
      }
    }
  }

  /** Names of fields: mostly those of an object before. */
  private writeShape(names: readonly string[]): void {
    const key = names.join('\n');
    const known = this.shapes.get(key);
    if (known !== undefined) {
      this.out.uint(known + 1);
      return;
    }
    this.shapes.set(key, this.shapes.size);
    this.out.uint(0);
    this.out.uint(names.length);
    for (const name of names) this.out.text(name);
  }

  // What differs from the base

  private writeChanges(): void {
    const changed: [object, number][] = [];
    for (const object of this.order) {
      const number = this.matching.numbers.get(object);
      if (number !== undefined && this.differs(object, this.base.objects[number] as object))
        changed.push([object, number]);
    }
    const { out } = this;
    out.uint(changed.length);
    for (const [object, number] of changed) {
      out.uint(number);
      if (formOf(object) === BYTES) {
        const view = object as ArrayBufferView;
        out.bytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
      } else this.writeContent(object);
    }
  }

  private differs(live: object, base: object): boolean {
    if (live === base) return false;
    const form = formOf(live);
    if (form === OPAQUE || form === CODE) return false;
    if (form === BYTES) {
      const left = live as Uint8Array;
      const right = base as Uint8Array;
      for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return true;
      return false;
    }
    if (form === FIELDS) {
      const names = fieldNames(live);
      const others = fieldNames(base);
      if (names.length !== others.length) return true;
      for (let i = 0; i < names.length; i++) {
        const name = names[i] as string;
        if (name !== others[i] || !this.same(fieldOf(live, name), fieldOf(base, name))) return true;
      }
      // The index follows from the keys, which are an array of their own.
      return live instanceof PyDict && base instanceof PyDict && this.differs(live.keys, base.keys);
    }
    const left = partsOf(live, form);
    const right = partsOf(base, form);
    for (;;) {
      const a = left.next();
      const b = right.next();
      if (a.done === true || b.done === true) return a.done !== b.done;
      if (!this.same(a.value, b.value)) return true;
    }
  }

  private same(live: unknown, base: unknown): boolean {
    if (typeof live !== 'object' || live === null) return Object.is(live, base);
    if (typeof base !== 'object' || base === null) return false;
    const number = this.matching.numbers.get(live);
    if (number !== undefined) return number === this.base.numbers.get(base);
    if (live === base) return true;
    const part = this.hostParts.get(live);
    if (part !== undefined) return (this.base.vm.host as unknown as Record<string, unknown>)[part] === base;
    return live === this.vm && base === this.base.vm;
  }

  private writeRoots(): void {
    const { out, vm } = this;
    const roots = snapshotRoots(vm);
    out.uint(roots.length);
    for (const [name, value] of roots) {
      out.text(name);
      this.value(value);
    }
    this.value(this.entry);
    for (const each of [
      vm.depth,
      vm.nativeDepth,
      vm.recursionLimit,
      vm.instructionsTotal,
      vm.outputBytes,
      vm.hostCalls,
    ])
      out.uint(each);
  }

  /** What the heap knows of the objects, as far as they are stored or of the base. */
  private writeHeap(): void {
    const { out } = this;
    const { heap } = this.vm;
    const isHere = (object: object): boolean =>
      this.reached.has(object) || (object instanceof PyType && !object.isHeap);
    const identities: [PyObject, number][] = [];
    const finalized: PyObject[] = [];
    for (const object of this.order) {
      if (!(object instanceof PyObject)) continue;
      const id = this.vm.knownIdentity(object);
      if (id !== undefined) identities.push([object, id]);
      if (heap.isFinalized(object)) finalized.push(object);
    }
    out.uint(identities.length);
    for (const [object, id] of identities) {
      this.value(object);
      out.uint(id);
    }
    for (const list of [finalized, heap.finalizable.filter(isHere)]) {
      out.uint(list.length);
      for (const object of list) this.value(object);
    }
    const targets = [...heap.weak.entries()].filter(([target]) => isHere(target));
    out.uint(targets.length);
    for (const [target, holders, plain] of targets) {
      const kept = holders.map((each, i) => [each, i < plain] as const).filter(([each]) => isHere(each));
      this.value(target);
      out.uint(kept.length);
      for (const [holder, isPlain] of kept) {
        this.value(holder);
        out.uint(isPlain ? 1 : 0);
      }
    }
    const subclasses = [...heap.subclasses].map(([type, all]) => [type, [...all].filter(isHere)] as const);
    const bases = subclasses.filter(([type, all]) => isHere(type) && all.length > 0);
    out.uint(bases.length);
    for (const [type, all] of bases) {
      this.value(type);
      out.uint(all.length);
      for (const each of all) this.value(each);
    }
  }
}

/** What stands above the top of a stack is of no account. */
function clearStack(frame: PyFrame): void {
  const top = frame.finished ? frame.exec.nlocalsplus : frame.sp;
  for (let i = top; i < frame.slots.length; i++) frame.slots[i] = undefined;
}

/** Raises SnapshotError where the state of the machine cannot be written down. */
export function checkSuspended(vm: Machine): void {
  if (vm.runDepth > 0) throw new SnapshotError('a snapshot can only be made while the program does not run');
  if (hiddenUpTo(vm) !== 0)
    throw new SnapshotError('a snapshot cannot be made while native code waits for the program');
  if (vm.monitoring !== null && vm.isMonitored)
    throw new SnapshotError('a snapshot cannot be made while the program is traced');
}
