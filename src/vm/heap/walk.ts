/** This file visits what objects refer to: the one walk over fields that collection, measurement and inspection share. */
import { PyCode } from '../../bytecode/code.js';
import { PyInstance } from '../../objects/core-types.js';
import { NativeDef } from '../../objects/native/native-def.js';
import { PyMethodDescriptor, PyNativeFunction } from '../../objects/native/native-function.js';
import { PyMethod } from '../../objects/types/descriptors.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyCell, PyFunction, PyModule } from '../../objects/types/function.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import { PyObject } from '../../values/object.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { PyStr } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { Executable } from '../executable.js';
import { PyFrame } from '../frame.js';
import { GEN_RUNNING, PyAsyncGenerator, PyCoroutine, PyGenerator } from '../generator.js';
import { WeakHolder } from './weak-holder.js';

/** How the fields of a class are visited. Classes that are not listed are visited field by field. */
export const LEAF = 1;
export const ARRAY = 2;
export const LIST = 3;
export const TUPLE = 4;
export const DICT = 5;
export const FUNCTION = 6;
export const CELL = 7;
export const METHOD = 8;
export const FRAME = 9;
export const GENERATOR = 10;
export const TYPE = 11;
export const MODULE = 12;
export const NATIVE = 13;
export const MAP = 14;
export const SET = 15;
export const CODE = 16;

const KINDS: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  [PyFloat, LEAF],
  [PyComplex, LEAF],
  [PyStr, LEAF],
  [PyBytes, LEAF],
  [NativeDef, LEAF],
  [Executable, LEAF],
  [PyMethodDescriptor, LEAF],
  [Uint8Array, LEAF],
  [Int32Array, LEAF],
  [Uint32Array, LEAF],
  [Float64Array, LEAF],
  [Array, ARRAY],
  [PyList, LIST],
  [PyTuple, TUPLE],
  [PyDict, DICT],
  [PyFunction, FUNCTION],
  [PyCell, CELL],
  [PyMethod, METHOD],
  [PyFrame, FRAME],
  [PyGenerator, GENERATOR],
  [PyCoroutine, GENERATOR],
  [PyAsyncGenerator, GENERATOR],
  [PyType, TYPE],
  [PyModule, MODULE],
  [PyNativeFunction, NATIVE],
  [Map, MAP],
  [Set, SET],
  [PyCode, CODE],
]);

/** The kind of an object; 0 for one that is visited field by field. */
export function kindOf(object: object): number {
  return KINDS.get(object.constructor) ?? 0;
}

/** Internal fields of a class with a metaclass that only speed things up. */
const TYPE_FIELDS: ReadonlySet<string> = new Set(['lookupCache', 'namespaceView', 'layout', 'dict', 'mro', 'bases']);

/**
 * A walk from some roots over everything that they lead to, without recursion. What was seen stands in a set, so that no
 * object is touched. Weak references do not lead to their objects; neither do caches, built-in types and, as a machine is
 * no object of its program, machines and hosts. Code objects lead nowhere: their constants cannot refer to anything that
 * a program made.
 */
export class HeapWalk {
  readonly seen = new Set<object>();
  protected readonly work: object[] = [];

  /** `boundaries`: what the walk does not enter. */
  constructor(boundaries: readonly object[]) {
    for (const each of boundaries) this.seen.add(each);
  }

  /** Note a reference. */
  visit(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const { seen } = this;
    const before = seen.size;
    seen.add(value);
    if (seen.size !== before) this.work.push(value);
  }

  /** Visit all that was noted, and what that leads to. */
  drain(): void {
    const { work } = this;
    for (let object = work.pop(); object !== undefined; object = work.pop()) this.expand(object, kindOf(object));
  }

