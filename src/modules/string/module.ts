/** This file declares `_string`, which takes format strings apart for `string.Formatter`. */
import { makeType, typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { FieldSteps, splitFieldName } from '../../objects/formatting/field-name.js';
import { FormatParser } from '../../objects/formatting/format-parser.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { asStr, strFromPoint } from '../../objects/strings.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';

/** Yields `(literal, field_name, format_spec, conversion)`. */
export class PyFormatterIterator extends PyObject {
  constructor(readonly parser: FormatParser) {
    super();
  }
}

/** Yields `(is_attribute, name)`. */
export class PyFieldNameIterator extends PyObject {
  constructor(readonly steps: FieldSteps) {
    super();
  }
}

export const formatterIteratorType = makeType('formatteriterator', PyFormatterIterator);
export const fieldNameIteratorType = makeType('fieldnameiterator', PyFieldNameIterator);

const itself = (_vm: Runtime, self: Value): Value => self;

function nextPiece(_vm: Runtime, self: PyFormatterIterator): Value | undefined {
  const piece = self.parser.next();
  if (piece === null) return undefined;
  const field = piece.field;
  if (field === null) return new PyTuple([piece.literal, None, None, None]);
  const conversion = field.conversion === 0 ? None : strFromPoint(field.conversion);
  return new PyTuple([piece.literal, field.name, field.spec, conversion]);
}

function nextStep(_vm: Runtime, self: PyFieldNameIterator): Value | undefined {
  const step = self.steps.next();
  if (step === null) return undefined;
  return new PyTuple([step.isAttribute, step.index >= 0 ? step.index : step.name]);
}

defineType(formatterIteratorType, {
  slots: { tp_iter: itself, tp_iternext: nextPiece },
  noInstantiation: true,
  hasWeakrefs: false,
});
defineType(fieldNameIteratorType, {
  slots: { tp_iter: itself, tp_iternext: nextStep },
  noInstantiation: true,
  hasWeakrefs: false,
});

function text(value: Value): Str {
  const given = asStr(value);
  if (given === undefined) throw typeError(`expected str, got ${typeOf(value).name}`);
  return given;
}

/** `_string`. */
export const stringModule = defineModule({
  name: '_string',
  doc: 'string helper module',
  functions: [
    nativeFunction(
      'formatter_field_name_split($self, object, /)',
      'Split a field name into its first part and an iterator over the rest.',
      (vm: Runtime, object: Value) => {
        const field = text(object);
        vm.chargeFuel(field.length >> 3);
        const start = splitFieldName(field, null);
        const steps = new PyFieldNameIterator(new FieldSteps(field, start.rest));
        return new PyTuple([start.index >= 0 ? start.index : start.name, steps]);
      },
    ),
    nativeFunction(
      'formatter_parser($self, object, /)',
      'Parse a format string into its pieces.',
      (vm: Runtime, object: Value) => {
        const format = text(object);
        vm.chargeFuel(format.length >> 3);
        return new PyFormatterIterator(new FormatParser(format));
      },
    ),
  ],
});
