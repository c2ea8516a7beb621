/** This file finds out where a warning belongs: the frame that `stacklevel` names. */
import { lineAt } from '../../bytecode/location-table.js';
import { findStr, matchesAt } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyModule } from '../../objects/types/function.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str } from '../../values/str.js';
import type { PyFrame } from '../../vm/frame.js';
import type { Machine } from '../../vm/machine.js';

/** Where a warning is reported. */
export interface WarningPlace {
  readonly filename: Str;
  readonly lineno: number;
  readonly module: Value;
  readonly registry: Value;
}

function isInternal(filename: Str): boolean {
  return (
    findStr(filename, 'importlib', 0, filename.length) >= 0 && findStr(filename, '_bootstrap', 0, filename.length) >= 0
  );
}

/** The next frame outwards that is neither the import system's nor in a file to skip. */
function nextExternal(start: PyFrame, skip: readonly Str[]): PyFrame | null {
  let frame = start.back;
  while (frame !== null) {
    const filename = frame.code.co_filename;
    if (!isInternal(filename) && !skip.some((prefix) => matchesAt(filename, prefix, 0))) return frame;
    frame = frame.back;
  }
  return frame;
}

function frameAt(vm: Machine, stacklevel: number, skip: readonly Str[]): PyFrame | null {
  let frame = vm.frame;
  const plain = stacklevel <= 0 || frame === null || isInternal(frame.code.co_filename);
  for (let level = stacklevel - 1; level > 0 && frame !== null; level--) {
    frame = plain ? frame.back : nextExternal(frame, skip);
  }
  return frame;
}

/** The place that a warning with this stack level belongs to. */
export function warningPlace(vm: Machine, stacklevel: number, skip: readonly Str[]): WarningPlace {
  const frame = frameAt(vm, stacklevel, skip);
  const sys = vm.loadedModule('sys');
  const globals = frame?.globals ?? (sys instanceof PyModule ? sys.dict : new PyDict());
  let registry = globals.getStr('__warningregistry__');
  if (registry === undefined) {
    registry = new PyDict();
    globals.setStr('__warningregistry__', registry);
  }
  const name = globals.getStr('__name__');
  const module = name !== undefined && (name === None || isStr(name)) ? name : '<string>';
  if (frame === null) return { filename: '<sys>', lineno: 0, module, registry };
  return { filename: frame.code.co_filename, lineno: lineAt(frame.code, 2 * frame.lasti), module, registry };
}
