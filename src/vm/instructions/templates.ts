/** This file makes the values of template strings (PEP 750). */
import { PyInterpolation, PyTemplate } from '../../objects/types/template.js';
import type { Value } from '../../values/object.js';
import type { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';

/** BUILD_TEMPLATE: alternating strings and interpolations. */
export function buildTemplate(strings: PyTuple, interpolations: PyTuple): Value {
  return new PyTemplate(strings, interpolations);
}

const CONVERSIONS: readonly Value[] = [None, 's', 'r', 'a'];

/** BUILD_INTERPOLATION. `conversion` as FORMAT_VALUE's: 0 none, 1 str, 2 repr, 3 ascii. */
export function buildInterpolation(value: Value, expression: Value, conversion: number, spec: Value): Value {
  return new PyInterpolation(value, expression, CONVERSIONS[conversion] as Value, spec);
}
