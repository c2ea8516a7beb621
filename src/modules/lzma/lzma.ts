/** This file declares the module `_lzma`: compression objects of xz and lzma. */
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { eofError, overflowError, typeError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method, nativeFunction } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { length } from '../../objects/operations/containers.js';
import { index } from '../../objects/operations/index.js';
import { toArray } from '../../objects/operations/iteration.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { makeExceptionType, raise } from '../exception-types.js';
import { makeModuleType } from '../module-types.js';
import { CHECK_CRC64, CHECK_NONE, isSupportedCheck } from './checks.js';
import {
  decodeFilter,
  FILTER_LZMA1,
  FILTER_LZMA2,
  FilterSpec,
  type LzmaOptions,
  presetOptions,
} from './filter-spec.js';
import { FILTER_DELTA, newFilter } from './filters.js';
import { Corrupt } from './lzma-decoder.js';
import {
  AloneDecoder,
  AloneEncoder,
  BareDecoder,
  BareEncoder,
  type StreamDecoder,
  type StreamEncoder,
  TooMuchMemory,
  Unsupported,
  WrongFormat,
  XzDecoder,
  XzEncoder,
} from './xz-format.js';

const FORMAT_AUTO = 0;
const FORMAT_XZ = 1;
const FORMAT_ALONE = 2;
const FORMAT_RAW = 3;
const CHECK_UNKNOWN = 16;
const PRESET_DEFAULT = 6;

const COMPRESSION_FUEL = 12;
const CHUNK = 65536;

const lzmaErrorType = makeExceptionType('_lzma', 'LZMAError', undefined, 'Call to liblzma failed.');
const lzmaError = (message: string) => raise(lzmaErrorType, message);

class PyLzmaCompressor extends PyObject {
  isFlushed = false;
  constructor(readonly stream: StreamEncoder) {
    super();
  }
}

class PyLzmaDecompressor extends PyObject {
  pending: Uint8Array = new Uint8Array(0);
  unusedData = new PyBytes(new Uint8Array(0));
  eof = false;
  needsInput = true;
  constructor(
    /** null until the first bytes tell the format. */
    public stream: StreamDecoder | null,
    readonly memoryLimit: number | null,
  ) {
    super();
  }
}

const compressorType = makeModuleType('_lzma', 'LZMACompressor', PyLzmaCompressor);
const decompressorType = makeModuleType('_lzma', 'LZMADecompressor', PyLzmaDecompressor);

function numberOf(vm: Runtime, value: Value): number {
  return Number(index(vm, value));
}

/** A number that a C integer without sign of so many bits can hold. */
function unsigned(vm: Runtime, value: Value, bits: 32 | 64): number {
  const number = index(vm, value);
  if (number < 0) throw valueError('Cannot convert negative int');
  if (BigInt(number) >> BigInt(bits) !== 0n) throw overflowError(`Python int too large for C uint${bits}_t`);
  return Number(number);
}

function presetOf(vm: Runtime, preset: Value): LzmaOptions {
  const level = unsigned(vm, preset, 32);
  const options = presetOptions(level);
  if (options === null) throw lzmaError(`Invalid compression preset: ${level}`);
  return options;
}

/** One filter as a program gives it: a dict with `id` and options. */
function filterOf(vm: Runtime, given: Value): FilterSpec {
  if (!(given instanceof PyDict)) throw typeError('Filter specifier must be a dict or dict-like object');
  const idValue = given.get(vm, 'id');
  if (idValue === undefined) throw valueError('Filter specifier must have an "id" entry');
  const id = numberOf(vm, idValue);
  const isLzma = id === FILTER_LZMA1 || id === FILTER_LZMA2;
  const kind = isLzma ? 'LZMA' : id === FILTER_DELTA ? 'delta' : 'BCJ';
  const known = isLzma
    ? ['id', 'preset', 'dict_size', 'lc', 'lp', 'pb', 'mode', 'nice_len', 'mf', 'depth']
    : id === FILTER_DELTA
      ? ['id', 'dist']
      : ['id', 'start_offset'];
  if (!isLzma && id !== FILTER_DELTA && newFilter(id, 0) === null) throw valueError(`Invalid filter ID: ${id}`);
  for (let at = given.nextPosition(0); at >= 0; at = given.nextPosition(at + 1)) {
    const key = given.keyAt(at);
    if (typeof key !== 'string' || !known.includes(key)) {
      throw valueError(`Invalid filter specifier for ${kind} filter`);
    }
  }
  const option = (name: string, fallback: number): number => {
    const value = given.get(vm, name);
    return value === undefined ? fallback : numberOf(vm, value);
  };
  if (id === FILTER_DELTA) {
    const distance = option('dist', 1);
    if (distance < 1 || distance > 256) throw lzmaError('Invalid or unsupported options');
    return new FilterSpec(id, null, distance);
  }
  if (!isLzma) return new FilterSpec(id, null, option('start_offset', 0));
  const preset = presetOf(vm, given.get(vm, 'preset') ?? PRESET_DEFAULT);
  const options: LzmaOptions = {
    lc: option('lc', preset.lc),
    lp: option('lp', preset.lp),
    pb: option('pb', preset.pb),
    dictionarySize: option('dict_size', preset.dictionarySize),
    depth: option('depth', 0) || preset.depth,
  };
  const { lc, lp, pb, dictionarySize } = options;
  const isBad =
    lc < 0 || lp < 0 || lc + lp > 4 || pb < 0 || pb > 4 || dictionarySize < 4096 || dictionarySize > 1610612736;
  if (isBad) throw lzmaError('Invalid or unsupported options');
  return new FilterSpec(id, options, 0);
}

