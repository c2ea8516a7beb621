/** This file formats strs as format specifications say (`str.__format__`). */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { isStr, type Str } from '../../values/str.js';
import { typeOf } from '../core-types.js';
import { valueError } from '../errors.js';
import { strObject } from '../operations/text.js';
import { concat, fillStr, sliceStr } from '../strings.js';
import { parseFormatSpec, unknownFormatCode } from './format-spec.js';

/** `format(self, spec)` of a str whose text is `text`. */
export function formatStr(vm: Runtime, self: Value, text: Str, specText: Str): Value {
  if (specText === '') return isStr(self) ? self : strObject(vm, self);
  const typeName = typeOf(self).name;
  const spec = parseFormatSpec(specText, typeName, 's', '<');
  if (spec.type !== 's') throw unknownFormatCode(spec.type, typeName);
  if (spec.sign === ' ') throw valueError('Space not allowed in string format specifier');
  if (spec.sign !== '') throw valueError('Sign not allowed in string format specifier');
  if (spec.noNegativeZero) throw valueError('Negative zero coercion (z) not allowed in string format specifier');
  if (spec.alternate) throw valueError('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') throw valueError("'=' alignment not allowed in string format specifier");
  const shown = spec.precision >= 0 && spec.precision < text.length ? sliceStr(text, 0, spec.precision) : text;
  const missing = spec.width - shown.length;
  if (missing <= 0) return shown;
  const left = spec.align === '>' ? missing : spec.align === '^' ? Math.floor(missing / 2) : 0;
  return concat([fillStr(vm, spec.fill, left), shown, fillStr(vm, spec.fill, missing - left)]);
}
