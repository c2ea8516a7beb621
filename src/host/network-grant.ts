/** This file decides which addresses a sandbox may use. */
import type { NetworkGrant } from '../vm/host.js';

/** Addresses by name: `host:port`, `host` for all its ports, `*` for all. */
export class NamedAddresses implements NetworkGrant {
  constructor(private readonly entries: readonly string[]) {}

  allows(host: string, port: number): boolean {
    return this.entries.some((entry) => entry === '*' || entry === host || entry === `${host}:${port}`);
  }
}
