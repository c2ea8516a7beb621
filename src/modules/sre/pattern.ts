/** This file implements re.Pattern and the scanner. */
import { typeError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method, type NativeBody, type NativeDef, rawMethod } from '../../objects/native/native-def.js';
import { PyNativeFunction } from '../../objects/native/native-function.js';
import { parseSignature } from '../../objects/native/signature.js';
import { equals } from '../../objects/operations/compare.js';
import { hash } from '../../objects/operations/hash.js';
import { reprText } from '../../objects/operations/text.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyCallableIterator } from '../../objects/types/iterators/sequence-iterator.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyMappingProxy } from '../../objects/types/mapping-proxy.js';
import { tupleHash } from '../../objects/types/tuple-hash.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { type Str, strFromUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE } from '../../values/type.js';
import * as op from './opcodes.js';
import { emptyLike, groupOf, matchObject, PyPattern, PyScanner, patternType, scannerType } from './pattern-object.js';
import { Finder, type Mode } from './search.js';
import { type Subject, subjectOf } from './subject.js';
import { substitute } from './substitute.js';

/** The subject, checked to be of the kind that the pattern is for. */
function subjectFor(vm: Runtime, pattern: PyPattern, string: Value): Subject {
  const subject = subjectOf(vm, string);
  if (pattern.isBytes === false && subject.str === null) {
    throw typeError('cannot use a string pattern on a bytes-like object');
  }
  if (pattern.isBytes === true && subject.str !== null) {
    throw typeError('cannot use a bytes pattern on a string-like object');
  }
  return subject;
}

function finderFor(vm: Runtime, pattern: PyPattern, string: Value, pos: number, endpos: number): Finder {
  const subject = subjectFor(vm, pattern, string);
  const length = subject.length;
  const start = pos < 0 ? 0 : pos > length ? length : pos;
  const end = endpos < 0 ? 0 : endpos > length ? length : endpos;
  return new Finder(vm, pattern.program, subject, start, end);
}

const BOUNDS = 'string, pos: ssize=0, endpos: ssize=sys.maxsize';

/** match, fullmatch or search: called with the string alone most of the time, so without binding then. */
function matching(name: string, doc: string, mode: Mode): NativeDef {
  const text = `${name}($self, /, ${BOUNDS})`;
  const signature = parseSignature(text, 'method');
  const names = { short: name, full: `Pattern.${name}()` };
  return rawMethod(
    name,
    doc,
    (vm, self: PyPattern, args, kwnames) => {
      let string = args[0] as Value;
      let pos = 0;
      let endpos = Number.MAX_SAFE_INTEGER;
      if (kwnames !== null || args.length !== 1) {
        [string, pos, endpos] = bindArguments(vm, signature, names, args, kwnames) as [Value, number, number];
      }
      const finder = finderFor(vm, self, string, pos, endpos);
      const start = finder.position;
      return finder.next(mode) ? matchObject(self, string, start, finder.matcher) : None;
    },
    text,
  );
}

function findall(vm: Runtime, self: PyPattern, string: Value, pos: number, endpos: number): Value {
  const finder = finderFor(vm, self, string, pos, endpos);
  const { matcher, subject } = finder;
  const empty = emptyLike(subject);
  const items: Value[] = [];
  let charged = 0;
  while (finder.next('search')) {
    vm.chargeFuel(1);
    if (items.length >= charged) {
      vm.chargeMemory((16 + 8 * self.groups) * (64 + charged));
      charged = 2 * charged + 64;
    }
    if (self.groups === 0) items.push(subject.slice(vm, matcher.start, matcher.end));
    else if (self.groups === 1) items.push(groupOf(vm, matcher, subject, 1, empty));
    else {
      const groups: Value[] = [];
      for (let number = 1; number <= self.groups; number++) groups.push(groupOf(vm, matcher, subject, number, empty));
      items.push(new PyTuple(groups));
    }
  }
  return new PyList(items);
}

function split(vm: Runtime, self: PyPattern, string: Value, maxsplit: number): Value {
  const subject = subjectFor(vm, self, string);
  const finder = new Finder(vm, self.program, subject, 0, subject.length);
  const { matcher } = finder;
  const items: Value[] = [];
  let charged = 0;
  let last = 0;
  for (let n = 0; (maxsplit === 0 || n < maxsplit) && finder.next('search'); n++) {
    vm.chargeFuel(1);
    if (items.length >= charged) {
      vm.chargeMemory(16 * (64 + charged));
      charged = 2 * charged + 64;
    }
    items.push(subject.slice(vm, last, matcher.start));
    for (let number = 1; number <= self.groups; number++) items.push(groupOf(vm, matcher, subject, number, None));
    last = matcher.end;
  }
  items.push(subject.slice(vm, last, subject.length));
  return new PyList(items);
}

function scanner(vm: Runtime, self: PyPattern, string: Value, pos: number, endpos: number): PyScanner {
  const finder = finderFor(vm, self, string, pos, endpos);
  return new PyScanner(self, string, finder.position, finder);
}

function scan(mode: Mode): NativeBody {
  return (_vm, self: PyScanner) => {
    if (self.exhausted) return None;
    if (self.finder.next(mode)) return matchObject(self.pattern, self.string, self.pos, self.finder.matcher);
    self.exhausted = true;
    return None;
  };
}