function chainOf(vm: Runtime, filters: Value): FilterSpec[] {
  if (filters instanceof PyDict) throw typeError('dict is not a sequence');
  // Its length is asked for first.
  length(vm, filters);
  const given = toArray(vm, filters);
  if (given.length > 4) throw valueError('Too many filters - liblzma supports a maximum of 4');
  const chain = given.map((each) => filterOf(vm, each));
  const last = chain[chain.length - 1];
  if (last === undefined || !last.isLzma || chain.slice(0, -1).some((spec) => spec.isLzma)) {
    throw lzmaError(last === undefined ? 'Internal error' : 'Invalid or unsupported options');
  }
  return chain;
}

const compressorSignature = parseSignature(
  'LZMACompressor(format: int=1, check: int=-1, preset=None, filters=None)',
  'function',
);

function newEncoder(vm: Runtime, format: number, check: number, preset: Value, filters: Value): StreamEncoder {
  if (preset !== None && filters !== None) throw valueError('Cannot specify both preset and filter chain');
  if (format !== FORMAT_XZ && check !== -1 && check !== CHECK_NONE) {
    throw valueError('Integrity checks are only supported by FORMAT_XZ');
  }
  const options = filters === None ? presetOf(vm, preset === None ? PRESET_DEFAULT : preset) : null;
  switch (format) {
    case FORMAT_XZ: {
      const kind = check === -1 ? CHECK_CRC64 : check;
      if (kind < 0 || kind > 15) throw lzmaError('Internal error');
      if (!isSupportedCheck(kind)) throw lzmaError('Unsupported integrity check');
      const chain = options === null ? chainOf(vm, filters) : [new FilterSpec(FILTER_LZMA2, options, 0)];
      if (chain[chain.length - 1]?.id !== FILTER_LZMA2) throw lzmaError('Invalid or unsupported options');
      return new XzEncoder(chain, kind);
    }
    case FORMAT_ALONE: {
      const chain = options === null ? chainOf(vm, filters) : [new FilterSpec(FILTER_LZMA1, options, 0)];
      if (chain.length !== 1 || chain[0]?.id !== FILTER_LZMA1) {
        throw valueError('Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter');
      }
      return new AloneEncoder(chain[0]);
    }
    case FORMAT_RAW:
      if (filters === None) throw valueError('Must specify filters for FORMAT_RAW');
      return new BareEncoder(chainOf(vm, filters));
    default:
      throw valueError(`Invalid container format: ${format}`);
  }
}

function encode(vm: Runtime, self: PyLzmaCompressor, data: Uint8Array, isLast: boolean): PyBytes {
  vm.chargeFuel(data.length * COMPRESSION_FUEL);
  vm.chargeMemory(data.length * 6);
  const out = new ByteBuilder(vm, 0);
  for (const part of self.stream.encode(data, isLast)) out.add(part);
  return new PyBytes(out.finish());
}

