/** This file replaces matches: templates, functions, literal text. */
import { asBytes, hasBuffer } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { error, typeError } from '../../objects/errors.js';
import { IndexError, TypeError } from '../../objects/exceptions/types.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { matches } from '../../objects/operations/iteration.js';
import { asStr, sliceStr } from '../../objects/strings.js';
import { PyList } from '../../objects/types/list/list.js';
import { joinStrs } from '../../objects/types/str/split-methods.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str } from '../../values/str.js';
import { emptyLike, matchObject, type PyMatch, type PyPattern, PyTemplate } from './pattern-object.js';
import { Finder } from './search.js';
import type { Subject } from './subject.js';

/** Does a replacement hold no backslash, so that it stands for itself? Anything but text is for the template parser. */
function isLiteralText(vm: Runtime, repl: Value): boolean {
  const text = asStr(repl);
  if (text !== undefined) return typeof text === 'string' ? !text.includes('\\') : !text.codePoints.includes(92);
  return hasBuffer(repl) && !asBytes(vm, repl).includes(92);
}

/** `re._compile_template(pattern, repl)`. */
export function compileTemplate(vm: Runtime, pattern: PyPattern, repl: Value): PyTemplate {
  const compile = getAttr(vm, vm.importModule('re'), '_compile_template');
  let result: Value;
  try {
    result = vm.call2(compile, pattern, repl);
  } catch (reason) {
    // The cache of templates takes no unhashable ones, such as a bytearray.
    if (!matches(reason, TypeError) || typeOf(repl).tp_hash === null || asStr(repl) !== undefined) throw reason;
    if (!hasBuffer(repl) || repl instanceof PyBytes) throw reason;
    result = vm.call2(compile, pattern, new PyBytes(asBytes(vm, repl).slice()));
  }
  if (!(result instanceof PyTemplate)) {
    throw typeError(`the result of compiling a replacement string is ${typeOf(result).name}, not SRE_Template`);
  }
  return result;
}

/** Join text parts: all str or all bytes. Parts that a program's function returned are checked as `join` does. */
export function joinParts(vm: Runtime, subject: Subject, parts: Value[]): Value {
  if (parts.length === 1 && (subject.str !== null ? isStr(parts[0]) : isExactBytes(parts[0] as Value))) {
    return parts[0] as Value;
  }
  if (subject.str !== null && parts.every(isStr)) return joinStrs(vm, '', parts as Str[]);
  return vm.call1(getAttr(vm, emptyLike(subject), 'join'), new PyList(parts));
}

function isExactBytes(value: Value): boolean {
  return value instanceof PyBytes && value.constructor === PyBytes;
}

/** Append what a template makes of a match to `parts`. */
export function pushTemplate(
  vm: Runtime,
  template: PyTemplate,
  groups: number,
  text: (number: number) => Value,
  parts: Value[],
): void {
  const { literals } = template;
  if (literals[0] !== null) parts.push(literals[0] as Value);
  template.groups.forEach((number, i) => {
    if (number > groups) throw error(IndexError, 'no such group');
    const item = text(number);
    if (item !== None) parts.push(item);
    const literal = literals[i + 1] as Value | null;
    if (literal !== null) parts.push(literal);
  });
  vm.chargeFuel(1 + template.groups.length);
}

/** `match.expand(template)`. */
export function expand(vm: Runtime, match: PyMatch, source: Value, subject: Subject): Value {
  if (isLiteralText(vm, source)) return source;
  const template = compileTemplate(vm, match.pattern, source);
  if (template.groups.length === 0) return template.literals[0] ?? emptyLike(subject);
  const parts: Value[] = [];
  pushTemplate(vm, template, match.pattern.groups, (number) => match.group(vm, number, None), parts);
  return joinParts(vm, subject, parts);
}

/** What replaces each match. */
class Replacement {
  private literal: Value | null = null;
  private template: PyTemplate | null = null;
  private callable: Value | null = null;

  constructor(vm: Runtime, pattern: PyPattern, repl: Value) {
    if (!isStr(repl) && typeOf(repl).tp_call !== null) this.callable = repl;
    else if (isLiteralText(vm, repl)) this.literal = asStr(repl) ?? repl;
    else {
      const template = compileTemplate(vm, pattern, repl);
      if (template.groups.length === 0) this.literal = template.literals[0] ?? null;
      else this.template = template;
    }
  }

  push(vm: Runtime, pattern: PyPattern, string: Value, finder: Finder, parts: Value[]): void {
    if (this.callable !== null) {
      const item = vm.call1(this.callable, matchObject(pattern, string, 0, finder.matcher));
      if (item !== None) parts.push(item);
    } else if (this.template !== null) {
      const { matcher, subject } = finder;
      const text = (number: number): Value => {
        const start = number === 0 ? matcher.start : (matcher.registers[2 * number - 2] as number);
        const end = number === 0 ? matcher.end : (matcher.registers[2 * number - 1] as number);
        return start < 0 || end < start ? None : subject.slice(vm, start, end);
      };
      pushTemplate(vm, this.template, pattern.groups, text, parts);
    } else if (this.literal !== null) parts.push(this.literal);
  }
}

/** `pattern.subn(repl, string, count)`. */
export function substitute(
  vm: Runtime,
  pattern: PyPattern,
  repl: Value,
  string: Value,
  subject: Subject,
  count: number,
): { readonly text: Value; readonly count: number } {
  const replacement = new Replacement(vm, pattern, repl);
  const finder = new Finder(vm, pattern.program, subject, 0, subject.length);
  const { matcher } = finder;
  const parts: Value[] = [];
  let charged = 0;
  let done = 0;
  let copied = 0;
  while ((count === 0 || done < count) && finder.next('search')) {
    vm.chargeFuel(1);
    if (parts.length >= charged) {
      vm.chargeMemory(16 * (64 + charged));
      charged = 2 * charged + 64;
    }
    if (copied < matcher.start) {
      parts.push(
        typeof subject.str === 'string'
          ? sliceStr(subject.str, copied, matcher.start)
          : subject.slice(vm, copied, matcher.start),
      );
    }
    copied = matcher.end;
    replacement.push(vm, pattern, string, finder, parts);
    done++;
  }
  if (copied < subject.length) parts.push(subject.slice(vm, copied, subject.length));
  return { text: parts.length === 0 ? emptyLike(subject) : joinParts(vm, subject, parts), count: done };
}
