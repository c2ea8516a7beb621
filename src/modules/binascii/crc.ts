/** This file computes the checksum of binhex4. */
import type { Runtime } from '../../values/runtime.js';

/** CRC-CCITT as binhex4 used it: polynomial 0x1021. */
export function crcHqx(vm: Runtime, data: Uint8Array, start: number): number {
  vm.chargeFuel(data.length >> 2);
  let crc = start & 0xffff;
  for (let i = 0; i < data.length; i++) {
    crc ^= (data[i] as number) << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}
