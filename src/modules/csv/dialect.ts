/** This file implements the dialects of csv. */
import { PyIntSubclass, typeOf } from '../../objects/core-types.js';
import { error, overflowError, typeError, valueError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { TypeError as PyTypeError } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, rawMethod } from '../../objects/native/native-def.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr, strFromPoint } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyObject, type Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { codePointAt, type Str, strFromKey, strToUtf16 } from '../../values/str.js';
import { makeExceptionType, raise } from '../exception-types.js';
import { makeModuleType } from '../module-types.js';

export const QUOTE_MINIMAL = 0;
export const QUOTE_ALL = 1;
export const QUOTE_NONNUMERIC = 2;
export const QUOTE_NONE = 3;
export const QUOTE_STRINGS = 4;
export const QUOTE_NOTNULL = 5;

/** A character that is not set: no character equals it. */
export const NOT_SET = -1;

/** `_csv.Error`. */
export const csvErrorType = makeExceptionType('_csv', 'Error');

/** csv.Error with a message, to throw. */
export function csvError(message: string): Raised {
  return raise(csvErrorType, message);
}

/** What the module keeps for a machine. */
export class CsvState {
  /** `_csv._dialects`. */
  readonly dialects = new PyDict();
  fieldLimit = 128 * 1024;
}

export const csvState = new StateKey('csv', () => new CsvState());

/** `_csv.Dialect`. Characters are code points. */
export class PyDialect extends PyObject {
  delimiter = 44;
  quotechar = 34;
  escapechar = NOT_SET;
  doublequote = true;
  skipinitialspace = false;
  lineterminator: Str = '\r\n';
  quoting = QUOTE_MINIMAL;
  strict = false;
}

export const dialectType = makeModuleType('_csv', 'Dialect', PyDialect);

const PARAMETERS = [
  'dialect',
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
] as const;

type ParameterName = (typeof PARAMETERS)[number];

/** A registered dialect. Raises csv.Error. */
export function registeredDialect(vm: Runtime, name: Value): Value {
  const found = vm.state(csvState).dialects.get(vm, name);
  if (found === undefined) throw csvError('unknown dialect');
  return found;
}

function character(name: string, value: Value, orNone: string): number {
  const text = asStr(value);
  if (text === undefined) throw typeError(`"${name}" must be a unicode character${orNone}, not ${typeOf(value).name}`);
  if (text.length !== 1) {
    throw typeError(`"${name}" must be a unicode character${orNone}, not a string of length ${text.length}`);
  }
  return codePointAt(text, 0);
}

function characterOrNone(name: string, value: Value): number {
  return value === None ? NOT_SET : character(name, value, ' or None');
}

function quotingOf(value: Value): number {
  const number = value instanceof PyIntSubclass && value.type.name !== 'bool' ? undefined : value;
  if (typeof number === 'bigint') throw overflowError('Python int too large to convert to C int');
  if (typeof number !== 'number') throw typeError(`"quoting" must be an integer, not ${typeOf(value).name}`);
  if (number < QUOTE_MINIMAL || number > QUOTE_NOTNULL) throw error(PyTypeError, 'bad "quoting" value');
  return number;
}

function indexOfPoint(text: Str, point: number): boolean {
  for (let i = 0; i < text.length; i++) if (codePointAt(text, i) === point) return true;
  return false;
}

function checkCharacter(name: string, dialect: PyDialect, point: number, allowSpace: boolean): void {
  if (point === 10 || point === 13 || (point === 32 && !allowSpace)) throw valueError(`bad ${name} value`);
  if (point !== NOT_SET && indexOfPoint(dialect.lineterminator, point)) {
    throw valueError(`bad ${name} or lineterminator value`);
  }
}

function checkDifferent(first: string, second: string, a: number, b: number): void {
  if (a === b && a !== NOT_SET) throw valueError(`bad ${first} or ${second} value`);
}

function check(dialect: PyDialect): void {
  const { delimiter, escapechar, quotechar } = dialect;
  if (dialect.quoting !== QUOTE_NONE && quotechar === NOT_SET) {
    throw typeError('quotechar must be set if quoting enabled');
  }
  checkCharacter('delimiter', dialect, delimiter, true);
  checkCharacter('escapechar', dialect, escapechar, !dialect.skipinitialspace);
  checkCharacter('quotechar', dialect, quotechar, !dialect.skipinitialspace);
  checkDifferent('delimiter', 'escapechar', delimiter, escapechar);
  checkDifferent('delimiter', 'quotechar', delimiter, quotechar);
  checkDifferent('escapechar', 'quotechar', escapechar, quotechar);
}

