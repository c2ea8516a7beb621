/** This file writes CSV. */
import { typeOf } from '../../objects/core-types.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { TypeError as PyTypeError } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method } from '../../objects/native/native-def.js';
import { forEach, getIter, matches } from '../../objects/operations/iteration.js';
import { str } from '../../objects/operations/text.js';
import { asStr, StrBuilder, strBytes } from '../../objects/strings.js';
import { PyComplex } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { codePointAt, type Str } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import {
  csvError,
  NOT_SET,
  type PyDialect,
  QUOTE_ALL,
  QUOTE_NONE,
  QUOTE_NONNUMERIC,
  QUOTE_NOTNULL,
  QUOTE_STRINGS,
} from './dialect.js';

/** `_csv.Writer`. */
export class PyCsvWriter extends PyObject {
  constructor(
    readonly write: Value,
    readonly dialect: PyDialect,
  ) {
    super();
  }
}

export const csvWriterType = makeModuleType('_csv', 'writer', PyCsvWriter);

/** PyNumber_Check. */
function isNumber(value: Value): boolean {
  const type = typeOf(value);
  return type.nb_index !== null || type.nb_int !== null || type.nb_float !== null || value instanceof PyComplex;
}

/** One record while it is put together. */
class Record {
  readonly out = new StrBuilder();
  private count = 0;

  constructor(
    private readonly vm: Runtime,
    private readonly dialect: PyDialect,
  ) {}

  /** Append a field; null is an empty one that came from None. */
  append(text: Str | null, mustQuote: boolean): void {
    const { vm, dialect, out } = this;
    if (this.count > 0) out.push(dialect.delimiter);
    const length = text === null ? 0 : text.length;
    let quoted = mustQuote;
    if (length === 0 && dialect.delimiter === 32 && dialect.skipinitialspace) {
      if (this.mayNotQuote(text === null)) {
        throw csvError('empty field must be quoted if delimiter is a space and skipinitialspace is true');
      }
      quoted = true;
    }
    const field = new StrBuilder();
    if (text !== null) {
      vm.chargeFuel(length >> 3);
      vm.chargeMemory(strBytes(text));
      quoted = this.escape(text, field) || quoted;
    }
    if (quoted) out.push(dialect.quotechar);
    out.add(field.finish());
    if (quoted) out.push(dialect.quotechar);
    this.count++;
  }

  private mayNotQuote(isNull: boolean): boolean {
    const { quoting } = this.dialect;
    return quoting === QUOTE_NONE || (isNull && (quoting === QUOTE_STRINGS || quoting === QUOTE_NOTNULL));
  }

  /** Write a field with its escapes; answers whether it needs quotes. */
  private escape(text: Str, field: StrBuilder): boolean {
    const { dialect } = this;
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
      const c = codePointAt(text, i);
      if (this.isSpecial(c)) {
        let mustEscape = dialect.quoting === QUOTE_NONE;
        if (!mustEscape) {
          if (c === dialect.quotechar) {
            if (dialect.doublequote) field.push(c);
            else mustEscape = true;
          } else if (c === dialect.escapechar) mustEscape = true;
          if (!mustEscape) quoted = true;
        }
        if (mustEscape) {
          if (dialect.escapechar === NOT_SET) throw csvError('need to escape, but no escapechar set');
          field.push(dialect.escapechar);
        }
      }
      field.push(c);
    }
    return quoted;
  }

  private isSpecial(c: number): boolean {
    const { dialect } = this;
    if (c === dialect.delimiter || c === dialect.escapechar || c === dialect.quotechar || c === 10 || c === 13) {
      return true;
    }
    const end = dialect.lineterminator;
    for (let i = 0; i < end.length; i++) if (codePointAt(end, i) === c) return true;
    return false;
  }

  /** The record with its line terminator. */
  finish(lastIsNull: boolean): Str {
    if (this.count > 0 && this.out.length === 0) {
      if (this.mayNotQuote(lastIsNull)) throw csvError('single empty field record must be quoted');
      this.count--;
      this.append(null, true);
    }
    this.out.add(this.dialect.lineterminator);
    return this.out.finish();
  }
}

function isQuoted(quoting: number, field: Value): boolean {
  switch (quoting) {
    case QUOTE_NONNUMERIC:
      return !isNumber(field);
    case QUOTE_ALL:
      return true;
    case QUOTE_STRINGS:
      return asStr(field) !== undefined;
    case QUOTE_NOTNULL:
      return field !== None;
    default:
      return false;
  }
}

function writeRow(vm: Runtime, self: PyCsvWriter, row: Value): Value {
  let iterator: Value;
  try {
    iterator = getIter(vm, row);
  } catch (reason) {
    if (reason instanceof Raised && matches(reason, PyTypeError)) {
      throw csvError(`iterable expected, not ${typeOf(row).name}`);
    }
    throw reason;
  }
  const record = new Record(vm, self.dialect);
  let lastIsNull = false;
  forEach(vm, iterator, (field) => {
    const quoted = isQuoted(self.dialect.quoting, field);
    lastIsNull = field === None;
    record.append(lastIsNull ? null : (asStr(field) ?? str(vm, field)), quoted);
  });
  return vm.call1(self.write, record.finish(lastIsNull));
}

defineType(csvWriterType, {
  doc: 'Writes records to an object that has a method write.',
  methods: [
    method('writerow($self, row, /)', 'writerow(iterable): write an iterable of fields as a record.', writeRow),
    method(
      'writerows($self, rows, /)',
      'writerows(iterable of iterables): write several records.',
      (vm, self, rows) => {
        forEach(vm, rows, (row) => {
          writeRow(vm, self, row);
        });
        return None;
      },
    ),
  ],
  getsets: [member('dialect', null, (_vm, self: PyCsvWriter) => self.dialect)],
  hasWeakrefs: false,
  noInstantiation: true,
});
