/** This file implements `str.format` and `str.format_map`. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { isStr, type Str, strKey } from '../../values/str.js';
import { error, keyError, valueError } from '../errors.js';
import { IndexError } from '../exceptions/types.js';
import { getAttr } from '../operations/attributes.js';
import { getItem } from '../operations/containers.js';
import { ascii, format, repr, strObject } from '../operations/text.js';
import { StrBuilder } from '../strings.js';
import { AutoNumber, FieldSteps, splitFieldName } from './field-name.js';
import { FormatParser, type ReplacementField } from './format-parser.js';

/** Where the values of fields come from. */
interface FieldSource {
  positional(index: number): Value;
  named(vm: Runtime, name: Str): Value;
}

class CallSource implements FieldSource {
  private readonly count: number;

  constructor(
    private readonly args: readonly Value[],
    private readonly kwnames: readonly string[] | null,
  ) {
    this.count = args.length - (kwnames === null ? 0 : kwnames.length);
  }

  positional(index: number): Value {
    if (index >= this.count) {
      throw error(IndexError, `Replacement index ${index} out of range for positional args tuple`);
    }
    return this.args[index] as Value;
  }

  named(_vm: Runtime, name: Str): Value {
    const at = this.kwnames === null ? -1 : this.kwnames.indexOf(strKey(name));
    if (at < 0) throw keyError(name);
    return this.args[this.count + at] as Value;
  }
}

class MappingSource implements FieldSource {
  constructor(private readonly mapping: Value) {}

  positional(): Value {
    throw valueError('Format string contains positional fields');
  }

  named(vm: Runtime, name: Str): Value {
    return getItem(vm, this.mapping, name);
  }
}

/** Specifications may hold fields, whose specifications may not. */
const MAX_DEPTH = 2;

function build(vm: Runtime, text: Str, source: FieldSource, depth: number, auto: AutoNumber): Str {
  if (depth <= 0) throw valueError('Max string recursion exceeded');
  const parser = new FormatParser(text);
  const out = new StrBuilder();
  for (let piece = parser.next(); piece !== null; piece = parser.next()) {
    out.add(piece.literal);
    if (piece.field === null) continue;
    const shown = renderField(vm, piece.field, source, depth, auto);
    vm.chargeMemory(shown.length);
    out.add(shown);
  }
  return out.finish();
}

function renderField(vm: Runtime, field: ReplacementField, source: FieldSource, depth: number, auto: AutoNumber): Str {
  vm.chargeFuel(2);
  let value = fieldValue(vm, field.name, source, auto);
  if (field.conversion !== 0) value = convert(vm, value, field.conversion);
  const spec = field.nested ? build(vm, field.spec, source, depth - 1, auto) : field.spec;
  if (spec === '' && isStr(value)) return value;
  return format(vm, value, spec);
}

function fieldValue(vm: Runtime, name: Str, source: FieldSource, auto: AutoNumber): Value {
  const start = splitFieldName(name, auto);
  let value = start.index < 0 ? source.named(vm, start.name) : source.positional(start.index);
  const steps = new FieldSteps(name, start.rest);
  for (let step = steps.next(); step !== null; step = steps.next()) {
    if (step.isAttribute) value = getAttr(vm, value, strKey(step.name));
    else value = getItem(vm, value, step.index < 0 ? step.name : step.index);
  }
  return value;
}

function convert(vm: Runtime, value: Value, conversion: number): Value {
  switch (conversion) {
    case 0x72:
      return repr(vm, value);
    case 0x73:
      return strObject(vm, value);
    case 0x61:
      return ascii(vm, value);
  }
  const shown = conversion > 32 && conversion < 127 ? String.fromCharCode(conversion) : `\\x${conversion.toString(16)}`;
  throw valueError(`Unknown conversion specifier ${shown}`);
}

/** `text.format(*args, **kwargs)`. */
export function formatMethod(vm: Runtime, text: Str, args: readonly Value[], kwnames: readonly string[] | null): Str {
  vm.chargeFuel(text.length >> 2);
  vm.chargeMemory(text.length);
  return build(vm, text, new CallSource(args, kwnames), MAX_DEPTH, new AutoNumber());
}

/** `text.format_map(mapping)`. */
export function formatWithMapping(vm: Runtime, text: Str, mapping: Value): Str {
  vm.chargeFuel(text.length >> 2);
  vm.chargeMemory(text.length);
  return build(vm, text, new MappingSource(mapping), MAX_DEPTH, new AutoNumber());
}
