/** This file makes struct sequences: tuples whose items have names, such as `sys.version_info` and `os.stat_result`. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { makeType, tupleType, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { bindArguments } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { member, method, rawMethod } from '../native/native-def.js';
import { parseSignature } from '../native/signature.js';
import { toArray } from '../operations/iteration.js';
import { repr } from '../operations/text.js';
import { PyDict } from './dict/dict.js';

/** An instance: the items that belong to the tuple, and those reached by name only. */
export class PyStructSequence extends PyTuple {
  constructor(
    items: readonly Value[],
    readonly hidden: readonly Value[],
  ) {
    super(items);
  }
}

export interface StructSequenceDeclaration {
  readonly name: string;
  readonly module: string;
  readonly doc: string;
  /** Names with their docs, those of the tuple first; a null name is an item without a name. */
  readonly fields: readonly (readonly [name: string | null, doc: string])[];
  /** How many fields belong to the tuple; all by default. */
  readonly sequenceLength?: number;
  /** Programs may not make instances (`sys.flags`). */
  readonly noInstantiation?: boolean;
}

/** A struct sequence type, and how native code makes its instances. */
export class StructSequence {
  constructor(
    readonly type: PyType,
    readonly sequenceLength: number,
    private readonly Instance: new (items: readonly Value[], hidden: readonly Value[]) => PyStructSequence,
  ) {}

  /** An instance from the values of all fields; missing ones are None. */
  make(values: readonly Value[]): PyStructSequence {
    return new this.Instance(values.slice(0, this.sequenceLength), values.slice(this.sequenceLength));
  }
}

const newSignature = parseSignature('structseq(sequence, dict=<unrepresentable>)', 'method');

/** Declare a struct sequence type. */
export function defineStructSequence(declaration: StructSequenceDeclaration): StructSequence {
  const { name, fields } = declaration;
  const sequenceLength = declaration.sequenceLength ?? fields.length;
  const Instance = class extends PyStructSequence {};
  const type = makeType(name, Instance, tupleType);
  const sequence = new StructSequence(type, sequenceLength, Instance);
  const full = `${declaration.module}.${name}`;
  const at = (self: PyStructSequence, i: number): Value =>
    (i < sequenceLength ? self.items[i] : self.hidden[i - sequenceLength]) ?? None;

  const create = (vm: Runtime, cls: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value => {
    const [given, extra] = bindArguments(vm, newSignature, { short: name, full: `${name}()` }, args, kwnames) as [
      Value,
      Value | undefined,
    ];
    if (extra !== undefined && !(extra instanceof PyDict)) {
      throw typeError(`${full}() takes a dict as second arg, if any`);
    }
    let values: Value[];
    try {
      values = toArray(vm, given);
    } catch {
      throw typeError('constructor requires a sequence');
    }
    if (values.length < sequenceLength) {
      const word = fields.length === sequenceLength ? 'a' : 'an at least';
      throw typeError(`${full}() takes ${word} ${sequenceLength}-sequence (${values.length}-sequence given)`);
    }
    if (values.length > fields.length) {
      const word = fields.length === sequenceLength ? 'a' : 'an at most';
      throw typeError(`${full}() takes ${word} ${fields.length}-sequence (${values.length}-sequence given)`);
    }
    for (let i = values.length; i < fields.length; i++) {
      const fieldName = fields[i]?.[0];
      values.push((fieldName == null ? undefined : (extra as PyDict | undefined)?.getStr(fieldName)) ?? None);
    }
    const Made = cls.instanceClass as unknown as typeof Instance;
    return new Made(values.slice(0, sequenceLength), values.slice(sequenceLength));
  };

  const replace = rawMethod(
    '__replace__',
    'Return a copy of the structure with new values for the specified fields.',
    (_vm, self: PyStructSequence, args, kwnames) => {
      if (args.length > (kwnames?.length ?? 0)) {
        throw typeError(`__replace__() takes no positional arguments (${args.length - (kwnames?.length ?? 0)} given)`);
      }
      const values = fields.map((_, i) => at(self, i));
      const unknown: string[] = [];
      kwnames?.forEach((key, i) => {
        const index = fields.findIndex(([fieldName]) => fieldName === key);
        if (index < 0) unknown.push(key);
        else values[index] = args[i] as Value;
      });
      if (unknown.length > 0) throw typeError(`Got unexpected field name(s): [${unknown.map((k) => `'${k}'`).join(', ')}]`);
      return sequence.make(values);
    },
  );

  defineType(type, {
    module: declaration.module,
    doc: declaration.doc,
    ...(declaration.noInstantiation === true ? { noInstantiation: true } : {}),
    slots: {
      tp_new: create,
      tp_repr: (vm, self: PyStructSequence) => {
        const parts = self.items.map((item, i) => {
          const label = fields[i]?.[0];
          const text = strToUtf16(repr(vm, item));
          return label == null ? text : `${label}=${text}`;
        });
        return strFromUtf16(`${typeOf(self).module === declaration.module ? full : typeOf(self).name}(${parts.join(', ')})`);
      },
    },
    methods: [
      replace,
      method('__reduce__($self, /)', null, (vm, self: PyStructSequence) => {
        const extra = new PyDict();
        for (let i = sequenceLength; i < fields.length; i++) {
          const fieldName = fields[i]?.[0];
          if (fieldName != null) extra.set(vm, fieldName, at(self, i));
        }
        return new PyTuple([typeOf(self), new PyTuple([new PyTuple(self.items), extra])]);
      }),
    ],
    getsets: fields.flatMap(([fieldName, doc], i) =>
      fieldName === null ? [] : [member(fieldName, doc, (_vm, self: PyStructSequence) => at(self, i))],
    ),
    constants: [
      ['n_sequence_fields', sequenceLength],
      ['n_fields', fields.length],
      ['n_unnamed_fields', fields.filter(([fieldName]) => fieldName === null).length],
      ['__match_args__', new PyTuple(fields.slice(0, sequenceLength).flatMap(([fieldName]) => fieldName ?? []))],
    ],
  });
  return sequence;
}
