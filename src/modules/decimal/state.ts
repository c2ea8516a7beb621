/** This file defines what the decimal module keeps for a machine: its classes made in Python, and the current context. */
import { getAttr } from '../../objects/operations/attributes.js';
import type { Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { contextState, type PyContextVar } from '../contextvars/context.js';
import { PyContext } from './context.js';
import { FLOAT_OPERATION } from './signals.js';

/** State of the module in one machine. */
export class DecimalState {
  /** `decimal.DefaultContext`: what new contexts start as. */
  readonly defaultContext = new PyContext();
  readonly basicContext = new PyContext();
  readonly extendedContext = new PyContext();
  decimalTuple: Value = None;
  signalDict: Value = None;
  rational: Value = None;
  /** The ContextVar that holds the current context of each task and thread. */
  variable: Value = None;
}

export const decimalState = new StateKey('decimal', () => new DecimalState());

/** The context that operations without one work in. */
export function currentContext(vm: Runtime): PyContext {
  const state = vm.state(decimalState);
  const found = vm.state(contextState).current.vars.get(state.variable as PyContextVar);
  if (found instanceof PyContext) return found;
  const made = new PyContext().assign(state.defaultContext);
  made.flags = 0;
  setCurrentContext(vm, made);
  return made;
}

export function setCurrentContext(vm: Runtime, context: PyContext): void {
  vm.call1(getAttr(vm, vm.state(decimalState).variable, 'set'), context);
}

/** Report that a float was mixed in silently. */
export function noteFloat(context: PyContext): void {
  context.report(FLOAT_OPERATION);
}
