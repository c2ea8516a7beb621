/** This file runs code objects that are no functions: modules, class bodies, `exec` and `eval`. */
import type { PyCode } from '../bytecode/code.js';
import type { PyDict } from '../objects/types/dict/dict.js';
import { PyFunction } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import type { PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { executableOf } from './executable.js';
import { PyFrame } from './frame.js';
import { run } from './interpreter.js';
import type { Machine } from './machine.js';

/** Run a code object in these namespaces, as `exec(code, globals, locals)`. */
export function executeCode(
  vm: Machine,
  code: PyCode,
  globals: PyDict,
  locals: Value,
  closure: PyTuple | null = null,
): Value {
  const builtins = vm.builtinsFor(globals);
  const func = new PyFunction(code, globals, builtins, None);
  func.closure = closure;
  const frame = new PyFrame(code, executableOf(vm, code), func, globals, builtins);
  if ((code.co_flags & 0x02) === 0) frame.locals = locals;
  vm.enterNested();
  try {
    return run(vm, frame);
  } finally {
    vm.leaveNested();
  }
}
