/** This file fills the type frame. */
import { CO_OPTIMIZED } from '../../bytecode/code.js';
import { lineAt } from '../../bytecode/location-table.js';
import { attributeError, runtimeError, typeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method } from '../../objects/native/native-def.js';
import { addressOf, reprText } from '../../objects/operations/text.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16, strToUtf16 } from '../../values/str.js';
import { frameType, type PyFrame } from '../frame.js';
import { hasHiddenLocals } from '../frame-locals.js';
import { GEN_CLOSED, GEN_CREATED, GEN_RUNNING } from '../generator.js';
import { closeGenerator } from '../generator-run.js';
import type { Machine } from '../machine.js';
import { jumpToLine } from '../tracing/jump.js';
import { traceOpcodes } from '../tracing/legacy.js';
import { PyFrameLocalsProxy } from './frame-locals-proxy.js';

/** The line being executed, or -1 where there is none. */
function lineOf(frame: PyFrame): number {
  return lineAt(frame.code, 2 * frame.lasti);
}

/** `f_locals`: the namespace of a module or class body, a view of the variables in functions. */
function localsOf(frame: PyFrame): Value {
  const isPlain = (frame.code.co_flags & CO_OPTIMIZED) === 0 && !hasHiddenLocals(frame);
  return isPlain ? (frame.locals ?? frame.globals) : new PyFrameLocalsProxy(frame);
}

function clearFrame(vm: Machine, frame: PyFrame): Value {
  const { generator } = frame;
  if (generator !== null && generator.state !== GEN_CLOSED) {
    if (generator.state === GEN_RUNNING) throw runtimeError('cannot clear an executing frame');
    if (generator.state !== GEN_CREATED) throw runtimeError('cannot clear a suspended frame');
    closeGenerator(vm, generator);
  } else if (generator === null && !frame.finished) throw runtimeError('cannot clear an executing frame');
  frame.slots.fill(undefined);
  frame.sp = frame.exec.nlocalsplus;
  frame.trace = null;
  frame.extraLocals = null;
  return None;
}

defineType(frameType, {
  hasWeakrefs: false,
  noInstantiation: true,
  slots: {
    tp_repr: (vm, self: PyFrame) =>
      strFromUtf16(
        `<frame at 0x${addressOf(vm, self)}, file ${reprText(vm, self.code.co_filename)}, line ${lineOf(self)}, code ${strToUtf16(self.code.co_name)}>`,
      ),
  },
  methods: [
    method('clear($self, /)', 'Clear all references held by the frame.', (vm, self: PyFrame) =>
      clearFrame(vm as Machine, self),
    ),
    method(
      '__sizeof__($self, /)',
      'Return the size of the frame in memory, in bytes.',
      (_vm, self: PyFrame) => 120 + 8 * self.slots.length,
    ),
  ],
  getsets: [
    member(
      'f_trace_lines',
      null,
      (_vm, self: PyFrame) => self.traceLines,
      (_vm, self: PyFrame, value) => {
        if (value === undefined) throw typeError("can't delete numeric/char attribute");
        if (typeof value !== 'boolean') throw typeError('attribute value type must be bool');
        self.traceLines = value;
      },
    ),
    getset('f_back', null, (_vm, self: PyFrame) => self.back ?? None),
    getset('f_locals', 'Return the mapping used by the frame to look up local variables.', (_vm, self: PyFrame) =>
      localsOf(self),
    ),
    getset(
      'f_lineno',
      'Return the current line number in the frame.',
      (_vm, self: PyFrame) => {
        const line = lineOf(self);
        return line < 0 ? None : line;
      },
      (vm, self: PyFrame, value) => {
        if (value === undefined) throw undeletable(self, 'f_lineno');
        jumpToLine(vm as Machine, self, value);
      },
    ),
    getset(
      'f_trace',
      'Return the trace function for this frame, or None if no trace function is set.',
      (_vm, self: PyFrame) => self.trace ?? None,
      (vm, self: PyFrame, value) => {
        const trace = value === None ? null : (value ?? null);
        if (trace === self.trace) return;
        self.trace = trace;
        if (trace !== null && self.traceOpcodes) traceOpcodes(vm as Machine, self, true);
      },
    ),
    getset('f_lasti', 'Return the index of the last attempted instruction in the frame.', (_vm, self: PyFrame) =>
      self.lasti < 0 ? -1 : 2 * self.lasti,
    ),
    getset('f_globals', 'Return the global variables in the frame.', (_vm, self: PyFrame) => self.globals),
    getset('f_builtins', 'Return the built-in variables in the frame.', (_vm, self: PyFrame) => self.builtins),
    getset('f_code', 'Return the code object being executed in this frame.', (_vm, self: PyFrame) => self.code),
    getset(
      'f_trace_opcodes',
      'Return True if opcode tracing is enabled, False otherwise.',
      (_vm, self: PyFrame) => self.traceOpcodes,
      (vm, self: PyFrame, value) => {
        if (value === undefined) throw undeletable(self, 'f_trace_opcodes');
        if (typeof value !== 'boolean') throw typeError('attribute value type must be bool');
        self.traceOpcodes = value;
        if (!value || self.trace !== null) traceOpcodes(vm as Machine, self, value);
      },
    ),
    getset(
      'f_generator',
      'Return the generator or coroutine associated with this frame, or None.',
      (_vm, self: PyFrame) => self.generator ?? None,
    ),
  ],
});

function undeletable(frame: PyFrame, name: string): unknown {
  return attributeError(`attribute '${name}' of 'frame' objects cannot be deleted`, frame, name);
}
