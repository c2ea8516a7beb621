/** This file declares the module `_decimal`. */
import { typeOf } from '../../objects/core-types.js';
import { error, typeError, valueError } from '../../objects/errors.js';
import { TypeError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { method, nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { getAttr, setAttr } from '../../objects/operations/attributes.js';
import { indexToNumber } from '../../objects/operations/index.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromKey, strToUtf16 } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import {
  contextType,
  MAX_EMAX,
  MAX_PREC,
  MIN_EMIN,
  MIN_ETINY,
  PyContext,
  ROUND_HALF_EVEN,
  ROUND_HALF_UP,
  ROUNDING_NAMES,
} from './context.js';
import { copyOf, FIELD_NAMES, setFields } from './context-type.js';
import { decimalType } from './number.js';
import { signalDictMixin } from './signal-dict.js';
import * as signals from './signals.js';
import { currentContext, type DecimalState, decimalState, setCurrentContext } from './state.js';

/** What `localcontext` answers: sets a copy of a context, and the old one at the end. */
class PyContextManager extends PyObject {
  constructor(
    readonly local: PyContext,
    readonly global: PyContext,
  ) {
    super();
  }
}

const contextManagerType = makeModuleType('decimal', 'ContextManager', PyContextManager);

defineType(contextManagerType, {
  module: 'decimal',
  noInstantiation: true,
  methods: [
    method('__enter__($self, /)', null, (vm, self: PyContextManager) => {
      setCurrentContext(vm, self.local);
      return self.local;
    }),
    method('__exit__($self, /, *args)', null, (vm, self: PyContextManager) => {
      setCurrentContext(vm, self.global);
      return false;
    }),
  ],
});

function localContext(vm: Runtime, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const names = kwnames ?? [];
  const npos = args.length - names.length;
  if (npos > 1) throw typeError(`function takes at most 1 positional argument (${npos} given)`);
  let source: Value = npos === 1 ? (args[0] as Value) : None;
  const fields: (Value | undefined)[] = FIELD_NAMES.map(() => undefined);
  names.forEach((name, i) => {
    const value = args[npos + i] as Value;
    const at = FIELD_NAMES.indexOf(name);
    if (name === 'ctx') source = value;
    else if (at >= 0) fields[at] = value;
    else throw error(TypeError, `this function got an unexpected keyword argument '${strToUtf16(strFromKey(name))}'`);
  });
  const global = currentContext(vm);
  if (source === None) source = global;
  if (!(source instanceof PyContext)) throw typeError('optional argument must be a context');
  const local = copyOf(source);
  setFields(vm, local, FIELD_NAMES, fields);
  return new PyContextManager(local, global);
}

/** The context of an IEEE 754 interchange format. */
function ieeeContext(vm: Runtime, value: Value): Value {
  const bits = indexToNumber(vm, value, null);
  if (bits <= 0 || bits > 512 || bits % 32 !== 0) {
    throw valueError('argument must be a multiple of 32, with a maximum of 512');
  }
  const context = new PyContext();
  context.prec = 9 * (bits / 32) - 2;
  context.emax = 3 * 2 ** (bits / 16 + 3);
  context.emin = 1 - context.emax;
  context.rounding = ROUND_HALF_EVEN;
  context.traps = 0;
  context.flags = 0;
  context.clamp = true;
  return context;
}

/** Make what a machine keeps: contexts, and the classes that are made in Python. Once, however often the module is imported. */
function prepare(vm: Runtime, state: DecimalState): void {
  state.basicContext.prec = 9;
  state.basicContext.rounding = ROUND_HALF_UP;
  state.basicContext.traps |= signals.CLAMPED | signals.UNDERFLOW;
  state.extendedContext.prec = 9;
  state.extendedContext.traps = 0;
  const collections = vm.importModule('collections');
  state.decimalTuple = vm.call2(getAttr(vm, collections, 'namedtuple'), 'DecimalTuple', 'sign digits exponent');
  setAttr(vm, state.decimalTuple, '__module__', 'decimal');
  const mapping = getAttr(vm, vm.importModule('collections.abc'), 'MutableMapping');
  const bases = new PyTuple([signalDictMixin, mapping]);
  state.signalDict = vm.call(typeOf(mapping), ['SignalDict', bases, new PyDict()]);
  const numbers = vm.importModule('numbers');
  vm.call1(getAttr(vm, getAttr(vm, numbers, 'Number'), 'register'), decimalType);
  state.rational = getAttr(vm, numbers, 'Rational');
  state.variable = vm.call1(getAttr(vm, vm.importModule('_contextvars'), 'ContextVar'), 'decimal_context');
}

function setup(vm: Runtime, set: (name: string, value: Value) => void): void {
  const state = vm.state(decimalState);
  if (state.variable === None) prepare(vm, state);
  set('DecimalTuple', state.decimalTuple);
  set('DefaultContext', state.defaultContext);
  set('BasicContext', state.basicContext);
  set('ExtendedContext', state.extendedContext);
}

/** `_decimal`. */
export const decimalModule = defineModule({
  name: '_decimal',
  doc: 'Decimal arithmetic by the General Decimal Arithmetic Specification.',
  functions: [
    nativeFunction('getcontext($module, /)', 'Get the current default context.', currentContext),
    nativeFunction('setcontext($module, context, /)', 'Set a new default context.', (vm, context: Value) => {
      if (!(context instanceof PyContext)) throw typeError('argument must be a context');
      const state = vm.state(decimalState);
      const isTemplate =
        context === state.defaultContext || context === state.basicContext || context === state.extendedContext;
      const chosen = isTemplate ? copyOf(context) : context;
      if (isTemplate) chosen.flags = 0;
      setCurrentContext(vm, chosen);
      return None;
    }),
    rawFunction(
      'localcontext',
      'Return a context manager that will set the default context to a copy of ctx on entry.',
      (vm, _module, args, kwnames) => localContext(vm, args, kwnames),
      '($module, /, ctx=None, **kwargs)',
    ),
    nativeFunction(
      'IEEEContext($module, bits, /)',
      'Return a context for one of the IEEE interchange formats.',
      ieeeContext,
    ),
  ],
  types: [
    ['Decimal', decimalType],
    ['Context', contextType],
    ['DecimalException', signals.DecimalException],
    ['Clamped', signals.Clamped],
    ['Rounded', signals.Rounded],
    ['Inexact', signals.Inexact],
    ['Subnormal', signals.Subnormal],
    ['Underflow', signals.Underflow],
    ['Overflow', signals.Overflow],
    ['DivisionByZero', signals.DivisionByZero],
    ['FloatOperation', signals.FloatOperation],
    ['InvalidOperation', signals.InvalidOperation],
    ['ConversionSyntax', signals.ConversionSyntax],
    ['DivisionImpossible', signals.DivisionImpossible],
    ['DivisionUndefined', signals.DivisionUndefined],
    ['InvalidContext', signals.InvalidContext],
  ],
  constants: [
    ['HAVE_CONTEXTVAR', true],
    ['HAVE_THREADS', true],
    ['MAX_PREC', MAX_PREC],
    ['MAX_EMAX', MAX_EMAX],
    ['MIN_EMIN', MIN_EMIN],
    ['MIN_ETINY', MIN_ETINY],
    ['IEEE_CONTEXT_MAX_BITS', 512],
    ...ROUNDING_NAMES.map((name): [string, Value] => [name, name]),
    ['__version__', '1.70'],
    ['__libmpdec_version__', '2.5.1'],
  ],
  setup,
});
