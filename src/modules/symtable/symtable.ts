/** This file declares the module `_symtable`: what the compiler knows about the names of each scope. */
import { futureFromAst } from '../../compiler/future.js';
import * as entries from '../../compiler/symtable/entry.js';
import { buildSymtable } from '../../compiler/symtable/statements.js';
import { valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, nativeFunction } from '../../objects/native/native-def.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { SyntaxErrorInfo } from '../../syntax/errors/syntax-error-info.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { type Str, strFromUtf16, strKey, strToUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { type CompileOptions, compiling, parseSource, sourceOf } from '../builtins/evaluate.js';
import { makeModuleType } from '../module-types.js';

/** One scope, as a program sees it. */
class PySymtableEntry extends PyObject {
  private symbolDict: PyDict | null = null;
  private parameterList: PyList | null = null;
  private childList: PyList | null = null;

  constructor(readonly entry: entries.SymtableEntry) {
    super();
  }

  get symbols(): PyDict {
    if (this.symbolDict === null) {
      this.symbolDict = new PyDict();
      for (const [name, flags] of this.entry.ste_symbols) this.symbolDict.setStr(strKey(strFromUtf16(name)), flags);
    }
    return this.symbolDict;
  }

  get varnames(): PyList {
    this.parameterList ??= new PyList(this.entry.ste_varnames.map(strFromUtf16));
    return this.parameterList;
  }

  get children(): PyList {
    this.childList ??= new PyList(this.entry.ste_children.map((child) => new PySymtableEntry(child)));
    return this.childList;
  }
}

const entryType = makeModuleType('builtins', 'symtable entry', PySymtableEntry);
entryType.name = 'symtable entry';

const TYPES: readonly entries.BlockType[] = [
  'function',
  'class',
  'module',
  'annotation',
  'type alias',
  'type parameters',
  'type variable',
];

defineType(entryType, {
  slots: {
    tp_repr: (vm, self: PySymtableEntry) => {
      const { ste_name, ste_loc } = self.entry;
      return strFromUtf16(`<symtable entry ${ste_name}(${vm.identity(self)}), line ${ste_loc.lineno}>`);
    },
  },
  getsets: [
    member('id', null, (vm, self: PySymtableEntry) => vm.identity(self)),
    member('name', null, (_vm, self: PySymtableEntry) => strFromUtf16(self.entry.ste_name)),
    member('symbols', null, (_vm, self: PySymtableEntry) => self.symbols),
    member('varnames', null, (_vm, self: PySymtableEntry) => self.varnames),
    member('children', null, (_vm, self: PySymtableEntry) => self.children),
    member('nested', null, (_vm, self: PySymtableEntry) => (self.entry.ste_nested ? 1 : 0)),
    member('type', null, (_vm, self: PySymtableEntry) => TYPES.indexOf(self.entry.ste_type)),
    member('lineno', null, (_vm, self: PySymtableEntry) => self.entry.ste_loc.lineno),
  ],
  hasWeakrefs: false,
  noInstantiation: true,
});

function symtable(vm: Runtime, source: Value, filename: Value, start: Str): Value {
  const machine = vm as Machine;
  const path = machine.fsPathText(filename);
  const text = sourceOf(vm, source, 'symtable', 'string or bytes');
  const mode = strToUtf16(start);
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single') {
    throw valueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  }
  const options: CompileOptions = { filename: path, mode, flags: 0, optimize: 0 };
  const table = compiling(machine, options, (warn) => {
    const tree = parseSource(machine, text, options, warn);
    try {
      return buildSymtable(tree, futureFromAst(tree));
    } catch (reason) {
      if (reason instanceof SyntaxErrorInfo && reason.filename === '') reason.filename = path;
      throw reason;
    }
  });
  return new PySymtableEntry(table.st_top);
}

/** `_symtable`. */
export const symtableModule = defineModule({
  name: '_symtable',
  functions: [
    nativeFunction(
      'symtable($module, source, filename, startstr: str, /)',
      'Return symbol and scope dictionaries used internally by compiler.',
      symtable,
    ),
  ],
  constants: [
    ['USE', entries.USE],
    ['DEF_GLOBAL', entries.DEF_GLOBAL],
    ['DEF_NONLOCAL', entries.DEF_NONLOCAL],
    ['DEF_LOCAL', entries.DEF_LOCAL],
    ['DEF_PARAM', entries.DEF_PARAM],
    ['DEF_TYPE_PARAM', entries.DEF_TYPE_PARAM],
    ['DEF_FREE_CLASS', entries.DEF_FREE_CLASS],
    ['DEF_IMPORT', entries.DEF_IMPORT],
    ['DEF_BOUND', entries.DEF_LOCAL | entries.DEF_PARAM | entries.DEF_IMPORT],
    ['DEF_ANNOT', entries.DEF_ANNOT],
    ['DEF_COMP_ITER', entries.DEF_COMP_ITER],
    ['DEF_COMP_CELL', entries.DEF_COMP_CELL],
    ...TYPES.map((type, i) => [`TYPE_${type.toUpperCase().replace(' ', '_')}`, i] as const),
    ['LOCAL', entries.LOCAL],
    ['GLOBAL_EXPLICIT', entries.GLOBAL_EXPLICIT],
    ['GLOBAL_IMPLICIT', entries.GLOBAL_IMPLICIT],
    ['FREE', entries.FREE],
    ['CELL', entries.CELL],
    ['SCOPE_OFF', entries.SCOPE_OFFSET],
    ['SCOPE_MASK', 15],
  ],
});
