/** This file measures what a program holds: the logical sizes of all objects that a machine can reach. */
import type { PyCode } from '../../bytecode/code.js';
import type { PyDict } from '../../objects/types/dict/dict.js';
import type { PyList } from '../../objects/types/list/list.js';
import { PyObject } from '../../values/object.js';
import { PyBytes, type PyTuple } from '../../values/sequences.js';
import { PyStr } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import type { PyFrame } from '../frame.js';
import type { Machine } from '../machine.js';
import {
  ARRAY,
  CELL,
  CODE,
  DICT,
  FRAME,
  FUNCTION,
  GENERATOR,
  HeapWalk,
  LEAF,
  LIST,
  MAP,
  METHOD,
  MODULE,
  NATIVE,
  SET,
  TUPLE,
  TYPE,
} from './walk.js';

/** What an entry of a dict takes: key, value and its place in the index. */
const ENTRY_BYTES = 40;
/** Texts up to this length are counted once, however often they are referred to; longer ones at every reference. */
const SHARED_TEXT_LENGTH = 15;
/** What a text takes beside its characters. */
const TEXT_BYTES = 16;

/** A walk that adds up sizes. */
class MeasuringWalk extends HeapWalk {
  bytes = 0;
  private readonly texts = new Set<string>();

  override visit(value: unknown): void {
    switch (typeof value) {
      case 'object':
        super.visit(value);
        break;
      case 'string':
        this.visitText(value);
        break;
      case 'bigint':
        this.bytes += 24 + (value.toString(16).length >> 1);
        break;
    }
  }

  /**
   * The host does not tell one text from another that is equal: short ones (names, keys, words) are mostly the same
   * object, long ones are taken for different objects.
   */
  private visitText(text: string): void {
    if (text.length > SHARED_TEXT_LENGTH) this.bytes += TEXT_BYTES + text.length;
    else if (text.length > 1) {
      const before = this.texts.size;
      this.texts.add(text);
      if (this.texts.size !== before) this.bytes += TEXT_BYTES + text.length;
    }
  }

  /** Several views of one buffer keep it once, and all of it. */
  private visitBuffer(view: ArrayBufferView): void {
    const { buffer } = view;
    if (this.seen.has(buffer)) return;
    this.seen.add(buffer);
    this.bytes += 40 + buffer.byteLength;
  }

  protected override expand(object: object, kind: number): void {
    this.bytes += this.sizeOf(object, kind);
    if (kind === LEAF && object instanceof PyBytes) this.visitBuffer(object.data);
    else if (ArrayBuffer.isView(object)) this.visitBuffer(object);
    if (kind === CODE) {
      for (const each of (object as PyCode).co_consts.items) this.visit(each);
      return;
    }
    super.expand(object, kind);
  }

  /** Bytes of one object without those that it refers to, about as CPython's `sys.getsizeof` has them. */
  private sizeOf(object: object, kind: number): number {
    switch (kind) {
      case ARRAY:
        return 16 + 8 * (object as unknown[]).length;
      case LIST:
        return 56 + 8 * (object as PyList).items.length;
      case TUPLE:
        return 40 + 8 * (object as PyTuple).items.length;
      case DICT:
        return 64 + ENTRY_BYTES * (object as PyDict).keys.length;
      case MAP:
      case SET:
        return 64 + ENTRY_BYTES * (object as Map<unknown, unknown>).size;
      case FUNCTION:
        return 160;
      case CELL:
        return 40;
      case METHOD:
      case NATIVE:
        return 64;
      case FRAME:
        return 120 + 8 * (object as PyFrame).slots.length;
      case GENERATOR:
        return 128;
      case TYPE:
        return typeBytes(object as PyType);
      case MODULE:
        return 80;
      case CODE:
        return codeBytes(object as PyCode);
      case LEAF:
        return leafBytes(object);
      default:
        return fieldBytes(object);
    }
  }
}

function typeBytes(type: PyType): number {
  return type.isHeap ? 1064 + ENTRY_BYTES * type.dict.size : 0;
}

function codeBytes(code: PyCode): number {
  return 200 + code.co_code.length + code.co_linetable.length + code.co_exceptiontable.length;
}

function leafBytes(object: object): number {
  if (object instanceof PyBytes) return 40;
  return object instanceof PyStr ? 56 + 4 * object.length : 32;
}

function fieldBytes(object: object): number {
  if (object instanceof PyType) return typeBytes(object);
  if (ArrayBuffer.isView(object)) return 0;
  return (object instanceof PyObject ? 40 : 24) + 8 * Object.keys(object).length;
}

/**
 * The logical bytes of everything that the machine can reach, its library modules included. Takes time in proportion to
 * the number of objects (some millions a second) and charges nothing.
 */
export function measureLiveBytes(vm: Machine): number {
  const walk = new MeasuringWalk(vm.heapBoundaries());
  for (const root of vm.heapRoots()) walk.visit(root);
  walk.drain();
  return walk.bytes;
}
