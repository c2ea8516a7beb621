/** This file writes strs as Python literals. */
import type { Runtime } from '../../../values/runtime.js';
import { codePointAt, type Str } from '../../../values/str.js';
import { StrBuilder } from '../../strings.js';
import { isPrintable } from '../../unicode/character-type.js';

/** Plain text that needs no escape and has no quotes. */
const SIMPLE = /^[ !#-&(-[\]-~]*$/;

/** The escape of a code point as two, four or eight hexadecimal digits. */
export function hexEscape(point: number): string {
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point < 0x10000) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}

/** `repr(text)`. */
export function reprStr(vm: Runtime, text: Str): Str {
  vm.chargeFuel(text.length >> 5);
  vm.chargeMemory(text.length + 2);
  if (typeof text === 'string' && SIMPLE.test(text)) return `'${text}'`;
  vm.chargeFuel(text.length >> 3);
  let singles = false;
  let doubles = false;
  let extra = 0;
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (point === 0x27) singles = true;
    else if (point === 0x22) doubles = true;
    else if (!isPrintable(point)) extra += point < 0x100 ? 3 : point < 0x10000 ? 5 : 9;
  }
  vm.chargeMemory(extra);
  const quote = singles && !doubles ? 0x22 : 0x27;
  const out = new StrBuilder();
  out.push(quote);
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (point === quote || point === 0x5c) {
      out.push(0x5c);
      out.push(point);
    } else if (point === 10) out.add('\\n');
    else if (point === 13) out.add('\\r');
    else if (point === 9) out.add('\\t');
    else if (isPrintable(point)) out.push(point);
    else out.add(hexEscape(point));
  }
  out.push(quote);
  return out.finish();
}
