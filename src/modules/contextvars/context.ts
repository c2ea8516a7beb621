/** This file defines context variables (PEP 567). */
import { makeType, typeOf } from '../../objects/core-types.js';
import { error, keyError, runtimeError, typeError, valueError } from '../../objects/errors.js';
import { LookupError } from '../../objects/exceptions/types.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import {
  getset,
  member,
  method,
  rawMethod,
  type Scope,
  ScopedCall,
  scopedMethod,
} from '../../objects/native/native-def.js';
import { equals } from '../../objects/operations/compare.js';
import { hash } from '../../objects/operations/hash.js';
import { getIter } from '../../objects/operations/iteration.js';
import { addressOf, reprText } from '../../objects/operations/text.js';
import { asStr } from '../../objects/strings.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { type Str, strFromUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE } from '../../values/type.js';
import { schedulerOf, type ThreadSpecific } from '../../vm/scheduler.js';

/** `contextvars.ContextVar`. */
export class PyContextVar extends PyObject {
  constructor(
    readonly name: Str,
    readonly fallback: Value | null,
  ) {
    super();
  }
}

/** `contextvars.Context`: variables with their values; a set of these is never changed, only replaced. */
export class PyContext extends PyObject implements Scope {
  vars: ReadonlyMap<PyContextVar, Value> = new Map();
  entered = false;
  previous: PyContext | null = null;

  /** The call of `run` is over. */
  leave(vm: Runtime): void {
    vm.state(contextState).current = this.previous as PyContext;
    this.previous = null;
    this.entered = false;
  }
}

/** `contextvars.Token`: how to undo a `set`. */
export class PyToken extends PyObject {
  used = false;
  constructor(
    readonly context: PyContext,
    readonly variable: PyContextVar,
    readonly old: Value | null,
  ) {
    super();
  }
}

class PyMissing extends PyObject {}
const MISSING = new PyMissing();

export const contextVarType = makeType('ContextVar', PyContextVar);
export const contextType = makeType('Context', PyContext);
export const tokenType = makeType('Token', PyToken);
const missingType = makeType('Token.MISSING', PyMissing);

/** The context of the code that runs now. */
class ContextState implements ThreadSpecific {
  current = new PyContext();

  exchange(other: PyObject | null): PyObject {
    const before = this.current;
    this.current = other instanceof PyContext ? other : new PyContext();
    return before;
  }
}

export const contextState = new StateKey('contextvars', (vm) => {
  const state = new ContextState();
  schedulerOf(vm).specific.push(state);
  return state;
});

function setVariable(vm: Runtime, variable: PyContextVar, value: Value): PyToken {
  const context = vm.state(contextState).current;
  const token = new PyToken(context, variable, context.vars.get(variable) ?? null);
  context.vars = new Map(context.vars).set(variable, value);
  return token;
}

function resetVariable(vm: Runtime, variable: PyContextVar, token: PyToken): void {
  if (token.used) throw runtimeError(`${reprText(vm, token)} has already been used once`);
  if (token.variable !== variable) throw valueError(`${reprText(vm, token)} was created by a different ContextVar`);
  const context = vm.state(contextState).current;
  if (token.context !== context) throw valueError(`${reprText(vm, token)} was created in a different Context`);
  token.used = true;
  const vars = new Map(context.vars);
  if (token.old === null) vars.delete(variable);
  else vars.set(variable, token.old);
  context.vars = vars;
}

/** Make a context the current one. */
function enterContext(vm: Runtime, context: PyContext): void {
  if (context.entered) throw runtimeError(`cannot enter context: ${reprText(vm, context)} is already entered`);
  const state = vm.state(contextState);
  context.entered = true;
  context.previous = state.current;
  state.current = context;
}

/** A new context with the current values. */
export function copyContext(vm: Runtime): PyContext {
  const copy = new PyContext();
  copy.vars = vm.state(contextState).current.vars;
  return copy;
}

