/** This file keeps what sys sets for coroutines and asynchronous generators: hooks, and how much of their origin to remember. */
import { lineAt } from '../bytecode/location-table.js';
import type { Value } from '../values/object.js';
import { StateKey } from '../values/runtime.js';
import { PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import type { PyFrame } from './frame.js';
import type { PyAsyncGenerator, PyGenerator } from './generator.js';
import type { Machine } from './machine.js';

/** `sys.set_asyncgen_hooks` and `sys.set_coroutine_origin_tracking_depth`. */
export class CoroutineHooks {
  firstiter: Value = None;
  finalizer: Value = None;
  originDepth = 0;
}

export const coroutineHooks = new StateKey('coroutineHooks', () => new CoroutineHooks());

/** Called before an asynchronous generator is iterated over for the first time. */
export function initHooks(vm: Machine, generator: PyAsyncGenerator): void {
  if (generator.hooksInited) return;
  generator.hooksInited = true;
  const hooks = vm.state(coroutineHooks);
  if (hooks.finalizer !== None) generator.finalizer = hooks.finalizer;
  if (hooks.firstiter !== None) vm.call1(hooks.firstiter, generator);
}

/** Remember the frames that made a coroutine, innermost first: (filename, line, function). */
export function noteOrigin(vm: Machine, coroutine: PyGenerator): void {
  const depth = vm.state(coroutineHooks).originDepth;
  if (depth === 0) return;
  const entries: Value[] = [];
  for (let frame: PyFrame | null = vm.frame; frame !== null && entries.length < depth; frame = frame.back) {
    const { code } = frame;
    entries.push(new PyTuple([code.co_filename, lineAt(code, 2 * frame.lasti), code.co_name]));
  }
  coroutine.origin = new PyTuple(entries);
}
