/** This file declares the module `_hmac`. */
import { hmac } from '@noble/hashes/hmac.js';
import type { CHash } from '@noble/hashes/utils.js';
import { typeError } from '../../objects/errors.js';
import { ValueError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, nativeFunction } from '../../objects/native/native-def.js';
import { addressOf, reprText } from '../../objects/operations/text.js';
import { asStr } from '../../objects/strings.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strToUtf16 } from '../../values/str.js';
import { makeExceptionType, raise } from '../exception-types.js';
import { makeModuleType } from '../module-types.js';
import { chargeHashing, currentDigest, type HashState, hashedBytes, hexText, updateState } from './digest.js';
import { hashFunctions } from './hash-functions.js';
import { GIL_MINSIZE } from './simple.js';

const unknownHashError = makeExceptionType('_hmac', 'UnknownHashError', [ValueError]);

/** An HMAC in progress. */
class PyHmac extends PyObject {
  constructor(
    readonly name: string,
    readonly digestSize: number,
    readonly blockSize: number,
    readonly state: HashState,
  ) {
    super();
  }
}

const hmacType = makeModuleType('_hmac', 'HMAC', PyHmac);

function hashNamed(vm: Runtime, name: Value): [string, CHash] {
  const text = asStr(name);
  const key = text === undefined ? '' : strToUtf16(text).toLowerCase();
  const hash = hashFunctions.get(key);
  if (hash === undefined) throw raise(unknownHashError, `unsupported hash type: ${reprText(vm, name)}`);
  return [key, hash];
}

/** The state of an HMAC with this key. */
function start(vm: Runtime, hash: CHash, key: Value): HashState {
  const bytes = hashedBytes(vm, key);
  chargeHashing(vm, bytes.length + 256);
  return hmac.create(hash, bytes) as unknown as HashState;
}

function oneShot(vm: Runtime, hash: CHash, key: Value, message: Value): PyBytes {
  const state = start(vm, hash, key);
  updateState(vm, state, hashedBytes(vm, message));
  return new PyBytes(currentDigest(vm, state));
}

defineType(hmacType, {
  module: '_hmac',
  noInstantiation: true,
  slots: {
    tp_repr: (vm, self: PyHmac) => `<${self.name} HMAC object @ 0x${addressOf(vm, self).replace(/^0+/, '')}>`,
  },
  methods: [
    method('copy($self, /)', 'Return a copy ("clone") of the HMAC object.', (vm, self: PyHmac) => {
      chargeHashing(vm, 256);
      return new PyHmac(self.name, self.digestSize, self.blockSize, self.state.clone());
    }),
    method(
      'update($self, /, msg)',
      'Update the HMAC object with the given message.',
      (vm, self: PyHmac, msg: Value) => {
        updateState(vm, self.state, hashedBytes(vm, msg));
        return None;
      },
    ),
    method(
      'digest($self, /)',
      'Return the digest of the bytes passed to the update() method so far.',
      (vm, self: PyHmac) => new PyBytes(currentDigest(vm, self.state)),
    ),
    method(
      'hexdigest($self, /)',
      'Return hexadecimal digest of the bytes passed to the update() method so far.',
      (vm, self: PyHmac) => hexText(currentDigest(vm, self.state)),
    ),
  ],
  getsets: [
    getset('name', null, (_vm, self: PyHmac) => `hmac-${self.name}`),
    getset('block_size', null, (_vm, self: PyHmac) => self.blockSize),
    getset('digest_size', null, (_vm, self: PyHmac) => self.digestSize),
  ],
});

/** `_hmac`. */
export const hmacModule = defineModule({
  name: '_hmac',
  functions: [
    nativeFunction(
      'new($module, /, key, msg=None, digestmod=<unrepresentable>)',
      'Return a new HMAC object.',
      (vm, key: Value, msg: Value, digestmod: Value | undefined) => {
        if (digestmod === undefined) throw typeError("new() missing 1 required argument 'digestmod'");
        const [name, hash] = hashNamed(vm, digestmod);
        const state = start(vm, hash, key);
        if (msg !== None) updateState(vm, state, hashedBytes(vm, msg));
        return new PyHmac(name, hash.outputLen, hash.blockLen, state);
      },
    ),
    nativeFunction('compute_digest($module, /, key, msg, digest)', null, (vm, key: Value, msg: Value, digest: Value) =>
      oneShot(vm, hashNamed(vm, digest)[1], key, msg),
    ),
    ...[...hashFunctions].map(([name, hash]) =>
      nativeFunction(`compute_${name}($module, key, msg, /)`, null, (vm, key: Value, msg: Value) =>
        oneShot(vm, hash, key, msg),
      ),
    ),
  ],
  types: [
    ['UnknownHashError', unknownHashError],
    ['HMAC', hmacType],
  ],
  constants: [['_GIL_MINSIZE', GIL_MINSIZE]],
});
