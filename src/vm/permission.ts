/** This file asks a machine's policy whether a program may do what it is about to do. */
import { error } from '../objects/errors.js';
import { importErrorFrom } from '../objects/exceptions/import-error.js';
import { PermissionError } from '../objects/exceptions/types.js';
import { isStr, strFromUtf16, strToUtf16 } from '../values/str.js';
import { STOPPED_BY_POLICY } from './limits.js';
import type { Machine } from './machine.js';
import type { PolicyAnswer, PolicyFeature } from './policy.js';

/** What the policy says of a feature; nothing is denied while a machine starts. */
export function policyAnswer(vm: Machine, feature: PolicyFeature, detail = ''): PolicyAnswer {
  const rule = vm.policy[feature];
  if (rule === undefined || rule === 'allow' || !vm.isGuarded) return 'allow';
  if (typeof rule === 'string') return rule;
  const module = vm.currentModuleName();
  return rule({ feature, detail, module: module !== undefined && isStr(module) ? strToUtf16(module) : '' });
}

/** Raises PermissionError (ImportError for imports), or ends the program, when the policy does not allow a feature. */
export function permit(vm: Machine, feature: PolicyFeature, detail = ''): void {
  const answer = policyAnswer(vm, feature, detail);
  if (answer === 'allow') return;
  // The host learns of it before the program does.
  vm.audit('pyvm.denied', [feature, strFromUtf16(detail)]);
  if (answer === 'stop') vm.stop(STOPPED_BY_POLICY);
  if (feature === 'import') throw importErrorFrom(`import of '${detail}' is denied by policy`, detail, null);
  throw error(PermissionError, `${feature} is denied by policy`);
}
