/** This file defines the object that shows a block of the symbol table to a program. */
import type { BlockType, SymtableEntry } from '../../compiler/symtable/entry.js';
import { makeType } from '../../objects/core-types.js';
import { defineType } from '../../objects/native/define-type.js';
import { member } from '../../objects/native/native-def.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { strFromKey, strFromUtf16 } from '../../values/str.js';

/** The numbers of the block types. */
export const BLOCK_TYPES: Readonly<Record<BlockType, number>> = {
  function: 0,
  class: 1,
  module: 2,
  annotation: 3,
  'type alias': 4,
  'type parameters': 5,
  'type variable': 6,
};

/** `symtable entry`: what it shows is made when first asked for. */
export class PySymtableEntry extends PyObject {
  symbols: PyDict | null = null;
  varnames: PyList | null = null;
  children: PyList | null = null;

  constructor(readonly entry: SymtableEntry) {
    super();
  }
}

function symbolsOf(vm: Runtime, self: PySymtableEntry): Value {
  if (self.symbols === null) {
    const { ste_symbols } = self.entry;
    vm.chargeMemory(ste_symbols.size * 32);
    self.symbols = new PyDict();
    for (const [name, flags] of ste_symbols) self.symbols.setStr(name, flags);
  }
  return self.symbols;
}

function childrenOf(vm: Runtime, self: PySymtableEntry): Value {
  if (self.children === null) {
    const { ste_children } = self.entry;
    vm.chargeMemory(ste_children.length * 64);
    self.children = new PyList(ste_children.map((child) => new PySymtableEntry(child)));
  }
  return self.children;
}

function varnamesOf(vm: Runtime, self: PySymtableEntry): Value {
  if (self.varnames === null) {
    const { ste_varnames } = self.entry;
    vm.chargeMemory(ste_varnames.length * 8);
    self.varnames = new PyList(ste_varnames.map(strFromKey));
  }
  return self.varnames;
}

const symtableEntryType = makeType('symtable entry', PySymtableEntry);

defineType(symtableEntryType, {
  doc: null,
  slots: {
    tp_repr: (vm, self: PySymtableEntry) => {
      const { ste_name, ste_loc } = self.entry;
      return strFromUtf16(`<symtable entry ${ste_name}(${vm.identity(self)}), line ${ste_loc.lineno}>`);
    },
  },
  getsets: [
    member('id', null, (vm, self: PySymtableEntry) => vm.identity(self)),
    member('name', null, (_vm, self: PySymtableEntry) => strFromKey(self.entry.ste_name)),
    member('symbols', null, symbolsOf),
    member('varnames', null, varnamesOf),
    member('children', null, childrenOf),
    member('nested', null, (_vm, self: PySymtableEntry) => (self.entry.ste_nested ? 1 : 0)),
    member('type', null, (_vm, self: PySymtableEntry) => BLOCK_TYPES[self.entry.ste_type]),
    member('lineno', null, (_vm, self: PySymtableEntry) => self.entry.ste_loc.lineno),
  ],
  noInstantiation: true,
});
