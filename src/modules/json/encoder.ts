/** This file writes JSON documents: `_json.make_encoder`. */
import { PyIntSubclass, typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { member } from '../../objects/native/native-def.js';
import { PyNativeFunction } from '../../objects/native/native-function.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { toArray } from '../../objects/operations/iteration.js';
import { repr, reprText } from '../../objects/operations/text.js';
import { asStr, concat, repeatStr, StrBuilder } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { floatRepr } from '../../objects/types/number-format/format-double.js';
import { PyFloat } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import { quoteString } from './escape.js';

/** `_json.make_encoder(…)`. */
export class PyJsonEncoder extends PyObject {
  constructor(
    readonly markers: Value,
    readonly fallback: Value,
    readonly encoder: Value,
    readonly indent: Value,
    readonly keySeparator: Str,
    readonly itemSeparator: Str,
    readonly sortKeys: boolean,
    readonly skipKeys: boolean,
    readonly allowNan: boolean,
  ) {
    super();
  }
}

export const jsonEncoderType = makeModuleType('_json', 'Encoder', PyJsonEncoder);

/** Names of the native functions that quote strings: no call is needed for them. */
export const ENCODE_ASCII = 'encode_basestring_ascii';
export const ENCODE_UNICODE = 'encode_basestring';

/** Writes one document. */
class Writer {
  readonly out = new StrBuilder();
  /** How the encoder quotes strings; null when it is a function of the program's. */
  private readonly asciiOnly: boolean | null;
  private readonly indent: Str | null;

  constructor(
    private readonly vm: Runtime,
    private readonly encoder: PyJsonEncoder,
  ) {
    const quote = encoder.encoder;
    const isNative = quote instanceof PyNativeFunction && quote.module === '_json';
    if (isNative && quote.def.name === ENCODE_ASCII) this.asciiOnly = true;
    else this.asciiOnly = isNative && quote.def.name === ENCODE_UNICODE ? false : null;
    this.indent = encoder.indent === None ? null : (asStr(encoder.indent) ?? null);
    if (encoder.indent !== None && this.indent === null) {
      throw typeError(`can only concatenate str (not "${typeOf(encoder.indent).name}") to str`);
    }
  }

  private quote(text: Str, original: Value): Str {
    if (this.asciiOnly !== null) return quoteString(this.vm, text, this.asciiOnly);
    const quoted = this.vm.call1(this.encoder.encoder, original);
    const result = asStr(quoted);
    if (result === undefined) throw typeError(`encoder() must return a string, not ${typeOf(quoted).name}`);
    return result;
  }

  private float(value: PyFloat): string {
    const number = value.value;
    if (Number.isFinite(number)) return floatRepr(number);
    if (!this.encoder.allowNan) {
      throw valueError(`Out of range float values are not JSON compliant: ${reprText(this.vm, value)}`);
    }
    return Number.isNaN(number) ? 'NaN' : number > 0 ? 'Infinity' : '-Infinity';
  }

  /** The text of a value that holds no others; undefined for those that do. */
  private simple(value: Value): Str | undefined {
    switch (typeof value) {
      case 'string':
        return this.quote(value, value);
      case 'number':
        return String(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'bigint':
        return repr(this.vm, value);
    }
    if (value === None) return 'null';
    const text = asStr(value);
    if (text !== undefined) return this.quote(text, value);
    if (value instanceof PyIntSubclass) return repr(this.vm, value.value);
    if (value instanceof PyFloat) return this.float(value);
    return undefined;
  }

  write(value: Value, level: number): void {
    this.vm.chargeFuel(1);
    const text = this.simple(value);
    if (text !== undefined) {
      this.out.add(text);
      return;
    }
    this.vm.enterRecursion(' while encoding a JSON object');
    try {
      if (value instanceof PyList || value instanceof PyTuple) this.list(value, level);
      else if (value instanceof PyDict) this.dict(value, level);
      else this.other(value, level);
    } finally {
      this.vm.leaveRecursion();
    }
  }

  /** Remember that a container is being written. Raises ValueError when it already is. */
  private enter(value: Value): Value | null {
    const { vm } = this;
    const markers = this.encoder.markers;
    if (!(markers instanceof PyDict)) return null;
    const id = vm.identity(value);
    if (markers.get(vm, id) !== undefined) throw valueError('Circular reference detected');
    markers.set(vm, id, value);
    return id;
  }

  private leave(id: Value | null): void {
    if (id !== null) (this.encoder.markers as PyDict).delete(this.vm, id);
  }

  /** The note that tells where in a document an exception came from. */
  private note(reason: unknown, text: Str): void {
    if (reason instanceof Raised) this.vm.call1(getAttr(this.vm, reason.exception, 'add_note'), text);
  }

  private other(value: Value, level: number): void {
    const id = this.enter(value);
    const replacement = this.vm.call1(this.encoder.fallback, value);
    try {
      this.write(replacement, level);
    } catch (reason) {
      this.note(reason, `when serializing ${typeName(value)} object`);
      throw reason;
    }
    this.leave(id);
  }

  private newLine(level: number): Str {
    return this.indent === null ? '' : concat(['\n', repeatStr(this.vm, this.indent, level)]);
  }

  private list(value: PyList | PyTuple, level: number): void {
    if (value.items.length === 0) {
      this.out.add('[]');
      return;
    }
    const id = this.enter(value);
    const newLine = this.newLine(level + 1);
    const separator = concat([this.encoder.itemSeparator, newLine]);
    const { out } = this;
    // A subclass may iterate over something else than it stores.
    const isExact = value.constructor === PyList || value.constructor === PyTuple;
    const items = isExact ? null : toArray(this.vm, value);
    out.add('[');
    out.add(newLine);
    for (let i = 0; i < (items ?? value.items).length; i++) {
      if (i > 0) out.add(separator);
      try {
        this.write((items ?? value.items)[i] as Value, level + 1);
      } catch (reason) {
        this.note(reason, `when serializing ${typeName(value)} item ${i}`);
        throw reason;
      }
    }
    this.leave(id);
    if (this.indent !== null) out.add(this.newLine(level));
    out.add(']');
  }

  private dict(value: PyDict, level: number): void {
    const { vm, out, encoder } = this;
    if (value.size === 0) {
      out.add('{}');
      return;
    }
    const id = this.enter(value);
    const newLine = this.newLine(level + 1);
    const separator = concat([encoder.itemSeparator, newLine]);
    let first = true;
    const entry = (key: Value, item: Value): void => {
      const name = this.key(key);
      if (name === undefined) return;
      out.add(first ? newLine : separator);
      first = false;
      out.add(this.quote(name, asStr(key) === undefined ? name : key));
      out.add(encoder.keySeparator);
      try {
        this.write(item, level + 1);
      } catch (reason) {
        this.note(reason, concat([`when serializing ${typeName(value)} item `, repr(vm, key)]));
        throw reason;
      }
    };
    out.add('{');
    if (value.constructor === PyDict && !encoder.sortKeys) {
      for (let at = value.nextPosition(0); at >= 0; at = value.nextPosition(at + 1)) {
        entry(value.keyAt(at), value.valueAt(at));
      }
    } else {
      for (const pair of this.items(value)) {
        if (!(pair instanceof PyTuple) || pair.items.length !== 2) throw valueError('items must return 2-tuples');
        entry(pair.items[0] as Value, pair.items[1] as Value);
      }
    }
    this.leave(id);
    if (this.indent !== null && !first) out.add(this.newLine(level));
    out.add('}');
  }

  private items(value: PyDict): readonly Value[] {
    const { vm } = this;
    const items = new PyList(toArray(vm, vm.call0(getAttr(vm, value, 'items'))));
    if (this.encoder.sortKeys) vm.call0(getAttr(vm, items, 'sort'));
    return items.items;
  }

  /** A key as text; undefined when it is to be skipped. */
  private key(key: Value): Str | undefined {
    const text = asStr(key);
    if (text !== undefined) return text;
    if (key instanceof PyFloat || typeof key !== 'object' || key === None || key instanceof PyIntSubclass) {
      return this.simple(key);
    }
    if (this.encoder.skipKeys) return undefined;
    throw typeError(`keys must be str, int, float, bool or None, not ${typeOf(key).name}`);
  }
}

/** The type as `%T` shows it. */
function typeName(value: Value): string {
  const type = typeOf(value);
  if (!type.isHeap)
    return type.module === 'builtins' || type.name.includes('.') ? type.name : `${type.module}.${type.name}`;
  const module = type.dict.get('__module__');
  const prefix = typeof module === 'string' && module !== 'builtins' && module !== '__main__' ? `${module}.` : '';
  return prefix + (typeof type.qualname === 'string' ? type.qualname : type.name);
}

function separator(value: Value, position: number): Str {
  const text = asStr(value);
  if (text !== undefined) return text;
  throw typeError(
    `make_encoder() argument ${position} must be str, not ${value === None ? 'None' : typeOf(value).name}`,
  );
}

const NEW = parseSignature(
  'make_encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys: bool, skipkeys: bool, allow_nan: bool)',
  'function',
);
const NEW_NAME = { short: 'make_encoder', full: 'make_encoder()' };
const CALL = parseSignature('_iterencode(obj, _current_indent_level: ssize)', 'function');
const CALL_NAME = { short: '_iterencode', full: '_iterencode()' };

defineType(jsonEncoderType, {
  doc: 'Writes an object as JSON text.',
  slots: {
    tp_new: (vm, _type, args, kwnames) => {
      const a = bindArguments(vm, NEW, { ...NEW_NAME }, args, kwnames) as [
        Value,
        Value,
        Value,
        Value,
        Value,
        Value,
        boolean,
        boolean,
        boolean,
      ];
      if (a[0] !== None && !(a[0] instanceof PyDict)) {
        throw typeError(`make_encoder() argument 1 must be dict or None, not ${typeOf(a[0]).name}`);
      }
      const [markers, fallback, encoder, indent, , , ...flags] = a;
      return new PyJsonEncoder(markers, fallback, encoder, indent, separator(a[4], 5), separator(a[5], 6), ...flags);
    },
    tp_call: (vm, self: PyJsonEncoder, args, kwnames) => {
      const [value, level] = bindArguments(vm, CALL, CALL_NAME, args, kwnames) as [Value, number];
      const writer = new Writer(vm, self);
      writer.write(value, Math.max(0, level));
      return new PyTuple([writer.out.finish()]);
    },
  },
  getsets: [
    member('markers', 'markers', (_vm, self: PyJsonEncoder) => self.markers),
    member('default', 'default', (_vm, self: PyJsonEncoder) => self.fallback),
    member('encoder', 'encoder', (_vm, self: PyJsonEncoder) => self.encoder),
    member('indent', 'indent', (_vm, self: PyJsonEncoder) => self.indent),
    member('key_separator', 'key_separator', (_vm, self: PyJsonEncoder) => self.keySeparator),
    member('item_separator', 'item_separator', (_vm, self: PyJsonEncoder) => self.itemSeparator),
    member('sort_keys', 'sort_keys', (_vm, self: PyJsonEncoder) => self.sortKeys),
    member('skipkeys', 'skipkeys', (_vm, self: PyJsonEncoder) => self.skipKeys),
  ],
  isBaseType: true,
  hasWeakrefs: false,
});
