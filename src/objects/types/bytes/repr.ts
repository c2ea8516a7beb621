/** This file writes bytes as Python literals. */
import type { Runtime } from '../../../values/runtime.js';
import { latin1Text } from '../../codecs/byte-builder.js';

/** The literal of bytes, `b` included: `b'…'`. */
export function reprBytes(vm: Runtime, data: Uint8Array, escapesApostrophe = false): string {
  vm.chargeFuel(data.length >> 3);
  vm.chargeMemory(data.length);
  const quote = data.includes(0x27) && !data.includes(0x22) ? 0x22 : 0x27;
  let out = quote === 0x22 ? 'b"' : "b'";
  let plain = 0;
  for (let i = 0; i < data.length; i++) {
    const byte = data[i] as number;
    if (byte >= 0x20 && byte < 0x7f && byte !== quote && byte !== 0x5c && !(escapesApostrophe && byte === 0x27))
      continue;
    out += latin1Text(data, plain, i);
    plain = i + 1;
    if (byte === quote || byte === 0x5c || byte === 0x27) out += `\\${String.fromCharCode(byte)}`;
    else if (byte === 9) out += '\\t';
    else if (byte === 10) out += '\\n';
    else if (byte === 13) out += '\\r';
    else {
      out += `\\x${byte.toString(16).padStart(2, '0')}`;
      if ((i & 0xff) === 0) vm.chargeMemory(0x400);
    }
  }
  return out + latin1Text(data, plain, data.length) + String.fromCharCode(quote);
}
