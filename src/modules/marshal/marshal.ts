/** This file declares the module marshal. */
import { PyCode } from '../../bytecode/code.js';
import { MARSHAL_VERSION, MarshalError } from '../../bytecode/marshal/format.js';
import { loads, type MarshalFactory } from '../../bytecode/marshal/reader.js';
import { dumps, type Inspected } from '../../bytecode/marshal/writer.js';
import { stripColumns } from '../../bytecode/strip-columns.js';
import { verifyTree } from '../../bytecode/verifier/verify.js';
import { asBytes, hasBuffer } from '../../objects/buffer.js';
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { typeOf } from '../../objects/core-types.js';
import { error, typeError, valueError } from '../../objects/errors.js';
import { EOFError, StopIteration, SystemError, TypeError, ValueError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { asSize } from '../../objects/operations/index.js';
import { PyByteArray } from '../../objects/types/bytes/bytearray-object.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyAnySet, PyFrozenSet, PySet } from '../../objects/types/set/set.js';
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../../values/sequences.js';
import type { PyType } from '../../values/type.js';
import type { Machine } from '../../vm/machine.js';
import { MarshalScanner } from './scanner.js';

/** Run a part of marshal and turn its failure into the Python exception. */
function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (reason) {
    if (!(reason instanceof MarshalError)) throw reason;
    const kinds = { EOFError, ValueError, TypeError, SystemError };
    throw error(kinds[reason.kind], reason.message);
  }
}

function inspect(vm: Runtime, value: PyObject): Inspected | undefined {
  if (value === StopIteration) return { kind: 'stopiteration' };
  if (value.constructor === PyList) return { kind: 'list', items: (value as PyList).items };
  if (value.constructor === PyDict) {
    const dict = value as PyDict;
    const items: Value[] = [];
    for (let at = dict.nextPosition(0); at >= 0; at = dict.nextPosition(at + 1)) {
      items.push(dict.keyAt(at), dict.valueAt(at));
    }
    return { kind: 'dict', items };
  }
  if (value.constructor === PySet) return { kind: 'set', items: (value as PySet).toArray() };
  if (value.constructor === PyFrozenSet) return { kind: 'frozenset', items: (value as PyFrozenSet).toArray() };
  return hasBuffer(value) ? { kind: 'buffer', data: asBytes(vm, value) } : undefined;
}

/** A bytes object of a subclass goes by its buffer; other subclasses have no form of their own. */
function isExact(value: PyObject): boolean {
  if (value instanceof PyBytes) return true;
  if (value instanceof PyTuple) return value.constructor === PyTuple;
  // Constant sets of code have no Python type.
  const type: PyType | undefined = value.type;
  return type === undefined || !type.isHeap;
}

function dump(vm: Runtime, value: Value, version: number, allowCode: boolean): PyBytes {
  vm.audit('marshal.dumps', [value, version]);
  const bytes = guarded(() =>
    dumps(value, {
      version,
      allowCode,
      inspect: (object) => inspect(vm, object),
      isExact,
      charge: (objects) => vm.chargeFuel(objects),
    }),
  );
  vm.chargeMemory(bytes.length);
  return new PyBytes(bytes);
}

/** Makes the containers of marshalled values. */
class Factory implements MarshalFactory {
  constructor(private readonly vm: Runtime) {}

  list(): Value {
    return new PyList([]);
  }
  append(list: Value, item: Value): void {
    (list as PyList).items.push(item);
  }
  dict(): Value {
    return new PyDict();
  }
  setItem(dict: Value, key: Value, value: Value): void {
    (dict as PyDict).set(this.vm, key, value);
  }
  set(): Value {
    return new PySet();
  }
  add(set: Value, item: Value): void {
    (set as PySet).add(this.vm, item);
  }
  frozenset(items: Value[]): Value {
    const set = new PyFrozenSet();
    for (const item of items) set.add(this.vm, item);
    return set;
  }
  stopIteration(): Value {
    return StopIteration;
  }
}

