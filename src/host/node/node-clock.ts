/** This file gives the clocks of the machine that Node runs on. */
import type { Clock, LocalZone } from '../../vm/host.js';
import { zoneAt } from '../local-zone.js';
import { pause } from './node-errors.js';

/** The host's clocks. */
export class NodeClock implements Clock {
  wallNs(): bigint {
    // Date follows corrections of the clock; the high-resolution clock only adds what stands below a millisecond.
    const coarse = BigInt(Date.now()) * 1_000_000n;
    const fine = BigInt(Math.round(performance.timeOrigin * 1e6)) + BigInt(Math.round(performance.now() * 1e6));
    const difference = fine - coarse;
    return difference >= 0n && difference < 1_000_000n ? fine : coarse;
  }

  monotonicNs(): bigint {
    return process.hrtime.bigint();
  }

  processNs(): bigint {
    const usage = process.cpuUsage();
    return BigInt(usage.user + usage.system) * 1000n;
  }

  localZone(seconds: number): LocalZone {
    return zoneAt(seconds);
  }

  sleep(ns: bigint): void {
    const end = process.hrtime.bigint() + ns;
    for (let left = ns; left > 0n; left = end - process.hrtime.bigint()) pause(Number(left) / 1e6);
  }
}
