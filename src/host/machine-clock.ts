/** This file implements the clocks of a sandbox that do not show real time. */
import type { Clock, LocalZone } from '../vm/host.js';

const UTC: LocalZone = { offsetSeconds: 0, name: 'UTC', isDst: false };
/** Where virtual time begins: 2025-01-01 00:00 UTC. */
const EPOCH_NS = 1_735_689_600_000_000_000n;
/** Virtual nanoseconds an instruction. */
const NS_PER_INSTRUCTION = 10;

/** What a virtual clock counts by: a machine. */
export interface InstructionCounter {
  readonly instructionsTotal: number;
  chargeSleep(ms: number): void;
}

/**
 * Moves with the instructions of its machine, so that a program finds the same times in every run. Sleeping moves it on at
 * once and counts towards the limit of wall time all the same.
 */
export class VirtualClock implements Clock {
  readonly isVirtual = true;
  private sleptNs = 0n;
  private machine: InstructionCounter | null = null;

  constructor(private readonly startNs: bigint = EPOCH_NS) {}

  attach(machine: InstructionCounter): void {
    this.machine = machine;
  }

  wallNs(): bigint {
    return this.startNs + this.monotonicNs();
  }

  monotonicNs(): bigint {
    return this.sleptNs + this.processNs();
  }

  processNs(): bigint {
    return BigInt(Math.floor(this.machine?.instructionsTotal ?? 0)) * BigInt(NS_PER_INSTRUCTION);
  }

  localZone(): LocalZone {
    return UTC;
  }

  sleep(ns: bigint): void {
    if (ns <= 0n) return;
    this.sleptNs += ns;
    this.machine?.chargeSleep(Number(ns) / 1e6);
  }
}

/** Stands still but for sleeping. */
export class FixedClock implements Clock {
  readonly isVirtual = true;
  private sleptNs = 0n;
  private machine: InstructionCounter | null = null;

  constructor(private readonly atNs: bigint) {}

  attach(machine: InstructionCounter): void {
    this.machine = machine;
  }

  wallNs(): bigint {
    return this.atNs + this.sleptNs;
  }

  monotonicNs(): bigint {
    return this.sleptNs;
  }

  processNs(): bigint {
    return 0n;
  }

  localZone(): LocalZone {
    return UTC;
  }

  sleep(ns: bigint): void {
    if (ns <= 0n) return;
    this.sleptNs += ns;
    this.machine?.chargeSleep(Number(ns) / 1e6);
  }
}
