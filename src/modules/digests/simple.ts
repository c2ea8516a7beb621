/** This file declares the modules `_md5`, `_sha1` and `_sha2`: a function for each digest, and its type. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import type { Value } from '../../values/object.js';
import type { PyType } from '../../values/type.js';
import {
  constructorData,
  type DigestClass,
  type DigestKind,
  digestMethods,
  type HashState,
  makeDigestType,
  updateState,
} from './digest.js';

/** hashlib releases the GIL above this size; kept for programs that look. */
export const GIL_MINSIZE = 2048;

function kindOf(
  name: string,
  hash: { readonly outputLen: number; readonly blockLen: number; create(): unknown },
): DigestKind {
  return {
    name,
    digestSize: hash.outputLen,
    blockSize: hash.blockLen,
    create: () => hash.create() as HashState,
  };
}

/** The digests that are a function of their module, by hashlib's name. */
export const simpleKinds: ReadonlyMap<string, DigestKind> = new Map([
  ['md5', kindOf('md5', md5)],
  ['sha1', kindOf('sha1', sha1)],
  ['sha224', kindOf('sha224', sha224)],
  ['sha256', kindOf('sha256', sha256)],
  ['sha384', kindOf('sha384', sha384)],
  ['sha512', kindOf('sha512', sha512)],
]);

function makeType(module: string, typeName: string): [PyType, DigestClass] {
  const made = makeDigestType(module, typeName, true);
  defineType(made[0], { methods: digestMethods('obj') });
  return made;
}

const md5Type = makeType('_md5', 'md5');
const sha1Type = makeType('_sha1', 'sha1');
const sha224Type = makeType('_sha2', 'SHA224Type');
const sha256Type = makeType('_sha2', 'SHA256Type');
const sha384Type = makeType('_sha2', 'SHA384Type');
const sha512Type = makeType('_sha2', 'SHA512Type');

const classes: ReadonlyMap<string, DigestClass> = new Map([
  ['md5', md5Type[1]],
  ['sha1', sha1Type[1]],
  ['sha224', sha224Type[1]],
  ['sha256', sha256Type[1]],
  ['sha384', sha384Type[1]],
  ['sha512', sha512Type[1]],
]);

/** The function that makes hash objects of one kind. */
export function constructorFunction(functionName: string, name: string, doc: string): NativeDef {
  const kind = simpleKinds.get(name) as DigestKind;
  const Made = classes.get(name) as DigestClass;
  return nativeFunction(
    `${functionName}($module, /, data=b'', *, usedforsecurity: bool=True, string=None)`,
    doc,
    (vm, data: Value, _security: boolean, string: Value) => {
      const bytes = constructorData(vm, data, string);
      const state = kind.create();
      if (bytes !== null) updateState(vm, state, bytes);
      return new Made(kind, state);
    },
  );
}

/** `_md5`. */
export const md5Module = defineModule({
  name: '_md5',
  functions: [constructorFunction('md5', 'md5', 'Return a new MD5 hash object; optionally initialized with a string.')],
  types: [['MD5Type', md5Type[0]]],
  constants: [['_GIL_MINSIZE', GIL_MINSIZE]],
});

/** `_sha1`. */
export const sha1Module = defineModule({
  name: '_sha1',
  functions: [
    constructorFunction('sha1', 'sha1', 'Return a new SHA1 hash object; optionally initialized with a string.'),
  ],
  types: [['SHA1Type', sha1Type[0]]],
  constants: [['_GIL_MINSIZE', GIL_MINSIZE]],
});

/** `_sha2`. */
export const sha2Module = defineModule({
  name: '_sha2',
  functions: ['sha256', 'sha224', 'sha512', 'sha384'].map((name) =>
    constructorFunction(
      name,
      name,
      `Return a new SHA-${name.slice(3)} hash object; optionally initialized with a string.`,
    ),
  ),
  types: [
    ['SHA224Type', sha224Type[0]],
    ['SHA256Type', sha256Type[0]],
    ['SHA384Type', sha384Type[0]],
    ['SHA512Type', sha512Type[0]],
  ],
  constants: [['_GIL_MINSIZE', GIL_MINSIZE]],
});
