/** This file tests marshal's reader and writer. */
import { describe, expect, it } from 'vitest';
import { PyCode } from '../../../src/bytecode/code.js';
import { codesEqual } from '../../../src/bytecode/code-equality.js';
import { MarshalError } from '../../../src/bytecode/marshal/format.js';
import { loads, type MarshalReadOptions } from '../../../src/bytecode/marshal/reader.js';
import { dumps } from '../../../src/bytecode/marshal/writer.js';
import { PyFloat } from '../../../src/values/float.js';
import { PyObject, type Value } from '../../../src/values/object.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../../../src/values/sequences.js';
import { None } from '../../../src/values/singletons.js';
import { strFromUtf16 } from '../../../src/values/str.js';
import { SAMPLE_MARSHAL } from './sample.js';

const sample = new Uint8Array(Buffer.from(SAMPLE_MARSHAL, 'base64'));

class List extends PyObject {
  readonly items: Value[] = [];
}

const factory = {
  list: () => new List(),
  append: (list: Value, item: Value) => void (list as List).items.push(item),
  dict: () => new List(),
  setItem: (dict: Value, key: Value, value: Value) => void (dict as List).items.push(key, value),
  set: () => new List(),
  add: (set: Value, item: Value) => void (set as List).items.push(item),
  frozenset: (items: Value[]) => new FrozenSetConstant(items),
  stopIteration: () => None,
};

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

function text(data: Uint8Array): string {
  return String.fromCharCode(...data);
}

