/** This file declares `_multibytecodec` and the modules of multi-byte encodings: `_codecs_jp` and its kin. */
import { error, typeError } from '../../objects/errors.js';
import { LookupError } from '../../objects/exceptions/types.js';
import { defineModule, type ModuleDeclaration } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import { strToUtf16 } from '../../values/str.js';
import {
  incrementalDecoderType,
  incrementalEncoderType,
  PyMultibyteCodec,
  streamReaderType,
  streamWriterType,
} from './coder-types.js';
import { ENCODINGS } from './encodings.js';

/** `_multibytecodec`. */
export const multibytecodecModule = defineModule({
  name: '_multibytecodec',
  doc: null,
  types: [
    ['MultibyteIncrementalEncoder', incrementalEncoderType],
    ['MultibyteIncrementalDecoder', incrementalDecoderType],
    ['MultibyteStreamReader', streamReaderType],
    ['MultibyteStreamWriter', streamWriterType],
  ],
});

/** `_codecs_cn` and its kin. */
export const multibyteModules: readonly ModuleDeclaration[] = [...ENCODINGS].map(([name, codecs]) =>
  defineModule({
    name,
    doc: null,
    functions: [
      nativeFunction('getcodec($module, encoding, /)', null, (_vm, encoding: Value) => {
        const text = asStr(encoding);
        if (text === undefined) throw typeError('encoding name must be a string.');
        const found = codecs.find((codec) => codec.name === strToUtf16(text));
        if (found === undefined) throw error(LookupError, 'no such codec is supported.');
        return new PyMultibyteCodec(found);
      }),
    ],
  }),
);
