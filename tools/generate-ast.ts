/** This file writes src/syntax/ast/nodes.ts from the declaration in src/syntax/ast/asdl.ts: `npx tsx tools/generate-ast.ts`. */
import { writeFileSync } from 'node:fs';
import { ASDL, type AsdlField, parseFields } from '../src/syntax/ast/asdl.js';

const BASIC = new Map([
  ['identifier', 'string'],
  ['string', 'Str'],
  ['int', 'number'],
  ['constant', 'Value'],
]);
const PRODUCTS = new Set(ASDL.filter((t) => t.shape === 'product').map((t) => t.name));
const SIMPLE = new Set(ASDL.filter((t) => t.shape === 'simple').map((t) => t.name));
const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'];

function className(name: string): string {
  return PRODUCTS.has(name) ? name.replace(/(^|_)([a-z])/g, (_, __, c: string) => c.toUpperCase()) : name;
}

function fieldType({ type, quantifier }: AsdlField): string {
  const base = BASIC.get(type) ?? className(type);
  if (quantifier === '?') return `${base} | null`;
  if (quantifier === '*') return `${base}[]`;
  return quantifier === '?*' ? `(${base} | null)[]` : base;
}

function visitField(field: AsdlField): string {
  if (BASIC.has(field.type) || SIMPLE.has(field.type)) return '';
  const access = `node.${field.property}`;
  if (field.quantifier === '') return `      visit(${access});\n`;
  if (field.quantifier === '?') return `      if (${access} !== null) visit(${access});\n`;
  if (field.quantifier === '*') return `      for (const child of ${access}) visit(child);\n`;
  return `      for (const child of ${access}) if (child !== null) visit(child);\n`;
}

/** The text of nodes.ts. */
export function generateNodes(): string {
  let out = `/** This file defines the node classes of the syntax tree. Generated from asdl.ts by tools/generate-ast.ts: do not edit. */
import type { Value } from '../../values/object.js';
import type { Str } from '../../values/str.js';

/** Where a node stands: lines from 1, columns as UTF-8 byte offsets in their line. */
export interface Positioned {
  lineno: number;
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
}
`;
  const nodes: string[] = [];
  let walker = '';
  for (const type of ASDL) {
    if (type.shape === 'simple') {
      out += `\n/** The simple sum type \`${type.name}\`. */\nexport type ${type.name} =${type.constructors.map(([n]) => `\n  | '${n}'`).join('')};\n`;
      continue;
    }
    for (const [name, declaration] of type.constructors) {
      const fields = parseFields(declaration);
      const parameters = fields.map((f) => [f.property, fieldType(f)] as const);
      if (type.positioned) parameters.push(...POSITIONS.map((p) => [p, 'number'] as const));
      // Assignments in the constructor, not field initialisers: each field is written once.
      out += `\n/** \`${name}(${declaration})\` */\nexport class ${className(name)} {\n  declare readonly kind: '${name}';\n`;
      out += parameters.map(([p, t]) => `  declare ${p}: ${t};\n`).join('');
      out += `\n  constructor(${parameters.map(([p, t]) => `${p}: ${t}`).join(', ')}) {\n    this.kind = '${name}';\n`;
      out += parameters.map(([p]) => `    this.${p} = ${p};\n`).join('');
      out += '  }\n}\n';
      nodes.push(name);
      const visits = fields.map(visitField).join('');
      if (visits !== '') walker += `    case '${name}':\n${visits}      break;\n`;
    }
    if (type.shape === 'sum') {
      out += `\n/** The sum type \`${type.name}\`. */\nexport type ${type.name} =${type.constructors.map(([n]) => `\n  | ${n}`).join('')};\n`;
    }
  }
  out += `\n/** Any node of the tree. */\nexport type Node =${nodes.map((n) => `\n  | ${className(n)}`).join('')};\n`;
  out += `\n/** Call \`visit\` for each child node, in the order of the fields. Not recursive: the visitor descends. */
export function visitChildren(node: Node, visit: (child: Node) => void): void {
  switch (node.kind) {
${walker}  }
}
`;
  return out;
}

if (process.argv[1]?.endsWith('generate-ast.ts')) {
  writeFileSync(new URL('../src/syntax/ast/nodes.ts', import.meta.url), generateNodes());
}
