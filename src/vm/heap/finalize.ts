/** This file does what is to be done at the end of an object's life: `__del__`, closing generators and files, warnings. */
import { typeOf } from '../../objects/core-types.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { RuntimeWarning } from '../../objects/exceptions/types.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { reprText, str } from '../../objects/operations/text.js';
import { slotFinalize } from '../../objects/type/slot-dispatch.js';
import type { PyObject, Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { strToUtf16 } from '../../values/str.js';
import { GEN_CLOSED, GEN_CREATED, GEN_RUNNING, PyAsyncGenerator, PyCoroutine, PyGenerator } from '../generator.js';
import { closeGenerator } from '../generator-run.js';
import type { Machine } from '../machine.js';
import { PyAsyncGenASend, PyAsyncGenAThrow } from '../types/async-generator-awaitables.js';

/** Is there still something to do at the end of this object's life? */
export function needsFinalizer(vm: Machine, object: PyObject): boolean {
  if (object instanceof PyGenerator) return object.state !== GEN_CLOSED && object.state !== GEN_RUNNING;
  if (object instanceof PyAsyncGenASend || object instanceof PyAsyncGenAThrow) return object.state === 0;
  return typeOf(object).tp_finalize !== null && !vm.heap.isFinalized(object);
}

/** Do it. What it raises is reported; only limits pass. */
export function finalizeObject(vm: Machine, object: PyObject): void {
  if (object instanceof PyGenerator) finalizeGenerator(vm, object);
  else if (object instanceof PyAsyncGenASend) warnUnawaitedMethod(vm, object, 'asend');
  else if (object instanceof PyAsyncGenAThrow) {
    warnUnawaitedMethod(vm, object, object.args === null ? 'aclose' : 'athrow');
  } else {
    const slot = typeOf(object).tp_finalize;
    if (slot === null) return;
    vm.heap.markFinalized(object);
    ignoring(
      () => slot(vm, object),
      (raised) => {
        // Streams that cannot be closed are closed quietly, as CPython does outside development mode.
        if (slot !== slotFinalize) return;
        const method = typeOf(object).lookup('__del__') ?? None;
        vm.unraisableHook(raised, `Exception ignored while calling deallocator ${reprText(vm, method)}`, None);
      },
    );
  }
}

function ignoring(action: () => void, report: (raised: Raised) => void): void {
  try {
    action();
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    report(reason);
  }
}

/** _PyGen_Finalize. */
function finalizeGenerator(vm: Machine, generator: PyGenerator): void {
  if (generator instanceof PyAsyncGenerator && generator.finalizer !== null && !generator.closed) {
    const { finalizer } = generator;
    if (vm.heap.isFinalized(generator)) return;
    vm.heap.markFinalized(generator);
    ignoring(
      () => vm.call1(finalizer, generator),
      (raised) =>
        vm.unraisableHook(raised, `Exception ignored while finalizing generator ${reprText(vm, generator)}`, None),
    );
    return;
  }
  if (generator instanceof PyCoroutine && generator.state === GEN_CREATED) warnUnawaited(vm, generator);
  ignoring(
    () => void closeGenerator(vm, generator),
    (raised) => vm.unraisableHook(raised, `Exception ignored while closing generator ${reprText(vm, generator)}`, None),
  );
}

/** _PyErr_WarnUnawaitedCoroutine: the module warnings knows how to show where the coroutine was made. */
function warnUnawaited(vm: Machine, coroutine: PyCoroutine): void {
  ignoring(
    () => {
      const warnings = vm.importModule('warnings');
      const warn = lookupAttr(vm, warnings, '_warn_unawaited_coroutine');
      if (warn !== undefined) vm.call1(warn, coroutine);
      else vm.warn(RuntimeWarning, `coroutine '${nameOf(vm, coroutine.qualname)}' was never awaited`);
    },
    (raised) =>
      vm.unraisableHook(raised, `Exception ignored while finalizing coroutine ${reprText(vm, coroutine)}`, None),
  );
}

function warnUnawaitedMethod(vm: Machine, awaitable: PyAsyncGenASend | PyAsyncGenAThrow, method: string): void {
  awaitable.state = 2;
  const name = nameOf(vm, awaitable.generator.qualname);
  ignoring(
    () => vm.warn(RuntimeWarning, `coroutine method '${method}' of '${name}' was never awaited`, 1, awaitable),
    (raised) => vm.unraisableHook(raised, null, awaitable),
  );
}

function nameOf(vm: Machine, name: Value): string {
  return strToUtf16(str(vm, name));
}
