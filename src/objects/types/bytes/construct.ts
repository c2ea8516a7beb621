/** This file makes bytes out of what `bytes(…)` and `bytearray(…)` are called with. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PyTuple } from '../../../values/sequences.js';
import type { Str } from '../../../values/str.js';
import { copyBytes, getBuffer, hasBuffer, PyBUF_FULL_RO } from '../../buffer.js';
import { ByteBuilder } from '../../codecs/byte-builder.js';
import { encode } from '../../codecs/registry.js';
import { typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import { OverflowError, TypeError as PyTypeError } from '../../exceptions/types.js';
import { bindArguments } from '../../native/bind.js';
import { type NativeSignature, parseSignature } from '../../native/signature.js';
import { lookupSpecial } from '../../operations/attributes.js';
import { hasIndex, index, indexToNumber } from '../../operations/index.js';
import { forEach, isSequence } from '../../operations/iteration.js';
import { asStr } from '../../strings.js';
import { PyList } from '../list/list.js';
import { codecName } from '../str/construct.js';

const TEXT = '($type, source=<unrepresentable>, encoding: str=<unrepresentable>, errors: str=<unrepresentable>)';
const BYTES_SIGNATURE = parseSignature(`bytes${TEXT}`, 'new');
const BYTEARRAY_SIGNATURE = parseSignature(`bytearray${TEXT}`, 'new');

export type Owner = 'bytes' | 'bytearray';

/** Ints as bytes. */
function fromInts(vm: Runtime, owner: Owner, source: Value): Uint8Array {
  const message = owner === 'bytes' ? 'bytes must be in range(0, 256)' : 'byte must be in range(0, 256)';
  const out = new ByteBuilder(vm, 0);
  const add = (item: Value): void => {
    const number = typeof item === 'number' ? item : index(vm, item);
    if (number < 0 || number > 255) throw valueError(message);
    out.push(Number(number));
  };
  const items = source instanceof PyList ? source : source instanceof PyTuple ? source : null;
  if (items !== null && (items.constructor === PyList || items.constructor === PyTuple)) {
    vm.chargeFuel(items.items.length >> 1);
    // `__index__` may change a list while it is read.
    for (let i = 0; i < items.items.length; i++) add(items.items[i] as Value);
  } else forEach(vm, source, add);
  return out.finish();
}

/** The bytes of an object: through its buffer, or from its ints; "cannot convert 'X' object to bytes" otherwise. */
export function bytesFromObject(vm: Runtime, owner: Owner, source: Value): Uint8Array {
  if (source instanceof PyBytes && source.constructor === PyBytes) {
    vm.chargeMemory(owner === 'bytes' ? 0 : source.data.length);
    return owner === 'bytes' ? source.data : source.data.slice();
  }
  if (hasBuffer(source)) {
    const view = getBuffer(vm, source, PyBUF_FULL_RO);
    try {
      return copyBytes(vm, view);
    } finally {
      view.release(vm);
    }
  }
  if (asStr(source) === undefined && (typeOf(source).tp_iter !== null || isSequence(source))) {
    return fromInts(vm, owner, source);
  }
  throw typeError(`cannot convert '${typeOf(source).name}' object to ${owner}`);
}

function zeros(vm: Runtime, count: number): Uint8Array {
  if (count < 0) throw valueError('negative count');
  vm.chargeMemory(count);
  vm.chargeFuel(count >> 6);
  return new Uint8Array(count);
}

/** What `__bytes__` answered, for bytes(x). */
export function callBytesMethod(vm: Runtime, value: Value): PyBytes | undefined {
  const method = lookupSpecial(vm, value, '__bytes__');
  if (method === undefined) return undefined;
  const answer = vm.call0(method);
  if (answer instanceof PyBytes) return answer;
  throw typeError(`__bytes__ returned non-bytes (type ${typeOf(answer).name})`);
}

/** The content that a constructor call asks for; a bytes object when `__bytes__` or the source itself gave one. */
export function constructBytes(
  vm: Runtime,
  owner: Owner,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Uint8Array | PyBytes {
  const signature: NativeSignature = owner === 'bytes' ? BYTES_SIGNATURE : BYTEARRAY_SIGNATURE;
  const [source, encoding, errors] = bindArguments(
    vm,
    signature,
    { short: owner, full: `${owner}()` },
    args,
    kwnames,
  ) as [Value | undefined, Str | undefined, Str | undefined];
  const encodingName = encoding === undefined ? undefined : codecName(encoding);
  const errorsName = errors === undefined ? undefined : codecName(errors);
  const needsText = (): never => {
    throw typeError(encoding !== undefined ? 'encoding without a string argument' : 'errors without a string argument');
  };
  if (source === undefined) return encoding !== undefined || errors !== undefined ? needsText() : new Uint8Array(0);
  const text = asStr(source);
  if (encodingName !== undefined) {
    if (text === undefined) return needsText();
    return encode(vm, text, encodingName, errorsName ?? 'strict').data;
  }
  if (errorsName !== undefined) {
    if (text === undefined) return needsText();
    throw typeError('string argument without an encoding');
  }
  if (owner === 'bytes') {
    const own = callBytesMethod(vm, source);
    if (own !== undefined) return own;
  }
  if (text !== undefined) throw typeError('string argument without an encoding');
  if (hasIndex(source)) {
    let count: number;
    try {
      count = indexToNumber(vm, source, OverflowError);
    } catch (reason) {
      if (!(reason instanceof Raised && reason.exception.type.isSubtypeOf(PyTypeError))) throw reason;
      return bytesFromObject(vm, owner, source);
    }
    return zeros(vm, count);
  }
  return bytesFromObject(vm, owner, source);
}
