/** This file declares the encoders and decoders of `_codecs`. */
import { asBytes } from '../../objects/buffer.js';
import { buildEncodingMap, decodeCharmap, encodeCharmap } from '../../objects/codecs/charmap.js';
import {
  decodeRawUnicodeEscape,
  decodeUnicodeEscape,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
  escapeBytes,
  unescapeBytes,
} from '../../objects/codecs/escapes.js';
import { decodeAscii, decodeLatin1, encodeAscii, encodeLatin1 } from '../../objects/codecs/latin1.js';
import type { Decoded } from '../../objects/codecs/result.js';
import { decodeUtf7, encodeUtf7 } from '../../objects/codecs/utf7.js';
import { decodeUtf8, encodeUtf8 } from '../../objects/codecs/utf8.js';
import {
  type ByteOrder,
  decodeUtf16,
  decodeUtf32,
  encodeUtf16,
  encodeUtf32,
  type WideDecoded,
} from '../../objects/codecs/utf16.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { asStr } from '../../objects/strings.js';
import { strArgument } from '../../objects/types/str/arguments.js';
import { codecName } from '../../objects/types/str/construct.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import type { Str } from '../../values/str.js';

/** The name of an error handler; None is strict. */
function handlerName(errors: Str | null): string {
  return errors === null ? 'strict' : codecName(errors);
}

type Encode = (vm: Runtime, text: Str, errors: string) => Uint8Array;
type Decode = (vm: Runtime, data: Uint8Array, errors: string, final: boolean, object: Value) => Decoded;

function encoder(name: string, encode: Encode): NativeDef {
  return nativeFunction(
    `${name}_encode($module, str: str, errors: str_or_none=None, /)`,
    null,
    (vm: Runtime, text: Str, errors: Str | null) =>
      new PyTuple([new PyBytes(encode(vm, text, handlerName(errors))), text.length]),
  );
}

function decoder(name: string, final: boolean | null, decode: Decode): NativeDef {
  const tail = final === null ? '' : `, final: bool=${final ? 'True' : 'False'}`;
  return nativeFunction(
    `${name}_decode($module, data, errors: str_or_none=None${tail}, /)`,
    null,
    (vm: Runtime, data: Value, errors: Str | null, isFinal?: boolean) => {
      const decoded = decode(vm, asBytes(vm, data), handlerName(errors), isFinal ?? true, data);
      return new PyTuple([decoded.text, decoded.consumed]);
    },
  );
}

/** Escape decoders take str as well, as its UTF-8. */
function textOrBytes(vm: Runtime, data: Value): Uint8Array {
  const text = asStr(data);
  return text === undefined ? asBytes(vm, data) : encodeUtf8(vm, text, 'strict');
}

function escapeDecoder(name: string, decode: Decode): NativeDef {
  return nativeFunction(
    `${name}_decode($module, data, errors: str_or_none=None, final: bool=True, /)`,
    null,
    (vm: Runtime, data: Value, errors: Str | null, final: boolean) => {
      const decoded = decode(vm, textOrBytes(vm, data), handlerName(errors), final, data);
      return new PyTuple([decoded.text, decoded.consumed]);
    },
  );
}

const orderOf = (order: number): ByteOrder => (order < 0 ? -1 : order > 0 ? 1 : 0);

type WideEncode = (vm: Runtime, text: Str, errors: string, order: ByteOrder) => Uint8Array;
type WideDecode = (
  vm: Runtime,
  data: Uint8Array,
  errors: string,
  order: ByteOrder,
  final: boolean,
  object: Value,
) => WideDecoded;