defineType(contextVarType, {
  module: '_contextvars',
  slots: {
    tp_new: (vm, _type, args, kwnames) => {
      const npos = args.length - (kwnames?.length ?? 0);
      if (args.length > 2) throw typeError(`ContextVar() takes at most 2 arguments (${args.length} given)`);
      if (npos === 0) throw typeError('ContextVar() takes exactly 1 positional argument (0 given)');
      if (npos > 1) throw typeError(`ContextVar() takes at most 1 positional argument (${npos} given)`);
      let fallback: Value | null = null;
      kwnames?.forEach((name, i) => {
        if (name !== 'default') throw typeError(`ContextVar() got an unexpected keyword argument '${name}'`);
        fallback = args[npos + i] as Value;
      });
      const name = asStr(args[0] as Value);
      if (name === undefined) throw typeError('context variable name must be a str');
      hash(vm, args[0] as Value);
      return new PyContextVar(name, fallback);
    },
    tp_repr: (vm, self: PyContextVar) => {
      const fallback = self.fallback === null ? '' : ` default=${reprText(vm, self.fallback)}`;
      return strFromUtf16(`<ContextVar name=${reprText(vm, self.name)}${fallback} at 0x${addressOf(vm, self)}>`);
    },
  },
  methods: [
    rawMethod(
      'get',
      'Return a value for the context variable for the current context.',
      (vm, self: PyContextVar, args, kwnames) => {
        noKeywords('get()', kwnames);
        checkPositional('get', args.length, 0, 1);
        const value = vm.state(contextState).current.vars.get(self) ?? args[0] ?? self.fallback;
        if (value === null) throw error(LookupError, reprText(vm, self));
        return value;
      },
      '($self, default=<unrepresentable>, /)',
    ),
    method(
      'set($self, value, /)',
      'Call to set a new value for the context variable in the current context.',
      (vm, self: PyContextVar, value: Value) => setVariable(vm, self, value),
    ),
    method('reset($self, token, /)', 'Reset the context variable.', (vm, self: PyContextVar, token: Value) => {
      if (!(token instanceof PyToken)) throw typeError(`expected an instance of Token, got ${reprText(vm, token)}`);
      resetVariable(vm, self, token);
      return None;
    }),
    classGetItem(),
  ],
  getsets: [member('name', null, (_vm, self: PyContextVar) => self.name)],
});

defineType(contextType, {
  module: '_contextvars',
  slots: {
    tp_new: (_vm, _type, args) => {
      if (args.length > 0) throw typeError('Context() does not accept any arguments');
      return new PyContext();
    },
    mp_length: (_vm, self: PyContext) => self.vars.size,
    mp_subscript: (_vm, self: PyContext, key: Value) => {
      const value = self.vars.get(checkKey(key));
      if (value === undefined) throw keyError(key);
      return value;
    },
    sq_contains: (_vm, self: PyContext, key: Value) => self.vars.has(checkKey(key)),
    tp_iter: (vm, self: PyContext) => getIter(vm, new PyTuple([...self.vars.keys()])),
    tp_richcompare: (vm, a: Value, b: Value, op: CompareOp) => {
      if (!(a instanceof PyContext) || !(b instanceof PyContext) || (op !== EQ && op !== NE)) return NotImplemented;
      let same = a.vars.size === b.vars.size;
      for (const [key, value] of a.vars) {
        const other = b.vars.get(key);
        same &&= other !== undefined && equals(vm, value, other);
      }
      return same === (op === EQ);
    },
    tp_hash: null,
  },
  methods: [
    scopedMethod('run', null, (vm, self: PyContext, args, kwnames) => {
      if (args.length - (kwnames?.length ?? 0) < 1) throw typeError('run() missing 1 required positional argument');
      enterContext(vm, self);
      return new ScopedCall(args[0] as Value, args.slice(1), kwnames, self);
    }),
    method('copy($self, /)', 'Return a shallow copy of the context object.', (_vm, self: PyContext) => {
      const copy = new PyContext();
      copy.vars = self.vars;
      return copy;
    }),
    method(
      'get($self, key, default=None, /)',
      'Return the value for `key` if `key` has the value in the context object.',
      (_vm, self: PyContext, key: Value, fallback: Value) => self.vars.get(checkKey(key)) ?? fallback,
    ),
    method(
      'keys($self, /)',
      'Return a list of all variables in the context object.',
      (_vm, self: PyContext) => new PyList([...self.vars.keys()]),
    ),
    method(
      'values($self, /)',
      "Return a list of all variables' values in the context object.",
      (_vm, self: PyContext) => new PyList([...self.vars.values()]),
    ),
    method(
      'items($self, /)',
      'Return all variables and their values in the context object.',
      (_vm, self: PyContext) => new PyList([...self.vars].map(([key, value]) => new PyTuple([key, value]))),
    ),
  ],
});

function checkKey(key: Value): PyContextVar {
  if (key instanceof PyContextVar) return key;
  throw typeError(`a ContextVar key was expected, got ${typeOf(key).name}`);
}

defineType(tokenType, {
  module: '_contextvars',
  slots: {
    tp_new: () => {
      throw runtimeError('Tokens can only be created by ContextVars');
    },
    tp_repr: (vm, self: PyToken) =>
      strFromUtf16(`<Token${self.used ? ' used' : ''} var=${reprText(vm, self.variable)} at 0x${addressOf(vm, self)}>`),
    tp_hash: null,
  },
  methods: [
    classGetItem(),
    method('__enter__($self, /)', 'Enter into Token context manager.', (_vm, self: PyToken) => self),
    method(
      '__exit__($self, type, val, tb, /)',
      'Exit from Token context manager, restore the linked ContextVar.',
      (vm, self: PyToken) => {
        resetVariable(vm, self.variable, self);
        return None;
      },
    ),
  ],
  getsets: [
    getset('var', null, (_vm, self: PyToken) => self.variable),
    getset('old_value', null, (_vm, self: PyToken) => self.old ?? MISSING),
  ],
  constants: [['MISSING', MISSING]],
});

defineType(missingType, { slots: { tp_repr: () => '<Token.MISSING>' } });
