import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeUnicodeEscape, encodeUnicodeEscape } from '../../../../src/objects/codecs/escapes.js';
import { decodeUtf7, encodeUtf7 } from '../../../../src/objects/codecs/utf7.js';
import { decodeUtf8, encodeUtf8 } from '../../../../src/objects/codecs/utf8.js';
import { decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32 } from '../../../../src/objects/codecs/utf16.js';
import { codePointsOf, type Str, strFromCodePoints } from '../../../../src/values/str.js';
import { countingRuntime } from './runtime.js';

const anyPoint = fc.integer({ min: 0, max: 0x10ffff });
const anyText = fc.array(anyPoint, { maxLength: 90 }).map((points) => strFromCodePoints(Uint32Array.from(points)));
const scalarText = fc
  .array(
    anyPoint.filter((p) => p < 0xd800 || p > 0xdfff),
    { maxLength: 90 },
  )
  .map((points) => strFromCodePoints(Uint32Array.from(points)));
const same = (a: Str, b: Str): void => expect([...codePointsOf(a)]).toEqual([...codePointsOf(b)]);

test('text survives UTF-8, UTF-16 and UTF-32', () => {
  const vm = countingRuntime();
  fc.assert(
    fc.property(scalarText, (text) => {
      same(decodeUtf8(vm, encodeUtf8(vm, text, 'strict'), 'strict', true, null).text, text);
      for (const order of [-1, 1] as const) {
        same(decodeUtf16(vm, encodeUtf16(vm, text, 'strict', order), 'strict', order, true, null).text, text);
        same(decodeUtf32(vm, encodeUtf32(vm, text, 'strict', order), 'strict', order, true, null).text, text);
      }
    }),
  );
});

test('surrogates survive surrogatepass, and unicode_escape without help', () => {
  const vm = countingRuntime();
  fc.assert(
    fc.property(anyText, (text) => {
      same(decodeUtf8(vm, encodeUtf8(vm, text, 'surrogatepass'), 'surrogatepass', true, null).text, text);
      same(decodeUnicodeEscape(vm, encodeUnicodeEscape(vm, text), 'strict', true, null).text, text);
    }),
  );
});

test('any bytes survive surrogateescape', () => {
  const vm = countingRuntime();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 90 }), (data) => {
      const text = decodeUtf8(vm, data, 'surrogateescape', true, null).text;
      expect(encodeUtf8(vm, text, 'surrogateescape')).toEqual(data);
    }),
  );
});

test('UTF-7 reads what it wrote', () => {
  const vm = countingRuntime();
  fc.assert(
    fc.property(scalarText, (text) => {
      same(decodeUtf7(vm, encodeUtf7(vm, text), 'strict', true, null).text, text);
    }),
  );
});

test('an unfinished sequence is left for the next piece', () => {
  const vm = countingRuntime();
  const data = encodeUtf8(vm, 'aé漢😀'.slice(0, 3), 'strict');
  for (let cut = 0; cut <= data.length; cut++) {
    const first = decodeUtf8(vm, data.slice(0, cut), 'strict', false, null);
    const second = decodeUtf8(vm, data.slice(first.consumed), 'strict', true, null);
    expect(`${first.text as string}${second.text as string}`).toBe('aé漢');
  }
});