/** Every code object inside a value passes the verifier before a program can run it. */
function verifyInside(root: Value): void {
  const seen = new Set<Value>();
  const work: Value[] = [root];
  for (let value = work.pop(); value !== undefined; value = work.pop()) {
    if (typeof value !== 'object' || seen.has(value)) continue;
    if (value instanceof PyCode) {
      seen.add(value);
      const reason = verifyTree(value);
      if (reason !== undefined) throw valueError(`bad marshal data (${reason})`);
    } else if (value instanceof PyTuple || value instanceof PyList || value instanceof FrozenSetConstant) {
      seen.add(value);
      for (const item of value.items) work.push(item);
    } else if (value instanceof PyAnySet) {
      seen.add(value);
      for (const item of value.toArray()) work.push(item);
    } else if (value instanceof PyDict) {
      seen.add(value);
      for (let at = value.nextPosition(0); at >= 0; at = value.nextPosition(at + 1)) {
        work.push(value.keyAt(at), value.valueAt(at));
      }
    } else if (value instanceof PySlice) work.push(value.start, value.stop, value.step);
  }
}

function load(vm: Runtime, data: Uint8Array, allowCode: boolean): Value {
  vm.permit?.('marshal');
  // A marshalled object takes at least one byte; what is made of it, some tens.
  vm.chargeFuel(data.length >> 3);
  vm.chargeMemory(4 * data.length);
  const value = guarded(() =>
    loads(data, { factory: new Factory(vm), allowCode, charge: (objects) => vm.chargeFuel(objects) }),
  );
  verifyInside(value);
  return value instanceof PyCode && !(vm as Machine).configuration.debugRanges ? stripColumns(value) : value;
}

const CHUNK = 1 << 16;

/** Read from a Python file object through its `readinto`. */
function reader(vm: Runtime, file: Value): (count: number) => Uint8Array {
  const probe = vm.call1(getAttr(vm, file, 'read'), 0);
  if (!(probe instanceof PyBytes)) throw typeError(`file.read() returned not bytes but ${typeOf(probe).name}`);
  return (count) => {
    const out = new ByteBuilder(vm, Math.min(count, CHUNK));
    while (out.length < count) {
      const wanted = Math.min(count - out.length, CHUNK);
      vm.chargeFuel(1 + (wanted >> 5));
      const part = new PyByteArray(new Uint8Array(wanted));
      const got = asSize(vm, vm.call1(getAttr(vm, file, 'readinto'), part));
      if (got > wanted) {
        throw valueError(`read() returned too much data: ${wanted} bytes requested, ${got} returned`);
      }
      out.add(part.bytes.subarray(0, Math.max(got, 0)));
      if (got < wanted) break;
    }
    return out.finish();
  };
}

/** `marshal`. */
export const marshalModule = defineModule({
  name: 'marshal',
  doc: 'This module contains functions that can read and write Python values in a binary format of its own.',
  functions: [
    nativeFunction(
      'dump($module, value, file, version: int=version, /, *, allow_code: bool=True)',
      'Write the value on the open file.',
      (vm, value: Value, file: Value, version: number | undefined, allowCode: boolean) => {
        const bytes = dump(vm, value, version ?? MARSHAL_VERSION, allowCode);
        return vm.call1(getAttr(vm, file, 'write'), bytes);
      },
    ),
    nativeFunction(
      'load($module, file, /, *, allow_code: bool=True)',
      'Read one value from the open file and return it.',
      (vm, file: Value, allowCode: boolean) => {
        vm.audit('marshal.load', []);
        const read = reader(vm, file);
        return load(
          vm,
          guarded(() => new MarshalScanner(vm, read).scan()),
          allowCode,
        );
      },
    ),
    nativeFunction(
      'dumps($module, value, version: int=version, /, *, allow_code: bool=True)',
      'Return the bytes object that would be written to a file by dump(value, file).',
      (vm, value: Value, version: number | undefined, allowCode: boolean) =>
        dump(vm, value, version ?? MARSHAL_VERSION, allowCode),
    ),
    nativeFunction(
      'loads($module, bytes: buffer, /, *, allow_code: bool=True)',
      'Convert the bytes-like object to a value.',
      (vm, bytes: Uint8Array, allowCode: boolean) => {
        vm.audit('marshal.loads', [new PyBytes(bytes.slice())]);
        return load(vm, bytes, allowCode);
      },
    ),
  ],
  constants: [['version', MARSHAL_VERSION]],
});
