/**
 * This file proves that no object is indexed with a program's string: in strict TypeScript that needs a type with an index
 * signature, and every file that has one is listed here with what its keys are.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const KEYS: Readonly<Record<string, string>> = {
  'api/convert.ts': 'objects without a prototype that are handed to the embedder',
  'api/host-function.ts': 'an object without a prototype that is handed to the embedder',
  'api/local-instance.ts': 'what the embedder wrote',
  'api/options.ts': 'what the embedder wrote',
  'api/wire.ts': 'objects without a prototype that are handed to the embedder',
  'host/memory/memory-host.ts': 'what the embedder wrote',
  'jit/emit-attributes.ts': 'attribute names behind a prefix (objects/instance.ts)',
  'jit/jit.ts': 'identifiers of generated code, all our own',
  'jit/report.ts': 'counts by names of our own',
  'modules/ast/to-python.ts': 'fields of our own tree',
  'modules/cmath/special-values.ts': 'a table of our own',
  'modules/decimal/decimal-type.ts': 'slots of a type',
  'modules/zlib/stream.ts': 'fields of our own state',
  'objects/exceptions/fields.ts': 'fields of our own classes',
  'objects/instance.ts': 'attribute names behind a prefix, which no property of the host has',
  'syntax/errors/notation.ts': 'token names of our own grammar',
  'vm/heap/snapshot/fields.ts': 'fields of our own classes',
  'vm/heap/snapshot/read.ts': 'fields of our own classes',
  'vm/heap/snapshot/write.ts': 'fields of our own classes',
  'vm/heap/walk.ts': 'fields of our own classes',
  'vm/instructions/attributes.ts': 'attribute names behind a prefix (objects/instance.ts)',
};

it('indexes objects only with names of our own', () => {
  const found = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.startsWith('cli/'))
    .filter((path) => /\bRecord<string|\[\w+: string\]:/.test(readFileSync(`src/${path}`, 'utf8')));
  expect(found.filter((path) => !(path in KEYS))).toEqual([]);
  expect(Object.keys(KEYS).filter((path) => !found.includes(path))).toEqual([]);
});