const scannerMatch = method('match($self, /)', null, scan('match'));
const scannerSearch = method('search($self, /)', null, scan('search'));

const FLAG_NAMES: readonly (readonly [string, number])[] = [
  ['re.IGNORECASE', op.FLAG_IGNORECASE],
  ['re.LOCALE', op.FLAG_LOCALE],
  ['re.MULTILINE', op.FLAG_MULTILINE],
  ['re.DOTALL', op.FLAG_DOTALL],
  ['re.UNICODE', op.FLAG_UNICODE],
  ['re.VERBOSE', op.FLAG_VERBOSE],
  ['re.DEBUG', op.FLAG_DEBUG],
  ['re.ASCII', op.FLAG_ASCII],
];

function patternRepr(vm: Runtime, self: PyPattern): Str {
  let flags = self.flags;
  // Unicode matching goes without saying for str.
  if (self.isBytes === false && (flags & (op.FLAG_LOCALE | op.FLAG_UNICODE | op.FLAG_ASCII)) === op.FLAG_UNICODE) {
    flags &= ~op.FLAG_UNICODE;
  }
  const names: string[] = [];
  for (const [name, flag] of FLAG_NAMES) {
    if ((flags & flag) !== 0) names.push(name);
    flags &= ~flag;
  }
  if (flags !== 0) names.push(`0x${(flags >>> 0).toString(16)}`);
  const source = [...reprText(vm, self.pattern)].slice(0, 200).join('');
  return strFromUtf16(`re.compile(${source}${names.length > 0 ? `, ${names.join('|')}` : ''})`);
}

function patternCompare(vm: Runtime, a: Value, b: Value, compare: CompareOp): Value {
  if ((compare !== EQ && compare !== NE) || !(a instanceof PyPattern) || !(b instanceof PyPattern))
    return NotImplemented;
  if (a === b) return compare === EQ;
  const same =
    a.flags === b.flags &&
    a.isBytes === b.isBytes &&
    a.groups === b.groups &&
    a.words.length === b.words.length &&
    a.words.every((word, i) => b.words[i] === word) &&
    equals(vm, a.pattern, b.pattern);
  return same === (compare === EQ);
}

function patternHash(vm: Runtime, self: PyPattern): number | bigint {
  return tupleHash([hash(vm, self.pattern), self.flags, self.groups, self.words.length]);
}

defineType(patternType, {
  doc: 'Compiled regular expression object.',
  slots: { tp_repr: patternRepr, tp_hash: patternHash, tp_richcompare: patternCompare },
  methods: [
    matching('match', 'Matches at the beginning of the string, or not at all.', 'match'),
    matching('fullmatch', 'Matches all of the string, or not at all.', 'fullmatch'),
    matching('search', 'Find the first place where the pattern matches; None if there is none.', 'search'),
    method(
      'sub($self, /, repl, string, count: ssize=0)',
      'Return the string with the leftmost matches replaced.',
      (vm, self: PyPattern, repl: Value, string: Value, count: number) =>
        substitute(vm, self, repl, string, subjectFor(vm, self, string), count).text,
    ),
    method(
      'subn($self, /, repl, string, count: ssize=0)',
      'Return the string with the leftmost matches replaced, and how many there were.',
      (vm, self: PyPattern, repl: Value, string: Value, count: number) => {
        const result = substitute(vm, self, repl, string, subjectFor(vm, self, string), count);
        return new PyTuple([result.text, result.count]);
      },
    ),
    method(`findall($self, /, ${BOUNDS})`, 'Return a list of all matches that do not overlap.', findall),
    method('split($self, /, string, maxsplit: ssize=0)', 'Split string by the matches of the pattern.', split),
    method(
      `finditer($self, /, ${BOUNDS})`,
      'Return an iterator over all matches that do not overlap, as match objects.',
      (vm, self: PyPattern, string: Value, pos: number, endpos: number) =>
        new PyCallableIterator(
          new PyNativeFunction(scannerSearch, scanner(vm, self, string, pos, endpos), null, scannerType),
          None,
        ),
    ),
    method(`scanner($self, /, ${BOUNDS})`, null, scanner),
    method('__copy__($self, /)', null, (_vm, self: PyPattern) => self),
    method('__deepcopy__($self, memo, /)', null, (_vm, self: PyPattern) => self),
    classGetItem(),
  ],
  getsets: [
    member('pattern', 'The source of the pattern.', (_vm, self: PyPattern) => self.pattern),
    member('flags', 'The flags of the pattern.', (_vm, self: PyPattern) => self.flags),
    member('groups', 'The number of groups in the pattern.', (_vm, self: PyPattern) => self.groups),
    getset('groupindex', 'A mapping of group names to group numbers.', (_vm, self: PyPattern) =>
      self.groupindex.size === 0 ? new PyDict() : new PyMappingProxy(self.groupindex),
    ),
  ],
  hasWeakrefs: true,
  noInstantiation: true,
});

defineType(scannerType, {
  methods: [scannerMatch, scannerSearch],
  getsets: [member('pattern', null, (_vm, self: PyScanner) => self.pattern)],
  hasWeakrefs: false,
  noInstantiation: true,
});
