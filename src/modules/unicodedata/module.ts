/** This file declares `unicodedata`: the Unicode character database, in its present version and in version 3.2. */
import { asBytes } from '../../objects/buffer.js';
import { latin1Text } from '../../objects/codecs/byte-builder.js';
import { keyError, typeError, valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method, type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { asStr, equalStrs } from '../../objects/strings.js';
import { shownType, strArgument } from '../../objects/types/str/arguments.js';
import { type CharacterRecord, unicode16, unicode32 } from '../../objects/unicode/database.js';
import { decimalValue } from '../../objects/unicode/decimal.js';
import { characterName, findCharacter } from '../../objects/unicode/names.js';
import {
  decompositionOf,
  type NormalizationForm,
  normalize,
  normalizeOurselves,
} from '../../objects/unicode/normalize.js';
import { digitValue, numericValue, oldNumericOf } from '../../objects/unicode/numeric.js';
import { PyFloat } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str, strFromCodePoints, strFromUtf16 } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';

/** `unicodedata.ucd_3_2_0`: the database as of Unicode 3.2, which IDNA needs. */
export class PyUcd extends PyObject {}

export const ucdType = makeModuleType('unicodedata', 'UCD', PyUcd);

/** One character; `where` is `argument` or `argument 1`. */
function character(fname: string, where: string, value: Value): number {
  const text = asStr(value);
  if (text === undefined) throw typeError(`${fname}() ${where} must be a unicode character, not ${shownType(value)}`);
  if (text.length !== 1) {
    throw typeError(`${fname}(): ${where} must be a unicode character, not a string of length ${text.length}`);
  }
  return codePointAt(text, 0);
}

const recordOf = (point: number, old: boolean): CharacterRecord => (old ? unicode32 : unicode16).get(point);

type NumberKind = 'decimal' | 'digit' | 'numeric';

function numberOf(point: number, old: boolean, kind: NumberKind): number | undefined {
  if (old) {
    if (recordOf(point, true).category === 'Cn') return undefined;
    const changed = oldNumericOf(point);
    if (changed !== undefined) return changed[kind];
  }
  if (kind === 'numeric') return numericValue(point);
  const value = kind === 'decimal' ? decimalValue(point) : digitValue(point);
  return value < 0 ? undefined : value;
}

function decomposition(point: number, old: boolean): string {
  if (old && recordOf(point, true).category === 'Cn') return '';
  const hex = (p: number): string => p.toString(16).toUpperCase().padStart(4, '0');
  if (point >= 0xac00 && point <= 0xd7a3) {
    const index = point - 0xac00;
    const tail = index % 28;
    const syllable = `${hex(0x1100 + Math.floor(index / 588))} ${hex(0x1161 + Math.floor((index % 588) / 28))}`;
    return tail === 0 ? syllable : `${syllable} ${hex(0x11a7 + tail)}`;
  }
  const mapping = decompositionOf(point);
  if (mapping === undefined) return '';
  const points = mapping.points.map(hex).join(' ');
  return mapping.tag === '' ? points : `${mapping.tag} ${points}`;
}

function lookup(vm: Runtime, value: Value, old: boolean): Value {
  const text = asStr(value);
  const name = text === undefined ? latin1Text(asBytes(vm, value)) : typeof text === 'string' ? text : '\u{fffd}';
  if (name.length > 256) throw keyError('name too long');
  vm.chargeFuel(20);
  const points = findCharacter(name, !old);
  // The old database has no aliases.
  const isAlias = old && points !== undefined && characterName(points[0] as number) !== name.toUpperCase();
  if (points === undefined || isAlias) throw keyError(strFromUtf16(`undefined character name '${name}'`));
  return strFromCodePoints(Uint32Array.from(points));
}

const FORMS: readonly string[] = ['NFC', 'NFD', 'NFKC', 'NFKD'];

function normalized(vm: Runtime, form: Str, text: Str, old: boolean): Str {
  if (text.length === 0) return text;
  if (typeof form !== 'string' || !FORMS.includes(form)) throw valueError('invalid normalization form');
  if (!old) return normalize(vm, text, form as NormalizationForm);
  vm.chargeFuel(text.length);
  vm.chargeMemory(text.length * 8);
  return normalizeOurselves(vm, text, form as NormalizationForm, true);
}

