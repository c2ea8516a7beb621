/** This file defines the bytecode verifier: every code object passes it before it becomes executable. */
import { CO_ANY_GENERATOR, CO_FAST_CELL, CO_FAST_FREE, CO_FAST_LOCAL, PyCode } from '../code.js';
import { type ExceptionTableEntry, readExceptionTable } from '../exception-table.js';
import * as op from '../opcodes.js';
import { Rejection, reject } from './failure.js';
import { checkFlow } from './flow.js';
import { decode, type Instructions } from './instructions.js';

/** The deepest stack that code may ask for; the compiler keeps far below by building long displays in pieces. */
export const MAX_STACKSIZE = 1 << 16;
const MAX_CODE_UNITS = 1 << 26;

/**
 * Checks one code object (not those among its constants). Answers undefined when it may run, else why not.
 *
 * What an interpreter may trust afterwards: instructions, caches and operands are well formed; every jump and handler
 * goes to the start of an instruction; the stack has one depth at each instruction, never below zero nor above
 * `co_stacksize`; no instruction that takes a value finds NULL, unchecked local loads included; instructions on lists,
 * dicts, functions, cells, exceptions, bools and strings of their own making find those. Not proven, so to be checked by
 * the instruction: that SET_ADD's slot is a set, that an iterator is one, that POP_JUMP_IF_TRUE and POP_JUMP_IF_FALSE see
 * a bool (they compare by identity), that a closure has as many cells as the code has free variables, and that the
 * exception of RERAISE and its kin is not None. Calls must bind every parameter before the code starts.
 */
export function verifyCode(code: PyCode): string | undefined {
  try {
    checkFields(code);
    const list = decode(code);
    checkFlow(code, list, exceptionTable(code, list));
    return undefined;
  } catch (error) {
    if (error instanceof Rejection) return error.message;
    throw error;
  }
}

/** Checks a code object and all that are nested in its constants. */
export function verifyTree(root: PyCode): string | undefined {
  const seen = new Set<PyCode>([root]);
  for (const code of seen) {
    const reason = verifyCode(code);
    if (reason !== undefined) return reason;
    for (const constant of code.co_consts.items) if (constant instanceof PyCode) seen.add(constant);
  }
  return undefined;
}

function checkFields(code: PyCode): void {
  const { co_argcount, co_code, co_flags, co_kwonlyargcount, co_posonlyargcount, co_stacksize } = code;
  for (const count of [co_argcount, co_posonlyargcount, co_kwonlyargcount, co_stacksize, co_flags]) {
    if (!Number.isInteger(count) || count < 0) reject('a count is negative');
  }
  if (co_stacksize > MAX_STACKSIZE) reject(`co_stacksize is above ${MAX_STACKSIZE}`);
  if (co_posonlyargcount > co_argcount) reject('more positional-only parameters than parameters');
  if (co_code.length === 0 || co_code.length % 2 !== 0) reject('co_code is empty or of odd length');
  if (co_code.length > 2 * MAX_CODE_UNITS) reject('co_code is too long');
  if (code.localsplusnames.length !== code.localspluskinds.length) reject('names and kinds of locals differ in number');
  if (!code.localsplusnames.every(isString) || !code.co_names.every(isString)) reject('a name is not a str');
  checkKinds(code.localspluskinds);
  if (code.totalArgs > code.nlocals) reject('more parameters than local variables');
  const generator = co_flags & CO_ANY_GENERATOR;
  if ((generator & (generator - 1)) !== 0)
    reject('flagged as more than one of generator, coroutine, asynchronous generator');
}

function isString(name: unknown): boolean {
  return typeof name === 'string';
}

// Locals first, then cells that are no locals, then free variables.
function checkKinds(kinds: Uint8Array): void {
  let last = 0;
  for (const kind of kinds) {
    const rank = kind & CO_FAST_LOCAL ? 1 : kind & CO_FAST_CELL ? 2 : kind & CO_FAST_FREE ? 3 : 0;
    if (rank === 0 || rank < last) reject('the kinds of locals are out of order');
    if (kind & CO_FAST_FREE && kind & (CO_FAST_LOCAL | CO_FAST_CELL))
      reject('a free variable is also a local or a cell');
    last = rank;
  }
}

function exceptionTable(code: PyCode, list: Instructions): ExceptionTableEntry[] {
  const entries = readExceptionTable(code.co_exceptiontable);
  if (entries === undefined) reject('the exception table is malformed');
  const units = code.co_code.length >> 1;
  let last = 0;
  for (const { depth, end, lasti, start, target } of entries) {
    if (start < last || end <= start || end > units) reject('the exception table is out of order');
    last = end;
    const endsWell = end === units || (list.at[end] as number) >= 0;
    if ((list.at[start] as number) < 0 || !endsWell || target >= units || (list.at[target] as number) < 0) {
      reject('an entry of the exception table is not on the bounds of instructions');
    }
    if (depth + (lasti ? 2 : 1) > code.co_stacksize) reject('an entry of the exception table is deeper than the stack');
    const guarded = list.returnGenerator;
    if (guarded >= 0 && (start <= (list.start[guarded] as number) || target <= (list.start[guarded] as number))) {
      reject(`the exception table covers ${op.opcodeName(op.RETURN_GENERATOR)}`);
    }
  }
  return entries;
}