  /** Called once for each object: visit what it refers to. */
  protected expand(object: object, kind: number): void {
    switch (kind) {
      case LEAF:
      case CODE:
        return;
      case ARRAY:
        this.visitAll(object as readonly unknown[]);
        return;
      case LIST:
        this.visitAll((object as PyList).items);
        return;
      case TUPLE:
        this.visitAll((object as PyTuple).items);
        return;
      case DICT:
        this.visitAll((object as PyDict).keys);
        this.visitAll((object as PyDict).vals);
        return;
      case FUNCTION:
        this.visitFunction(object as PyFunction);
        return;
      case CELL:
        this.visit((object as PyCell).value);
        return;
      case METHOD:
        this.visit((object as PyMethod).func);
        this.visit((object as PyMethod).self);
        return;
      case FRAME:
        this.visitFrame(object as PyFrame);
        return;
      case GENERATOR:
        this.visitGenerator(object as PyGenerator);
        return;
      case TYPE:
        this.visitType(object as PyType);
        return;
      case MODULE:
        this.visit((object as PyModule).attrDict);
        return;
      case NATIVE:
        this.visit((object as PyNativeFunction).self);
        this.visit((object as PyNativeFunction).module);
        return;
      case MAP:
        for (const [key, value] of object as Map<unknown, unknown>) {
          this.visit(key);
          this.visit(value);
        }
        return;
      case SET:
        for (const value of object as Set<unknown>) this.visit(value);
        return;
      default:
        this.visitFields(object);
    }
  }

  private visitAll(values: readonly unknown[]): void {
    for (let i = 0; i < values.length; i++) this.visit(values[i]);
  }

  /** State is data: what stands in the fields of an object is what it refers to. */
  private visitFields(object: object): void {
    if (object instanceof PyObject) {
      const { type } = object;
      // Some internal data has no Python type.
      if ((type as PyType | undefined)?.isHeap === true) this.visit(type);
      if (!(object instanceof PyInstance)) {
        if (object instanceof WeakHolder) {
          this.visitWeakHolder(object);
          return;
        }
        if (object instanceof PyType) {
          this.visitType(object);
          for (const [name, value] of Object.entries(object)) if (!TYPE_FIELDS.has(name)) this.visit(value);
          return;
        }
      }
    } else if (ArrayBuffer.isView(object)) return;
    const values: unknown[] = Object.values(object);
    for (let i = 0; i < values.length; i++) this.visit(values[i]);
  }

  private visitFunction(func: PyFunction): void {
    this.visit(func.code);
    this.visit(func.globals);
    this.visit(func.builtins);
    this.visit(func.name);
    this.visit(func.qualname);
    this.visit(func.module);
    this.visit(func.doc);
    this.visit(func.defaults);
    this.visit(func.kwdefaults);
    this.visit(func.closure);
    this.visit(func.annotations);
    this.visit(func.annotate);
    this.visit(func.typeParams);
    if (func.attrDict !== null) this.visit(func.attrDict);
    else this.visitOwnAttributes(func);
  }

  /** Attributes beside the fields: those of functions are rare. */
  private visitOwnAttributes(object: PyObject): void {
    const keys = Object.keys(object);
    for (let i = keys.length - 1; i >= 0; i--) {
      const key = keys[i] as string;
      // Attributes come after the fields, which the constructor made.
      if (key.charCodeAt(0) !== 36) break;
      this.visit((object as unknown as Record<string, unknown>)[key]);
    }
  }

  private visitFrame(frame: PyFrame): void {
    this.visit(frame.code);
    this.visit(frame.func);
    this.visit(frame.globals);
    this.visit(frame.builtins);
    this.visit(frame.locals);
    this.visit(frame.back);
    this.visit(frame.instance);
    this.visit(frame.trace);
    this.visit(frame.extraLocals);
    // A frame that somebody keeps does not keep its generator; a running generator is held by whoever runs it.
    if (frame.generator !== null && frame.generator.state === GEN_RUNNING) this.visit(frame.generator);
    const { slots } = frame;
    // The stack of a frame that ended is empty, whatever its slots still hold.
    const end = frame.finished ? frame.exec.nlocalsplus : Math.min(frame.sp, slots.length);
    for (let i = 0; i < end; i++) this.visit(slots[i]);
  }

  private visitGenerator(generator: PyGenerator): void {
    this.visit(generator.frame);
    this.visit(generator.name);
    this.visit(generator.qualname);
    this.visit(generator.exceptionState);
    this.visit(generator.origin);
    if (generator instanceof PyAsyncGenerator) this.visit(generator.finalizer);
  }

  private visitType(type: PyType): void {
    // Built-in types are shared, and hold nothing that a program can change.
    if (!type.isHeap) return;
    for (const value of type.dict.values()) this.visit(value);
    this.visitAll(type.mro);
    this.visitAll(type.bases);
    this.visit(type.qualname);
    this.visit(type.attrDict);
  }

  private visitWeakHolder(holder: WeakHolder): void {
    for (const [name, value] of Object.entries(holder)) if (name !== 'referent') this.visit(value);
  }
}
