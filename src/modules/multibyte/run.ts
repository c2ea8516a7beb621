/** This file runs multi-byte codecs over whole texts, with their error handlers. */
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { DecodeErrors, EncodeErrors } from '../../objects/codecs/errors.js';
import type { StrBuilder } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { Str } from '../../values/str.js';
import { type Codec, Decoding, DONE, Encoding, TOO_FEW } from './codec.js';

const ILLEGAL_SEQUENCE = 'illegal multibyte sequence';
const INCOMPLETE_SEQUENCE = 'incomplete multibyte sequence';

/** What encoding answered, and how many characters it took. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly consumed: number;
}

/** Encode text; with `final`, what is at its end is complete, and the state returns to the initial one. */
export function encodeText(
  vm: Runtime,
  codec: Codec,
  state: Uint8Array,
  text: Str,
  errors: string,
  final: boolean,
): Encoded {
  const length = text.length;
  vm.chargeFuel(length);
  const out = new ByteBuilder(vm, length * 2);
  const run = new Encoding(text, state, out, final);
  const handler = new EncodeErrors(vm, codec.name, text, errors, 'out of bounds');
  while (run.left > 0) {
    const failure = codec.encode(run);
    if (failure === DONE || (failure === TOO_FEW && !final)) break;
    const isIncomplete = failure === TOO_FEW;
    const answer = handler.handle(
      run.at,
      isIncomplete ? length : run.at + failure,
      isIncomplete ? INCOMPLETE_SEQUENCE : ILLEGAL_SEQUENCE,
    );
    addReplacement(vm, codec, state, answer.replacement, out, errors);
    run.at = answer.position;
  }
  if (final) codec.finishEncoding(state, out);
  return { bytes: out.finish(), consumed: run.at };
}

/** Replacements are encoded as well, in the state of the text. */
function addReplacement(
  vm: Runtime,
  codec: Codec,
  state: Uint8Array,
  replacement: Str | Uint8Array,
  out: ByteBuilder,
  errors: string,
): void {
  if (replacement instanceof Uint8Array) {
    out.add(replacement);
    return;
  }
  if (replacement.length === 0) return;
  const run = new Encoding(replacement, state, out, true);
  const failure = codec.encode(run);
  if (failure === DONE) return;
  // A codec that cannot even write its question mark writes the byte.
  if (errors === 'replace') out.push(0x3f);
  else throw new EncodeErrors(vm, codec.name, replacement, 'strict').error(run.at, run.at + 1, ILLEGAL_SEQUENCE);
}

/**
 * Decode bytes as far as they are complete; with `final`, an incomplete end is an error. Answers how many bytes were
 * taken.
 */
export function decodeBytes(
  vm: Runtime,
  codec: Codec,
  state: Uint8Array,
  data: Uint8Array,
  errors: string,
  final: boolean,
  out: StrBuilder,
  object: Value | null = null,
): number {
  vm.chargeFuel(data.length);
  vm.chargeMemory(data.length);
  const run = new Decoding(data, state, out);
  const handler = new DecodeErrors(vm, codec.name, data, errors, object, 'out of bounds');
  while (run.has(1)) {
    const failure = codec.decode(run);
    if (failure === DONE || (failure === TOO_FEW && !final)) break;
    const isIncomplete = failure === TOO_FEW;
    const answer = handler.handle(
      run.at,
      isIncomplete ? data.length : run.at + failure,
      isIncomplete ? INCOMPLETE_SEQUENCE : ILLEGAL_SEQUENCE,
    );
    out.add(answer.replacement);
    run.at = answer.position;
  }
  return run.at;
}
