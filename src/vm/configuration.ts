/** This file defines how a machine was told to behave: what the command line or the embedder decides before it starts. */

/** CPython's `PyConfig`, as far as programs can see it. */
export interface Configuration {
  readonly argv: readonly string[];
  readonly origArgv: readonly string[];
  readonly executable: string;
  /** Entries of `sys.path`, script folder first. */
  readonly path: readonly string[];
  readonly prefix: string;
  readonly stdlibDir: string;
  readonly platform: string;
  readonly warnOptions: readonly string[];
  readonly xOptions: ReadonlyMap<string, string | true>;
  readonly debug: boolean;
  readonly inspect: boolean;
  readonly interactive: boolean;
  readonly optimize: 0 | 1 | 2;
  readonly dontWriteBytecode: boolean;
  readonly noUserSite: boolean;
  readonly noSite: boolean;
  readonly ignoreEnvironment: boolean;
  readonly verbose: number;
  readonly bytesWarning: number;
  readonly quiet: boolean;
  readonly hashRandomization: boolean;
  readonly isolated: boolean;
  readonly devMode: boolean;
  readonly utf8Mode: boolean;
  readonly warnDefaultEncoding: boolean;
  readonly safePath: boolean;
  /** Code objects keep columns, for the marks in tracebacks. */
  readonly debugRanges: boolean;
  readonly intMaxStrDigits: number;
  readonly pycachePrefix: string | null;
  readonly checkHashPycs: 'default' | 'always' | 'never';
}

/** What a machine assumes that nobody configured. */
export const DEFAULT_CONFIGURATION: Configuration = {
  argv: [''],
  origArgv: [],
  executable: '',
  path: [],
  prefix: '/',
  stdlibDir: '/lib/python3.14',
  platform: 'linux',
  warnOptions: [],
  xOptions: new Map(),
  debug: false,
  inspect: false,
  interactive: false,
  optimize: 0,
  dontWriteBytecode: false,
  noUserSite: false,
  noSite: false,
  ignoreEnvironment: false,
  verbose: 0,
  bytesWarning: 0,
  quiet: false,
  hashRandomization: true,
  isolated: false,
  devMode: false,
  utf8Mode: false,
  warnDefaultEncoding: false,
  safePath: false,
  debugRanges: true,
  intMaxStrDigits: 4300,
  pycachePrefix: null,
  checkHashPycs: 'default',
};
