/** This file fills the types of template strings (PEP 750): Template, Interpolation and the iterator of a template. */
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { makeType, typeOf } from '../core-types.js';
import { typeError, valueError } from '../errors.js';
import { bindArguments } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { getset, member, method } from '../native/native-def.js';
import { parseSignature } from '../native/signature.js';
import { getAttr } from '../operations/attributes.js';
import { repr } from '../operations/text.js';
import { asStr, concat, concatTwo } from '../strings.js';
import { classGetItem } from './class-getitem.js';
import { interpolationType, PyInterpolation, PyTemplate, templateType } from './template.js';

const MODULE = 'string.templatelib';

function nameType(type: PyType, name: string): void {
  type.name = `${MODULE}.${name}`;
  type.qualname = name;
}

/** Iterates over the strings that are not empty and the interpolations, in order. */
export class PyTemplateIterator extends PyObject {
  /** Counts strings and interpolations in turns: even for strings. */
  index = 0;
  constructor(readonly template: PyTemplate) {
    super();
  }
}

export const templateIteratorType = makeType('TemplateIter', PyTemplateIterator);
nameType(templateType, 'Template');
nameType(interpolationType, 'Interpolation');
nameType(templateIteratorType, 'TemplateIter');

/** Strings that follow each other become one; between two interpolations stands an empty one. */
function makeTemplate(parts: readonly Value[]): PyTemplate {
  const strings: Value[] = [];
  const interpolations: Value[] = [];
  let current: Value | null = null;
  for (const part of parts) {
    const text = asStr(part);
    if (text !== undefined) {
      // A string that stands alone stays the object that it is.
      current = current === null ? part : concatTwo(asStr(current) as Str, text);
    } else if (part instanceof PyInterpolation) {
      strings.push(current ?? '');
      interpolations.push(part);
      current = null;
    } else {
      throw typeError(`Template.__new__ *args need to be of type 'str' or 'Interpolation', got ${typeOf(part).name}`);
    }
  }
  strings.push(current ?? '');
  return new PyTemplate(new PyTuple(strings), new PyTuple(interpolations));
}

function addTemplates(vm: Runtime, a: Value, b: Value): Value {
  if (!(a instanceof PyTemplate) || !(b instanceof PyTemplate)) {
    throw typeError(`can only concatenate ${MODULE}.Template (not "${typeOf(b).name}") to ${MODULE}.Template`);
  }
  vm.chargeMemory(8 * (a.strings.items.length + b.strings.items.length));
  const strings = a.strings.items.slice(0, -1);
  strings.push(
    concatTwo(asStr(a.strings.items.at(-1) as Value) as Str, asStr(b.strings.items[0] as Value) as Str),
    ...b.strings.items.slice(1),
  );
  return new PyTemplate(new PyTuple(strings), new PyTuple([...a.interpolations.items, ...b.interpolations.items]));
}

function templateRepr(vm: Runtime, self: PyTemplate): Value {
  return concat(['Template(strings=', repr(vm, self.strings), ', interpolations=', repr(vm, self.interpolations), ')']);
}

function nextPart(self: PyTemplateIterator): Value | undefined {
  const { strings, interpolations } = self.template;
  for (;;) {
    const index = self.index++;
    if (index % 2 === 1) return interpolations.items[index >> 1];
    const text = strings.items[index >> 1];
    if (text === undefined) {
      self.index--;
      return undefined;
    }
    if (text !== '') return text;
  }
}

defineType(templateType, {
  doc: 'Template object',
  module: MODULE,
  hasWeakrefs: false,
  slots: {
    tp_new: (_vm, _type, args, kwnames) => {
      if (kwnames !== null && kwnames.length > 0) {
        throw typeError('Template.__new__ only accepts *args arguments');
      }
      return makeTemplate(args);
    },
    tp_repr: templateRepr,
    tp_iter: (_vm, self: PyTemplate) => new PyTemplateIterator(self),
    sq_concat: addTemplates,
  },
  methods: [
    method('__reduce__($self, /)', null, (vm, self: PyTemplate) => {
      const make = getAttr(vm, vm.importModule(MODULE), '_template_unpickle');
      return new PyTuple([make, new PyTuple([self.strings, self.interpolations])]);
    }),
    classGetItem(),
  ],
  getsets: [
    member('strings', 'Strings', (_vm, self: PyTemplate) => self.strings),
    member('interpolations', 'Interpolations', (_vm, self: PyTemplate) => self.interpolations),
    getset(
      'values',
      'Values of interpolations',
      (_vm, self: PyTemplate) => new PyTuple(self.interpolations.items.map((each) => (each as PyInterpolation).value)),
    ),
  ],
});

defineType(templateIteratorType, {
  doc: 'Template iterator object',
  module: MODULE,
  hasWeakrefs: false,
  noInstantiation: true,
  slots: {
    tp_iter: (_vm, self: PyTemplateIterator) => self,
    tp_iternext: (_vm, self: PyTemplateIterator) => nextPart(self),
  },
});

const INTERPOLATION = parseSignature(
  "Interpolation(value, expression='', conversion=None, format_spec='')",
  'function',
);

function wrongArgument(name: string, expected: string, value: Value): unknown {
  const got = value === None ? 'None' : typeOf(value).name;
  return typeError(`Interpolation() argument '${name}' must be ${expected}, not ${got}`);
}

function newInterpolation(
  vm: Runtime,
  _type: PyType,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const name = { short: 'Interpolation', full: 'Interpolation()' };
  const [value, expression, conversion, spec] = bindArguments(vm, INTERPOLATION, name, args, kwnames) as [
    Value,
    Value,
    Value,
    Value,
  ];
  if (asStr(expression) === undefined) throw wrongArgument('expression', 'str', expression);
  if (conversion !== None) {
    const text = asStr(conversion);
    if (text === undefined) throw wrongArgument('conversion', 'str', conversion);
    if (text !== 's' && text !== 'r' && text !== 'a') {
      throw valueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
    }
  }
  if (asStr(spec) === undefined) throw wrongArgument('format_spec', 'str', spec);
  return new PyInterpolation(value, expression, conversion, spec);
}

function interpolationParts(self: PyInterpolation): PyTuple {
  return new PyTuple([self.value, self.expression, self.conversion, self.formatSpec]);
}

defineType(interpolationType, {
  doc: 'Interpolation object',
  module: MODULE,
  hasWeakrefs: false,
  slots: {
    tp_new: newInterpolation,
    tp_repr: (vm, self: PyInterpolation) => concat(['Interpolation', repr(vm, interpolationParts(self))]),
  },
  methods: [
    method(
      '__reduce__($self, /)',
      '__reduce__() -> (cls, state)',
      (_vm, self: PyInterpolation) => new PyTuple([typeOf(self), interpolationParts(self)]),
    ),
    classGetItem(),
  ],
  getsets: [
    member('value', 'Value', (_vm, self: PyInterpolation) => self.value),
    member('expression', 'Expression', (_vm, self: PyInterpolation) => self.expression),
    member('conversion', 'Conversion', (_vm, self: PyInterpolation) => self.conversion),
    member('format_spec', 'Format specifier', (_vm, self: PyInterpolation) => self.formatSpec),
  ],
  constants: [['__match_args__', new PyTuple(['value', 'expression', 'conversion', 'format_spec'])]],
});