const MISSING: { readonly [K in NumberKind]: string } = {
  decimal: 'not a decimal',
  digit: 'not a digit',
  numeric: 'not a numeric character',
};

type Declare = (text: string, doc: string, body: (vm: Runtime, ...args: never[]) => Value) => NativeDef;

/** The functions of one database, declared as functions of the module or as methods of UCD. */
function databaseFunctions(declare: Declare, old: boolean): readonly NativeDef[] {
  const property = (name: string, doc: string, get: (point: number) => Value): NativeDef =>
    declare(`${name}($self, chr, /)`, doc, (_vm: Runtime, chr: Value) => get(character(name, 'argument', chr)));
  const number = (kind: NumberKind, doc: string): NativeDef =>
    declare(
      `${kind}($self, chr, default=<unrepresentable>, /)`,
      doc,
      (_vm: Runtime, chr: Value, fallback: Value | undefined) => {
        const value = numberOf(character(kind, 'argument 1', chr), old, kind);
        if (value !== undefined) return kind === 'numeric' ? new PyFloat(value) : value;
        if (fallback === undefined) throw valueError(MISSING[kind]);
        return fallback;
      },
    );
  return [
    number('decimal', 'Decimal value of a character, as an int.'),
    number('digit', 'Digit value of a character, as an int.'),
    number('numeric', 'Numeric value of a character, as a float.'),
    property('category', 'General category of a character.', (p) => recordOf(p, old).category),
    property('bidirectional', 'Bidirectional class of a character.', (p) => recordOf(p, old).bidirectional),
    property('combining', 'Canonical combining class of a character.', (p) => recordOf(p, old).combining),
    property('mirrored', 'Mirrored property of a character, 1 or 0.', (p) => recordOf(p, old).mirrored),
    property('east_asian_width', 'East Asian width of a character.', (p) => recordOf(p, old).eastAsianWidth),
    property('decomposition', 'Decomposition mapping of a character, empty without one.', (p) => decomposition(p, old)),
    declare(
      'name($self, chr, default=<unrepresentable>, /)',
      'Name of a character.',
      (vm: Runtime, chr: Value, fallback: Value | undefined) => {
        const point = character('name', 'argument 1', chr);
        vm.chargeFuel(20);
        const isKnown = !old || recordOf(point, true).category !== 'Cn';
        const name = isKnown ? characterName(point) : undefined;
        if (name !== undefined) return name;
        if (fallback === undefined) throw valueError('no such name');
        return fallback;
      },
    ),
    declare('lookup($self, name, /)', 'Character or sequence of a name.', (vm: Runtime, name: Value) =>
      lookup(vm, name, old),
    ),
    declare(
      'is_normalized($self, form, unistr, /)',
      'Is the string in this normal form?',
      (vm: Runtime, form: Value, text: Value) => {
        const formText = strArgument('is_normalized', 'argument 1', form);
        const given = strArgument('is_normalized', 'argument 2', text);
        return given.length === 0 || equalStrs(normalized(vm, formText, given, old), given);
      },
    ),
    declare(
      'normalize($self, form, unistr, /)',
      'The string in a normal form: NFC, NFD, NFKC or NFKD.',
      (vm: Runtime, form: Value, text: Value) =>
        normalized(vm, strArgument('normalize', 'argument 1', form), strArgument('normalize', 'argument 2', text), old),
    ),
  ];
}

defineType(ucdType, {
  doc: null,
  module: 'unicodedata',
  methods: databaseFunctions(
    (text, doc, body) =>
      method(text, doc, (vm: Runtime, _self: PyUcd, ...args: unknown[]) => body(vm, ...(args as never[]))),
    true,
  ),
  getsets: [member('unidata_version', null, () => '3.2.0')],
  noInstantiation: true,
  hasWeakrefs: false,
});

const UCD_3_2 = new PyUcd();

/** `unicodedata`. */
export const unicodedataModule = defineModule({
  name: 'unicodedata',
  doc: 'The Unicode Character Database: properties of all characters, version 16.0.0.',
  functions: databaseFunctions((text, doc, body) => nativeFunction(text, doc, body as never), false),
  constants: [
    ['unidata_version', '16.0.0'],
    ['ucd_3_2_0', UCD_3_2],
  ],
  types: [['UCD', ucdType]],
});
