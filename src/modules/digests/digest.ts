/** This file defines hash objects: what all digest types have in common. */
import { asBytes, hasBuffer } from '../../objects/buffer.js';
import { latin1Text } from '../../objects/codecs/byte-builder.js';
import { typeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, type NativeDef } from '../../objects/native/native-def.js';
import { asStr } from '../../objects/strings.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { InstanceClass, PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';

/** The state of a digest in progress, as the package of hash functions keeps it. */
export interface HashState {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
  clone(): HashState;
}

/** What a hash object tells about itself. */
export interface DigestInfo {
  /** `h.name`. */
  readonly name: string;
  readonly digestSize: number;
  readonly blockSize: number;
}

/** A kind of digest, and how it starts. */
export interface DigestKind extends DigestInfo {
  create(): HashState;
}

/** A hash object. */
export abstract class PyDigest extends PyObject {
  constructor(
    readonly kind: DigestInfo,
    public state: HashState,
  ) {
    super();
  }
}

/** JavaScript class of a digest type's instances. */
export type DigestClass = new (kind: DigestInfo, state: HashState) => PyDigest;

/** Work of hashing this many bytes: tens of megabytes a second for the slowest kinds. */
export function chargeHashing(vm: Runtime, bytes: number): void {
  vm.chargeFuel(8 + (bytes >> 3));
}

/** The bytes of an argument to hash, with the wording of hashlib.h. */
export function hashedBytes(vm: Runtime, value: Value): Uint8Array {
  if (asStr(value) !== undefined) throw typeError('Strings must be encoded before hashing');
  if (!hasBuffer(value)) throw typeError('object supporting the buffer API required');
  return asBytes(vm, value);
}

/** The data of a constructor: `data` or, for old code, `string`. */
export function constructorData(vm: Runtime, data: Value, string: Value): Uint8Array | null {
  const isEmpty = data instanceof PyBytes && data.data.length === 0;
  if (string !== None) {
    if (!isEmpty) {
      throw typeError(
        "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
      );
    }
    return hashedBytes(vm, string);
  }
  return isEmpty ? null : hashedBytes(vm, data);
}

/** Hash more bytes. */
export function updateState(vm: Runtime, state: HashState, data: Uint8Array): void {
  chargeHashing(vm, data.length);
  state.update(data);
}

/** The digest so far: the state goes on. */
export function currentDigest(vm: Runtime, state: HashState): Uint8Array {
  chargeHashing(vm, 256);
  return state.clone().digest();
}

/** Lower-case hexadecimal digits. */
export function hexText(bytes: Uint8Array): string {
  const out = new Uint8Array(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    out[2 * i] = '0123456789abcdef'.charCodeAt(byte >> 4);
    out[2 * i + 1] = '0123456789abcdef'.charCodeAt(byte & 15);
  }
  return latin1Text(out);
}

/** Methods that all digest types share; XOF types bring their own `digest` and `hexdigest`. */
export function digestMethods(parameter: string): NativeDef[] {
  return [
    method('copy($self, /)', 'Return a copy of the hash object.', (vm, self: PyDigest) => {
      chargeHashing(vm, 256);
      return new (self.constructor as DigestClass)(self.kind, self.state.clone());
    }),
    method(
      'digest($self, /)',
      'Return the digest value as a bytes object.',
      (vm, self: PyDigest) => new PyBytes(currentDigest(vm, self.state)),
    ),
    method('hexdigest($self, /)', 'Return the digest value as a string of hexadecimal digits.', (vm, self: PyDigest) =>
      hexText(currentDigest(vm, self.state)),
    ),
    method(
      `update($self, ${parameter}, /)`,
      "Update this hash object's state with the provided bytes-like object.",
      (vm, self: PyDigest, data: Value) => {
        updateState(vm, self.state, hashedBytes(vm, data));
        return None;
      },
    ),
  ];
}

/** `block_size`, `name`, `digest_size`. */
export const digestGetsets = [
  getset('block_size', null, (_vm, self: PyDigest) => self.kind.blockSize),
  getset('name', null, (_vm, self: PyDigest) => self.kind.name),
  getset('digest_size', null, (_vm, self: PyDigest) => self.kind.digestSize),
];

/** Make the type of a digest. */
export function makeDigestType(module: string, name: string, noInstantiation: boolean): [PyType, DigestClass] {
  const Own = class extends PyDigest {};
  const type = makeModuleType(module, name, Own as unknown as InstanceClass);
  defineType(type, { module, noInstantiation, getsets: digestGetsets });
  return [type, Own];
}
