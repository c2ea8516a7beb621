/** This file presents what a pattern is matched with as text: str as it is, bytes as Latin-1. */
import { bufferBytes, getBuffer, hasBuffer, PyBUF_SIMPLE } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { asStr, sliceStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import type { Str } from '../../values/str.js';

/** The characters of a str or of a bytes-like object. */
export class Subject {
  constructor(
    /** The text, unless `points` holds it. */
    readonly text: string,
    readonly points: Uint32Array | null,
    readonly length: number,
    /** The str, without its subclass; null for bytes. */
    readonly str: Str | null,
    /** The bytes; null for str. */
    readonly bytes: Uint8Array | null,
    private readonly owner: Value,
  ) {}

  /** `string[start:end]` as a match shows it: str, or bytes whatever the type of the subject. */
  slice(vm: Runtime, start: number, end: number): Value {
    const from = Math.min(start, this.length);
    const to = Math.min(end, this.length);
    if (to - from > 64) {
      vm.chargeFuel((to - from) >> 6);
      vm.chargeMemory(to - from);
    }
    if (this.str !== null) return sliceStr(this.str, from, Math.max(from, to));
    if (from === 0 && to === this.length && this.owner instanceof PyBytes && this.owner.constructor === PyBytes) {
      return this.owner;
    }
    return new PyBytes((this.bytes as Uint8Array).slice(from, to));
  }
}

/** Texts of bytes objects met last, so that one match after the other on the same object costs one conversion. */
const latin1Texts = new StateKey('re.latin1', () => new WeakMap<PyBytes, string>(), false);

function latin1(vm: Runtime, data: Uint8Array): string {
  vm.chargeFuel(data.length >> 5);
  vm.chargeMemory(data.length);
  let text = '';
  for (let i = 0; i < data.length; i += 8192) {
    text += String.fromCharCode.apply(null, data.subarray(i, i + 8192) as unknown as number[]);
  }
  return text;
}

/** The subject that a value is. Raises TypeError for what is neither str nor bytes-like. */
export function subjectOf(vm: Runtime, value: Value): Subject {
  if (typeof value === 'string') return new Subject(value, null, value.length, value, null, value);
  const str = asStr(value);
  if (str !== undefined) {
    if (typeof str === 'string') return new Subject(str, null, str.length, str, null, value);
    return new Subject('', str.codePoints, str.length, str, null, value);
  }
  if (value instanceof PyBytes) {
    const known = vm.state(latin1Texts);
    let text = known.get(value);
    if (text === undefined) {
      text = latin1(vm, value.data);
      if (text.length > 64) known.set(value, text);
    }
    return new Subject(text, null, text.length, null, value.data, value);
  }
  if (!hasBuffer(value)) throw typeError(`expected string or bytes-like object, got '${typeOf(value).name}'`);
  const view = getBuffer(vm, value, PyBUF_SIMPLE);
  try {
    const bytes = bufferBytes(view);
    return new Subject(latin1(vm, bytes), null, bytes.length, null, bytes, value);
  } finally {
    view.release(vm);
  }
}
