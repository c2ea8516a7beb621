/** This file defines the code object: what the compiler makes, marshal stores and the virtual machine executes. */
import { PyObject } from '../values/object.js';
import type { PyTuple } from '../values/sequences.js';
import type { Str } from '../values/str.js';

/** Bits of `co_flags`. */
export const CO_OPTIMIZED = 0x0001;
export const CO_NEWLOCALS = 0x0002;
export const CO_VARARGS = 0x0004;
export const CO_VARKEYWORDS = 0x0008;
export const CO_NESTED = 0x0010;
export const CO_GENERATOR = 0x0020;
export const CO_COROUTINE = 0x0080;
export const CO_ITERABLE_COROUTINE = 0x0100;
export const CO_ASYNC_GENERATOR = 0x0200;
export const CO_FUTURE_DIVISION = 0x20000;
export const CO_FUTURE_ABSOLUTE_IMPORT = 0x40000;
export const CO_FUTURE_WITH_STATEMENT = 0x80000;
export const CO_FUTURE_PRINT_FUNCTION = 0x100000;
export const CO_FUTURE_UNICODE_LITERALS = 0x200000;
export const CO_FUTURE_BARRY_AS_BDFL = 0x400000;
export const CO_FUTURE_GENERATOR_STOP = 0x800000;
export const CO_FUTURE_ANNOTATIONS = 0x1000000;
export const CO_NO_MONITORING_EVENTS = 0x2000000;
export const CO_HAS_DOCSTRING = 0x4000000;
export const CO_METHOD = 0x8000000;

/** The flags of code whose call makes a generator, coroutine or asynchronous generator. */
export const CO_ANY_GENERATOR = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR;

/** Bits of `localspluskinds`: what a fast local is. An argument that is also a cell has both bits. */
export const CO_FAST_ARG_POS = 0x02;
export const CO_FAST_ARG_KW = 0x04;
export const CO_FAST_ARG_VAR = 0x08;
export const CO_FAST_ARG = 0x0e;
/** Invisible to `locals()`: a variable of an inlined comprehension outside functions. */
export const CO_FAST_HIDDEN = 0x10;
export const CO_FAST_LOCAL = 0x20;
export const CO_FAST_CELL = 0x40;
export const CO_FAST_FREE = 0x80;

/** What a code object is made of; see `PyCode` for the meaning. */
export interface CodeFields {
  readonly co_argcount: number;
  readonly co_posonlyargcount: number;
  readonly co_kwonlyargcount: number;
  readonly co_stacksize: number;
  readonly co_flags: number;
  readonly co_code: Uint8Array;
  readonly co_consts: PyTuple;
  readonly co_names: readonly string[];
  readonly localsplusnames: readonly string[];
  readonly localspluskinds: Uint8Array;
  readonly co_filename: Str;
  readonly co_name: Str;
  readonly co_qualname: Str;
  readonly co_firstlineno: number;
  readonly co_linetable: Uint8Array;
  readonly co_exceptiontable: Uint8Array;
}

/**
 * Python's `code`. Immutable but for `prepared`. Names are kept as the keys of their strings (`strKey`), since they are
 * only ever looked up; `co_code` holds unspecialised instructions with zeros in the inline caches.
 */
export class PyCode extends PyObject implements CodeFields {
  /** Positional parameters, positional-only ones included. */
  readonly co_argcount: number;
  readonly co_posonlyargcount: number;
  readonly co_kwonlyargcount: number;
  /** Evaluation stack slots the code needs. */
  readonly co_stacksize: number;
  readonly co_flags: number;
  readonly co_code: Uint8Array;
  readonly co_consts: PyTuple;
  readonly co_names: readonly string[];
  /** Names of all fast locals: local variables (parameters first), then cells that are no local, then free variables. */
  readonly localsplusnames: readonly string[];
  /** `CO_FAST_…` bits of each fast local. */
  readonly localspluskinds: Uint8Array;
  readonly co_filename: Str;
  readonly co_name: Str;
  readonly co_qualname: Str;
  readonly co_firstlineno: number;
  readonly co_linetable: Uint8Array;
  readonly co_exceptiontable: Uint8Array;
  /** Number of local variables, parameters included. */
  readonly nlocals: number;
  /** Number of variables that inner functions capture, captured parameters included. */
  readonly ncellvars: number;
  readonly nfreevars: number;
  /** The virtual machine's executable form; null until the code is verified and first run. Not observable by programs. */
  prepared: unknown = null;

