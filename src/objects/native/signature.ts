/** This file reads the signature text of a native function. */

import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { EMPTY_TUPLE, PyBytes } from '../../values/sequences.js';
import { Ellipsis, None } from '../../values/singletons.js';

export type ParameterKind = 'posonly' | 'positional' | 'varargs' | 'kwonly' | 'varkw';

/** Names of converters that may follow a colon; see convert.ts for what each accepts and yields. */
export type Converter =
  | 'object'
  | 'ssize'
  | 'ssize_or_none'
  | 'int'
  | 'index'
  | 'long'
  | 'bool'
  | 'double'
  | 'str'
  | 'str_or_none'
  | 'buffer'
  | 'char'
  | 'list'
  | 'tuple'
  | 'dict'
  | 'bytes'
  | 'bytearray'
  | 'type';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly converter: Converter;
  readonly required: boolean;
  /** What the body receives when the argument is missing: already in converted form; undefined without a literal. */
  readonly fallback: unknown;
}

/** A parsed signature. */
export class NativeSignature {
  readonly positional: readonly Parameter[];
  readonly keywordOnly: readonly Parameter[];
  readonly varargs: Parameter | null;
  readonly varkw: Parameter | null;
  readonly posonlyCount: number;
  /** How many positional parameters have no default. */
  readonly requiredCount: number;
  /** Only positional-only parameters, nothing else: the call can pass values straight through. */
  readonly isSimple: boolean;
  /** No parameter has a converter. */
  readonly isUnconverted: boolean;

  constructor(readonly parameters: readonly Parameter[]) {
    this.positional = parameters.filter((p) => p.kind === 'posonly' || p.kind === 'positional');
    this.keywordOnly = parameters.filter((p) => p.kind === 'kwonly');
    this.varargs = parameters.find((p) => p.kind === 'varargs') ?? null;
    this.varkw = parameters.find((p) => p.kind === 'varkw') ?? null;
    this.posonlyCount = parameters.filter((p) => p.kind === 'posonly').length;
    this.requiredCount = this.positional.filter((p) => p.required).length;
    this.isSimple = parameters.length === this.posonlyCount;
    this.isUnconverted = parameters.every((p) => p.converter === 'object');
  }
}

/** Split at commas outside quotes and brackets. */
function splitParameters(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote !== '') {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if (c === '(' || c === '[' || c === '<') depth++;
    else if (c === ')' || c === ']' || c === '>') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = text.slice(start).trim();
  if (last !== '') parts.push(last);
  return parts;
}

function parseDefault(text: string, converter: Converter): unknown {
  if (converter === 'bool') return text === 'True' || text === '1';
  if (text === 'None') return converter === 'ssize_or_none' || converter === 'str_or_none' ? null : None;
  if (text === 'True') return true;
  if (text === 'False') return false;
  if (text === '...') return Ellipsis;
  if (text === '()') return EMPTY_TUPLE;
  if (text === 'sys.maxsize') return converter === 'ssize' ? Number.MAX_SAFE_INTEGER : 9223372036854775807n;
  if (/^-?\d+$/.test(text)) return Number(text);
  if (/^-?\d*\.\d*(e-?\d+)?$/.test(text)) {
    return converter === 'double' ? Number(text) : (new PyFloat(Number(text)) as Value);
  }
  const quoted = /^(b?)(['"])(.*)\2$/s.exec(text);
  if (quoted !== null) {
    const body = (quoted[3] as string).replace(/\\(x[0-9a-f]{2}|.)/g, (_, e: string) =>
      e.startsWith('x')
        ? String.fromCharCode(Number.parseInt(e.slice(1), 16))
        : e === 'n'
          ? '\n'
          : e === 't'
            ? '\t'
            : e === '0'
              ? '\0'
              : e,
    );
    return quoted[1] === 'b' ? new PyBytes(Uint8Array.from(body, (c) => c.charCodeAt(0))) : body;
  }
  return undefined;
}

/** Read `name(params)` as CPython prints signatures, with converters after a colon. */
export function parseSignature(text: string, kind: string): NativeSignature {
  const inner = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
  const parameters: Parameter[] = [];
  let current: ParameterKind = 'positional';
  for (const part of splitParameters(inner)) {
    if (part.startsWith('$')) continue;
    if (part === '/') {
      for (let i = 0; i < parameters.length; i++) {
        parameters[i] = { ...(parameters[i] as Parameter), kind: 'posonly' };
      }
      continue;
    }
    if (part === '*') {
      current = 'kwonly';
      continue;
    }
    const match = /^(\*{0,2})([A-Za-z_0-9]+)\s*(?::\s*([a-z_]+))?\s*(?:=\s*(.*))?$/s.exec(part);
    if (match === null) throw new Error(`bad native signature: ${kind} ${text}`);
    const stars = match[1] as string;
    const converter = (match[3] ?? 'object') as Converter;
    const fallback = match[4];
    parameters.push({
      name: match[2] as string,
      kind: stars === '*' ? 'varargs' : stars === '**' ? 'varkw' : current,
      converter,
      required: stars === '' && fallback === undefined,
      fallback: fallback === undefined ? undefined : parseDefault(fallback, converter),
    });
    if (stars === '*') current = 'kwonly';
  }
  return new NativeSignature(parameters);
}
