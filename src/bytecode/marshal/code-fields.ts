/** This file defines how marshal makes a code object of the values it has read, with the checks CPython makes there. */
import type { Value } from '../../values/object.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { isStr, strKey } from '../../values/str.js';
import { CO_FAST_LOCAL, CO_VARARGS, CO_VARKEYWORDS, PyCode } from '../code.js';
import { MarshalError } from './format.js';

/**
 * The code object of five counts and ten objects in marshal's order. Throws a MarshalError; the result has fields of
 * the right types, but only the verifier tells whether it may run.
 */
export function makeCode(counts: readonly number[], objects: readonly Value[], firstLine: number): PyCode {
  const [argcount, posonlyargcount, kwonlyargcount, stacksize, flags] = counts as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [code, consts, names, localsplusnames, localspluskinds, filename, name, qualname, linetable, exceptiontable] =
    objects;
  if (
    argcount < posonlyargcount ||
    posonlyargcount < 0 ||
    kwonlyargcount < 0 ||
    stacksize < 0 ||
    flags < 0 ||
    !(code instanceof PyBytes) ||
    !(consts instanceof PyTuple) ||
    !(names instanceof PyTuple) ||
    !(localsplusnames instanceof PyTuple) ||
    !(localspluskinds instanceof PyBytes) ||
    localsplusnames.items.length !== localspluskinds.data.length ||
    !isStr(name) ||
    !isStr(qualname) ||
    !isStr(filename) ||
    !(linetable instanceof PyBytes) ||
    !(exceptiontable instanceof PyBytes)
  ) {
    throw new MarshalError('SystemError', 'bad argument to internal function');
  }
  if (code.data.length % 2 !== 0) throw new MarshalError('ValueError', 'code: co_code is malformed');
  let nlocals = 0;
  for (const kind of localspluskinds.data) if (kind & CO_FAST_LOCAL) nlocals++;
  const totalArgs = argcount + kwonlyargcount + (flags & CO_VARARGS ? 1 : 0) + (flags & CO_VARKEYWORDS ? 1 : 0);
  if (totalArgs > nlocals) throw new MarshalError('ValueError', 'code: co_varnames is too small');
  return new PyCode({
    co_argcount: argcount,
    co_posonlyargcount: posonlyargcount,
    co_kwonlyargcount: kwonlyargcount,
    co_stacksize: stacksize,
    co_flags: flags,
    co_code: code.data,
    co_consts: consts,
    co_names: nameKeys(names),
    localsplusnames: nameKeys(localsplusnames),
    localspluskinds: localspluskinds.data,
    co_filename: filename,
    co_name: name,
    co_qualname: qualname,
    co_firstlineno: firstLine,
    co_linetable: linetable.data,
    co_exceptiontable: exceptiontable.data,
  });
}

function nameKeys(names: PyTuple): string[] {
  return names.items.map((name) => {
    if (!isStr(name)) throw new MarshalError('SystemError', 'non-string found in code slot');
    return strKey(name);
  });
}
