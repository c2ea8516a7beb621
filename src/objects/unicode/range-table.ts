/** This file defines tables that map every code point to a small number, kept as sorted ranges. */

/**
 * A map from code points to small numbers, made from run-length text on first use. The text lists the runs from
 * U+0000 on, comma-separated: `value` for one code point or `length:value`, both in base 36.
 */
export class RangeTable {
  private starts: Uint32Array | null = null;
  private values: Uint16Array | null = null;
  /** Values of the first code points, for a fast answer. */
  private low = new Uint16Array(0);

  constructor(private readonly text: string) {}

  get(point: number): number {
    if (point < this.low.length) return this.low[point] as number;
    if (this.starts === null) this.decode();
    if (point < LOW) return this.low[point] as number;
    const starts = this.starts as unknown as Uint32Array;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= point) low = middle;
      else high = middle - 1;
    }
    return (this.values as Uint16Array)[low] as number;
  }

  private decode(): void {
    const runs = this.text.split(',');
    const starts = new Uint32Array(runs.length);
    const values = new Uint16Array(runs.length);
    const low = new Uint16Array(LOW);
    let point = 0;
    for (let i = 0; i < runs.length; i++) {
      const run = runs[i] as string;
      const colon = run.indexOf(':');
      const length = colon < 0 ? 1 : Number.parseInt(run.slice(0, colon), 36);
      const value = Number.parseInt(run.slice(colon + 1), 36);
      starts[i] = point;
      values[i] = value;
      if (point < LOW) low.fill(value, point, Math.min(LOW, point + length));
      point += length;
    }
    this.starts = starts;
    this.values = values;
    this.low = low;
  }
}

const LOW = 0x600;
