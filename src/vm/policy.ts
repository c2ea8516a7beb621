/** This file defines the policy on dynamic features: what a program may turn into code, decided outside the program. */
import type { Value } from '../values/object.js';

/** What a policy decides about: `code` is the creation of code objects from parts. */
export type PolicyFeature = 'eval' | 'exec' | 'compile' | 'import' | 'code' | 'marshal';

/** What a program asks for. `detail`: the module's name for `import`, the file name for `compile`, else empty. */
export interface PolicyRequest {
  readonly feature: PolicyFeature;
  readonly detail: string;
  /** Name of the module that asks, from the globals of the innermost Python frame; a program can lie about it. */
  readonly module: string;
}

/**
 * `allow`; `deny`: PermissionError (ImportError for `import`) in the program; `stop`: the program ends and cannot catch
 * it; or a function of the host that says which.
 */
export type PolicyRule = PolicyAnswer | ((request: PolicyRequest) => PolicyAnswer);
export type PolicyAnswer = 'allow' | 'deny' | 'stop';

/** The rules of a machine. What is absent is allowed. */
export interface Policy {
  readonly eval?: PolicyRule;
  readonly exec?: PolicyRule;
  readonly compile?: PolicyRule;
  readonly import?: PolicyRule;
  readonly code?: PolicyRule;
  readonly marshal?: PolicyRule;
}

/** Everything is allowed. */
export const ALLOW_ALL: Policy = {};

/** No code that did not come with the program: what `--deny-eval` sets. */
export const DENY_DYNAMIC_CODE: Policy = {
  eval: 'deny',
  exec: 'deny',
  compile: 'deny',
  code: 'deny',
  marshal: 'deny',
};

/** Standard modules that may be imported: an allow-list, a deny-list; denied beats allowed. Submodules follow their package. */
export interface ModuleGrant {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

/**
 * Is told every audit event (PEP 578) before the hooks of the program; what it throws passes through. The values are the
 * program's own: look at them, keep none. `isRaised`: Python code (the program's or the library's) raised it with
 * `sys.audit`, so that nothing need have happened.
 */
export type AuditListener = (event: string, args: readonly Value[], isRaised: boolean) => void;
