/** This file writes JSON strings. */
import { StrBuilder, strBytes } from '../../objects/strings.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str } from '../../values/str.js';

const ASCII_PLAIN = /^[ !#-[\]-~]*$/;
const NEEDS_ESCAPE = /["\\\x00-\x1f]/;

function hex(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

/** The escape of a character, or null when it stands for itself. */
function escapeOf(c: number, asciiOnly: boolean): string | null {
  switch (c) {
    case 34:
      return '\\"';
    case 92:
      return '\\\\';
    case 8:
      return '\\b';
    case 9:
      return '\\t';
    case 10:
      return '\\n';
    case 12:
      return '\\f';
    case 13:
      return '\\r';
  }
  if (c < 32) return hex(c);
  if (!asciiOnly || c < 127) return null;
  if (c < 0x10000) return hex(c);
  return hex(0xd800 + ((c - 0x10000) >> 10)) + hex(0xdc00 + ((c - 0x10000) & 0x3ff));
}

/** The text in double quotes, escaped; with `asciiOnly` everything beyond ASCII is escaped too. */
export function quoteString(vm: Runtime, text: Str, asciiOnly: boolean): Str {
  vm.chargeFuel(text.length >> 5);
  vm.chargeMemory(strBytes(text) + 2);
  if (typeof text === 'string' && (asciiOnly ? ASCII_PLAIN.test(text) : !NEEDS_ESCAPE.test(text))) return `"${text}"`;
  vm.chargeFuel(text.length >> 2);
  vm.chargeMemory(text.length);
  const out = new StrBuilder();
  out.add('"');
  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    const escaped = escapeOf(c, asciiOnly);
    if (escaped === null) out.push(c);
    else out.add(escaped);
  }
  out.add('"');
  return out.finish();
}
