/** This file defines which features the `from __future__ import` statements of a module turn on (CPython's `future.c`). */
import {
  CO_FUTURE_ABSOLUTE_IMPORT,
  CO_FUTURE_ANNOTATIONS,
  CO_FUTURE_BARRY_AS_BDFL,
  CO_FUTURE_DIVISION,
  CO_FUTURE_GENERATOR_STOP,
  CO_FUTURE_PRINT_FUNCTION,
  CO_FUTURE_UNICODE_LITERALS,
  CO_FUTURE_WITH_STATEMENT,
} from '../bytecode/code.js';
import type { ImportFrom, mod } from '../syntax/ast/nodes.js';
import { getDocString } from './docstring.js';
import { locationOf, syntaxError } from './errors.js';
import { NO_LOCATION, type SourceLocation } from './instruction-sequence.js';

/** The flags that code objects inherit from `compile()`'s flags. */
export const PyCF_MASK =
  CO_FUTURE_DIVISION |
  CO_FUTURE_ABSOLUTE_IMPORT |
  CO_FUTURE_WITH_STATEMENT |
  CO_FUTURE_PRINT_FUNCTION |
  CO_FUTURE_UNICODE_LITERALS |
  CO_FUTURE_BARRY_AS_BDFL |
  CO_FUTURE_GENERATOR_STOP |
  CO_FUTURE_ANNOTATIONS;

/** Flag of `compile()`: `await` and its kin are allowed at the top level of the module. */
export const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;

/** Features in force, as `CO_FUTURE_…` and `PyCF_…` bits, and the place of the last future statement. */
export class FutureFeatures {
  ff_features = 0;
  ff_location: SourceLocation = NO_LOCATION;
}

/** Features that every module has by now. */
const MANDATORY = new Set([
  'nested_scopes',
  'generators',
  'division',
  'absolute_import',
  'with_statement',
  'print_function',
  'unicode_literals',
  'generator_stop',
]);

/** Read the future statements at the head of a module. Raises SyntaxError for features that do not exist. */
export function futureFromAst(tree: mod): FutureFeatures {
  const future = new FutureFeatures();
  if (tree.kind !== 'Module' && tree.kind !== 'Interactive') return future;
  const first = getDocString(tree.body) === null ? 0 : 1;
  for (const s of tree.body.slice(first)) {
    if (s.kind !== 'ImportFrom' || s.level !== 0 || s.module !== '__future__') break;
    checkFeatures(future, s);
    future.ff_location = locationOf(s);
  }
  return future;
}

function checkFeatures(future: FutureFeatures, s: ImportFrom): void {
  for (const alias of s.names) {
    const feature = alias.name;
    if (MANDATORY.has(feature)) continue;
    if (feature === 'annotations') future.ff_features |= CO_FUTURE_ANNOTATIONS;
    else if (feature === 'barry_as_FLUFL') future.ff_features |= CO_FUTURE_BARRY_AS_BDFL;
    else if (feature === 'braces') throw syntaxError('not a chance', alias);
    else throw syntaxError(`future feature ${feature} is not defined`, alias);
  }
}
