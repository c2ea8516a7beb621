/** This file declares the module `_bz2`: compression objects of bzip2. */
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { eofError, error, typeError, valueError } from '../../objects/errors.js';
import { OSError } from '../../objects/exceptions/types.js';
import { bindArguments, noKeywords } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { PyObject } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { makeModuleType } from '../module-types.js';
import { Bz2Stream } from './compressor.js';
import { BadData, Bz2Reader } from './decompressor.js';

/** Fuel for a byte: sorting is the most of it. */
const COMPRESSION_FUEL = 8;
const CHUNK = 65536;

class PyBz2Compressor extends PyObject {
  isFlushed = false;
  constructor(readonly stream: Bz2Stream) {
    super();
  }
}

class PyBz2Decompressor extends PyObject {
  readonly reader = new Bz2Reader();
  unusedData = new PyBytes(new Uint8Array(0));
  needsInput = true;
}

const compressorType = makeModuleType('_bz2', 'BZ2Compressor', PyBz2Compressor);
const decompressorType = makeModuleType('_bz2', 'BZ2Decompressor', PyBz2Decompressor);
const compressorSignature = parseSignature('BZ2Compressor(compresslevel: int=9, /)', 'function');

defineType(compressorType, {
  doc: 'Create a compressor object for compressing data incrementally.',
  slots: {
    tp_new: (vm, _type, args, kwnames) => {
      const name = { short: 'BZ2Compressor', full: 'BZ2Compressor()' };
      const [level] = bindArguments(vm, compressorSignature, name, args, kwnames) as [number];
      if (level < 1 || level > 9) throw valueError('compresslevel must be between 1 and 9');
      vm.chargeMemory(level * 100000 * 4);
      return new PyBz2Compressor(new Bz2Stream(level));
    },
  },
  methods: [
    method(
      'compress($self, data: buffer, /)',
      'Provide data to the compressor object.',
      (vm: Runtime, self: PyBz2Compressor, data: Uint8Array) => {
        if (self.isFlushed) throw valueError('Compressor has been flushed');
        vm.chargeFuel(data.length * COMPRESSION_FUEL);
        vm.chargeMemory(data.length);
        return new PyBytes(self.stream.compress(data));
      },
    ),
    method('flush($self, /)', 'Finish the compression process.', (vm: Runtime, self: PyBz2Compressor) => {
      if (self.isFlushed) throw valueError('Repeated call to flush()');
      self.isFlushed = true;
      vm.chargeMemory(1024);
      return new PyBytes(self.stream.finish());
    }),
    method('__reduce__($self, /)', null, () => {
      throw typeError("cannot pickle '_bz2.BZ2Compressor' object");
    }),
  ],
});

function decompress(vm: Runtime, self: PyBz2Decompressor, data: Uint8Array, maxLength: number): PyBytes {
  const { reader } = self;
  if (reader.eof) throw eofError('End of stream already reached');
  vm.chargeMemory(data.length);
  vm.chargeFuel(data.length * 2);
  reader.add(data);
  const out = new ByteBuilder(vm, 0);
  const buffer = new Uint8Array(maxLength < 0 ? CHUNK : Math.min(CHUNK, maxLength));
  try {
    for (;;) {
      const room = maxLength < 0 ? buffer : buffer.subarray(0, Math.min(buffer.length, maxLength - out.length));
      const count = reader.read(room);
      vm.chargeFuel(count);
      out.add(room.subarray(0, count));
      if (count < room.length || reader.eof || room.length === 0) {
        // Without room nothing tells whether there is more.
        self.needsInput = !reader.eof && room.length > 0;
        break;
      }
    }
  } catch (reason) {
    if (reason instanceof BadData) throw error(OSError, 'Invalid data stream');
    throw reason;
  }
  if (reader.eof) self.unusedData = new PyBytes(reader.rest.slice());
  return new PyBytes(out.finish());
}

defineType(decompressorType, {
  doc: 'Create a decompressor object for decompressing data incrementally.',
  slots: {
    tp_new: (_vm, _type, args, kwnames) => {
      noKeywords('BZ2Decompressor', kwnames);
      if (args.length > 0) throw typeError(`BZ2Decompressor expected 0 arguments, got ${args.length}`);
      return new PyBz2Decompressor();
    },
  },
  methods: [
    method(
      'decompress($self, /, data: buffer, max_length: ssize=-1)',
      'Decompress *data*, returning uncompressed data as bytes.',
      decompress,
    ),
    method('__reduce__($self, /)', null, () => {
      throw typeError("cannot pickle '_bz2.BZ2Decompressor' object");
    }),
  ],
  getsets: [
    member(
      'eof',
      'True if the end-of-stream marker has been reached.',
      (_vm, self) => (self as PyBz2Decompressor).reader.eof,
    ),
    member(
      'unused_data',
      'Data found after the end of the compressed stream.',
      (_vm, self) => (self as PyBz2Decompressor).unusedData,
    ),
    member(
      'needs_input',
      'True if more input is needed before more decompressed data can be produced.',
      (_vm, self) => (self as PyBz2Decompressor).needsInput,
    ),
  ],
});

/** `_bz2`. */
export const bz2Module = defineModule({
  name: '_bz2',
  doc: null,
  types: [
    ['BZ2Compressor', compressorType],
    ['BZ2Decompressor', decompressorType],
  ],
});
