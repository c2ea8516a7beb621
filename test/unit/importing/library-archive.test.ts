/** This file tests that a library archive gives back what was put into it, and reads no more than it needs. */
import { describe, expect, it } from 'vitest';
import { type ArchiveEntry, writeArchive } from '../../../src/importing/archive/format.js';
import { LibraryArchive, MemoryArchiveSource } from '../../../src/importing/archive/library-archive.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const entry = (name: string, isPackage: boolean, pyc: string): ArchiveEntry => ({
  name,
  isPackage,
  pyc: bytes(pyc),
  source: bytes(`deflated ${name}`),
  sourceSize: 100,
});
const about = { python: '3.14.2', magic: 3627, fingerprint: 'f' };
const archive = writeArchive(about, [
  entry('json.decoder', false, 'code of decoder'),
  entry('abc', false, ''),
  entry('json', true, 'code of json'),
]);

describe('a library archive', () => {
  const library = LibraryArchive.open(new MemoryArchiveSource(archive));

  it('finds modules by name and by path', () => {
    expect(library.find('json')?.path).toBe('json/__init__.py');
    expect(library.find('json.decoder')).toBe(library.findPath('json/decoder.py'));
    expect(library.find('json.missing')).toBeUndefined();
    expect(library.find('constructor')).toBeUndefined();
  });

  it('gives back code and source', () => {
    const decoder = library.find('json.decoder')!;
    expect(library.readPyc(decoder)).toEqual(bytes('code of decoder'));
    expect(library.readDeflatedSource(decoder)).toEqual(bytes('deflated json.decoder'));
    expect(library.readPyc(library.find('abc')!)).toBeUndefined();
  });

  it('lists what is directly inside a package', () => {
    expect([...library.children('')].map((module) => module.name)).toEqual(['abc', 'json']);
    expect([...library.children('json')].map((module) => module.name)).toEqual(['json.decoder']);
  });

  it('is the same for the same modules in another order', () => {
    const entries = [entry('b', false, 'x'), entry('a', false, 'y')];
    expect(writeArchive(about, entries)).toEqual(writeArchive(about, entries.toReversed()));
  });

  it('refuses other bytes', () => {
    expect(() => LibraryArchive.open(new MemoryArchiveSource(bytes('not an archive')))).toThrow('wrong magic');
    const cut = archive.subarray(0, 40);
    expect(() => LibraryArchive.open(new MemoryArchiveSource(cut))).toThrow('unexpected end of data');
  });
});