  constructor(fields: CodeFields) {
    super();
    this.co_argcount = fields.co_argcount;
    this.co_posonlyargcount = fields.co_posonlyargcount;
    this.co_kwonlyargcount = fields.co_kwonlyargcount;
    this.co_stacksize = fields.co_stacksize;
    this.co_flags = fields.co_flags;
    this.co_code = fields.co_code;
    this.co_consts = fields.co_consts;
    this.co_names = fields.co_names;
    this.localsplusnames = fields.localsplusnames;
    this.localspluskinds = fields.localspluskinds;
    this.co_filename = fields.co_filename;
    this.co_name = fields.co_name;
    this.co_qualname = fields.co_qualname;
    this.co_firstlineno = fields.co_firstlineno;
    this.co_linetable = fields.co_linetable;
    this.co_exceptiontable = fields.co_exceptiontable;
    let nlocals = 0;
    let ncellvars = 0;
    let nfreevars = 0;
    for (const kind of fields.localspluskinds) {
      if (kind & CO_FAST_LOCAL) nlocals++;
      if (kind & CO_FAST_CELL) ncellvars++;
      if (kind & CO_FAST_FREE) nfreevars++;
    }
    this.nlocals = nlocals;
    this.ncellvars = ncellvars;
    this.nfreevars = nfreevars;
  }

  /** Number of fast locals of all kinds. */
  get nlocalsplus(): number {
    return this.localsplusnames.length;
  }

  /** Number of parameters, `*args` and `**kwargs` included: they fill the first fast locals of a call. */
  get totalArgs(): number {
    const { co_flags } = this;
    return (
      this.co_argcount + this.co_kwonlyargcount + (co_flags & CO_VARARGS ? 1 : 0) + (co_flags & CO_VARKEYWORDS ? 1 : 0)
    );
  }

  /** Keys of the names of `co_varnames`. A new array. */
  get varnames(): string[] {
    return this.namesOfKind(CO_FAST_LOCAL);
  }

  /** Keys of the names of `co_cellvars`. A new array. */
  get cellvars(): string[] {
    return this.namesOfKind(CO_FAST_CELL);
  }

  /** Keys of the names of `co_freevars`. A new array. */
  get freevars(): string[] {
    return this.namesOfKind(CO_FAST_FREE);
  }

  /** A code object like this one but for some fields (`code.replace`). */
  replace(changes: Partial<CodeFields>): PyCode {
    return new PyCode({ ...fieldsOf(this), ...changes });
  }

  private namesOfKind(kind: number): string[] {
    return this.localsplusnames.filter((_, i) => ((this.localspluskinds[i] as number) & kind) !== 0);
  }
}

/** The fields a code object was made from. */
export function fieldsOf(code: PyCode): CodeFields {
  return {
    co_argcount: code.co_argcount,
    co_posonlyargcount: code.co_posonlyargcount,
    co_kwonlyargcount: code.co_kwonlyargcount,
    co_stacksize: code.co_stacksize,
    co_flags: code.co_flags,
    co_code: code.co_code,
    co_consts: code.co_consts,
    co_names: code.co_names,
    localsplusnames: code.localsplusnames,
    localspluskinds: code.localspluskinds,
    co_filename: code.co_filename,
    co_name: code.co_name,
    co_qualname: code.co_qualname,
    co_firstlineno: code.co_firstlineno,
    co_linetable: code.co_linetable,
    co_exceptiontable: code.co_exceptiontable,
  };
}
