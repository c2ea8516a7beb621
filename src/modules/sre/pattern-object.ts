/** This file defines the instances of re.Pattern, re.Match, the scanner and the compiled template. */
import { asBytes } from '../../objects/buffer.js';
import { indexError } from '../../objects/errors.js';
import { hasIndex, indexToNumber } from '../../objects/operations/index.js';
import { asStr, sliceStr } from '../../objects/strings.js';
import type { PyDict } from '../../objects/types/dict/dict.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, type PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { makeModuleType } from '../module-types.js';
import type { Matcher } from './matcher.js';
import type { Program } from './program.js';
import type { Finder } from './search.js';
import type { Subject } from './subject.js';

/** `re.Pattern`. */
export class PyPattern extends PyObject {
  constructor(
    /** The source: str, bytes-like, or None. */
    readonly pattern: Value,
    readonly flags: number,
    readonly words: Uint32Array,
    readonly program: Program,
    readonly groups: number,
    readonly groupindex: PyDict,
    /** Group names by number; None for those without. */
    readonly indexgroup: PyTuple,
    /** true for bytes, false for str, null when the source is unknown. */
    readonly isBytes: boolean | null,
  ) {
    super();
  }

  /** The number of a group that an int or a name stands for; -1 when there is none. */
  groupNumber(vm: Runtime, key: Value): number {
    let number = -1;
    if (typeof key === 'number') number = key;
    else if (hasIndex(key)) number = indexToNumber(vm, key, null);
    else {
      const found = this.groupindex.get(vm, key);
      if (typeof found === 'number') number = found;
    }
    return number >= 0 && number <= this.groups ? number : -1;
  }
}

/** `re.Match`. */
export class PyMatch extends PyObject {
  constructor(
    readonly pattern: PyPattern,
    /** What was searched, as it was given. */
    readonly string: Value,
    readonly pos: number,
    readonly endpos: number,
    /** Start and end of the match and of each group; -1 for a group that took no part. */
    readonly marks: readonly number[],
    /** The last group closed, or -1. */
    readonly lastindex: number,
  ) {
    super();
  }

  /** A group by int or name. Raises IndexError "no such group". */
  groupNumber(vm: Runtime, key: Value): number {
    const number = this.pattern.groupNumber(vm, key);
    if (number < 0) throw indexError('no such group');
    return number;
  }

  /** The text of a group, or the fallback when it took no part. */
  group(vm: Runtime, number: number, fallback: Value): Value {
    const start = this.marks[2 * number] as number;
    if (start < 0) return fallback;
    const end = this.marks[2 * number + 1] as number;
    const { string } = this;
    if (typeof string === 'string') return string.slice(start, end);
    const str = asStr(string);
    if (str !== undefined) return sliceStr(str, start, end);
    const bytes = asBytes(vm, string);
    if (start === 0 && end >= bytes.length && string instanceof PyBytes && string.constructor === PyBytes) {
      return string;
    }
    return new PyBytes(bytes.slice(Math.min(start, bytes.length), Math.min(end, bytes.length)));
  }
}

/** `_sre.SRE_Scanner`: finds one match after the other. */
export class PyScanner extends PyObject {
  /** Set once there are no more matches. */
  exhausted = false;

  constructor(
    readonly pattern: PyPattern,
    readonly string: Value,
    readonly pos: number,
    readonly finder: Finder,
  ) {
    super();
  }
}

/** `_sre.SRE_Template`: literal text and groups by turns. `literals` holds one more than `groups`. */
export class PyTemplate extends PyObject {
  constructor(
    readonly literals: readonly (Value | null)[],
    readonly groups: readonly number[],
  ) {
    super();
  }
}

export const patternType = makeModuleType('re', 'Pattern', PyPattern);
export const matchType = makeModuleType('re', 'Match', PyMatch);
export const scannerType = makeModuleType('_sre', 'SRE_Scanner', PyScanner);
export const templateType = makeModuleType('_sre', 'SRE_Template', PyTemplate);

/** The match that a matcher has just found. */
export function matchObject(pattern: PyPattern, string: Value, pos: number, matcher: Matcher): PyMatch {
  const groups = pattern.groups;
  const marks = [matcher.start, matcher.end];
  const registers = matcher.registers;
  for (let g = 0; g < groups; g++) {
    const start = registers[2 * g] as number;
    const end = registers[2 * g + 1] as number;
    const matched = start >= 0 && end >= start;
    marks.push(matched ? start : -1, matched ? end : -1);
  }
  return new PyMatch(pattern, string, pos, matcher.limit, marks, registers[2 * groups] as number);
}

/** The text of a group straight from the matcher, without a match object. */
export function groupOf(vm: Runtime, matcher: Matcher, subject: Subject, number: number, fallback: Value): Value {
  const start = matcher.registers[2 * number - 2] as number;
  const end = matcher.registers[2 * number - 1] as number;
  return start < 0 || end < start ? fallback : subject.slice(vm, start, end);
}

/** The name of a group number, or None. */
export function groupName(pattern: PyPattern, number: number): Value {
  return number >= 0 && number < pattern.indexgroup.items.length ? (pattern.indexgroup.items[number] as Value) : None;
}

/** An empty str or bytes, as the subject is. */
export function emptyLike(subject: Subject): Value {
  return subject.str !== null ? '' : new PyBytes(new Uint8Array(0));
}
