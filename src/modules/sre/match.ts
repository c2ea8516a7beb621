/** This file implements re.Match. */
import { typeError } from '../../objects/errors.js';
import { noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method, rawMethod } from '../../objects/native/native-def.js';
import { repr } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { groupName, matchType, type PyMatch } from './pattern-object.js';
import { subjectOf } from './subject.js';
import { expand } from './substitute.js';

function group(vm: Runtime, self: PyMatch, args: readonly Value[], kwnames: readonly string[] | null): Value {
  noKeywords('Match.group', kwnames);
  if (args.length === 0) return self.group(vm, 0, None);
  if (args.length === 1) return self.group(vm, self.groupNumber(vm, args[0] as Value), None);
  return new PyTuple(args.map((arg) => self.group(vm, self.groupNumber(vm, arg), None)));
}

function span(self: PyMatch, number: number): PyTuple {
  return new PyTuple([self.marks[2 * number] as number, self.marks[2 * number + 1] as number]);
}

function regs(_vm: Runtime, self: PyMatch): Value {
  const spans: Value[] = [];
  for (let number = 0; number <= self.pattern.groups; number++) spans.push(span(self, number));
  return new PyTuple(spans);
}

function groupdict(vm: Runtime, self: PyMatch, fallback: Value): Value {
  const result = new PyDict();
  const names = self.pattern.groupindex;
  for (let at = names.nextPosition(0); at >= 0; at = names.nextPosition(at + 1)) {
    const number = self.pattern.groupNumber(vm, names.valueAt(at));
    if (number < 0) throw typeError('invalid group index');
    result.set(vm, names.keyAt(at), self.group(vm, number, fallback));
  }
  return result;
}

function matchRepr(vm: Runtime, self: PyMatch): Value {
  const where = `<re.Match object; span=(${self.marks[0]}, ${self.marks[1]}), match=`;
  return concat([where, repr(vm, self.group(vm, 0, None)), '>']);
}

defineType(matchType, {
  doc: 'The result of a successful match. Always true.',
  slots: {
    tp_repr: matchRepr,
    mp_subscript: (vm: Runtime, self: PyMatch, key: Value) => self.group(vm, self.groupNumber(vm, key), None),
  },
  methods: [
    rawMethod('group', 'group([group1, ...]) -> the text of one group, or a tuple of several.', group),
    method(
      'start($self, group=0, /)',
      'Return where the text matched by group starts.',
      (vm, self: PyMatch, key: Value) => self.marks[2 * self.groupNumber(vm, key)] as number,
    ),
    method(
      'end($self, group=0, /)',
      'Return where the text matched by group ends.',
      (vm, self: PyMatch, key: Value) => self.marks[2 * self.groupNumber(vm, key) + 1] as number,
    ),
    method('span($self, group=0, /)', 'Return (start(group), end(group)).', (vm, self: PyMatch, key: Value) =>
      span(self, self.groupNumber(vm, key)),
    ),
    method(
      'groups($self, /, default=None)',
      'Return a tuple of all groups; default stands for those that took no part.',
      (vm, self: PyMatch, fallback: Value) => {
        const items: Value[] = [];
        for (let number = 1; number <= self.pattern.groups; number++) items.push(self.group(vm, number, fallback));
        return new PyTuple(items);
      },
    ),
    method(
      'groupdict($self, /, default=None)',
      'Return a dict of all named groups; default stands for those that took no part.',
      groupdict,
    ),
    method(
      'expand($self, /, template)',
      'Return the template with its references to groups replaced, as sub() does.',
      (vm, self: PyMatch, template: Value) => expand(vm, self, template, subjectOf(vm, self.string)),
    ),
    method('__copy__($self, /)', null, (_vm, self: PyMatch) => self),
    method('__deepcopy__($self, memo, /)', null, (_vm, self: PyMatch) => self),
    classGetItem(),
  ],
  getsets: [
    member('string', 'The string that was searched.', (_vm, self: PyMatch) => self.string),
    member('re', 'The pattern.', (_vm, self: PyMatch) => self.pattern),
    member('pos', 'Where the search started.', (_vm, self: PyMatch) => self.pos),
    member('endpos', 'Where the search ended.', (_vm, self: PyMatch) => self.endpos),
    getset('lastindex', 'The number of the group closed last.', (_vm, self: PyMatch) =>
      self.lastindex < 0 ? None : self.lastindex,
    ),
    getset('lastgroup', 'The name of the group closed last.', (_vm, self: PyMatch) =>
      groupName(self.pattern, self.lastindex),
    ),
    getset('regs', null, regs),
  ],
  hasWeakrefs: false,
  noInstantiation: true,
});
