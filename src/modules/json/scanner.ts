/** This file reads JSON documents: `_json.make_scanner`. */
import { floatType, intType, typeOf } from '../../objects/core-types.js';
import { stopIteration, typeError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { member } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr, sliceStr } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyFloat } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { codePointAt, type Str, strKey } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import { decodeError } from './json-error.js';
import { StringScanner } from './scan-string.js';

/** `_json.make_scanner(context)`. */
export class PyJsonScanner extends PyObject {
  constructor(
    readonly strict: boolean,
    readonly objectHook: Value,
    readonly objectPairsHook: Value,
    readonly parseFloat: Value,
    readonly parseInt: Value,
    readonly parseConstant: Value,
  ) {
    super();
  }
}

export const jsonScannerType = makeModuleType('_json', 'Scanner', PyJsonScanner);

const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COMMA = 44;
const COLON = 58;
const QUOTE = 34;
const MINUS = 45;

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** Reads one document. */
class Reader {
  /** The place after the value read last. */
  end = 0;
  private readonly strings: StringScanner;

  constructor(
    private readonly vm: Runtime,
    private readonly scanner: PyJsonScanner,
    private readonly document: Str,
  ) {
    this.strings = new StringScanner(vm, document, scanner.strict);
  }

  private at(i: number): number {
    return i < this.document.length ? codePointAt(this.document, i) : -1;
  }

  private skipSpace(from: number): number {
    let i = from;
    for (let c = this.at(i); c === 32 || c === 10 || c === 13 || c === 9; c = this.at(i)) i++;
    if (i - from > 31) this.vm.chargeFuel((i - from) >> 5);
    return i;
  }

  private startsWith(text: string, at: number): boolean {
    for (let i = 0; i < text.length; i++) if (this.at(at + i) !== text.charCodeAt(i)) return false;
    return true;
  }

  /** The value that starts at `at`. Raises StopIteration(at) where none does. */
  value(at: number): Value {
    if (at >= this.document.length) throw stopIteration(at);
    this.vm.chargeFuel(1);
    switch (this.at(at)) {
      case QUOTE:
        return this.string(at);
      case OPEN_BRACE:
        return this.nested(' while decoding a JSON object from a unicode string', at);
      case OPEN_BRACKET:
        return this.nested(' while decoding a JSON array from a unicode string', at);
      case 110: // n
        if (this.startsWith('null', at)) return this.ended(at + 4, None);
        break;
      case 116: // t
        if (this.startsWith('true', at)) return this.ended(at + 4, true);
        break;
      case 102: // f
        if (this.startsWith('false', at)) return this.ended(at + 5, false);
        break;
      case 78: // N
        if (this.startsWith('NaN', at)) return this.constant('NaN', at);
        break;
      case 73: // I
        if (this.startsWith('Infinity', at)) return this.constant('Infinity', at);
        break;
      case MINUS:
        if (this.startsWith('-Infinity', at)) return this.constant('-Infinity', at);
        break;
    }
    return this.number(at);
  }

  private ended(end: number, value: Value): Value {
    this.end = end;
    return value;
  }

  private string(at: number): Str {
    const text = this.strings.scan(at + 1);
    this.end = this.strings.end;
    return text;
  }

  private constant(text: string, at: number): Value {
    return this.ended(at + text.length, this.vm.call1(this.scanner.parseConstant, text));
  }

  private nested(where: string, at: number): Value {
    this.vm.enterRecursion(where);
    try {
      return this.at(at) === OPEN_BRACE ? this.object(at + 1) : this.array(at + 1);
    } finally {
      this.vm.leaveRecursion();
    }
  }

  private digits(from: number): number {
    let i = from;
    while (isDigit(this.at(i))) i++;
    return i;
  }

  private number(start: number): Value {
    const { vm, scanner } = this;
    let at = this.at(start) === MINUS ? start + 1 : start;
    const first = this.at(at);
    if (!isDigit(first)) throw stopIteration(start);
    at = first === 48 ? at + 1 : this.digits(at);
    let isFloat = false;
    if (this.at(at) === 46 && isDigit(this.at(at + 1))) {
      isFloat = true;
      at = this.digits(at + 1);
    }
    if ((this.at(at) | 32) === 101) {
      const sign = this.at(at + 1);
      const digits = sign === 43 || sign === MINUS ? at + 2 : at + 1;
      if (isDigit(this.at(digits))) {
        isFloat = true;
        at = this.digits(digits);
      }
    }
    if (at - start > 31) vm.chargeFuel((at - start) >> 3);
    const text = sliceStr(this.document, start, at) as string;
    this.end = at;
    if (isFloat)
      return scanner.parseFloat === floatType ? new PyFloat(Number(text)) : vm.call1(scanner.parseFloat, text);
    if (scanner.parseInt === intType && text.length <= 15) return Number(text) + 0;
    return vm.call1(scanner.parseInt, text);
  }

