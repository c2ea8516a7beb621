/** This file reads CSV. */
import { typeOf } from '../../objects/core-types.js';
import { defineType } from '../../objects/native/define-type.js';
import { member } from '../../objects/native/native-def.js';
import { iterNext } from '../../objects/operations/iteration.js';
import { asStr, StrBuilder, strFromPoint } from '../../objects/strings.js';
import { doubleFromObject } from '../../objects/types/float/new.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyFloat } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { codePointAt, strToUtf16 } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import {
  csvError,
  csvState,
  type PyDialect,
  QUOTE_NONE,
  QUOTE_NONNUMERIC,
  QUOTE_NOTNULL,
  QUOTE_STRINGS,
} from './dialect.js';

// States between two characters.
const START_RECORD = 0;
const START_FIELD = 1;
const ESCAPED = 2;
const IN_FIELD = 3;
const IN_QUOTED = 4;
const ESCAPED_IN_QUOTED = 5;
const QUOTE_IN_QUOTED = 6;
const EAT_NEWLINE = 7;
const AFTER_ESCAPED_NEWLINE = 8;

/** Stands for the end of what the iterator answered. */
const END = -2;

/** `_csv.Reader`. */
export class PyCsvReader extends PyObject {
  lineNumber = 0;
  private state = START_RECORD;
  /** Null between two records. */
  private fields: Value[] | null = null;
  private field = new StrBuilder();
  private isUnquoted = false;

  constructor(
    readonly input: Value,
    readonly dialect: PyDialect,
  ) {
    super();
  }

  /** The next record; undefined at the end. */
  next(vm: Runtime): Value | undefined {
    this.reset();
    const limit = vm.state(csvState).fieldLimit;
    do {
      const line = iterNext(vm, this.input);
      if (line === undefined) {
        if (this.field.length === 0 && this.state !== IN_QUOTED) return undefined;
        if (this.dialect.strict) throw csvError('unexpected end of data');
        this.save(vm);
        break;
      }
      // The iterator may have asked this reader for a record.
      if (this.fields === null) throw csvError('iterator has already advanced the reader');
      const text = asStr(line);
      if (text === undefined) {
        throw csvError(
          `iterator should return strings, not ${typeOf(line).name} (the file should be opened in text mode)`,
        );
      }
      this.lineNumber++;
      vm.chargeFuel(1 + (text.length >> 3));
      vm.chargeMemory(text.length);
      for (let i = 0; i < text.length; i++) this.accept(vm, codePointAt(text, i), limit);
      this.accept(vm, END, limit);
    } while (this.state !== START_RECORD);
    const fields = this.fields ?? [];
    this.fields = null;
    return new PyList(fields);
  }

  private reset(): void {
    this.fields = [];
    this.field = new StrBuilder();
    this.state = START_RECORD;
    this.isUnquoted = false;
  }

  private save(vm: Runtime): void {
    const { quoting } = this.dialect;
    this.fields ??= [];
    const length = this.field.length;
    const text = this.field.finish();
    this.field = new StrBuilder();
    if (this.isUnquoted && length === 0 && (quoting === QUOTE_NOTNULL || quoting === QUOTE_STRINGS)) {
      this.fields.push(None);
    } else if (this.isUnquoted && length > 0 && (quoting === QUOTE_NONNUMERIC || quoting === QUOTE_STRINGS)) {
      this.fields.push(new PyFloat(doubleFromObject(vm, text)));
    } else this.fields.push(text);
  }

  private add(point: number, limit: number): void {
    if (this.field.length >= limit) throw csvError(`field larger than field limit (${limit})`);
    this.field.push(point);
  }

  private endRecord(vm: Runtime, point: number): void {
    this.save(vm);
    this.state = point === END ? START_RECORD : EAT_NEWLINE;
  }

