/** This file fills the type code. */
import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_LOCAL, CO_VARARGS, CO_VARKEYWORDS, PyCode } from '../../bytecode/code.js';
import { codeHash, codesEqual } from '../../bytecode/code-equality.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { FrozenSetConstant, PyBytes, PyTuple } from '../../values/sequences.js';
import { NotImplemented } from '../../values/singletons.js';
import { type Str, strFromKey, strFromUtf16, strKey, strToUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE } from '../../values/type.js';
import { makeType, typeOf } from '../core-types.js';
import { indexError, systemError, typeError, valueError } from '../errors.js';
import { DeprecationWarning } from '../exceptions/types.js';
import { type BoundName, bindArguments } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { type GetSetDef, getset, member, method, rawMethod } from '../native/native-def.js';
import { parseSignature } from '../native/signature.js';
import { addressOf } from '../operations/text.js';
import { asStr } from '../strings.js';
import { codeBranches, codeLines, codePositions, lineNumberTable } from './code-iterators.js';
import { constantFrozenSet, PyFrozenSet } from './set/set.js';

export const codeType = makeType('code', PyCode);

const names = (keys: readonly string[]): PyTuple => new PyTuple(keys.map(strFromKey));

/** A constant as programs see it: a frozenset in place of the compiler's form, inside tuples as well. */
function shownConstant(value: Value): Value {
  if (value instanceof FrozenSetConstant) return constantFrozenSet(value);
  if (!(value instanceof PyTuple)) return value;
  const items = value.items.map(shownConstant);
  return items.every((item, i) => item === value.items[i]) ? value : new PyTuple(items);
}

/** The form in which code objects hold a constant that a program gave. */
function storedConstant(value: Value): Value {
  if (value instanceof PyFrozenSet) return new FrozenSetConstant(value.toArray().map(storedConstant));
  if (!(value instanceof PyTuple)) return value;
  const items = value.items.map(storedConstant);
  return items.every((item, i) => item === value.items[i]) ? value : new PyTuple(items);
}

/** The fields as the constructor and `replace` name them, before the names of all fast locals are put together. */
interface CodeArguments {
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  nlocals: number;
  stacksize: number;
  flags: number;
  code: PyBytes;
  consts: PyTuple;
  names: PyTuple;
  varnames: PyTuple;
  filename: Str;
  name: Str;
  qualname: Str;
  firstlineno: number;
  linetable: PyBytes;
  exceptiontable: PyBytes;
  freevars: PyTuple;
  cellvars: PyTuple;
}

function keysOf(tuple: PyTuple): string[] {
  return tuple.items.map((item) => {
    const text = asStr(item);
    if (text === undefined) throw systemError('non-string found in code slot');
    return strKey(text);
  });
}

/** Make a code object, checked as CPython's constructor checks; the verifier looks at it before it first runs. */
function makeCode(given: CodeArguments): PyCode {
  const varnames = keysOf(given.varnames);
  const localsplusnames = [...varnames];
  const kinds = varnames.map(() => CO_FAST_LOCAL);
  for (const cell of keysOf(given.cellvars)) {
    const at = varnames.indexOf(cell);
    if (at >= 0) kinds[at] = (kinds[at] as number) | CO_FAST_CELL;
    else {
      localsplusnames.push(cell);
      kinds.push(CO_FAST_CELL);
    }
  }
  for (const free of keysOf(given.freevars)) {
    localsplusnames.push(free);
    kinds.push(CO_FAST_FREE);
  }
  if (given.argcount < given.posonlyargcount || given.stacksize < 0 || given.flags < 0) {
    throw systemError('../Objects/codeobject.c:465: bad argument to internal function');
  }
  if (given.code.data.length % 2 !== 0) throw valueError('code: co_code is malformed');
  const { argcount, kwonlyargcount, flags } = given;
  const starred = (flags & CO_VARARGS ? 1 : 0) + (flags & CO_VARKEYWORDS ? 1 : 0);
  if (varnames.length < argcount + kwonlyargcount + starred) throw valueError('code: co_varnames is too small');
  if (given.nlocals !== varnames.length) throw valueError('code: co_nlocals != len(co_varnames)');
  return new PyCode({
    co_argcount: argcount,
    co_posonlyargcount: given.posonlyargcount,
    co_kwonlyargcount: kwonlyargcount,
    co_stacksize: given.stacksize,
    co_flags: flags,
    co_code: given.code.data,
    co_consts: storedConstant(given.consts) as PyTuple,
    co_names: keysOf(given.names),
    localsplusnames,
    localspluskinds: Uint8Array.from(kinds),
    co_filename: given.filename,
    co_name: given.name,
    co_qualname: given.qualname,
    co_firstlineno: given.firstlineno,
    co_linetable: given.linetable.data,
    co_exceptiontable: given.exceptiontable.data,
  });
}

