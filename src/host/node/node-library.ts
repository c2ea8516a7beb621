/** This file opens the library archive that the build put beside the compiled program. */
import { closeSync, openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { type ArchiveSource, LibraryArchive } from '../../importing/archive/library-archive.js';
import type { Inflate } from '../../importing/library-files.js';

/** The archive, read by offset. */
class FileArchiveSource implements ArchiveSource {
  private fd: number | null = null;
  constructor(private readonly path: string) {}

  read(offset: number, length: number): Uint8Array {
    this.fd ??= openSync(this.path, 'r');
    const buffer = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = readSync(this.fd, buffer, done, length - done, offset + done);
      if (count === 0) throw new Error('library archive: unexpected end of data');
      done += count;
    }
    return buffer;
  }

  close(): void {
    if (this.fd !== null) closeSync(this.fd);
    this.fd = null;
  }
}

/** Open the archive. `from` is the URL of a module in a folder of `dist` (or of `src`, whose `dist` is taken). */
export function openLibrary(from: string, up = '..'): LibraryArchive {
  const beside = fileURLToPath(new URL(`${up}/stdlib.bin`, from));
  const path = beside.includes('/src/') ? beside.replace('/src/', '/dist/') : beside;
  return LibraryArchive.open(new FileArchiveSource(path));
}

/** Inflates what the archive holds. */
export const inflate: Inflate = (data) => inflateRawSync(data);
