/** This file is the public entry of pyvm: what an embedder can import. */
export { SANDBOX_LIMITS } from '../vm/limits.js';
export type { PolicyAnswer, PolicyRequest, PolicyRule } from '../vm/policy.js';
export type { DictForm, JsValue } from './convert.js';
export {
  DeniedError,
  LimitError,
  PythonError,
  type PythonErrorFrame,
  type PythonErrorParts,
  PythonSyntaxError,
  PyvmError,
  type SyntaxErrorPlace,
  VMError,
  type VMErrorCode,
} from './errors.js';
export { PyHandle } from './handle.js';
export type { Globals, PythonInstance } from './instance.js';
export {
  type Allow,
  type AuditEvent,
  type CallOptions,
  type FileGrant,
  type FileTree,
  type FixedClockOption,
  fixed,
  folder,
  type HostFolder,
  type HostFunction,
  type HostFunctions,
  type HostModule,
  type LimitKind,
  type Limits,
  type OutputEvent,
  overlay,
  type PythonEvent,
  type PythonOptions,
  type RunOptions,
  type RunResult,
  readOnly,
  readWrite,
  type SnapshotOptions,
  type Usage,
} from './options.js';
export { Python } from './python.js';
