/** This file declares the module `_hashlib`: key derivation, and of OpenSSL's digests those that we have anyway. */
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { overflowError, valueError } from '../../objects/errors.js';
import { ValueError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { index } from '../../objects/operations/index.js';
import { PyFrozenSet } from '../../objects/types/set/set.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import { makeExceptionType, raise } from '../exception-types.js';
import { hashFunctions } from './hash-functions.js';
import { constructorFunction, GIL_MINSIZE, simpleKinds } from './simple.js';

const unsupportedDigestmodError = makeExceptionType('_hashlib', 'UnsupportedDigestmodError', [ValueError]);

const LONG_MAX = 2147483647;

/** A C long that must be positive. */
function positive(vm: Runtime, value: Value, low: string, high: string): number {
  const number = index(vm, value);
  if (number < 1) throw valueError(low);
  if (number > LONG_MAX) throw overflowError(high);
  return number as number;
}

function deriveKey(vm: Runtime, name: Str, password: Uint8Array, salt: Uint8Array, count: Value, length: Value): Value {
  const hash = hashFunctions.get(strToUtf16(name).toLowerCase());
  if (hash === undefined) {
    throw raise(unsupportedDigestmodError, '[digital envelope routines] unsupported');
  }
  const iterations = positive(vm, count, 'iteration value must be greater than 0.', 'iteration value is too great.');
  const size =
    length === None
      ? hash.outputLen
      : positive(vm, length, 'key length must be greater than 0.', 'key length is too great.');
  vm.chargeMemory(size);
  vm.chargeFuel(Math.ceil(size / hash.outputLen) * iterations * 40 + ((password.length + salt.length) >> 3));
  return new PyBytes(pbkdf2(hash, password, salt, { c: iterations, dkLen: size }));
}

function scryptKey(
  vm: Runtime,
  password: Uint8Array,
  salt: Uint8Array,
  n: number,
  r: number,
  p: number,
  maxmem: number,
  dklen: number,
): Value {
  if (n < 2 || !Number.isInteger(Math.log2(n))) throw valueError('n must be a power of 2.');
  if (maxmem < 0 || maxmem > LONG_MAX) throw valueError('maxmem must be positive and smaller than 2147483647');
  if (dklen < 1 || dklen > LONG_MAX) throw valueError('dklen must be greater than 0 and smaller than 2147483647');
  if (r < 1 || p < 1 || r * p >= 2 ** 30) throw valueError('Invalid parameter combination for n, r, p, maxmem.');
  const memory = 128 * r * (n + p + 2);
  // OpenSSL's own limit where none is given.
  if (memory > (maxmem === 0 ? 32 * 1024 * 1024 : maxmem)) {
    throw valueError('[digital envelope routines] memory limit exceeded');
  }
  vm.chargeMemory(memory + dklen);
  vm.chargeFuel(n * r * p * 60);
  return new PyBytes(scrypt(password, salt, { N: n, r, p, dkLen: dklen, maxmem: memory + 1024 + dklen }));
}

/** Names hashlib offers as `openssl_…`. */
const OPENSSL_NAMES = [...simpleKinds.keys()];

/** `_hashlib`. */
export const hashlibModule = defineModule({
  name: '_hashlib',
  doc: 'Key derivation and digests for hashlib and hmac.',
  functions: [
    ...OPENSSL_NAMES.map((name) =>
      constructorFunction(
        `openssl_${name}`,
        name,
        `Returns a ${name} hash object; optionally initialized with a string`,
      ),
    ),
    nativeFunction(
      "new($module, /, name: str, data=b'', *, usedforsecurity: bool=True, string=None)",
      'Return a new hash object using the named algorithm.',
      (vm, name: Str, data: Value, security: boolean, string: Value) => {
        const text = strToUtf16(name).toLowerCase();
        // hashlib turns to its own constructors after this error.
        if (!simpleKinds.has(text)) throw valueError(`unsupported hash type ${strToUtf16(name)}`);
        const make = getAttr(vm, vm.importModule('_hashlib'), `openssl_${text}`);
        return vm.call(make, [data, security, string], ['usedforsecurity', 'string']);
      },
    ),
    nativeFunction(
      "hmac_new($module, /, key, msg=b'', digestmod=None)",
      'Return a new hmac object.',
      (_vm, _key: Value, _msg: Value, _digestmod: Value) => {
        throw raise(unsupportedDigestmodError, 'Unsupported digestmod');
      },
    ),
    nativeFunction('hmac_digest($module, /, key, msg, digest)', 'Single-shot HMAC.', () => {
      throw raise(unsupportedDigestmodError, 'Unsupported digestmod');
    }),
    nativeFunction('get_fips_mode($module, /)', 'Determine the OpenSSL FIPS mode of operation.', () => 0),
    nativeFunction(
      'compare_digest($module, a, b, /)',
      "Return 'a == b' in a time that does not depend on content.",
      (vm, a: Value, b: Value) => vm.call2(getAttr(vm, vm.importModule('_operator'), '_compare_digest'), a, b),
    ),
    nativeFunction(
      'pbkdf2_hmac($module, /, hash_name: str, password: buffer, salt: buffer, iterations,\n            dklen=None)',
      'Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.',
      deriveKey,
    ),
    nativeFunction(
      'scrypt($module, /, password: buffer, *, salt: buffer, n, r, p, maxmem=0, dklen=64)',
      'scrypt password-based key derivation function.',
      (vm, password: Uint8Array, salt: Uint8Array, n: Value, r: Value, p: Value, maxmem: Value, dklen: Value) => {
        const number = (value: Value): number => Number(index(vm, value));
        return scryptKey(vm, password, salt, number(n), number(r), number(p), number(maxmem), number(dklen));
      },
    ),
  ],
  types: [['UnsupportedDigestmodError', unsupportedDigestmodError]],
  constants: [['_GIL_MINSIZE', GIL_MINSIZE]],
  setup: (vm, set) => {
    const names = new PyFrozenSet();
    for (const name of hashFunctions.keys()) names.add(vm, name);
    set('openssl_md_meth_names', names);
  },
});
