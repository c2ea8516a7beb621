/** This file lists the hash functions that HMAC and key derivation can use, by hashlib's name. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import type { CHash } from '@noble/hashes/utils.js';

/** Hash functions by hashlib's name. */
export const hashFunctions: ReadonlyMap<string, CHash> = new Map<string, CHash>([
  ['md5', md5],
  ['sha1', sha1],
  ['sha224', sha224],
  ['sha256', sha256],
  ['sha384', sha384],
  ['sha512', sha512],
  ['sha3_224', sha3_224],
  ['sha3_256', sha3_256],
  ['sha3_384', sha3_384],
  ['sha3_512', sha3_512],
]);
