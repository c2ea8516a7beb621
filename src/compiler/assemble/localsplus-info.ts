/** This file defines the names and kinds of a code object's fast locals. */
import {
  CO_FAST_ARG_KW,
  CO_FAST_ARG_POS,
  CO_FAST_ARG_VAR,
  CO_FAST_CELL,
  CO_FAST_FREE,
  CO_FAST_HIDDEN,
  CO_FAST_LOCAL,
  CO_VARARGS,
  CO_VARKEYWORDS,
} from '../../bytecode/code.js';
import type { CodeUnitMetadata } from '../unit-metadata.js';

/** The kinds of the parameters in order; the locals behind them have none. */
function argumentKinds(metadata: CodeUnitMetadata, codeFlags: number): number[] {
  const kinds: number[] = [];
  const add = (count: number, kind: number): void => {
    for (let i = 0; i < count; i++) kinds.push(kind);
  };
  add(metadata.u_posonlyargcount, CO_FAST_ARG_POS);
  add(metadata.u_argcount, CO_FAST_ARG_POS | CO_FAST_ARG_KW);
  add(metadata.u_kwonlyargcount, CO_FAST_ARG_KW);
  add(codeFlags & CO_VARARGS ? 1 : 0, CO_FAST_ARG_VAR | CO_FAST_ARG_POS);
  add(codeFlags & CO_VARKEYWORDS ? 1 : 0, CO_FAST_ARG_VAR | CO_FAST_ARG_KW);
  return kinds;
}

/** Names and kinds by place (CPython's `compute_localsplus_info`). */
export function computeLocalsplusInfo(
  metadata: CodeUnitMetadata,
  nlocalsplus: number,
  codeFlags: number,
): { names: string[]; kinds: Uint8Array } {
  const names = new Array<string>(nlocalsplus).fill('');
  const kinds = new Uint8Array(nlocalsplus);
  const args = argumentKinds(metadata, codeFlags);
  for (const [name, offset] of metadata.u_varnames) {
    let kind = CO_FAST_LOCAL | (args[offset] ?? 0);
    if (metadata.u_fasthidden.has(name)) kind |= CO_FAST_HIDDEN;
    if (metadata.u_cellvars.has(name)) kind |= CO_FAST_CELL;
    names[offset] = name;
    kinds[offset] = kind;
  }
  // Cells that are locals too have their place already; the others close the gap, as the instructions' operands do.
  const nlocals = metadata.u_varnames.size;
  let dropped = 0;
  for (const [name, index] of metadata.u_cellvars) {
    if (metadata.u_varnames.has(name)) {
      dropped++;
      continue;
    }
    names[nlocals + index - dropped] = name;
    kinds[nlocals + index - dropped] = CO_FAST_CELL;
  }
  for (const [name, index] of metadata.u_freevars) {
    names[nlocals + index - dropped] = name;
    kinds[nlocals + index - dropped] = CO_FAST_FREE;
  }
  return { names, kinds };
}
