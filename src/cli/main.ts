#!/usr/bin/env node
/**
 * This file is the command `pyvm`. It starts the one-file bundle that the build made, with V8's compiled code of an
 * earlier run, because loading and compiling hundreds of modules would take most of the time of a short program. Where
 * there is no bundle it loads the modules.
 */
import { readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

type Command = typeof import('./run.js');
type BundleWrapper = (exports: object, require: NodeJS.Require, module: { exports: object }, url: string) => void;

// By default V8 optimises code that ran for a few milliseconds, which most of a start never pays back: measured, the
// imports of a usual program take half the processor time with this budget, and hot loops lose about 3 ms.
setFlagsFromString('--interrupt-budget=1000000');

const argv = process.argv.slice(2);
const bundle = fileURLToPath(new URL('../pyvm.cjs', import.meta.url));
const source = isCurrent(bundle) ? readIfPresent(bundle) : undefined;
if (source === undefined) {
  const { runCommandLine } = await import('./run.js');
  process.exitCode = runCommandLine(argv);
} else {
  runBundle(source);
}

/** Whether there is a bundle, and the modules were not compiled anew since it was made. */
function isCurrent(path: string): boolean {
  const made = statSync(path, { throwIfNoEntry: false });
  return made !== undefined && made.mtimeMs >= statSync(fileURLToPath(import.meta.url)).mtimeMs;
}

function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function runBundle(text: Buffer): void {
  // One cache a Node version: V8 refuses another version's data.
  const cache = `${bundle.slice(0, -4)}-${process.version}.cache`;
  const cachedData = readIfPresent(cache);
  // The bundle is ASCII, so that one byte of it is one character.
  const script = new Script(text.toString('latin1'), {
    filename: bundle,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const wrapper = script.runInThisContext() as BundleWrapper;
  const module = { exports: {} };
  wrapper(module.exports, createRequire(bundle), module, import.meta.url);
  process.exitCode = (module.exports as Command).runCommandLine(argv);
  if (cachedData === undefined || script.cachedDataRejected === true) writeCache(cache, script.createCachedData());
}

/** Keep the compiled code for the next run; it is only a matter of speed, so that failing is no error. */
function writeCache(path: string, data: Buffer): void {
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, data);
    renameSync(temporary, path);
  } catch {
    try {
      unlinkSync(temporary);
    } catch {
      // It was never made.
    }
  }
}
