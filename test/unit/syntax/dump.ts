/** This file prints trees the way `ast.dump(tree)` does, with positions on request. */
import { asdlConstructors } from '../../../src/syntax/ast/asdl.js';
import { None } from '../../../src/values/singletons.js';

const CONSTRUCTORS = asdlConstructors();

/** `ast.dump`; fields that are None or empty are left out. With `positions`, `@line:column-line:column` follows a node. */
export function dump(value: unknown, positions = false): string {
  if (value === null || value === None) return 'None';
  if (Array.isArray(value)) return `[${value.map((v) => dump(v, positions)).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object') return String(value);
  const node = value as Record<string, unknown>;
  const declared = CONSTRUCTORS.get(node.kind as string);
  if (declared === undefined) return JSON.stringify(value);
  const fields = declared.fields
    .filter(
      ({ property }) =>
        node[property] !== null && !(Array.isArray(node[property]) && (node[property] as unknown[]).length === 0),
    )
    .map(({ name, property }) => `${name}=${dump(node[property], positions)}`);
  const { lineno, col_offset, end_lineno, end_col_offset } = node;
  const at = positions && declared.type.positioned ? `@${lineno}:${col_offset}-${end_lineno}:${end_col_offset}` : '';
  return `${node.kind}(${fields.join(', ')})${at}`;
}
