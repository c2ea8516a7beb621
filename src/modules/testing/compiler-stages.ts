/** This file declares the part of `_testinternalcapi` that runs single stages of the compiler: code generation, flow graph, assembler. */
import * as op from '../../bytecode/opcodes.js';
import { assembleOnly } from '../../compiler/assemble/optimize-and-assemble.js';
import { generateCode } from '../../compiler/compile.js';
import { ConstTable } from '../../compiler/const-key.js';
import { cfgFromInstructionSequence, cfgToInstructionSequence } from '../../compiler/flowgraph/cfg-builder.js';
import { optimizeLoadFast } from '../../compiler/flowgraph/load-fast-borrow.js';
import { hasTarget } from '../../compiler/flowgraph/opcode-kinds.js';
import { optimizeCodeUnit } from '../../compiler/flowgraph/optimize-code-unit.js';
import { InstructionSequence, NO_LOCATION, SourceLocation } from '../../compiler/instruction-sequence.js';
import { CodeUnitMetadata, type NameTable } from '../../compiler/unit-metadata.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { method, type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyFrozenSet } from '../../objects/types/set/set.js';
import type { mod } from '../../syntax/ast/nodes.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { FrozenSetConstant, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strKey } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { type CompileOptions, compiling } from '../builtins/evaluate.js';
import { makeModuleType } from '../module-types.js';

/** `InstructionSequence`. */
class PyInstructionSequence extends PyObject {
  constructor(readonly sequence: InstructionSequence) {
    super();
  }
}

const instructionSequenceType = makeModuleType('builtins', 'InstructionSequence', PyInstructionSequence);
instructionSequenceType.name = 'InstructionSequence';

defineType(instructionSequenceType, {
  doc: null,
  methods: [
    method(
      'use_label($self, /, label: int)',
      'Place label at current location.',
      (_vm, self: PyInstructionSequence, label: number) => {
        self.sequence.useLabel(label);
        return None;
      },
    ),
    method(
      'addop($self, /, opcode: int, oparg: int, lineno: int, col_offset: int,\n      end_lineno: int, end_col_offset: int)',
      'Append an instruction.',
      (_vm, self: PyInstructionSequence, opcode: number, oparg: number, ...place: number[]) => {
        const [a, b, c, d] = place as [number, number, number, number];
        self.sequence.addop(opcode, oparg, new SourceLocation(a, b, c, d));
        return None;
      },
    ),
    method('new_label($self, /)', 'Return a new label.', (_vm, self: PyInstructionSequence) =>
      self.sequence.newLabel(),
    ),
    method(
      'add_nested($self, /, nested)',
      'Add a nested sequence.',
      (_vm, self: PyInstructionSequence, nested: Value) => {
        if (!(nested instanceof PyInstructionSequence)) {
          throw typeError('expected an instruction sequence');
        }
        self.sequence.addNested(nested.sequence);
        return None;
      },
    ),
    method('get_nested($self, /)', 'Return the nested sequences.', (_vm, self: PyInstructionSequence) => {
      return new PyList(self.sequence.nested.map((nested) => new PyInstructionSequence(nested)));
    }),
    method(
      'get_instructions($self, /)',
      'Return the instructions as a list of tuples.',
      (vm, self: PyInstructionSequence) => {
        const { sequence } = self;
        vm.chargeFuel(sequence.instrs.length);
        sequence.applyLabelMap(hasTarget);
        const items = sequence.instrs.map(({ opcode, oparg, loc }) => {
          const argument = op.hasArg(opcode) || hasTarget(opcode) ? oparg : None;
          return new PyTuple([opcode, argument, loc.lineno, loc.end_lineno, loc.col_offset, loc.end_col_offset]);
        });
        return new PyList(items);
      },
    ),
  ],
});

function sequenceOf(value: Value): InstructionSequence {
  if (!(value instanceof PyInstructionSequence)) throw valueError('expected an instruction sequence');
  const sequence = value.sequence.snapshot(hasTarget);
  for (const { opcode, oparg } of sequence.instrs) {
    if (hasTarget(opcode) && sequence.instrs[oparg] === undefined)
      throw valueError(`no instruction has the label ${oparg}`);
  }
  return sequence;
}

/** A constant as programs see it. */
function visibleConstant(vm: Runtime, value: Value): Value {
  if (!(value instanceof FrozenSetConstant)) return value;
  const set = new PyFrozenSet();
  for (const item of value.items) set.add(vm, item);
  return set;
}