function bind(args: readonly Value[], kwnames: readonly string[] | null): Map<ParameterName, Value> {
  const count = args.length - (kwnames?.length ?? 0);
  if (args.length > PARAMETERS.length) {
    throw typeError(`function takes at most ${PARAMETERS.length} arguments (${args.length} given)`);
  }
  const given = new Map<ParameterName, Value>();
  for (let i = 0; i < count; i++) given.set(PARAMETERS[i] as ParameterName, args[i] as Value);
  (kwnames ?? []).forEach((key, i) => {
    const name = PARAMETERS.find((parameter) => parameter === key);
    if (name === undefined) {
      throw typeError(`this function got an unexpected keyword argument '${strToUtf16(strFromKey(key))}'`);
    }
    if (given.has(name)) {
      throw typeError(`argument for function given by name ('${name}') and position (${PARAMETERS.indexOf(name) + 1})`);
    }
    given.set(name, args[count + i] as Value);
  });
  return given;
}

/** `Dialect(dialect, **parameters)`: what is not given comes from the attributes of `dialect`, then from the defaults. */
export function makeDialect(vm: Runtime, args: readonly Value[], kwnames: readonly string[] | null): PyDialect {
  const given = bind(args, kwnames);
  let base = given.get('dialect');
  if (base !== undefined && asStr(base) !== undefined) base = registeredDialect(vm, base);
  if (base instanceof PyDialect && base.constructor === PyDialect && given.size === 1) return base;
  const value = (name: ParameterName): Value | undefined =>
    given.get(name) ?? (base === undefined ? undefined : lookupAttr(vm, base, name));
  const dialect = new PyDialect();
  const delimiter = value('delimiter');
  const doublequote = value('doublequote');
  const escapechar = value('escapechar');
  const lineterminator = value('lineterminator');
  const quotechar = value('quotechar');
  const quoting = value('quoting');
  const skipinitialspace = value('skipinitialspace');
  const strict = value('strict');
  if (delimiter !== undefined) dialect.delimiter = character('delimiter', delimiter, '');
  if (doublequote !== undefined) dialect.doublequote = isTrue(vm, doublequote);
  if (escapechar !== undefined) dialect.escapechar = characterOrNone('escapechar', escapechar);
  if (lineterminator !== undefined) {
    const text = asStr(lineterminator);
    if (text === undefined) throw typeError(`"lineterminator" must be a string, not ${typeOf(lineterminator).name}`);
    dialect.lineterminator = text;
  }
  if (quotechar !== undefined) dialect.quotechar = characterOrNone('quotechar', quotechar);
  if (quoting !== undefined) dialect.quoting = quotingOf(quoting);
  else if (quotechar === None) dialect.quoting = QUOTE_NONE;
  if (skipinitialspace !== undefined) dialect.skipinitialspace = isTrue(vm, skipinitialspace);
  if (strict !== undefined) dialect.strict = isTrue(vm, strict);
  check(dialect);
  return dialect;
}

const shown = (point: number): Value => (point === NOT_SET ? None : strFromPoint(point));

function cannotPickle(_vm: Runtime, self: PyDialect): never {
  throw typeError(`cannot pickle '${self.type.name.replace(/^_csv\./, '')}' instances`);
}

defineType(dialectType, {
  doc: 'How CSV is written and read.',
  slots: { tp_new: (vm, _type, args, kwnames) => makeDialect(vm, args, kwnames) },
  methods: [
    rawMethod('__reduce__', 'raises an exception to avoid pickling', cannotPickle),
    rawMethod('__reduce_ex__', 'raises an exception to avoid pickling', cannotPickle),
  ],
  getsets: [
    member('skipinitialspace', null, (_vm, self: PyDialect) => self.skipinitialspace),
    member('doublequote', null, (_vm, self: PyDialect) => self.doublequote),
    member('strict', null, (_vm, self: PyDialect) => self.strict),
    getset('delimiter', null, (_vm, self: PyDialect) => shown(self.delimiter)),
    getset('escapechar', null, (_vm, self: PyDialect) => shown(self.escapechar)),
    getset('lineterminator', null, (_vm, self: PyDialect) => self.lineterminator),
    getset('quotechar', null, (_vm, self: PyDialect) => shown(self.quotechar)),
    getset('quoting', null, (_vm, self: PyDialect) => self.quoting),
  ],
  isBaseType: true,
  hasWeakrefs: false,
});
