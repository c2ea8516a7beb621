/** This file declares the module `_json`. */
import { typeError } from '../../objects/errors.js';
import { noKeywords } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { asSize } from '../../objects/operations/index.js';
import { isTrue } from '../../objects/operations/truth.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { ENCODE_ASCII, ENCODE_UNICODE, jsonEncoderType } from './encoder.js';
import { quoteString } from './escape.js';
import { StringScanner } from './scan-string.js';
import { firstString, jsonScannerType } from './scanner.js';

/** `_json`. */
export const jsonModule = defineModule({
  name: '_json',
  doc: 'JSON: the parts that want speed.',
  functions: [
    nativeFunction(`${ENCODE_ASCII}($self, object, /)`, 'Return a string as JSON text in ASCII.', (vm, text: Value) =>
      quoteString(vm, firstString(text), true),
    ),
    nativeFunction(`${ENCODE_UNICODE}($self, object, /)`, 'Return a string as JSON text.', (vm, text: Value) =>
      quoteString(vm, firstString(text), false),
    ),
    rawFunction(
      'scanstring',
      'scanstring(string, end, strict=True) -> (string, end): read the JSON string whose quote stands before end.',
      (vm, _self, args, kwnames) => {
        noKeywords('scanstring', kwnames);
        const count = args.length;
        if (count < 2) throw typeError(`scanstring() takes at least 2 arguments (${count} given)`);
        if (count > 3) throw typeError(`scanstring() takes at most 3 arguments (${count} given)`);
        const end = asSize(vm, args[1] as Value);
        const strict = count < 3 || isTrue(vm, args[2] as Value);
        const scanner = new StringScanner(vm, firstString(args[0] as Value), strict);
        const text = scanner.scan(end);
        return new PyTuple([text, scanner.end]);
      },
    ),
  ],
  types: [
    ['make_scanner', jsonScannerType],
    ['make_encoder', jsonEncoderType],
  ],
});
