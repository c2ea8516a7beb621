/** This file defines _io.IncrementalNewlineDecoder. */
import { typeOf } from '../../objects/core-types.js';
import { error, typeError, valueError } from '../../objects/errors.js';
import { OSError } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { index } from '../../objects/operations/index.js';
import { asStr } from '../../objects/strings.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { makeModuleType } from '../module-types.js';
import { newInstance } from './file-io.js';
import { NewlineTranslator } from './newlines.js';
import { callMethod } from './protocol.js';

/** A decoder that translates line ends of what another decoder answers, or of text itself. */
export class PyNewlineDecoder extends PyObject {
  decoder: Value = None;
  translator: NewlineTranslator | null = null;
}

export const newlineDecoderType = makeModuleType('_io', 'IncrementalNewlineDecoder', PyNewlineDecoder);

function translatorOf(self: PyNewlineDecoder): NewlineTranslator {
  if (self.translator === null) throw valueError('IncrementalNewlineDecoder.__init__() not called');
  return self.translator;
}

const SIGNATURE = parseSignature("IncrementalNewlineDecoder(decoder, translate: bool, errors='strict')", 'function');
const NAME = { short: 'IncrementalNewlineDecoder', full: 'IncrementalNewlineDecoder()' };

/** `decoder.getstate()` as its two parts. TypeError "illegal decoder state". */
export function decoderState(vm: Runtime, decoder: Value): [buffer: Value, flag: number | bigint] {
  const state = callMethod(vm, decoder, 'getstate');
  if (!(state instanceof PyTuple) || state.items.length !== 2) throw typeError('illegal decoder state');
  return [state.items[0] as Value, index(vm, state.items[1] as Value)];
}

defineType(newlineDecoderType, {
  doc: 'Codec used when reading a file in universal newlines mode.\n\nIt wraps another incremental decoder, translating \\r\\n and \\r into \\n, and\nrecords the types of newlines encountered.',
  slots: {
    tp_new: newInstance,
    tp_init: (vm, self: PyNewlineDecoder, args, kwnames) => {
      const [decoder, translate] = bindArguments(vm, SIGNATURE, NAME, args, kwnames) as [Value, boolean];
      self.decoder = decoder;
      self.translator = new NewlineTranslator(translate);
    },
  },
  methods: [
    method(
      'decode($self, /, input, final: bool=False)',
      null,
      (vm, self: PyNewlineDecoder, input: Value, final: boolean) => {
        const translator = translatorOf(self);
        const output = self.decoder === None ? input : callMethod(vm, self.decoder, 'decode', input, final);
        const text = asStr(output);
        if (text === undefined) {
          throw typeError(`decoder should return a string result, not '${typeOf(output).name}'`);
        }
        vm.chargeFuel(text.length >> 3);
        return translator.feed(text, final);
      },
    ),
    method('getstate($self, /)', null, (vm, self: PyNewlineDecoder) => {
      const translator = translatorOf(self);
      const [buffer, flag] =
        self.decoder === None ? [new PyBytes(new Uint8Array(0)), 0] : decoderState(vm, self.decoder);
      const shifted = BigInt(flag) * 2n + (translator.pendingCr ? 1n : 0n);
      return new PyTuple([buffer, Number.isSafeInteger(Number(shifted)) ? Number(shifted) : shifted]);
    }),
    method('setstate($self, state, /)', null, (vm, self: PyNewlineDecoder, state: Value) => {
      const translator = translatorOf(self);
      if (!(state instanceof PyTuple)) throw typeError('state argument must be a tuple');
      if (state.items.length !== 2) throw typeError('setstate(): illegal state argument');
      const flag = BigInt(index(vm, state.items[1] as Value));
      translator.pendingCr = (flag & 1n) === 1n;
      if (self.decoder === None) return None;
      const rest = flag >> 1n;
      const given = Number.isSafeInteger(Number(rest)) ? Number(rest) : rest;
      return callMethod(vm, self.decoder, 'setstate', new PyTuple([state.items[0] as Value, given]));
    }),
    method('reset($self, /)', null, (vm, self: PyNewlineDecoder) => {
      translatorOf(self).reset();
      return self.decoder === None ? None : callMethod(vm, self.decoder, 'reset');
    }),
  ],
  getsets: [getset('newlines', null, (_vm, self: PyNewlineDecoder) => translatorOf(self).newlines)],
  isBaseType: true,
});

/** `readline() should have returned a str object, not 'X'`. */
export function notText(line: Value): unknown {
  return error(OSError, `readline() should have returned a str object, not '${typeOf(line).name}'`);
}
newlineDecoderType.textSignature = "(decoder, translate, errors='strict')";
