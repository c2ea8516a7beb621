/** This file takes columns out of code objects, as `-X no_debug_ranges` asks: only lines remain. */
import { PyTuple } from '../values/sequences.js';
import { PyCode } from './code.js';
import { LocationTableReader, LocationTableWriter } from './location-table.js';

/** The code object, and those inside, with lines but without end lines and columns. */
export function stripColumns(root: PyCode): PyCode {
  const done = new Map<PyCode, PyCode>();
  // Inner ones first, without recursion.
  const work = [root];
  while (work.length > 0) {
    const code = work[work.length - 1] as PyCode;
    const open = code.co_consts.items.filter((item) => item instanceof PyCode && !done.has(item)) as PyCode[];
    if (open.length > 0) {
      work.push(...open);
      continue;
    }
    work.pop();
    if (!done.has(code)) done.set(code, stripOne(code, done));
  }
  return done.get(root) as PyCode;
}

function stripOne(code: PyCode, done: ReadonlyMap<PyCode, PyCode>): PyCode {
  const reader = new LocationTableReader(code.co_linetable, code.co_firstlineno);
  const writer = new LocationTableWriter(code.co_firstlineno);
  while (reader.next()) {
    const { line, start, end } = reader;
    writer.add({ line, endLine: -1, column: -1, endColumn: -1 }, end - start);
  }
  const items = code.co_consts.items.map((item) => (item instanceof PyCode ? (done.get(item) as PyCode) : item));
  return code.replace({ co_linetable: writer.finish(), co_consts: new PyTuple(items) });
}
