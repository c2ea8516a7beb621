/** This file defines the part of a dict's index that goes by Python's own hash: needed once a key has a `__eq__` of its own. */

/** Positions under one hash: one, or several in order of insertion. */
export type Bucket = number | number[];

/** Add a position to the bucket of a hash. */
export function addToBucket<H>(buckets: Map<H, Bucket>, hash: H, position: number): void {
  const bucket = buckets.get(hash);
  if (bucket === undefined) buckets.set(hash, position);
  else if (typeof bucket === 'number') buckets.set(hash, [bucket, position]);
  else bucket.push(position);
}

/** Take a position out of the bucket of a hash. Arrays are replaced, so that a search under way notices. */
export function removeFromBucket<H>(buckets: Map<H, Bucket>, hash: H, position: number): void {
  const bucket = buckets.get(hash);
  if (bucket === position) buckets.delete(hash);
  else if (typeof bucket === 'object') {
    const rest = bucket.filter((each) => each !== position);
    if (rest.length === 0) buckets.delete(hash);
    else buckets.set(hash, rest);
  }
}

/** Rewrite all positions after the entries have moved. */
export function remapBuckets<H>(buckets: Map<H, Bucket>, remap: Int32Array): void {
  for (const [hash, bucket] of buckets) {
    if (typeof bucket === 'number') buckets.set(hash, remap[bucket] as number);
    else for (let i = 0; i < bucket.length; i++) bucket[i] = remap[bucket[i] as number] as number;
  }
}

/** A copy that shares no bucket. */
export function copyBuckets<H>(buckets: Map<H, Bucket>): Map<H, Bucket> {
  const copy = new Map(buckets);
  for (const [hash, bucket] of copy) if (typeof bucket === 'object') copy.set(hash, bucket.slice());
  return copy;
}

/** All entries by Python hash. It lags behind: entries from `hashes.length` on are taken in at the next search. */
export class GeneralIndex {
  buckets = new Map<number | bigint, Bucket>();
  /** The hash of the key at each position (0 at deleted ones). */
  hashes: (number | bigint)[] = [];
  /** A key with its own `__eq__` was stored, so a search for any key must ask here too. */
  hasOpenKeys = false;

  add(hash: number | bigint): void {
    addToBucket(this.buckets, hash, this.hashes.length);
    this.hashes.push(hash);
  }

  remove(position: number): void {
    if (position < this.hashes.length) removeFromBucket(this.buckets, this.hashes[position] as number, position);
  }

  copy(): GeneralIndex {
    const copy = new GeneralIndex();
    copy.buckets = copyBuckets(this.buckets);
    copy.hashes = this.hashes.slice();
    copy.hasOpenKeys = this.hasOpenKeys;
    return copy;
  }
}
