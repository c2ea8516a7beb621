/** This file signs snapshots and checks them: nothing of one is looked at before its signature was found good. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { SnapshotError } from './format.js';

/** "pyvm snapshot", and the version of the format. */
const MAGIC = Uint8Array.of(0x70, 0x79, 0x76, 0x6d, 0x73, 0x6e, 0x61, 0x70);
const FORMAT_VERSION = 1;
const HEADER = MAGIC.length + 2;
const SIGNATURE = 32;

/** Header, content, and a keyed signature over both. */
export function seal(content: Uint8Array, key: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(HEADER + content.length + SIGNATURE);
  sealed.set(MAGIC);
  sealed[MAGIC.length] = FORMAT_VERSION & 0xff;
  sealed[MAGIC.length + 1] = FORMAT_VERSION >> 8;
  sealed.set(content, HEADER);
  const signed = sealed.subarray(0, HEADER + content.length);
  sealed.set(hmac(sha256, key, signed), signed.length);
  return sealed;
}

/** The content of a snapshot that was sealed with the same key. Raises SnapshotError for any other bytes. */
export function unseal(sealed: Uint8Array, key: Uint8Array): Uint8Array {
  if (sealed.length < HEADER + SIGNATURE || MAGIC.some((byte, i) => sealed[i] !== byte)) {
    throw new SnapshotError('not a snapshot');
  }
  const end = sealed.length - SIGNATURE;
  const expected = hmac(sha256, key, sealed.subarray(0, end));
  let difference = 0;
  for (let i = 0; i < SIGNATURE; i++) difference |= (expected[i] as number) ^ (sealed[end + i] as number);
  if (difference !== 0) throw new SnapshotError('the snapshot was changed, or signed with another key');
  const version = (sealed[MAGIC.length] as number) | ((sealed[MAGIC.length + 1] as number) << 8);
  if (version !== FORMAT_VERSION) throw new SnapshotError(`the snapshot has format ${version}, not ${FORMAT_VERSION}`);
  return sealed.subarray(HEADER, end);
}
