/** This file defines the code of import statements. */
import * as op from '../../bytecode/opcodes.js';
import { INTRINSIC_IMPORT_STAR } from '../../bytecode/operands.js';
import type { Import, ImportFrom } from '../../syntax/ast/nodes.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromKey } from '../../values/str.js';
import type { Compiler } from '../compiler.js';
import { locationOf } from '../errors.js';
import { NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';

/** `import` */
export function codegenImport(c: Compiler, s: Import): void {
  const loc = locationOf(s);
  for (const alias of s.names) {
    c.loadConst(loc, 0);
    c.loadConst(loc, None);
    c.addopName(loc, op.IMPORT_NAME, c.metadata.u_names, alias.name);
    if (alias.asname !== null) codegenImportAs(c, loc, alias.name, alias.asname);
    else c.nameop(loc, alias.name.split('.')[0] as string, 'Store');
  }
}

/** `import a.b.c as d` binds the last module: fetch each from the one before. */
function codegenImportAs(c: Compiler, loc: SourceLocation, name: string, asname: string): void {
  const submodules = name.split('.').slice(1);
  for (const [i, attr] of submodules.entries()) {
    if (i > 0) {
      c.addop(loc, op.SWAP, 2);
      c.addop(loc, op.POP_TOP);
    }
    c.addopN(loc, op.IMPORT_FROM, c.metadata.u_names, attr);
  }
  c.nameop(loc, asname, 'Store');
  if (submodules.length > 0) c.addop(loc, op.POP_TOP);
}

/** `from … import` */
export function codegenFromImport(c: Compiler, s: ImportFrom): void {
  const loc = locationOf(s);
  c.loadConst(loc, s.level ?? 0);
  c.loadConst(loc, new PyTuple(s.names.map((alias) => strFromKey(alias.name))));
  const { u_names } = c.metadata;
  c.addopName(loc, op.IMPORT_NAME, u_names, s.module ?? '');
  if (s.names[0]?.name.startsWith('*')) {
    c.addop(loc, op.CALL_INTRINSIC_1, INTRINSIC_IMPORT_STAR);
    c.addop(NO_LOCATION, op.POP_TOP);
    return;
  }
  for (const alias of s.names) {
    c.addopName(loc, op.IMPORT_FROM, u_names, alias.name);
    c.nameop(loc, alias.asname ?? alias.name, 'Store');
  }
  c.addop(loc, op.POP_TOP);
}
