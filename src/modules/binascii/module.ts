/** This file declares the module binascii. */
import { asBytes, hasBuffer } from '../../objects/buffer.js';
import { latin1Bytes } from '../../objects/codecs/byte-builder.js';
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { crc32 } from '../zlib/checksums.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { crcHqx } from './crc.js';
import { binasciiErrorType, incompleteType } from './errors.js';
import { decodeHex, encodeHex } from './hex.js';
import { decodeQp, encodeQp } from './quoted-printable.js';
import { decodeUu, encodeUu } from './uu.js';

const ASCII = /^[\0-\x7f]*$/;

/** The bytes of ASCII text: a str or a bytes-like object. */
function asciiArgument(vm: Runtime, value: Value): Uint8Array {
  const text = asStr(value);
  if (text !== undefined) {
    if (typeof text !== 'string' || !ASCII.test(text)) {
      throw valueError('string argument should contain only ASCII characters');
    }
    vm.chargeMemory(text.length);
    return latin1Bytes(text);
  }
  if (!hasBuffer(value)) {
    throw typeError(`argument should be bytes, buffer or ASCII string, not '${typeOf(value).name}'`);
  }
  return asBytes(vm, value);
}

function hexFunctions(encode: string, decode: string): NativeDef[] {
  return [
    nativeFunction(
      `${encode}($module, /, data: buffer, sep=<unrepresentable>, bytes_per_sep: int=1)`,
      'Hexadecimal representation of binary data.',
      (vm, data: Uint8Array, sep: Value | undefined, perGroup: number) =>
        new PyBytes(encodeHex(vm, data, sep, perGroup)),
    ),
    nativeFunction(
      `${decode}($module, hexstr, /)`,
      'Binary data of hexadecimal representation.',
      (vm, digits: Value) => new PyBytes(decodeHex(vm, asciiArgument(vm, digits))),
    ),
  ];
}

const masked = (crc: number | bigint, bits: number): number => Number(BigInt.asUintN(bits, BigInt(crc)));

/** `binascii`. */
export const binasciiModule = defineModule({
  name: 'binascii',
  doc: 'Conversion between binary data and ASCII',
  functions: [
    nativeFunction('a2b_uu($module, data, /)', 'Decode a line of uuencoded data.', (vm, data: Value) => {
      return new PyBytes(decodeUu(vm, asciiArgument(vm, data)));
    }),
    nativeFunction(
      'b2a_uu($module, data: buffer, /, *, backtick: bool=False)',
      'Uuencode line of data.',
      (vm, data: Uint8Array, backtick: boolean) => new PyBytes(encodeUu(vm, data, backtick)),
    ),
    nativeFunction(
      'a2b_base64($module, data, /, *, strict_mode: bool=False)',
      'Decode a line of base64 data.',
      (vm, data: Value, strict: boolean) => new PyBytes(decodeBase64(vm, asciiArgument(vm, data), strict)),
    ),
    nativeFunction(
      'b2a_base64($module, data: buffer, /, *, newline: bool=True)',
      'Base64-code line of data.',
      (vm, data: Uint8Array, newline: boolean) => new PyBytes(encodeBase64(vm, data, newline)),
    ),
    ...hexFunctions('b2a_hex', 'a2b_hex'),
    ...hexFunctions('hexlify', 'unhexlify'),
    nativeFunction(
      'crc_hqx($module, data: buffer, crc: index, /)',
      'Compute CRC-CCITT incrementally.',
      (vm, data: Uint8Array, crc: number | bigint) => crcHqx(vm, data, masked(crc, 16)),
    ),
    nativeFunction(
      'crc32($module, data: buffer, crc: index=0, /)',
      'Compute CRC-32 incrementally.',
      (vm, data: Uint8Array, crc: number | bigint) => {
        vm.chargeFuel(data.length >> 4);
        return crc32(masked(crc, 32), data) >>> 0;
      },
    ),
    nativeFunction(
      'a2b_qp($module, /, data, header: bool=False)',
      'Decode a string of qp-encoded data.',
      (vm, data: Value, header: boolean) => new PyBytes(decodeQp(vm, asciiArgument(vm, data), header)),
    ),
    nativeFunction(
      'b2a_qp($module, /, data: buffer, quotetabs: bool=False, istext: bool=True, header: bool=False)',
      'Encode a string using quoted-printable encoding.',
      (vm, data: Uint8Array, quotetabs: boolean, istext: boolean, header: boolean) =>
        new PyBytes(encodeQp(vm, data, { quotetabs, istext, header })),
    ),
  ],
  types: [
    ['Error', binasciiErrorType],
    ['Incomplete', incompleteType],
  ],
});
