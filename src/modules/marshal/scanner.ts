/** This file finds where a marshalled value in a stream ends, so that no byte behind it is read. */
import {
  MarshalError,
  TYPE_ASCII,
  TYPE_ASCII_INTERNED,
  TYPE_BINARY_COMPLEX,
  TYPE_BINARY_FLOAT,
  TYPE_CODE,
  TYPE_COMPLEX,
  TYPE_DICT,
  TYPE_FLOAT,
  TYPE_FROZENSET,
  TYPE_INT,
  TYPE_INT64,
  TYPE_INTERNED,
  TYPE_LIST,
  TYPE_LONG,
  TYPE_NULL,
  TYPE_REF,
  TYPE_SET,
  TYPE_SHORT_ASCII,
  TYPE_SHORT_ASCII_INTERNED,
  TYPE_SLICE,
  TYPE_SMALL_TUPLE,
  TYPE_STRING,
  TYPE_TUPLE,
  TYPE_UNICODE,
} from '../../bytecode/marshal/format.js';
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import type { Runtime } from '../../values/runtime.js';

/** Reads exactly this many bytes, or fewer at the end of the stream. */
export type ReadBytes = (count: number) => Uint8Array;

const OPEN_DICT = -1;
const CODE_OBJECTS_BEFORE_LINE = 8;
const CODE_OBJECTS_AFTER_LINE = 2;

/** Reads one value from a stream, byte for byte as far as it goes. */
export class MarshalScanner {
  private readonly out: ByteBuilder;
  /** How many objects each open container still wants; OPEN_DICT until its NULL. */
  private readonly wanted: number[] = [];
  /** For each open container: a line number and two more objects follow (a code object). */
  private readonly isCode: boolean[] = [];

  constructor(
    vm: Runtime,
    private readonly read: ReadBytes,
  ) {
    this.out = new ByteBuilder(vm, 64);
  }

  /** The bytes of the value. Throws a MarshalError (EOFError) where the stream ends inside it. */
  scan(): Uint8Array {
    do {
      const before = this.wanted.length;
      const type = this.typeCode();
      const isNull = type === TYPE_NULL;
      const known = this.body(type);
      if (!known) break;
      // A container that opened is not complete yet.
      if (this.wanted.length === before) this.completed(isNull);
    } while (this.wanted.length > 0);
    return this.out.finish();
  }

  private completed(isNull: boolean): void {
    let ended = isNull;
    while (this.wanted.length > 0) {
      const last = this.wanted.length - 1;
      const count = this.wanted[last] as number;
      if (count === OPEN_DICT) {
        if (!ended) return;
      } else if (count > 1) {
        this.wanted[last] = count - 1;
        return;
      } else if (this.isCode[last]) {
        this.take(4);
        this.isCode[last] = false;
        this.wanted[last] = CODE_OBJECTS_AFTER_LINE;
        return;
      }
      ended = false;
      this.wanted.pop();
      this.isCode.pop();
    }
  }

  private open(count: number, isCode = false): void {
    if (count <= 0 && count !== OPEN_DICT) {
      return;
    }
    this.wanted.push(count);
    this.isCode.push(isCode);
  }

  /** Takes what follows the type code; false for a type that the reader will refuse. */
  private body(type: number): boolean {
    switch (type) {
      case TYPE_INT:
      case TYPE_REF:
        this.take(4);
        return true;
      case TYPE_INT64:
      case TYPE_BINARY_FLOAT:
        this.take(8);
        return true;
      case TYPE_BINARY_COMPLEX:
        this.take(16);
        return true;
      case TYPE_LONG:
        this.take(2 * Math.abs(this.int32()));
        return true;
      case TYPE_FLOAT:
        this.take(this.byte());
        return true;
      case TYPE_COMPLEX:
        this.take(this.byte());
        this.take(this.byte());
        return true;
      case TYPE_STRING:
      case TYPE_ASCII:
      case TYPE_ASCII_INTERNED:
      case TYPE_INTERNED:
      case TYPE_UNICODE:
        return this.takeSized(this.int32());
      case TYPE_SHORT_ASCII:
      case TYPE_SHORT_ASCII_INTERNED:
        this.take(this.byte());
        return true;
      case TYPE_SMALL_TUPLE:
        this.open(this.byte());
        return true;
      case TYPE_TUPLE:
      case TYPE_LIST:
      case TYPE_SET:
      case TYPE_FROZENSET: {
        const count = this.int32();
        this.open(count);
        return count >= 0;
      }
      case TYPE_DICT:
        this.open(OPEN_DICT);
        return true;
      case TYPE_SLICE:
        this.open(3);
        return true;
      case TYPE_CODE:
        this.take(20);
        this.open(CODE_OBJECTS_BEFORE_LINE, true);
        return true;
      default:
        // Single letters: None, True, False, Ellipsis, StopIteration, NULL; anything else is refused by the reader.
        return 'NTF.S0'.includes(String.fromCharCode(type));
    }
  }

  private takeSized(count: number): boolean {
    if (count < 0) return false;
    this.take(count);
    return true;
  }

  private typeCode(): number {
    const bytes = this.read(1);
    if (bytes.length < 1) throw new MarshalError('EOFError', 'EOF read where object expected');
    this.out.add(bytes);
    return (bytes[0] as number) & 0x7f;
  }

  private take(count: number): Uint8Array {
    const bytes = count === 0 ? new Uint8Array(0) : this.read(count);
    if (bytes.length < count) throw new MarshalError('EOFError', 'EOF read where not expected');
    this.out.add(bytes);
    return bytes;
  }

  private byte(): number {
    return this.take(1)[0] as number;
  }

  private int32(): number {
    const bytes = this.take(4);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getInt32(0, true);
  }
}