defineType(compressorType, {
  doc: 'LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\nCreate a compressor object for compressing data incrementally.',
  slots: {
    tp_new: (vm, _type, args, kwnames) => {
      const name = { short: 'LZMACompressor', full: 'LZMACompressor()' };
      const bound = bindArguments(vm, compressorSignature, name, args, kwnames);
      const [format, check, preset, filters] = bound as [number, number, Value, Value];
      vm.chargeMemory(1 << 20);
      return new PyLzmaCompressor(newEncoder(vm, format, check, preset, filters));
    },
  },
  methods: [
    method(
      'compress($self, data: buffer, /)',
      'Provide data to the compressor object.',
      (vm: Runtime, self: PyLzmaCompressor, data: Uint8Array) => {
        if (self.isFlushed) throw valueError('Compressor has been flushed');
        return encode(vm, self, data.slice(), false);
      },
    ),
    method('flush($self, /)', 'Finish the compression process.', (vm: Runtime, self: PyLzmaCompressor) => {
      if (self.isFlushed) throw valueError('Repeated call to flush()');
      self.isFlushed = true;
      return encode(vm, self, new Uint8Array(0), true);
    }),
    method('__reduce__($self, /)', null, () => {
      throw typeError("cannot pickle '_lzma.LZMACompressor' object");
    }),
  ],
});

const decompressorSignature = parseSignature(
  'LZMADecompressor(format: int=0, memlimit=None, filters=None)',
  'function',
);

function newDecompressor(vm: Runtime, format: number, limit: Value, filters: Value): PyLzmaDecompressor {
  const memoryLimit = limit === None ? null : unsigned(vm, limit, 64);
  if (format === FORMAT_RAW) {
    if (limit !== None) throw valueError('Cannot specify memory limit with FORMAT_RAW');
    if (filters === None) throw valueError('Must specify filters for FORMAT_RAW');
    return new PyLzmaDecompressor(new BareDecoder(chainOf(vm, filters)), null);
  }
  if (filters !== None) throw valueError('Cannot specify filters except with FORMAT_RAW');
  switch (format) {
    case FORMAT_AUTO:
      return new PyLzmaDecompressor(null, memoryLimit);
    case FORMAT_XZ:
      return new PyLzmaDecompressor(new XzDecoder(memoryLimit), memoryLimit);
    case FORMAT_ALONE:
      return new PyLzmaDecompressor(new AloneDecoder(memoryLimit), memoryLimit);
    default:
      throw valueError(`Invalid container format: ${format}`);
  }
}

/** The errors of the decoders as Python's. */
function failure(reason: unknown): unknown {
  if (reason instanceof Corrupt) return lzmaError('Corrupt input data');
  if (reason instanceof Unsupported) return lzmaError('Invalid or unsupported options');
  if (reason instanceof WrongFormat) return lzmaError('Input format not supported by decoder');
  if (reason instanceof TooMuchMemory) return lzmaError('Memory usage limit exceeded');
  return reason;
}

function decompress(vm: Runtime, self: PyLzmaDecompressor, data: Uint8Array, maxLength: number): PyBytes {
  if (self.eof) throw eofError('Already at end of stream');
  vm.chargeMemory(data.length + self.pending.length);
  vm.chargeFuel(data.length);
  let input = new Uint8Array(self.pending.length + data.length);
  input.set(self.pending);
  input.set(data, self.pending.length);
  const out = new ByteBuilder(vm, 0);
  let isFull = false;
  try {
    if (self.stream === null && input.length > 0) {
      self.stream = input[0] === 0xfd ? new XzDecoder(self.memoryLimit) : new AloneDecoder(self.memoryLimit);
    }
    while (self.stream !== null && !self.stream.isEnded) {
      const room = maxLength < 0 ? CHUNK : Math.min(CHUNK, maxLength - out.length);
      isFull = room === 0;
      if (isFull) break;
      const phase = self.stream.progress;
      const piece = self.stream.decode(input, room);
      const isMoved = self.stream.progress !== phase;
      vm.chargeFuel(piece.out.length * 4 + 16);
      out.add(piece.out);
      input = input.subarray(piece.used);
      if (piece.used === 0 && piece.out.length === 0 && !self.stream.isEnded && !isMoved) break;
    }
  } catch (reason) {
    throw failure(reason);
  }
  if (self.stream?.isEnded) {
    self.eof = true;
    self.needsInput = false;
    self.unusedData = new PyBytes(input.slice());
    self.pending = new Uint8Array(0);
  } else {
    self.pending = input.slice();
    self.needsInput = !isFull;
  }
  return new PyBytes(out.finish());
}