function failure(data: string, options: MarshalReadOptions = { factory }): string {
  try {
    loads(bytes(data), options);
  } catch (error) {
    if (error instanceof MarshalError) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

const CODE_HEAD = `c${'\0'.repeat(20)}`;

describe('marshal', () => {
  it('writes the code it has read byte for byte as CPython did', () => {
    const code = loads(sample) as PyCode;
    expect(code).toBeInstanceOf(PyCode);
    expect(dumps(code)).toEqual(sample);
    expect(codesEqual(code, loads(sample) as PyCode)).toBe(true);
  });

  it.each([
    ['', 'EOFError: EOF read where object expected'],
    ['a', 'EOFError: marshal data too short'],
    ['z', 'EOFError: EOF read where not expected'],
    ['Q', 'ValueError: bad marshal data (unknown type code)'],
    ['l\x01\0\0\0\0\0', 'ValueError: bad marshal data (unnormalized long data)'],
    ['l\x01\0\0\0\xff\xff', 'ValueError: bad marshal data (digit out of range in long)'],
    ['l\0\0\0\x80', 'ValueError: bad marshal data (long size out of range)'],
    ['s\xff\xff\xff\xff', 'ValueError: bad marshal data (bytes object size out of range)'],
    ['s\0\0\0\x7f', 'EOFError: marshal data too short'],
    ['u\x01\0\0\0\xff', "ValueError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"],
    ['(\0\0\0\x7f', 'EOFError: EOF read where object expected'],
    ['(\x01\0\0\x000', 'TypeError: NULL object in marshal data for tuple'],
    ['[\x01\0\0\x000', 'TypeError: NULL object in marshal data for list'],
    ['>\x01\0\0\x000', 'TypeError: NULL object in marshal data for set'],
    ['0', 'TypeError: NULL object in marshal data for object'],
    [':N0N', 'TypeError: NULL object in marshal data for object'],
    ['r\0\0\0\0', 'ValueError: bad marshal data (invalid reference)'],
    ['\xbe\x01\0\0\0r\0\0\0\0', 'ValueError: bad marshal data (invalid reference)'],
    ['f\x01x', "ValueError: could not convert string to float: 'x'"],
    [`${CODE_HEAD}0`, 'TypeError: NULL object in marshal data for code object'],
    [`${')\x01'.repeat(2000)}N`, 'ValueError: recursion limit exceeded'],
  ])('answers %j with %s', (data, message) => {
    expect(failure(data)).toBe(message);
  });

  it('reads a nesting of exactly the allowed depth', () => {
    expect(failure(`${')\x01'.repeat(1999)}N`)).toBe('no error');
  });

  it('refuses lists, and code where code is not allowed, without what it needs for them', () => {
    expect(failure('[\0\0\0\0', {})).toBe('ValueError: bad marshal data (unknown type code)');
    expect(failure(CODE_HEAD, { allowCode: false })).toBe('ValueError: unmarshalling code objects is disallowed');
  });

  it('reads a tuple that holds itself only by way of a list', () => {
    expect(failure('\xa9\x01r\0\0\0\0')).toBe('ValueError: bad marshal data (invalid reference)');
    const tuple = loads(bytes('\xa9\x01[\x01\0\0\0r\0\0\0\0'), { factory }) as PyTuple;
    expect((tuple.items[0] as List).items[0]).toBe(tuple);
  });

  it.each<[string, Value, number, string]>([
    ['a small int', 5, 5, '\xe9\x05\0\0\0'],
    ['an int of 31 bits', 2 ** 31, 5, 'l\x03\0\0\0\0\0\0\0\x02\0'],
    ['a long', -(2n ** 70n), 5, 'l\xfb\xff\xff\xff\0\0\0\0\0\0\0\0\0\x04'],
    ['a float', new PyFloat(1.5), 5, 'g\0\0\0\0\0\0\xf8?'],
    ['a float as text', new PyFloat(0.1), 1, 'f\x130.10000000000000001'],
    ['a big float as text', new PyFloat(1e100), 0, 'f\x061e+100'],
    ['an interned str', 'abc', 5, '\xda\x03abc'],
    ['a str with a space', 'ab c', 5, 'z\x04ab c'],
    ['a Latin-1 character', '\xe9', 5, '\xf4\x02\0\0\0\xc3\xa9'],
    ['an astral character', strFromUtf16('\u{1f600}'), 5, 'u\x04\0\0\0\xf0\x9f\x98\x80'],
    ['a lone surrogate', strFromUtf16('\ud800'), 5, 'u\x03\0\0\0\xed\xa0\x80'],
    ['a str in version 0', 'abc', 0, 'u\x03\0\0\0abc'],
    ['an empty tuple', new PyTuple([]), 5, '\xa9\0'],
    ['a tuple in version 3', new PyTuple([1]), 3, '(\x01\0\0\0\xe9\x01\0\0\0'],
    ['bytes', new PyBytes(bytes('ab')), 5, 's\x02\0\0\0ab'],
    ['a slice', new PySlice(1, None, None), 5, ':\xe9\x01\0\0\0NN'],
    ['shared parts', new PyTuple(['x y', 'x y']), 5, ')\x02\xfa\x03x yr\0\0\0\0'],
    ['a frozen set, sorted', new FrozenSetConstant([1000, None, 'b']), 5, '>\x03\0\0\0N\xda\x01b\xe9\xe8\x03\0\0'],
  ])('writes %s', (_, value, version, expected) => {
    const data = dumps(value, { version });
    expect(text(data)).toBe(expected);
    expect(dumps(loads(data), { version })).toEqual(data);
  });

  it('refuses what the version or the caller does not allow, and deep nesting', () => {
    const code = loads(sample);
    let deep: Value = new PyTuple([None]);
    for (let i = 0; i < 2000; i++) deep = new PyTuple([deep]);
    expect(() => dumps(new PySlice(1, 2, None), { version: 4 })).toThrow('unmarshallable object');
    expect(() => dumps(code, { allowCode: false })).toThrow('marshalling code objects is disallowed');
    expect(() => dumps(deep)).toThrow('object too deeply nested to marshal');
    expect(() => dumps(new List())).toThrow('unmarshallable object');
  });

  it('throws nothing but its own error on damaged data', () => {
    let seed = 7;
    const random = (limit: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return Math.floor((seed / 2 ** 32) * limit);
    };
    for (let i = 0; i < 500; i++) {
      const damaged = sample.slice(0, random(4) === 0 ? random(sample.length) : sample.length);
      for (let k = 0; k < 3 && damaged.length > 0; k++) damaged[random(damaged.length)] = random(256);
      try {
        dumps(loads(damaged));
      } catch (error) {
        expect(error).toBeInstanceOf(MarshalError);
      }
    }
  });
});
