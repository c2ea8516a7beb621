/** This file defines the layout of the library archive and writes one; docs/library-archive.md explains it. */

/** The first eight bytes of every library archive; the last digit is the version of the layout. */
export const ARCHIVE_MAGIC = 'PYVMLIB1';

/** Bytes before the index: the magic and the length of the index, an unsigned 32-bit little-endian number. */
export const HEADER_LENGTH = 12;

/** Where library modules say they live: the folder in `__file__`, `co_filename` and `sys.path`. No such folder exists. */
export const LIBRARY_ROOT = '/lib/python3.14';

/** One module as the index tells it; the field names are kept short because the index is read at every start. */
export interface IndexRow {
  /** Dotted module name. */
  readonly n: string;
  /** 1 when the module is a package, whose source is `__init__.py`. */
  readonly k: 0 | 1;
  /** Offset and length of the `.pyc`, from the start of the data. A length of 0: there is none. */
  readonly c: readonly [offset: number, length: number];
  /** Offset and length of the source, compressed with raw deflate, and the length of the source itself. */
  readonly s: readonly [offset: number, length: number, size: number];
}

/** What the index says about the archive as a whole, and its rows in the order of their names. */
export interface ArchiveIndex {
  /** CPython's version that the sources belong to, such as `3.14.2`. */
  readonly python: string;
  /** The magic number of the `.pyc` files inside. */
  readonly magic: number;
  /** A digest of everything that the archive was made from. */
  readonly fingerprint: string;
  readonly modules: readonly IndexRow[];
}

/** A module on its way into an archive. */
export interface ArchiveEntry {
  readonly name: string;
  readonly isPackage: boolean;
  /** A whole `.pyc` file, header included; empty when the module is to be compiled when it is imported. */
  readonly pyc: Uint8Array;
  /** The source as raw deflate data. */
  readonly source: Uint8Array;
  /** Bytes of source before compression. */
  readonly sourceSize: number;
}

/**
 * The path of a module's source below the library's folder: `json/decoder.py`, or `json/__init__.py` for a package.
 */
export function sourcePath(name: string, isPackage: boolean): string {
  return name.replaceAll('.', '/') + (isPackage ? '/__init__.py' : '.py');
}

/**
 * The archive that holds `entries`, as bytes. Entries are sorted by name, so that the same library gives the same bytes. All
 * `.pyc` files stand together at the front of the data, where a start reads them; sources, which few runs need, follow.
 */
export function writeArchive(
  about: Omit<ArchiveIndex, 'modules'>,
  entries: readonly ArchiveEntry[],
): Uint8Array<ArrayBuffer> {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  const pieces: Uint8Array[] = [];
  let offset = 0;
  const place = (piece: Uint8Array): number => {
    const at = offset;
    pieces.push(piece);
    offset += piece.length;
    return at;
  };
  const codeOffsets = sorted.map((entry) => place(entry.pyc));
  const modules = sorted.map(
    (entry, i): IndexRow => ({
      n: entry.name,
      k: entry.isPackage ? 1 : 0,
      c: [codeOffsets[i] as number, entry.pyc.length],
      s: [place(entry.source), entry.source.length, entry.sourceSize],
    }),
  );
  const index = new TextEncoder().encode(JSON.stringify({ ...about, modules } satisfies ArchiveIndex));
  const archive = new Uint8Array(HEADER_LENGTH + index.length + offset);
  archive.set(new TextEncoder().encode(ARCHIVE_MAGIC));
  new DataView(archive.buffer).setUint32(ARCHIVE_MAGIC.length, index.length, true);
  archive.set(index, HEADER_LENGTH);
  let at = HEADER_LENGTH + index.length;
  for (const piece of pieces) {
    archive.set(piece, at);
    at += piece.length;
  }
  return archive;
}
