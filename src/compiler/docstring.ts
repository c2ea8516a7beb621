/** This file defines what a docstring is and how the compiler cleans it. */
import type { stmt } from '../syntax/ast/nodes.js';
import { codePointsOf, isStr, type Str, strFromCodePoints } from '../values/str.js';

/** The docstring of a body, or null: the string that is its first statement. */
export function getDocString(body: readonly stmt[]): Str | null {
  const first = body[0];
  if (first?.kind !== 'Expr' || first.value.kind !== 'Constant') return null;
  const value = first.value.value;
  return isStr(value) ? value : null;
}

const TAB = 9;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/** The docstring without common indentation, with blank lines kept, so that line numbers stay (CPython's `_PyCompile_CleanDoc`). */
export function cleanDoc(doc: Str): Str {
  const text = expandTabs(codePointsOf(doc));
  const end = text.length;
  let p = skipLine(text, 0);
  let margin = Number.POSITIVE_INFINITY;
  while (p < end) {
    const start = p;
    while (text[p] === SPACE) p++;
    if (p < end && text[p] !== NEWLINE) margin = Math.min(margin, p - start);
    p = skipLine(text, p);
  }
  if (margin === Number.POSITIVE_INFINITY) margin = 0;

  p = 0;
  while (text[p] === SPACE) p++;
  if (p === 0 && margin === 0) return strFromCodePoints(Uint32Array.from(text));
  const out: number[] = [];
  const copyLine = (): void => {
    const next = skipLine(text, p);
    while (p < next) out.push(text[p++] as number);
  };
  copyLine();
  while (p < end) {
    for (let i = 0; i < margin && text[p] === SPACE; i++) p++;
    copyLine();
  }
  return strFromCodePoints(Uint32Array.from(out));
}

/** The index after the end of the line that `p` is in. */
function skipLine(text: readonly number[], p: number): number {
  let i = p;
  while (i < text.length) if (text[i++] === NEWLINE) break;
  return i;
}

function expandTabs(text: Uint32Array): number[] {
  const out: number[] = [];
  let column = 0;
  for (const point of text) {
    if (point === TAB) {
      const spaces = 8 - (column % 8);
      for (let i = 0; i < spaces; i++) out.push(SPACE);
      column += spaces;
    } else {
      out.push(point);
      column = point === NEWLINE || point === CARRIAGE_RETURN ? 0 : column + 1;
    }
  }
  return out;
}
