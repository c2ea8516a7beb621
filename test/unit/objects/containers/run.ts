/** This file runs Python programs for the tests of containers: each `show(x)` adds the repr of its argument. */
import { compile } from '../../../../src/compiler/compile.js';
import { arrayModule } from '../../../../src/modules/array/module.js';
import { bisectModule } from '../../../../src/modules/bisect/module.js';
import { builtinsModule } from '../../../../src/modules/builtins/builtins.js';
import { collectionsModule } from '../../../../src/modules/collections/module.js';
import { functoolsModule } from '../../../../src/modules/functools/module.js';
import { heapqModule } from '../../../../src/modules/heapq/module.js';
import { instantiateModule } from '../../../../src/modules/instantiate.js';
import { itertoolsModule } from '../../../../src/modules/itertools/module.js';
import { operatorModule } from '../../../../src/modules/operator/module.js';
import { Raised } from '../../../../src/objects/exceptions/raised.js';
import { nativeFunction } from '../../../../src/objects/native/native-def.js';
import { PyNativeFunction } from '../../../../src/objects/native/native-function.js';
import { repr, str } from '../../../../src/objects/operations/text.js';
import { PyDict } from '../../../../src/objects/types/dict/dict.js';
import { parse } from '../../../../src/syntax/parser/parse.js';
import type { Value } from '../../../../src/values/object.js';
import { None } from '../../../../src/values/singletons.js';
import { strToUtf16 } from '../../../../src/values/str.js';
import { readyBuiltinTypes } from '../../../../src/vm/builtin-types.js';
import { executeCode } from '../../../../src/vm/execute-code.js';
import type { Host } from '../../../../src/vm/host.js';
import { Machine } from '../../../../src/vm/machine.js';

const MODULES = [
  arrayModule,
  bisectModule,
  collectionsModule,
  functoolsModule,
  heapqModule,
  itertoolsModule,
  operatorModule,
];

/** A machine that knows the builtins; the native modules under test are builtins as well. */
export function makeMachine(limits: { fuel?: number; memory?: number } = {}): Machine {
  readyBuiltinTypes();
  const vm = new Machine({ host: {} as Host, ...limits });
  vm.installBuiltins(instantiateModule(vm, builtinsModule).attrDict as PyDict);
  for (const module of MODULES) vm.builtins.setStr(module.name, instantiateModule(vm, module));
  return vm;
}

/** What a program shows; an exception that it does not catch is the last entry. */
export function run(source: string, vm: Machine = makeMachine()): string[] {
  const lines: string[] = [];
  const show = nativeFunction('show($module, value, /)', null, (_vm, value: Value) => {
    lines.push(strToUtf16(repr(vm, value)));
    return None;
  });
  const globals = new PyDict();
  globals.setStr('__name__', '__main__');
  globals.setStr('show', new PyNativeFunction(show, null, '__main__', null));
  try {
    executeCode(vm, compile(parse(source, { filename: 'test.py' }), { filename: 'test.py' }), globals, globals);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    lines.push(`${reason.exception.type.name}: ${strToUtf16(str(vm, reason.exception))}`);
  }
  return lines;
}