function wideCoders(width: 16 | 32, encode: WideEncode, decode: WideDecode): readonly NativeDef[] {
  const name = `utf_${width}`;
  return [
    nativeFunction(
      `${name}_encode($module, str: str, errors: str_or_none=None, byteorder: int=0, /)`,
      null,
      (vm: Runtime, text: Str, errors: Str | null, order: number) =>
        new PyTuple([new PyBytes(encode(vm, text, handlerName(errors), orderOf(order))), text.length]),
    ),
    encoder(`${name}_le`, (vm, text, errors) => encode(vm, text, errors, -1)),
    encoder(`${name}_be`, (vm, text, errors) => encode(vm, text, errors, 1)),
    decoder(name, false, (vm, data, errors, final, object) => decode(vm, data, errors, 0, final, object)),
    decoder(`${name}_le`, false, (vm, data, errors, final, object) => decode(vm, data, errors, -1, final, object)),
    decoder(`${name}_be`, false, (vm, data, errors, final, object) => decode(vm, data, errors, 1, final, object)),
    nativeFunction(
      `${name}_ex_decode($module, data, errors: str_or_none=None, byteorder: int=0, final: bool=False, /)`,
      null,
      (vm: Runtime, data: Value, errors: Str | null, order: number, final: boolean) => {
        const decoded = decode(vm, asBytes(vm, data), handlerName(errors), orderOf(order), final, data);
        return new PyTuple([decoded.text, decoded.consumed, decoded.order]);
      },
    ),
  ];
}

/** All coders under their names in `_codecs`. */
export const coders: readonly NativeDef[] = [
  nativeFunction(
    'escape_encode($module, data: bytes, errors: str_or_none=None, /)',
    null,
    (vm: Runtime, data: PyBytes) => new PyTuple([new PyBytes(escapeBytes(vm, data.data)), data.data.length]),
  ),
  nativeFunction(
    'escape_decode($module, data, errors: str_or_none=None, /)',
    null,
    (vm: Runtime, data: Value, errors: Str | null) => {
      const bytes = textOrBytes(vm, data);
      return new PyTuple([new PyBytes(unescapeBytes(vm, bytes, handlerName(errors))), bytes.length]);
    },
  ),
  encoder('utf_8', encodeUtf8),
  decoder('utf_8', false, decodeUtf8),
  encoder('utf_7', encodeUtf7),
  decoder('utf_7', false, decodeUtf7),
  ...wideCoders(16, encodeUtf16, decodeUtf16),
  ...wideCoders(32, encodeUtf32, decodeUtf32),
  encoder('unicode_escape', encodeUnicodeEscape),
  escapeDecoder('unicode_escape', decodeUnicodeEscape),
  encoder('raw_unicode_escape', encodeRawUnicodeEscape),
  escapeDecoder('raw_unicode_escape', decodeRawUnicodeEscape),
  encoder('latin_1', encodeLatin1),
  decoder('latin_1', null, decodeLatin1),
  encoder('ascii', encodeAscii),
  decoder('ascii', null, (vm, data, errors, _final, object) => decodeAscii(vm, data, errors, object)),
  nativeFunction(
    'charmap_encode($module, str: str, errors: str_or_none=None, mapping=None, /)',
    null,
    (vm: Runtime, text: Str, errors: Str | null, mapping: Value) =>
      new PyTuple([new PyBytes(encodeCharmap(vm, text, handlerName(errors), mapping)), text.length]),
  ),
  nativeFunction(
    'charmap_decode($module, data, errors: str_or_none=None, mapping=None, /)',
    null,
    (vm: Runtime, data: Value, errors: Str | null, mapping: Value) => {
      const decoded = decodeCharmap(vm, asBytes(vm, data).slice(), handlerName(errors), mapping, data);
      return new PyTuple([decoded.text, decoded.consumed]);
    },
  ),
  nativeFunction('charmap_build($module, map, /)', null, (vm: Runtime, map: Value) =>
    buildEncodingMap(vm, strArgument('charmap_build', 'argument', map)),
  ),
  nativeFunction('readbuffer_encode($module, data, errors: str_or_none=None, /)', null, (vm: Runtime, data: Value) => {
    const bytes = textOrBytes(vm, data);
    vm.chargeMemory(bytes.length);
    return new PyTuple([new PyBytes(bytes.slice()), bytes.length]);
  }),
];
