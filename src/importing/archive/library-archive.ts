/** This file defines the reader of the library archive: it loads the index once and each module when it is asked for. */
import { ARCHIVE_MAGIC, type ArchiveIndex, HEADER_LENGTH, type IndexRow, sourcePath } from './format.js';

/** Where an archive's bytes come from: a file read by offset, or bytes in memory. */
export interface ArchiveSource {
  /** Exactly `length` bytes from `offset`; throws when the source ends before that. */
  read(offset: number, length: number): Uint8Array;
}

/** An archive that lies in memory. */
export class MemoryArchiveSource implements ArchiveSource {
  constructor(private readonly bytes: Uint8Array) {}

  read(offset: number, length: number): Uint8Array {
    if (offset + length > this.bytes.length) throw new Error('library archive: unexpected end of data');
    return this.bytes.subarray(offset, offset + length);
  }
}

/** A module of the library, found by its name; its code and source are read by `LibraryArchive`. */
export class LibraryModule {
  constructor(
    readonly name: string,
    readonly isPackage: boolean,
    /** Path of the source below the library's folder, such as `json/decoder.py`. */
    readonly path: string,
    readonly codeOffset: number,
    readonly codeLength: number,
    readonly sourceOffset: number,
    readonly sourceLength: number,
    /** Bytes of source after inflating. */
    readonly sourceSize: number,
  ) {}
}

/**
 * The pure-Python standard library as one file. Opening it reads the header and the index; a module's `.pyc` or source is
 * read by offset when somebody asks for it, and nothing read is kept.
 */
export class LibraryArchive {
  private readonly modules = new Map<string, LibraryModule>();
  private byPath: Map<string, LibraryModule> | undefined;

  private constructor(
    private readonly source: ArchiveSource,
    private readonly dataOffset: number,
    /** CPython's version that the sources belong to. */
    readonly pythonVersion: string,
    /** The magic number of the `.pyc` files inside. */
    readonly magic: number,
    rows: readonly IndexRow[],
  ) {
    for (const { n, k, c, s } of rows) {
      const isPackage = k === 1;
      this.modules.set(n, new LibraryModule(n, isPackage, sourcePath(n, isPackage), c[0], c[1], s[0], s[1], s[2]));
    }
  }

  /** Read header and index. Throws an `Error` when the bytes are no archive of this layout. */
  static open(source: ArchiveSource): LibraryArchive {
    const header = source.read(0, HEADER_LENGTH);
    const magic = new TextDecoder().decode(header.subarray(0, ARCHIVE_MAGIC.length));
    if (magic !== ARCHIVE_MAGIC) throw new Error('library archive: wrong magic');
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    const indexLength = view.getUint32(ARCHIVE_MAGIC.length, true);
    const text = new TextDecoder().decode(source.read(HEADER_LENGTH, indexLength));
    const index = JSON.parse(text) as ArchiveIndex;
    return new LibraryArchive(source, HEADER_LENGTH + indexLength, index.python, index.magic, index.modules);
  }

  /** The module of this dotted name, or undefined. */
  find(name: string): LibraryModule | undefined {
    return this.modules.get(name);
  }

  /** The module whose source has this path below the library's folder (`json/decoder.py`), or undefined. */
  findPath(path: string): LibraryModule | undefined {
    this.byPath ??= new Map([...this.modules.values()].map((module) => [module.path, module]));
    return this.byPath.get(path);
  }

  /** The modules directly inside a package, or at the top for the empty name, in the order of their names. */
  *children(packageName: string): IterableIterator<LibraryModule> {
    const prefix = packageName === '' ? '' : `${packageName}.`;
    for (const module of this.modules.values()) {
      if (module.name.startsWith(prefix) && !module.name.includes('.', prefix.length)) yield module;
    }
  }

  /** Paths of all sources below the library's folder. */
  *paths(): IterableIterator<string> {
    for (const module of this.modules.values()) yield module.path;
  }

  /** The module's whole `.pyc` file, or undefined when the archive holds its source only. */
  readPyc(module: LibraryModule): Uint8Array | undefined {
    if (module.codeLength === 0) return undefined;
    return this.source.read(this.dataOffset + module.codeOffset, module.codeLength);
  }

  /** The module's source text as raw deflate data, `module.sourceSize` bytes long when inflated. */
  readDeflatedSource(module: LibraryModule): Uint8Array {
    return this.source.read(this.dataOffset + module.sourceOffset, module.sourceLength);
  }
}
