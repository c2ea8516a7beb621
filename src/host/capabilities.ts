/** This file defines what an embedder may grant to a program: nothing unless it is named here. */
import type { Clock, FileSystem, OpenFile } from '../vm/host.js';
import type { ModuleGrant } from '../vm/policy.js';

/** What a mount lets a program do: `overlay` keeps changes in memory, what lies below never changes. */
export type Access = 'read' | 'write' | 'overlay';

/** A tree of files that the program sees at a path of its own. */
export type Mount =
  | {
      /** A folder (or one file) of the host, canonicalised: no way out by `..`, links or races. */
      readonly kind: 'folder';
      /** Where the program sees it; absolute. */
      readonly at: string;
      /** The host's path. */
      readonly path: string;
      readonly access: Access;
      /** Only files whose names end so, and folders; for import paths. */
      readonly only?: readonly string[];
    }
  | {
      /** Files in memory: by path below `at`, or a tree that the embedder made. */
      readonly kind: 'memory';
      readonly at: string;
      readonly files?: ReadonlyMap<string, string | Uint8Array>;
      readonly access: Access;
      /** Bytes that the files may take together. */
      readonly space?: number;
    }
  | {
      /** The embedder's own implementation. */
      readonly kind: 'custom';
      readonly at: string;
      readonly files: FileSystem;
      readonly access: Access;
    };

/** The clock that a program sees. */
export type ClockGrant =
  /** The host's own. */
  | { readonly kind: 'real' }
  /** Moves with the instructions that were executed and with sleeping, which takes no real time. */
  | { readonly kind: 'virtual'; readonly startNs?: bigint }
  /** Stands still; sleeping returns at once. */
  | { readonly kind: 'fixed'; readonly atNs: bigint }
  | { readonly kind: 'custom'; readonly clock: Clock };

/** Where random bytes come from. A seed also fixes the hashes of str. */
export type RandomGrant = { readonly kind: 'real' } | { readonly kind: 'seed'; readonly seed: number };

/** What a program gets of the world. Everything absent is denied. */
export interface Capabilities {
  readonly files?: readonly Mount[];
  /** The folder that the program starts in; `/` by default. */
  readonly cwd?: string;
  /** Environment variables with their values. */
  readonly env?: ReadonlyMap<string, string>;
  /** A virtual clock by default. */
  readonly clock?: ClockGrant;
  /** Seed 0 by default. */
  readonly random?: RandomGrant;
  /** `host:port`, `host` or `*`. */
  readonly net?: readonly string[];
  /** Child processes: they may do whatever the embedding process may, so this grant ends the sandbox. */
  readonly subprocess?: boolean;
  /** Standard input: what to read. */
  readonly stdin?: OpenFile | string | Uint8Array;
  /** Modules of the standard library; all by default, since they grant nothing by themselves. */
  readonly modules?: ModuleGrant;
}
