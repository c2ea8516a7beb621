/** This file declares the module `_blake2`. */
import { error, overflowError, valueError } from '../../objects/errors.js';
import { OverflowError } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { parseSignature } from '../../objects/native/signature.js';
import { index } from '../../objects/operations/index.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { PyType } from '../../values/type.js';
import { type Blake2Opts, TreeBlake2b, TreeBlake2s, type TreeParameters } from './blake2-states.js';
import {
  constructorData,
  digestMethods,
  type HashState,
  makeDigestType,
  type PyDigest,
  updateState,
} from './digest.js';
import { GIL_MINSIZE } from './simple.js';

interface Variant {
  readonly name: string;
  /** As messages have it: `Blake2b`. */
  readonly shown: string;
  readonly maxDigest: number;
  readonly blockSize: number;
  readonly saltSize: number;
  /** Bits of `node_offset`. */
  readonly offsetBits: bigint;
  create(options: Blake2Opts, tree: TreeParameters): HashState;
}

const variants: readonly Variant[] = [
  {
    name: 'blake2b',
    shown: 'Blake2b',
    maxDigest: 64,
    blockSize: 128,
    saltSize: 16,
    offsetBits: 64n,
    create: (options, tree) => new TreeBlake2b(options).withTree(tree) as unknown as HashState,
  },
  {
    name: 'blake2s',
    shown: 'Blake2s',
    maxDigest: 32,
    blockSize: 64,
    saltSize: 8,
    offsetBits: 48n,
    create: (options, tree) => new TreeBlake2s(options).withTree(tree) as unknown as HashState,
  },
];

/** An unsigned C integer of this many bits. */
function unsigned(vm: Runtime, value: Value, bits: bigint, typeName: string): bigint {
  const number = BigInt(index(vm, value));
  if (number < 0n) throw valueError('Cannot convert negative int');
  if (number >> bits !== 0n) throw overflowError(`Python int too large for C ${typeName}`);
  return number;
}

function padded(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  out.set(bytes);
  return out;
}

function create(vm: Runtime, variant: Variant, bound: readonly unknown[]): [HashState, number] {
  const [, digestSize, key, salt, person, fanout, depth, leaf, offset, nodeDepth, innerSize, lastNode] = bound as [
    Value,
    number | undefined,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    number,
    number,
    Value,
    Value,
    number,
    number,
    boolean,
  ];
  const size = digestSize ?? variant.maxDigest;
  if (size <= 0 || size > variant.maxDigest) {
    throw valueError(
      `digest_size for ${variant.shown} must be between 1 and ${variant.maxDigest} bytes, here it is ${size}`,
    );
  }
  if (salt.length > variant.saltSize) throw valueError(`maximum salt length is ${variant.saltSize} bytes`);
  if (person.length > variant.saltSize) throw valueError(`maximum person length is ${variant.saltSize} bytes`);
  if (fanout < 0 || fanout > 255) throw valueError('fanout must be between 0 and 255');
  if (depth <= 0 || depth > 255) throw valueError('depth must be between 1 and 255');
  const leafSize = unsigned(vm, leaf, 64n, 'unsigned long');
  if (leafSize > 0xffffffffn) throw error(OverflowError, 'leaf_size is too large');
  const nodeOffset = unsigned(vm, offset, 64n, 'unsigned long long');
  if (nodeOffset >> variant.offsetBits !== 0n) throw error(OverflowError, 'node_offset is too large');
  if (nodeDepth < 0 || nodeDepth > 255) throw valueError('node_depth must be between 0 and 255');
  if (innerSize < 0 || innerSize > variant.maxDigest) {
    throw valueError(`inner_size must be between 0 and is ${variant.maxDigest}`);
  }
  if (key.length > variant.maxDigest) throw valueError(`maximum key length is ${variant.maxDigest} bytes`);
  const options: Blake2Opts = { dkLen: size };
  if (key.length > 0) options.key = key.slice();
  if (salt.length > 0) options.salt = padded(salt, variant.saltSize);
  if (person.length > 0) options.personalization = padded(person, variant.saltSize);
  const tree = { fanout, depth, leafSize: Number(leafSize) | 0, nodeOffset, nodeDepth, innerSize, lastNode };
  return [variant.create(options, tree), size];
}

const types: [string, PyType][] = variants.map((variant) => {
  const { name } = variant;
  const signature = parseSignature(
    `${name}(data=b'', *, digest_size: int=<unrepresentable>, key: buffer=<unrepresentable>, salt: buffer=<unrepresentable>, person: buffer=<unrepresentable>, fanout: int=1, depth: int=1, leaf_size=0, node_offset=0, node_depth: int=0, inner_size: int=0, last_node: bool=False, usedforsecurity: bool=True, string=None)`,
    'method',
  );
  const none = new Uint8Array(0);
  const [type, Made] = makeDigestType('_blake2', name, false);
  type.textSignature = `(data=b'', *, digest_size=_blake2.${name}.MAX_DIGEST_SIZE,\n        key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,\n        node_offset=0, node_depth=0, inner_size=0, last_node=False,\n        usedforsecurity=True, string=None)`;
  defineType(type, {
    doc: `Return a new ${name.replace('blake', 'BLAKE')} hash object.`,
    slots: {
      tp_new: (vm, _type, args, kwnames): PyDigest => {
        const bound = bindArguments(vm, signature, { short: name, full: `${name}()` }, args, kwnames);
        for (const i of [2, 3, 4]) bound[i] ??= none;
        const data = constructorData(vm, bound[0] as Value, bound[13] as Value);
        const [state, digestSize] = create(vm, variant, bound);
        if (data !== null) updateState(vm, state, data);
        return new Made({ name, digestSize, blockSize: variant.blockSize }, state);
      },
    },
    methods: digestMethods('data'),
    constants: [
      ['SALT_SIZE', variant.saltSize],
      ['PERSON_SIZE', variant.saltSize],
      ['MAX_KEY_SIZE', variant.maxDigest],
      ['MAX_DIGEST_SIZE', variant.maxDigest],
    ],
  });
  return [name, type];
});

/** `_blake2`. */
export const blake2Module = defineModule({
  name: '_blake2',
  doc: '_blake2b provides BLAKE2b for hashlib\n',
  types,
  constants: [
    ['_GIL_MINSIZE', GIL_MINSIZE],
    ...variants.flatMap(({ name, saltSize, maxDigest }): [string, Value][] => {
      const prefix = name.toUpperCase();
      return [
        [`${prefix}_SALT_SIZE`, saltSize],
        [`${prefix}_PERSON_SIZE`, saltSize],
        [`${prefix}_MAX_KEY_SIZE`, maxDigest],
        [`${prefix}_MAX_DIGEST_SIZE`, maxDigest],
      ];
    }),
  ],
});