  private object(start: number): Value {
    const { vm, scanner } = this;
    const wantsPairs = scanner.objectPairsHook !== None;
    const pairs: Value[] = [];
    const dict = new PyDict();
    let at = this.skipSpace(start);
    if (this.at(at) !== CLOSE_BRACE) {
      for (;;) {
        if (this.at(at) !== QUOTE) throw this.error('Expecting property name enclosed in double quotes', at);
        const key = this.string(at);
        at = this.skipSpace(this.end);
        if (this.at(at) !== COLON) throw this.error("Expecting ':' delimiter", at);
        const value = this.value(this.skipSpace(at + 1));
        vm.chargeMemory(40);
        if (wantsPairs) pairs.push(new PyTuple([key, value]));
        else dict.setStr(strKey(key), value);
        at = this.skipSpace(this.end);
        if (this.at(at) === CLOSE_BRACE) break;
        if (this.at(at) !== COMMA) throw this.error("Expecting ',' delimiter", at);
        const comma = at;
        at = this.skipSpace(at + 1);
        if (this.at(at) === CLOSE_BRACE) throw this.error('Illegal trailing comma before end of object', comma);
      }
    }
    const end = at + 1;
    let result: Value = dict;
    if (wantsPairs) result = vm.call1(scanner.objectPairsHook, new PyList(pairs));
    else if (scanner.objectHook !== None) result = vm.call1(scanner.objectHook, dict);
    return this.ended(end, result);
  }

  private array(start: number): Value {
    const items: Value[] = [];
    let at = this.skipSpace(start);
    if (this.at(at) !== CLOSE_BRACKET) {
      for (;;) {
        this.vm.chargeMemory(8);
        items.push(this.value(at));
        at = this.skipSpace(this.end);
        if (this.at(at) === CLOSE_BRACKET) break;
        if (this.at(at) !== COMMA) throw this.error("Expecting ',' delimiter", at);
        const comma = at;
        at = this.skipSpace(at + 1);
        if (this.at(at) === CLOSE_BRACKET) throw this.error('Illegal trailing comma before end of array', comma);
      }
    }
    return this.ended(at + 1, new PyList(items));
  }

  private error(message: string, at: number): unknown {
    return decodeError(this.vm, message, this.document, at);
  }
}

/** The str of an argument: TypeError "first argument must be a string, not X". */
export function firstString(value: Value): Str {
  const text = asStr(value);
  if (text === undefined) throw typeError(`first argument must be a string, not ${typeOf(value).name}`);
  return text;
}

const NEW = parseSignature('make_scanner(context)', 'function');
const NEW_NAME = { short: 'make_scanner', full: 'make_scanner()' };
const CALL = parseSignature('scan_once(string, idx: ssize)', 'function');
const CALL_NAME = { short: 'scan_once', full: 'scan_once()' };

defineType(jsonScannerType, {
  doc: 'Reads the JSON value at an index of a string.',
  slots: {
    tp_new: (vm, _type, args, kwnames) => {
      const [context] = bindArguments(vm, NEW, NEW_NAME, args, kwnames) as [Value];
      return new PyJsonScanner(
        isTrue(vm, getAttr(vm, context, 'strict')),
        getAttr(vm, context, 'object_hook'),
        getAttr(vm, context, 'object_pairs_hook'),
        getAttr(vm, context, 'parse_float'),
        getAttr(vm, context, 'parse_int'),
        getAttr(vm, context, 'parse_constant'),
      );
    },
    tp_call: (vm, self: PyJsonScanner, args, kwnames) => {
      const [source, start] = bindArguments(vm, CALL, CALL_NAME, args, kwnames) as [Value, number];
      const document = firstString(source);
      if (start < 0) throw valueError('idx cannot be negative');
      const reader = new Reader(vm, self, document);
      const value = reader.value(start);
      return new PyTuple([value, reader.end]);
    },
  },
  getsets: [
    member('strict', 'strict', (_vm, self: PyJsonScanner) => self.strict),
    member('object_hook', 'object_hook', (_vm, self: PyJsonScanner) => self.objectHook),
    member('object_pairs_hook', null, (_vm, self: PyJsonScanner) => self.objectPairsHook),
    member('parse_float', 'parse_float', (_vm, self: PyJsonScanner) => self.parseFloat),
    member('parse_int', 'parse_int', (_vm, self: PyJsonScanner) => self.parseInt),
    member('parse_constant', 'parse_constant', (_vm, self: PyJsonScanner) => self.parseConstant),
  ],
  isBaseType: true,
  hasWeakrefs: false,
});
