/** This file makes struct sequences: tuples whose items have names, such as `sys.version_info` and `os.stat_result`. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromKey, strFromUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { makeType, tupleType, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { bindArguments } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { member, method, rawMethod } from '../native/native-def.js';
import { parseSignature } from '../native/signature.js';
import { toArray } from '../operations/iteration.js';
import { reprText } from '../operations/text.js';
import { PyDict } from './dict/dict.js';

/** A struct sequence. `items` are what the tuple shows; `hidden` holds the fields that only have a name. */
export class PyStructSequence extends PyTuple {
  constructor(
    items: readonly Value[],
    readonly hidden: readonly Value[],
  ) {
    super(items);
  }
}

/** A field: its name (null for one that is reached by index alone) and its doc. */
export type StructField = readonly [name: string | null, doc: string];

export interface StructSequenceDeclaration {
  readonly module: string;
  readonly name: string;
  readonly doc: string;
  /** Those of the tuple first. */
  readonly fields: readonly StructField[];
  /** How many fields the tuple shows; all unless told otherwise. */
  readonly sequenceLength?: number;
  /** Fills fields that a program left out when it made an instance. */
  readonly complete?: (values: Value[]) => void;
  /** Programs may not make instances (`sys.flags`). */
  readonly noInstantiation?: boolean;
}

/** A struct sequence type, and how native code makes its instances. */
export class StructSequence {
  readonly type: PyType;
  readonly sequenceLength: number;
  readonly fields: readonly StructField[];
  readonly complete: ((values: Value[]) => void) | undefined;
  private readonly Instance: new (
    items: readonly Value[],
    hidden: readonly Value[],
  ) => PyStructSequence;

  constructor(declaration: StructSequenceDeclaration) {
    this.fields = declaration.fields;
    this.complete = declaration.complete;
    this.sequenceLength = declaration.sequenceLength ?? declaration.fields.length;
    this.Instance = class extends PyStructSequence {};
    this.type = makeType(`${declaration.module}.${declaration.name}`, this.Instance, tupleType);
    this.type.qualname = declaration.name;
    fillType(this, declaration);
  }

  /** An instance from the values of all fields; missing ones are None. */
  make(given: readonly Value[]): PyStructSequence {
    const values = given.slice();
    while (values.length < this.fields.length) values.push(None);
    return new this.Instance(values.slice(0, this.sequenceLength), values.slice(this.sequenceLength));
  }
}

/** Declare a struct sequence type. */
export function defineStructSequence(declaration: StructSequenceDeclaration): StructSequence {
  return new StructSequence(declaration);
}

const NEW_SIGNATURE = parseSignature('structseq(sequence, dict=<unrepresentable>)', 'method');

function create(struct: StructSequence, vm: Runtime, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const name = { short: 'structseq', full: 'structseq()' };
  const [sequence, dict] = bindArguments(vm, NEW_SIGNATURE, name, args, kwnames) as [Value, Value | undefined];
  if (!hasItems(sequence)) throw typeError('constructor requires a sequence');
  const items = toArray(vm, sequence);
  const typeName = struct.type.name;
  if (dict !== undefined && !(dict instanceof PyDict)) {
    throw typeError(`${typeName}() takes a dict as second arg, if any`);
  }
  const shown = struct.sequenceLength;
  const all = struct.fields.length;
  const count = items.length;
  if (count < shown || count > all) {
    const article = shown === all ? 'a' : count < shown ? 'an at least' : 'an at most';
    throw typeError(`${typeName}() takes ${article} ${count < shown ? shown : all}-sequence (${count}-sequence given)`);
  }
  let used = 0;
  for (let i = count; i < all; i++) {
    const field = struct.fields[i]?.[0] ?? null;
    const value = dict === undefined || field === null ? undefined : dict.getStr(field);
    if (value !== undefined) used++;
    items.push(value ?? None);
  }
  if (dict !== undefined && used < dict.size) {
    throw typeError(`${typeName}() got duplicate or unexpected field name(s)`);
  }
  struct.complete?.(items);
  return struct.make(items);
}

function hasItems(value: Value): boolean {
  const type = typeOf(value);
  return type.tp_iter !== null || type.sq_item !== null;
}

function repr(struct: StructSequence, vm: Runtime, self: PyStructSequence): Value {
  // Items without a name show the next name there is, as CPython's do.
  const names = struct.fields.flatMap(([name]) => name ?? []);
  const parts = self.items.map((item, i) => `${names[i]}=${reprText(vm, item)}`);
  return strFromUtf16(`${struct.type.name}(${parts.join(', ')})`);
}

function reduce(struct: StructSequence, self: PyStructSequence): Value {
  const dict = new PyDict();
  self.hidden.forEach((value, i) => {
    const name = struct.fields[struct.sequenceLength + i]?.[0] ?? null;
    if (name !== null) dict.setStr(name, value);
  });
  return new PyTuple([self.type, new PyTuple([new PyTuple(self.items), dict])]);
}

function replace(
  struct: StructSequence,
  vm: Runtime,
  self: PyStructSequence,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const names = kwnames ?? [];
  if (args.length > names.length) throw typeError('__replace__() takes no positional arguments');
  if (struct.fields.some(([name]) => name === null)) {
    throw typeError(`__replace__() is not supported for ${struct.type.name} because it has unnamed field(s)`);
  }
  const values = [...self.items, ...self.hidden];
  const unknown: string[] = [];
  names.forEach((name, i) => {
    const at = struct.fields.findIndex(([field]) => field === name);
    if (at < 0) unknown.push(reprText(vm, strFromKey(name)));
    else values[at] = args[i] as Value;
  });
  if (unknown.length > 0) throw typeError(`Got unexpected field name(s): [${unknown.join(', ')}]`);
  return struct.make(values);
}

function fillType(struct: StructSequence, declaration: StructSequenceDeclaration): void {
  const { fields } = declaration;
  const shown = struct.sequenceLength;
  const members = fields.flatMap(([name, doc], i) => {
    if (name === null) return [];
    const get = (_vm: Runtime, self: PyStructSequence) => (i < shown ? self.items[i] : self.hidden[i - shown]) as Value;
    return [member(name, doc, get)];
  });
  defineType(struct.type, {
    doc: declaration.doc,
    module: declaration.module,
    slots: {
      tp_new: (vm, _type, args, kwnames) => create(struct, vm, args, kwnames),
      tp_repr: (vm, self: PyStructSequence) => repr(struct, vm, self),
    },
    methods: [
      method('__reduce__($self, /)', null, (_vm, self: PyStructSequence) => reduce(struct, self)),
      rawMethod(
        '__replace__',
        'Return a copy of the structure with new values for the specified fields.',
        (vm, self: PyStructSequence, args, kwnames) => replace(struct, vm, self, args, kwnames),
        '($self, /, **changes)',
      ),
    ],
    getsets: members,
    constants: [
      ['n_sequence_fields', shown],
      ['n_fields', fields.length],
      ['n_unnamed_fields', fields.filter(([name]) => name === null).length],
      ['__match_args__', new PyTuple(fields.slice(0, shown).flatMap(([name]) => name ?? []))],
    ],
    noInstantiation: declaration.noInstantiation ?? false,
  });
}
