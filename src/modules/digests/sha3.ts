/** This file declares the module `_sha3`: SHA-3 and the extendable SHAKE. */
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from '@noble/hashes/sha3.js';
import { overflowError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, type NativeDef } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { index } from '../../objects/operations/index.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import type { PyType } from '../../values/type.js';
import {
  chargeHashing,
  constructorData,
  type DigestKind,
  digestMethods,
  type HashState,
  hexText,
  makeDigestType,
  type PyDigest,
  updateState,
} from './digest.js';
import { GIL_MINSIZE } from './simple.js';

interface Xof {
  xof(bytes: number): Uint8Array;
}

const MAX_SHAKE = 1 << 29;

const signature = parseSignature("sha3(data=b'', *, usedforsecurity: bool=True, string=None)", 'method');

/** `digest(length)` and `hexdigest(length)` of SHAKE. */
function shakeBytes(vm: Runtime, self: PyDigest, length: Value): Uint8Array {
  const count = index(vm, length);
  if (count < 0) throw valueError('Cannot convert negative int');
  if (typeof count === 'bigint') throw overflowError('Python int too large to convert to C unsigned long');
  if (count >= MAX_SHAKE) throw valueError('length is too large');
  vm.chargeMemory(count);
  chargeHashing(vm, count + 256);
  if (count === 0) return new Uint8Array(0);
  return (self.state.clone() as unknown as Xof).xof(count);
}

const shakeMethods: NativeDef[] = [
  ...digestMethods('data').filter((def) => def.name === 'copy' || def.name === 'update'),
  method(
    'digest($self, /, length)',
    'Return the digest value as a bytes object.',
    (vm, self: PyDigest, length: Value) => new PyBytes(shakeBytes(vm, self, length)),
  ),
  method(
    'hexdigest($self, /, length)',
    'Return the digest value as a string of hexadecimal digits.',
    (vm, self: PyDigest, length: Value) => hexText(shakeBytes(vm, self, length)),
  ),
];

type NobleHash = { readonly outputLen: number; readonly blockLen: number; create(): unknown };

/** Digests of this module by hashlib's name. */
export const sha3Kinds = new Map<string, DigestKind>();
const types: [string, PyType][] = [];

function declare(name: string, hash: NobleHash, isShake: boolean): void {
  const kind: DigestKind = {
    name,
    digestSize: isShake ? 0 : hash.outputLen,
    blockSize: hash.blockLen,
    create: () => hash.create() as HashState,
  };
  if (!isShake) sha3Kinds.set(name, kind);
  const [type, Made] = makeDigestType('_sha3', name, false);
  const rate = hash.blockLen * 8;
  defineType(type, {
    doc: `${name}([data], *, usedforsecurity=True) -> ${isShake ? 'SHAKE' : 'SHA3'} object\n\nReturn a new hash object.`,
    slots: {
      tp_new: (vm, _type, args, kwnames) => {
        const [data, , string] = bindArguments(vm, signature, { short: name, full: `${name}()` }, args, kwnames) as [
          Value,
          boolean,
          Value,
        ];
        const bytes = constructorData(vm, data, string);
        const state = kind.create();
        if (bytes !== null) updateState(vm, state, bytes);
        return new Made(kind, state);
      },
    },
    methods: isShake ? shakeMethods : digestMethods('data'),
    getsets: [
      getset('_capacity_bits', null, () => 1600 - rate),
      getset('_rate_bits', null, () => rate),
      getset('_suffix', null, () => new PyBytes(Uint8Array.of(isShake ? 0x1f : 0x06))),
    ],
  });
  types.push([name, type]);
}

declare('sha3_224', sha3_224, false);
declare('sha3_256', sha3_256, false);
declare('sha3_384', sha3_384, false);
declare('sha3_512', sha3_512, false);
declare('shake_128', shake128, true);
declare('shake_256', shake256, true);

/** `_sha3`. */
export const sha3Module = defineModule({
  name: '_sha3',
  types,
  constants: [
    ['implementation', 'HACL'],
    ['_GIL_MINSIZE', GIL_MINSIZE],
  ],
});
