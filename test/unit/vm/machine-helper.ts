/** This file makes machines for tests: nothing outside memory, the standard library from the built archive. */
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import type { PyCode } from '../../../src/bytecode/code.js';
import { MemoryHost, type MemoryHostOptions } from '../../../src/host/memory/memory-host.js';
import { LibraryArchive, MemoryArchiveSource } from '../../../src/importing/archive/library-archive.js';
import { LibraryFiles } from '../../../src/importing/library-files.js';
import { openStandardStreams } from '../../../src/importing/standard-streams.js';
import { startMachine } from '../../../src/importing/start.js';
import { compileSource } from '../../../src/modules/builtins/evaluate.js';
import { PyDict } from '../../../src/objects/types/dict/dict.js';
import { DEFAULT_CONFIGURATION } from '../../../src/vm/configuration.js';
import { executeCode } from '../../../src/vm/execute-code.js';
import type { Machine, MachineOptions } from '../../../src/vm/machine.js';

let archive: LibraryArchive | undefined;

/** The library archive that `npm run build` made. */
export function library(): LibraryArchive {
  archive ??= LibraryArchive.open(
    new MemoryArchiveSource(readFileSync(new URL('../../../dist/stdlib.bin', import.meta.url))),
  );
  return archive;
}

export interface TestMachine {
  readonly vm: Machine;
  readonly globals: PyDict;
  /** Run source in the machine's main namespace. */
  run(source: string): void;
  stdout(): string;
}

export function makeMachine(
  options: Omit<Partial<MachineOptions>, 'host'> = {},
  hostOptions: MemoryHostOptions = {},
): TestMachine {
  const memory = new MemoryHost(hostOptions);
  const files = new LibraryFiles(memory.files, library(), (data) => inflateRawSync(data));
  const vm = startMachine(
    { configuration: { ...DEFAULT_CONFIGURATION, path: ['/lib/python3.14'] }, ...options, host: { ...memory, files } },
    library(),
  );
  openStandardStreams(vm, true);
  const globals = new PyDict();
  globals.setStr('__name__', '__main__');
  return {
    vm,
    globals,
    run(source) {
      const code = compileSource(vm, source, { filename: '<test>', mode: 'exec', flags: 0, optimize: -1 });
      executeCode(vm, code as PyCode, globals, globals);
    },
    stdout: () => memory.stdout.text,
  };
}
