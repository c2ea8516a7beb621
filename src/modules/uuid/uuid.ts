/** This file declares the module `_uuid`: identifiers made from the time, as libuuid makes them (RFC 9562, version 1). */

import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { hostOf } from '../../vm/descriptors.js';
import { osError } from '../os-error.js';

/** 100 ns steps between the start of the Gregorian calendar and the epoch. */
const GREGORIAN = 0x01b21dd213814000n;

/** What one machine remembers so that no identifier is made twice. */
class TimeSource {
  last = 0n;
  clockSequence = 0;
  node: Uint8Array | null = null;
}

const timeSource = new StateKey('uuid', () => new TimeSource());

function randomBytes(vm: Runtime, count: number): Uint8Array {
  const random = hostOf(vm).randomBytes;
  if (random === null) throw osError('ENOSYS');
  return random(count);
}

/** The node is random, as the hardware's address is not known here: its multicast bit says so. */
function nodeOf(vm: Runtime, source: TimeSource): Uint8Array {
  if (source.node === null) {
    const bytes = randomBytes(vm, 8);
    source.node = bytes.slice(0, 6);
    source.node[0] = (source.node[0] as number) | 1;
    source.clockSequence = (((bytes[6] as number) << 8) | (bytes[7] as number)) & 0x3fff;
  }
  return source.node;
}

function generate(vm: Runtime): Uint8Array {
  const clock = hostOf(vm).clock;
  if (clock === null) throw osError('ENOSYS');
  const source = vm.state(timeSource);
  const node = nodeOf(vm, source);
  const now = clock.wallNs() / 100n + GREGORIAN;
  source.last = now > source.last ? now : source.last + 1n;
  const out = new Uint8Array(16);
  const view = new DataView(out.buffer);
  view.setUint32(0, Number(source.last & 0xffffffffn));
  view.setUint16(4, Number((source.last >> 32n) & 0xffffn));
  view.setUint16(6, Number((source.last >> 48n) & 0x0fffn) | 0x1000);
  view.setUint16(8, source.clockSequence | 0x8000);
  out.set(node, 10);
  return out;
}

/** `_uuid`. */
export const uuidModule = defineModule({
  name: '_uuid',
  doc: null,
  functions: [
    nativeFunction('generate_time_safe($module, /)', null, (vm: Runtime) => {
      vm.chargeMemory(64);
      // No daemon serves several processes here: they might make the same one (libuuid's -1).
      return new PyTuple([new PyBytes(generate(vm)), -1]);
    }),
  ],
  constants: [
    ['has_uuid_generate_time_safe', 1],
    ['has_stable_extractable_node', 0],
  ],
});