const FIELDS: readonly (readonly [keyof CodeArguments, string])[] = [
  ['argcount', 'int'],
  ['posonlyargcount', 'int'],
  ['kwonlyargcount', 'int'],
  ['nlocals', 'int'],
  ['stacksize', 'int'],
  ['flags', 'int'],
  ['code', 'bytes'],
  ['consts', 'tuple'],
  ['names', 'tuple'],
  ['varnames', 'tuple'],
  ['filename', 'str'],
  ['name', 'str'],
  ['qualname', 'str'],
  ['firstlineno', 'int'],
  ['linetable', 'bytes'],
  ['exceptiontable', 'bytes'],
  ['freevars', 'tuple'],
  ['cellvars', 'tuple'],
];

const NEW_SIGNATURE = parseSignature(
  'code(argcount: int, posonlyargcount: int, kwonlyargcount: int, nlocals: int, stacksize: int, flags: int, codestring: bytes, constants: tuple, names: tuple, varnames: tuple, filename: str, name: str, qualname: str, firstlineno: int, linetable: bytes, exceptiontable: bytes, freevars: tuple = (), cellvars: tuple = (), /)',
  'function',
);
const REPLACE_SIGNATURE = parseSignature(
  `replace($self, *, ${FIELDS.map(([name, kind]) => `co_${name}: ${kind} = unchanged`).join(', ')})`,
  'method',
);
const NOT_NEGATIVE = ['argcount', 'posonlyargcount', 'kwonlyargcount', 'nlocals', 'stacksize', 'flags', 'firstlineno'];