function optimizeCfg(vm: Runtime, instructions: Value, consts: Value, nlocals: number): Value {
  if (!(consts instanceof PyList)) throw typeError('consts must be a list');
  const sequence = sequenceOf(instructions);
  const entry = cfgFromInstructionSequence(sequence);
  const table = new ConstTable();
  table.fill(consts.items);
  for (const { opcode, oparg } of sequence.instrs) {
    if (opcode === op.LOAD_CONST && oparg >= consts.items.length) {
      throw valueError(`LOAD_CONST index ${oparg} is out of range for consts (len=${consts.items.length})`);
    }
  }
  optimizeCodeUnit(entry, table, nlocals, 0);
  optimizeLoadFast(entry);
  consts.items.splice(0, consts.items.length, ...table.values.map((value) => visibleConstant(vm, value)));
  return new PyInstructionSequence(cfgToInstructionSequence(entry));
}

function codegen(vm: Runtime, ast: Value, filename: Str, optimize: number): Value {
  const machine = vm as Machine;
  const trees = machine.syntaxTrees();
  if (!trees.isNode(machine, ast)) throw typeError('expected an AST');
  const tree: mod = trees.fromPython(machine, ast, 'exec');
  const options: CompileOptions = { filename, mode: 'exec', flags: 0, optimize };
  const c = compiling(machine, options, () => generateCode(tree, { filename, optimize }, true));
  c.loadConst(NO_LOCATION, None);
  c.addop(NO_LOCATION, op.RETURN_VALUE);
  const { u_metadata, u_instr_sequence } = c.u;
  const sequence = u_instr_sequence.snapshot(hasTarget);
  const metadata = new PyDict();
  metadata.setStr('argcount', u_metadata.u_argcount);
  metadata.setStr('posonlyargcount', u_metadata.u_posonlyargcount);
  metadata.setStr('kwonlyargcount', u_metadata.u_kwonlyargcount);
  metadata.setStr('consts', new PyList(u_metadata.u_consts.values.map((value) => visibleConstant(vm, value))));
  return new PyTuple([new PyInstructionSequence(sequence), metadata]);
}

function namesOf(metadata: PyDict, field: string): NameTable {
  const dict = metadata.getStr(field);
  const table: NameTable = new Map();
  if (!(dict instanceof PyDict)) return table;
  for (let at = dict.nextPosition(0); at >= 0; at = dict.nextPosition(at + 1)) {
    table.set(strKey(dict.keyAt(at) as Str), dict.valueAt(at) as number);
  }
  return table;
}

function metadataOf(dict: PyDict): CodeUnitMetadata {
  const metadata = new CodeUnitMetadata();
  const count = (field: string): number => (dict.getStr(field) as number | undefined) ?? 0;
  metadata.u_name = strKey(dict.getStr('name') as Str);
  metadata.u_qualname = strKey(dict.getStr('qualname') as Str);
  const consts = dict.getStr('consts');
  if (consts instanceof PyDict) {
    const values: Value[] = [];
    for (let at = consts.nextPosition(0); at >= 0; at = consts.nextPosition(at + 1)) {
      values[consts.valueAt(at) as number] = consts.keyAt(at);
    }
    metadata.u_consts.fill(values);
  }
  for (const [key, index] of namesOf(dict, 'names')) metadata.u_names.set(key, index);
  metadata.u_varnames = namesOf(dict, 'varnames');
  metadata.u_cellvars = namesOf(dict, 'cellvars');
  metadata.u_freevars = namesOf(dict, 'freevars');
  metadata.u_argcount = count('argcount');
  metadata.u_posonlyargcount = count('posonlyargcount');
  metadata.u_kwonlyargcount = count('kwonlyargcount');
  metadata.u_firstlineno = count('firstlineno');
  const hidden = dict.getStr('fasthidden');
  if (hidden instanceof PyDict) {
    for (let at = hidden.nextPosition(0); at >= 0; at = hidden.nextPosition(at + 1)) {
      metadata.u_fasthidden.set(strKey(hidden.keyAt(at) as Str), hidden.valueAt(at) === true);
    }
  }
  return metadata;
}

/** `optimize_cfg`, `compiler_codegen`, `assemble_code_object`, `new_instruction_sequence`. */
export const compilerStages: readonly NativeDef[] = [
  nativeFunction(
    'compiler_codegen($module, /, ast, filename: str, optimize: int, compile_mode: int=0)',
    'Apply compiler code generation to an AST.',
    codegen,
  ),
  nativeFunction(
    'optimize_cfg($module, /, instructions, consts, nlocals: int)',
    'Apply compiler optimizations to an instruction list.',
    optimizeCfg,
  ),
  nativeFunction(
    'assemble_code_object($module, /, filename: str, instructions, metadata)',
    'Create a code object for the given instructions.',
    (_vm, filename: Str, instructions: Value, metadata: Value) => {
      if (!(metadata instanceof PyDict)) throw typeError('metadata must be a dict');
      return assembleOnly(metadataOf(metadata), sequenceOf(instructions), filename);
    },
  ),
  nativeFunction(
    'new_instruction_sequence($module, /)',
    'Return a new, empty InstructionSequence.',
    () => new PyInstructionSequence(new InstructionSequence()),
  ),
];