defineType(decompressorType, {
  doc: 'Create a decompressor object for decompressing data incrementally.',
  slots: {
    tp_new: (vm, _type, args, kwnames) => {
      const name = { short: 'LZMADecompressor', full: 'LZMADecompressor()' };
      const bound = bindArguments(vm, decompressorSignature, name, args, kwnames);
      const [format, limit, filters] = bound as [number, Value, Value];
      return newDecompressor(vm, format, limit, filters);
    },
  },
  methods: [
    method(
      'decompress($self, /, data: buffer, max_length: ssize=-1)',
      'Decompress *data*, returning uncompressed data as bytes.',
      decompress,
    ),
    method('__reduce__($self, /)', null, () => {
      throw typeError("cannot pickle '_lzma.LZMADecompressor' object");
    }),
  ],
  getsets: [
    member(
      'check',
      'ID of the integrity check used by the input stream.',
      (_vm, self) => (self as PyLzmaDecompressor).stream?.check ?? CHECK_UNKNOWN,
    ),
    member(
      'eof',
      'True if the end-of-stream marker has been reached.',
      (_vm, self) => (self as PyLzmaDecompressor).eof,
    ),
    member(
      'needs_input',
      'True if more input is needed before more decompressed data can be produced.',
      (_vm, self) => (self as PyLzmaDecompressor).needsInput,
    ),
    member(
      'unused_data',
      'Data found after the end of the compressed stream.',
      (_vm, self) => (self as PyLzmaDecompressor).unusedData,
    ),
  ],
});

/** `_lzma`. */
export const lzmaModule = defineModule({
  name: '_lzma',
  doc: null,
  functions: [
    nativeFunction(
      'is_check_supported($module, check_id: int, /)',
      'Test whether the given integrity check is supported.',
      (_vm, check: number) => isSupportedCheck(check),
    ),
    nativeFunction(
      '_encode_filter_properties($module, filter, /)',
      'Return a bytes object encoding the options (properties) of the filter specified by *filter* (a dict).',
      (vm: Runtime, filter: Value) => new PyBytes(filterOf(vm, filter).encode()),
    ),
    nativeFunction(
      '_decode_filter_properties($module, filter_id: index, encoded_props: buffer, /)',
      'Return a dict describing a filter.',
      (_vm, id: number | bigint, properties: Uint8Array) => {
        const spec = decodeFilter(Number(id), properties.slice());
        if (spec === null) throw lzmaError('Invalid or unsupported options');
        const dict = new PyDict();
        dict.setStr('id', id);
        if (spec.lzma !== null) {
          dict.setStr('dict_size', spec.lzma.dictionarySize);
          if (spec.id === FILTER_LZMA1) {
            dict.setStr('lc', spec.lzma.lc);
            dict.setStr('lp', spec.lzma.lp);
            dict.setStr('pb', spec.lzma.pb);
          }
        } else if (spec.id === FILTER_DELTA) dict.setStr('dist', spec.option);
        else if (spec.option !== 0) dict.setStr('start_offset', spec.option);
        return dict;
      },
    ),
  ],
  types: [
    ['LZMACompressor', compressorType],
    ['LZMADecompressor', decompressorType],
    ['LZMAError', lzmaErrorType],
  ],
  constants: [
    ['FORMAT_AUTO', FORMAT_AUTO],
    ['FORMAT_XZ', FORMAT_XZ],
    ['FORMAT_ALONE', FORMAT_ALONE],
    ['FORMAT_RAW', FORMAT_RAW],
    ['CHECK_NONE', 0],
    ['CHECK_CRC32', 1],
    ['CHECK_CRC64', 4],
    ['CHECK_SHA256', 10],
    ['CHECK_ID_MAX', 15],
    ['CHECK_UNKNOWN', CHECK_UNKNOWN],
    ['FILTER_LZMA1', 0x4000000000000001n],
    ['FILTER_LZMA2', FILTER_LZMA2],
    ['FILTER_DELTA', FILTER_DELTA],
    ['FILTER_X86', 4],
    ['FILTER_POWERPC', 5],
    ['FILTER_IA64', 6],
    ['FILTER_ARM', 7],
    ['FILTER_ARMTHUMB', 8],
    ['FILTER_SPARC', 9],
    ['MF_HC3', 3],
    ['MF_HC4', 4],
    ['MF_BT2', 18],
    ['MF_BT3', 19],
    ['MF_BT4', 20],
    ['MODE_FAST', 1],
    ['MODE_NORMAL', 2],
    ['PRESET_DEFAULT', PRESET_DEFAULT],
    ['PRESET_EXTREME', 0x80000000],
  ],
});
