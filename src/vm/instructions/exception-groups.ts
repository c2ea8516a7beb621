/** This file implements `except*`. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { type PyBaseException, PyExceptionGroup } from '../../objects/exceptions/base-exception.js';
import { BaseExceptionGroup } from '../../objects/exceptions/types.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Machine } from '../machine.js';
import { addTraceback } from '../traceback.js';
import { exceptionMatches } from './exceptions.js';

/** CHECK_EG_MATCH: the part of an exception that the pattern takes, and the rest; None for nothing. */
export function matchExceptionGroup(
  vm: Machine,
  exception: PyBaseException | Value,
  pattern: Value,
): { match: Value; rest: Value } {
  if (exception === None) return { match: None, rest: None };
  if (exceptionMatches(exception, pattern)) {
    if (exception instanceof PyExceptionGroup) return { match: exception, rest: None };
    const group = vm.call2(BaseExceptionGroup, '', new PyTuple([exception as Value])) as PyExceptionGroup;
    // The group arises here, at the clause that wraps the exception.
    if (vm.frame !== null) addTraceback(group, vm.frame);
    return { match: group, rest: None };
  }
  if (exception instanceof PyExceptionGroup) {
    const pair = vm.call1(getAttr(vm, exception, 'split'), pattern);
    if (!(pair instanceof PyTuple)) {
      throw typeError(`${typeOf(exception).name}.split must return a tuple, not ${typeOf(pair).name}`);
    }
    if (pair.items.length < 2) {
      throw typeError(`${typeOf(exception).name}.split must return a 2-tuple, got tuple of size ${pair.items.length}`);
    }
    return { match: pair.items[0] as Value, rest: pair.items[1] as Value };
  }
  return { match: None, rest: exception };
}

/** INTRINSIC_PREP_RERAISE_STAR: what is left to raise after the `except*` clauses, or None. */
export function prepareReraiseStar(vm: Machine, original: Value, raised: Value): Value {
  const items = (raised as PyList).items.filter((each) => each !== None) as PyBaseException[];
  if (items.length === 0) return None;
  if (!(original instanceof PyExceptionGroup)) return items[0] as Value;
  const fresh: PyBaseException[] = [];
  const again: PyBaseException[] = [];
  for (const each of items) (isFromOriginal(each, original) ? again : fresh).push(each);
  let result: Value = None;
  if (again.length > 0) result = project(vm, original, again);
  if (fresh.length === 0) return result;
  if (result !== None) fresh.push(result as PyBaseException);
  if (fresh.length === 1 && result === None) return fresh[0] as Value;
  return vm.call2(BaseExceptionGroup, '', new PyList(fresh));
}

/** Same metadata as the original group: it was re-raised, not raised anew. */
function isFromOriginal(exception: PyBaseException, original: PyExceptionGroup): boolean {
  return (
    exception instanceof PyExceptionGroup &&
    exception.traceback === original.traceback &&
    exception.cause === original.cause &&
    exception.context === original.context
  );
}

/** The part of the original group whose leaves are among those of the re-raised groups. */
function project(vm: Machine, original: PyExceptionGroup, keep: readonly PyBaseException[]): Value {
  const leaves = new Set<Value>();
  for (const each of keep) collectLeaves(each, leaves);
  return subgroup(vm, original, leaves);
}

function collectLeaves(exception: Value, into: Set<Value>): void {
  const stack = [exception];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next instanceof PyExceptionGroup) stack.push(...next.excs.items);
    else into.add(next);
  }
}

function subgroup(vm: Machine, group: PyExceptionGroup, leaves: ReadonlySet<Value>): Value {
  vm.enterRecursion(' in exceptiongroup_split');
  try {
    const kept: Value[] = [];
    for (const each of group.excs.items) {
      const part = each instanceof PyExceptionGroup ? subgroup(vm, each, leaves) : leaves.has(each) ? each : None;
      if (part !== None) kept.push(part);
    }
    if (kept.length === 0) return None;
    const made = vm.call1(getAttr(vm, group, 'derive'), new PyList(kept)) as PyExceptionGroup;
    made.traceback = group.traceback;
    made.context = group.context;
    made.cause = group.cause;
    made.suppressContext = group.suppressContext;
    return made;
  } finally {
    vm.leaveRecursion();
  }
}