function bind(
  vm: Runtime,
  signature: typeof NEW_SIGNATURE,
  name: BoundName,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Partial<CodeArguments> {
  const values = bindArguments(vm, signature, name, args, kwnames);
  return Object.fromEntries(FIELDS.map(([field], i) => [field, values[i]]).filter(([, value]) => value !== undefined));
}

function auditCode(vm: Runtime, made: CodeArguments): void {
  const { code, filename, name, argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags } = made;
  vm.audit('code.__new__', [
    code,
    filename,
    name,
    argcount,
    posonlyargcount,
    kwonlyargcount,
    nlocals,
    stacksize,
    flags,
  ]);
}

function codeNew(vm: Runtime, _type: unknown, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const given = bind(vm, NEW_SIGNATURE, { short: 'code', full: 'code()' }, args, kwnames) as CodeArguments;
  auditCode(vm, given);
  vm.permit?.('code');
  for (const field of ['argcount', 'posonlyargcount', 'kwonlyargcount', 'nlocals'] as const) {
    if (given[field] < 0) throw valueError(`code: ${field} must not be negative`);
  }
  for (const field of ['names', 'varnames', 'freevars', 'cellvars'] as const) {
    for (const item of given[field].items) {
      if (asStr(item) === undefined) {
        throw typeError(`name tuples must contain only strings, not '${typeOf(item).name}'`);
      }
    }
  }
  return makeCode(given);
}

function currentFields(self: PyCode): CodeArguments {
  return {
    argcount: self.co_argcount,
    posonlyargcount: self.co_posonlyargcount,
    kwonlyargcount: self.co_kwonlyargcount,
    nlocals: self.nlocals,
    stacksize: self.co_stacksize,
    flags: self.co_flags,
    code: new PyBytes(self.co_code),
    consts: self.co_consts,
    names: names(self.co_names),
    varnames: names(self.varnames),
    filename: self.co_filename,
    name: self.co_name,
    qualname: self.co_qualname,
    firstlineno: self.co_firstlineno,
    linetable: new PyBytes(self.co_linetable),
    exceptiontable: new PyBytes(self.co_exceptiontable),
    freevars: names(self.freevars),
    cellvars: names(self.cellvars),
  };
}

/** What replace() may change where making code is denied: it does not say what the code does. */
const HARMLESS: ReadonlySet<string> = new Set(['flags', 'filename', 'name', 'qualname', 'firstlineno']);

function codeReplace(vm: Runtime, self: PyCode, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const changes = bind(vm, REPLACE_SIGNATURE, { short: 'replace', full: 'code.replace()' }, args, kwnames);
  for (const field of NOT_NEGATIVE) {
    const value = changes[field as keyof CodeArguments];
    if (typeof value === 'number' && value < 0) throw valueError(`co_${field} must be a positive integer`);
  }
  const next = { ...currentFields(self), ...changes };
  auditCode(vm, next);
  if (!Object.keys(changes).every((field) => HARMLESS.has(field))) vm.permit?.('code');
  return makeCode(next);
}

function shown(name: string, get: (code: PyCode) => Value): GetSetDef {
  return member(name, null, (_vm, self: PyCode) => get(self));
}

function varnameFromOparg(self: PyCode, oparg: number): Value {
  const key = self.localsplusnames[oparg];
  if (key === undefined) throw indexError('tuple index out of range');
  return strFromKey(key);
}

function codeCompare(vm: Runtime, a: Value, b: Value, op: CompareOp): Value {
  if ((op !== EQ && op !== NE) || !(a instanceof PyCode) || !(b instanceof PyCode)) return NotImplemented;
  return codesEqual(a, b, () => vm.chargeFuel(1)) === (op === EQ);
}

defineType(codeType, {
  doc: 'Create a code object.  Not for the faint of heart.',
  hasWeakrefs: true,
  slots: {
    tp_new: codeNew,
    tp_repr: (vm, self: PyCode) => {
      const line = self.co_firstlineno === 0 ? -1 : self.co_firstlineno;
      return strFromUtf16(
        `<code object ${strToUtf16(self.co_name)} at 0x${addressOf(vm, self)}, file "${strToUtf16(self.co_filename)}", line ${line}>`,
      );
    },
    tp_hash: (_vm, self: PyCode) => codeHash(self),
    tp_richcompare: codeCompare,
  },
  methods: [
    method('__sizeof__($self, /)', null, (_vm, self: PyCode) => 208 + self.co_code.length),
    method('co_lines($self, /)', null, (vm, self: PyCode) => codeLines(vm, self)),
    method('co_branches($self, /)', null, (vm, self: PyCode) => codeBranches(vm, self)),
    method('co_positions($self, /)', null, (vm, self: PyCode) => codePositions(vm, self)),
    rawMethod(
      'replace',
      'Return a copy of the code object with new values for some fields.',
      codeReplace,
      '($self, /, **changes)',
    ),
    method(
      '_varname_from_oparg($self, /, oparg: int)',
      '(internal-only) Return the local variable name for the given oparg.',
      (_vm, self: PyCode, oparg: number) => varnameFromOparg(self, oparg),
    ),
    rawMethod('__replace__', 'The same as replace().', codeReplace, '($self, /, **changes)'),
  ],
  getsets: [
    shown('co_argcount', (code) => code.co_argcount),
    shown('co_posonlyargcount', (code) => code.co_posonlyargcount),
    shown('co_kwonlyargcount', (code) => code.co_kwonlyargcount),
    shown('co_stacksize', (code) => code.co_stacksize),
    shown('co_flags', (code) => code.co_flags),
    shown('co_nlocals', (code) => code.nlocals),
    shown('co_consts', (code) => shownConstant(code.co_consts)),
    shown('co_names', (code) => names(code.co_names)),
    shown('co_filename', (code) => code.co_filename),
    shown('co_name', (code) => code.co_name),
    shown('co_qualname', (code) => code.co_qualname),
    shown('co_firstlineno', (code) => code.co_firstlineno),
    shown('co_linetable', (code) => new PyBytes(code.co_linetable)),
    shown('co_exceptiontable', (code) => new PyBytes(code.co_exceptiontable)),
    getset('co_lnotab', null, (vm, self: PyCode) => {
      vm.warn(DeprecationWarning, 'co_lnotab is deprecated, use co_lines instead.');
      return lineNumberTable(self);
    }),
    getset('_co_code_adaptive', null, (_vm, self: PyCode) => new PyBytes(self.co_code)),
    getset('co_varnames', null, (_vm, self: PyCode) => names(self.varnames)),
    getset('co_cellvars', null, (_vm, self: PyCode) => names(self.cellvars)),
    getset('co_freevars', null, (_vm, self: PyCode) => names(self.freevars)),
    getset('co_code', null, (_vm, self: PyCode) => new PyBytes(self.co_code)),
  ],
});
codeType.textSignature =
  '(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, varnames, filename, name,\n     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)';
