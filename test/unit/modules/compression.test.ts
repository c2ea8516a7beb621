/** Streams that the original programs made are read, what is written is read again, and damage is noticed. */
import { describe, expect, it } from 'vitest';
import { Bz2Stream } from '../../../src/modules/bz2/compressor.js';
import { BadData, Bz2Reader } from '../../../src/modules/bz2/decompressor.js';
import { CHECK_CRC64 } from '../../../src/modules/lzma/checks.js';
import { FILTER_LZMA2, FilterSpec, presetOptions } from '../../../src/modules/lzma/filter-spec.js';
import { Corrupt } from '../../../src/modules/lzma/lzma-decoder.js';
import { AloneDecoder, type StreamDecoder, XzDecoder, XzEncoder } from '../../../src/modules/lzma/xz-format.js';

const TEXT = Uint8Array.from([
  ...new TextEncoder().encode('to be or not to be, that is the question '.repeat(20)),
  ...Array.from({ length: 64 }, (_, byte) => byte),
]);

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

const BZ2 = bytes(
  'QlpoOTFBWSZTWW7g6SAAAaX5gH//////////smG+ADAApgSlQaaAZAaBoAAGmIAADQ0HGTJkxGJgBMmCZADRhGAIYAqUk1AAAAaA' +
    'AAAAAA09JZgQYUNSIrFjR5EmVLWXmTZ0+hRYpU6lWszXserTwCD4IfQQeAQbBB8EFUQFAQwYcWPJlzZ2tDawIOLu6dWvZt7/Dx8v' +
    'P09fb3+Pn6uEawi4RURQi6RskkrI3SKEVCLCKiNwihFZFojTIsItEViN4ikhZQi6R/i7kinChIN3B0kA',
);
const XZ = bytes(
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ANzAGtdADobwAUh5QpNjJKLXsNmQNcdvG/JrRzGnrVv7H5BxcqRMmKEwyWA2IXRhIFC' +
    'IA6eG/RHTXfkwwmXeQWMdhZshgN+dM4Z23gTKdpHO5XTCXZO0ZLKs4507VHbef8N5cpDACypeBxJQZaXhCEAAABOqId4UltTmwAB' +
    'hwH0BgAATyQJ8LHEZ/sCAAAAAARZWg==',
);
/** Differences, x86 branches, SHA-256. */
const XZ_FILTERED = bytes(
  '/Td6WFoAAArh+wyhAwIDAQIEACEBFgAAY5+3QuADcwA/XQA6G8AN5DOEHSvLc5lGojrwdcQ9N9ALrGTa1uVG05ZxRyYouO6E4Lgq' +
    'wNJGireeSl+8IB9Ug5qtnXKcCLYN7AAAACfT8myUQKTee95Gil+ZHwRG8xv2sP3CvmNtUN5hi4kFAAF39AYAAADlQK1NtunfHAIA' +
    'AAAAClla',
);
const ALONE = bytes(
  'XQAAgAD//////////wA6G8AFIeUKTYySi17DZkDXHbxvya0cxp61b+x+QcXKkTJihMMlgNiF0YSBQiAOnhv0R0135MMJl3kFjHYW' +
    'bIYDfnTOGdt4EynaRzuV0wl2TtGSyrOOdO1R23n/DeXKQwAsqXgcSUGW2cmfD//zsAwA',
);

/** Read with pieces of input and output of these sizes. */
function readBz2(stream: Uint8Array, inputSize: number, outputSize: number): Uint8Array {
  const reader = new Bz2Reader();
  const out: number[] = [];
  const buffer = new Uint8Array(outputSize);
  for (let at = 0; at < stream.length; at += inputSize) {
    reader.add(stream.subarray(at, at + inputSize));
    for (let count = outputSize; count === outputSize; ) {
      count = reader.read(buffer);
      out.push(...buffer.subarray(0, count));
    }
  }
  expect(reader.eof).toBe(true);
  return Uint8Array.from(out);
}

function readXz(decoder: StreamDecoder, stream: Uint8Array, inputSize: number, outputSize: number): Uint8Array {
  const out: number[] = [];
  let pending = new Uint8Array(0);
  for (let at = 0; at < stream.length; at += inputSize) {
    pending = Uint8Array.from([...pending, ...stream.subarray(at, at + inputSize)]);
    for (let isMoving = true; isMoving && !decoder.isEnded; ) {
      const before = decoder.progress;
      const piece = decoder.decode(pending, outputSize);
      out.push(...piece.out);
      pending = pending.slice(piece.used);
      isMoving = piece.used > 0 || piece.out.length > 0 || decoder.progress !== before;
    }
  }
  expect(decoder.isEnded).toBe(true);
  return Uint8Array.from(out);
}

/** Bytes that repeat in many ways. */
function sample(size: number): Uint8Array {
  const data = new Uint8Array(size);
  let seed = 7;
  for (let i = 0; i < size; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    data[i] = i % 7000 < 2000 ? i / 9 : i % 5000 < 1500 ? 65 : seed >>> 24;
  }
  return data;
}

describe('bzip2', () => {
  it.each([
    [1, 1],
    [3, 1000],
    [1000, 7],
    [1000, 1000],
  ])('reads a stream in pieces of %i and %i bytes', (input, output) => {
    expect(readBz2(BZ2, input, output)).toEqual(TEXT);
  });

  it('writes the same stream as libbz2', () => {
    const stream = new Bz2Stream(9);
    const parts = [...stream.compress(TEXT), ...stream.finish()];
    expect(Uint8Array.from(parts)).toEqual(BZ2);
  });

  it('reads what it writes, over several blocks', () => {
    const data = sample(250000);
    const stream = new Bz2Stream(1);
    const packed = Uint8Array.from([...stream.compress(data), ...stream.finish()]);
    expect(Buffer.from(readBz2(packed, 65536, 65536)).equals(Buffer.from(data))).toBe(true);
  });

  it('notices damage', () => {
    const damaged = BZ2.slice();
    damaged[30] = (damaged[30] as number) ^ 4;
    expect(() => readBz2(damaged, 1000, 1000)).toThrow(BadData);
  });
});

describe('xz', () => {
  it.each([
    [1, 1],
    [3, 1000],
    [1000, 7],
    [1000, 1000],
  ])('reads streams in pieces of %i and %i bytes', (input, output) => {
    expect(readXz(new XzDecoder(null), XZ, input, output)).toEqual(TEXT);
    expect(readXz(new XzDecoder(null), XZ_FILTERED, input, output)).toEqual(TEXT);
    expect(readXz(new AloneDecoder(null), ALONE, input, output)).toEqual(TEXT);
  });

  it('reads what it writes', () => {
    const data = sample(250000);
    const options = presetOptions(1);
    if (options === null) throw new Error('no preset');
    const encoder = new XzEncoder([new FilterSpec(FILTER_LZMA2, options, 0)], CHECK_CRC64);
    const parts = [...encoder.encode(data.slice(), false), ...encoder.encode(new Uint8Array(0), true)];
    const packed = Uint8Array.from(parts.flatMap((part) => [...part]));
    expect(packed.length).toBeLessThan(data.length);
    expect(Buffer.from(readXz(new XzDecoder(null), packed, 65536, 65536)).equals(Buffer.from(data))).toBe(true);
  });

  it('notices damage', () => {
    const damaged = XZ.slice();
    damaged[60] = (damaged[60] as number) ^ 4;
    expect(() => readXz(new XzDecoder(null), damaged, 1000, 1000)).toThrow(Corrupt);
  });
});