  /** One step of the machine that CPython's reader is. */
  private accept(vm: Runtime, point: number, limit: number): void {
    const { dialect } = this;
    const endsLine = point === 10 || point === 13 || point === END;
    switch (this.state) {
      case START_RECORD:
        if (point === END) return;
        if (endsLine) this.state = EAT_NEWLINE;
        else this.startField(vm, point, limit, endsLine);
        return;
      case START_FIELD:
        this.startField(vm, point, limit, endsLine);
        return;
      case ESCAPED:
        if (point === 10 || point === 13) {
          this.add(point, limit);
          this.state = AFTER_ESCAPED_NEWLINE;
          return;
        }
        this.add(point === END ? 10 : point, limit);
        this.state = IN_FIELD;
        return;
      case AFTER_ESCAPED_NEWLINE:
      case IN_FIELD:
        if (this.state === AFTER_ESCAPED_NEWLINE && point === END) return;
        if (endsLine) this.endRecord(vm, point);
        else if (point === dialect.escapechar) this.state = ESCAPED;
        else if (point === dialect.delimiter) {
          this.save(vm);
          this.state = START_FIELD;
        } else {
          this.add(point, limit);
          this.state = IN_FIELD;
        }
        return;
      case IN_QUOTED:
        if (point === END) return;
        if (point === dialect.escapechar) this.state = ESCAPED_IN_QUOTED;
        else if (point === dialect.quotechar && dialect.quoting !== QUOTE_NONE) {
          this.state = dialect.doublequote ? QUOTE_IN_QUOTED : IN_FIELD;
        } else this.add(point, limit);
        return;
      case ESCAPED_IN_QUOTED:
        this.add(point === END ? 10 : point, limit);
        this.state = IN_QUOTED;
        return;
      case QUOTE_IN_QUOTED:
        this.afterQuote(vm, point, limit, endsLine);
        return;
      default:
        if (point === END) this.state = START_RECORD;
        else if (!endsLine) {
          throw csvError("new-line character seen in unquoted field - do you need to open the file with newline=''?");
        }
    }
  }

  private startField(vm: Runtime, point: number, limit: number, endsLine: boolean): void {
    const { dialect } = this;
    this.state = START_FIELD;
    this.isUnquoted = true;
    if (endsLine) this.endRecord(vm, point);
    else if (point === dialect.quotechar && dialect.quoting !== QUOTE_NONE) {
      this.isUnquoted = false;
      this.state = IN_QUOTED;
    } else if (point === dialect.escapechar) this.state = ESCAPED;
    else if (point === 32 && dialect.skipinitialspace) return;
    else if (point === dialect.delimiter) this.save(vm);
    else {
      this.add(point, limit);
      this.state = IN_FIELD;
    }
  }

  /** After a quote inside quotes: another one doubles it, anything else ends the quoted part. */
  private afterQuote(vm: Runtime, point: number, limit: number, endsLine: boolean): void {
    const { dialect } = this;
    if (point === dialect.quotechar && dialect.quoting !== QUOTE_NONE) {
      this.add(point, limit);
      this.state = IN_QUOTED;
    } else if (point === dialect.delimiter) {
      this.save(vm);
      this.state = START_FIELD;
    } else if (endsLine) this.endRecord(vm, point);
    else if (!dialect.strict) {
      this.add(point, limit);
      this.state = IN_FIELD;
    } else {
      const shown = (c: number): string => strToUtf16(strFromPoint(c));
      throw csvError(`'${shown(dialect.delimiter)}' expected after '${shown(dialect.quotechar)}'`);
    }
  }
}

export const csvReaderType = makeModuleType('_csv', 'reader', PyCsvReader);

defineType(csvReaderType, {
  doc: 'Reads records from an iterable of lines.',
  slots: {
    tp_iter: (_vm, self: PyCsvReader) => self,
    tp_iternext: (vm, self: PyCsvReader) => self.next(vm),
  },
  getsets: [
    member('dialect', null, (_vm, self: PyCsvReader) => self.dialect),
    member('line_num', null, (_vm, self: PyCsvReader) => self.lineNumber),
  ],
  hasWeakrefs: false,
  noInstantiation: true,
});
