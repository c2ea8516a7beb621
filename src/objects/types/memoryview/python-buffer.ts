/** This file lets Python classes take part in the buffer protocol: `__buffer__` and `__release_buffer__` (PEP 688). */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { None } from '../../../values/singletons.js';
import { type BufferExporter, getBuffer, PyBuffer } from '../../buffer.js';
import { makeType, typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import { OverflowError } from '../../exceptions/types.js';
import { checkPositional, noKeywords } from '../../native/bind.js';
import { indexToNumber } from '../../operations/index.js';
import { callSpecial } from '../../type/call-special.js';
import { makeMemoryView, PyMemoryView } from './memoryview.js';

/** What a buffer that `__buffer__` made belongs to: the object, and the memoryview that the method answered. */
export class PyBufferWrapper extends PyObject implements BufferExporter {
  constructor(
    readonly object: Value,
    private readonly view: PyMemoryView,
    private readonly inner: PyBuffer,
  ) {
    super();
  }

  bufferReleased(vm: Runtime): void {
    const { object, view } = this;
    this.inner.release(vm);
    if (typeOf(object).bf_releasebuffer === slotReleaseBuffer) callRelease(vm, object, view);
    // Nobody else has the view of the object's own memory that `super().__buffer__` made.
    if (!view.released && view.exports === 0 && view.layout.owner === object) view.release(vm);
  }
}

makeType('_buffer_wrapper', PyBufferWrapper);

function callRelease(vm: Runtime, object: Value, view: PyMemoryView): void {
  try {
    callSpecial(vm, object, '__release_buffer__', [view]);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    vm.unraisableHook(reason, `Exception ignored in __release_buffer__ of ${typeOf(object).name}`, None);
  }
}

/** `bf_getbuffer` of a class that defines `__buffer__`. */
export function slotGetBuffer(vm: Runtime, self: Value, flags: number): PyBuffer {
  const result = callSpecial(vm, self, '__buffer__', [flags]);
  if (!(result instanceof PyMemoryView)) throw typeError('__buffer__ returned non-memoryview object');
  const inner = getBuffer(vm, result, flags);
  const wrapper = new PyBufferWrapper(self, result, inner);
  const { data, offset, readonly, itemsize, format, shape, strides } = inner;
  return new PyBuffer(wrapper, data, offset, readonly, itemsize, format, shape, strides, wrapper);
}

/** `bf_releasebuffer` of a class that defines `__release_buffer__`: a mark, the buffer's end calls the method. */
export function slotReleaseBuffer(): void {}

/** `bf_releasebuffer` of native types that count their exports: a mark, the buffer tells its exporter. */
export function countedRelease(): void {}

type Wrapped = (vm: Runtime, slot: unknown, self: Value, args: readonly Value[], kw: readonly string[] | null) => Value;

/** `x.__buffer__(flags)` of a native type. */
export const wrapBuffer: Wrapped = (vm, slot, self, args, kwnames) => {
  noKeywords('wrapper __buffer__()', kwnames);
  checkPositional('__buffer__', args.length, 1, 1);
  const flags = indexToNumber(vm, args[0] as Value, OverflowError);
  return makeMemoryView(vm, self, flags, slot as (vm: Runtime, self: Value, flags: number) => PyObject);
};

/** `x.__release_buffer__(view)` of a native type. */
export const wrapReleaseBuffer: Wrapped = (vm, _slot, self, args, kwnames) => {
  noKeywords('wrapper __release_buffer__()', kwnames);
  checkPositional('__release_buffer__', args.length, 1, 1);
  const view = args[0];
  if (!(view instanceof PyMemoryView)) throw typeError('expected a memoryview object');
  const { owner } = view.layout;
  if (owner !== self && !(owner instanceof PyBufferWrapper && owner.object === self)) {
    throw valueError("memoryview's buffer is not this object");
  }
  view.release(vm);
  return None;
};
