/** This file declares the module _io. */
import { BlockingIOError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { bufferedIOBaseType, rawIOBaseType, textIOBaseType } from './abstract-bases.js';
import { bufferedRWPairType } from './buffered-pair.js';
import { bufferedRandomType, bufferedReaderType, bufferedWriterType } from './buffered-types.js';
import { bytesIOBufferType, bytesIOType } from './bytes-io.js';
import { fileIOType } from './file-io.js';
import { ioBaseType } from './io-base.js';
import { newlineDecoderType } from './newline-decoder.js';
import { openCodeFunction, openFunction, textEncodingFunction } from './open.js';
import { DEFAULT_BUFFER_SIZE } from './protocol.js';
import { stringIOType } from './string-io.js';
import { textIOWrapperType } from './text-wrapper.js';
import './text-type.js';
import { unsupportedOperationType } from './unsupported-operation.js';

export const ioModule = defineModule({
  name: '_io',
  doc: 'The io module provides the Python interfaces to stream handling.\n\nThe builtin open function is defined in this module.',
  functions: [openFunction, openCodeFunction, textEncodingFunction],
  constants: [['DEFAULT_BUFFER_SIZE', DEFAULT_BUFFER_SIZE]],
  types: [
    ['UnsupportedOperation', unsupportedOperationType],
    ['BlockingIOError', BlockingIOError],
    ['_IOBase', ioBaseType],
    ['_RawIOBase', rawIOBaseType],
    ['_BufferedIOBase', bufferedIOBaseType],
    ['_TextIOBase', textIOBaseType],
    ['FileIO', fileIOType],
    ['BytesIO', bytesIOType],
    ['_BytesIOBuffer', bytesIOBufferType],
    ['StringIO', stringIOType],
    ['BufferedReader', bufferedReaderType],
    ['BufferedWriter', bufferedWriterType],
    ['BufferedRandom', bufferedRandomType],
    ['BufferedRWPair', bufferedRWPairType],
    ['IncrementalNewlineDecoder', newlineDecoderType],
    ['TextIOWrapper', textIOWrapperType],
  ],
});
