/** This file finds the type variables in the arguments of generics and unions, and puts types in their place. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { Ellipsis, None } from '../../values/singletons.js';
import { isStr, type Str, strToUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { lookupAttr } from '../operations/attributes.js';
import { getItem } from '../operations/containers.js';
import { repr, reprText, str } from '../operations/text.js';
import { isTrue } from '../operations/truth.js';
import { concat } from '../strings.js';
import { PyList } from './list/list.js';

const isNested = (value: Value): value is PyTuple | PyList => value instanceof PyTuple || value instanceof PyList;

/** The type variables among the arguments, in order of appearance (`__parameters__`). */
export function makeParameters(vm: Runtime, args: readonly Value[]): PyTuple {
  const found = new Set<Value>();
  collectParameters(vm, args, found);
  return found.size === 0 ? EMPTY_TUPLE : new PyTuple([...found]);
}

function collectParameters(vm: Runtime, args: readonly Value[], found: Set<Value>): void {
  vm.enterRecursion('');
  try {
    for (const arg of args) {
      if (arg instanceof PyType) continue;
      if (isNested(arg)) {
        collectParameters(vm, arg.items, found);
        continue;
      }
      if (lookupAttr(vm, arg, '__typing_subst__') !== undefined) {
        found.add(arg);
        continue;
      }
      const nested = lookupAttr(vm, arg, '__parameters__');
      if (nested instanceof PyTuple) for (const each of nested.items) found.add(each);
    }
  } finally {
    vm.leaveRecursion();
  }
}

/** Replace `*tuple[int, str]` among the arguments by its items. */
function unpackArguments(vm: Runtime, item: Value): PyTuple {
  const out: Value[] = [];
  for (const arg of item instanceof PyTuple ? item.items : [item]) {
    const unpacked = arg instanceof PyType ? undefined : lookupAttr(vm, arg, '__typing_unpacked_tuple_args__');
    if (unpacked instanceof PyTuple && unpacked.items.at(-1) !== Ellipsis) out.push(...unpacked.items);
    else out.push(arg);
  }
  return new PyTuple(out);
}

/** `self[item]`: the arguments of `self` with its type variables replaced. Raises TypeError when the numbers differ. */
export function substituteParameters(
  vm: Runtime,
  self: Value,
  args: readonly Value[],
  parameters: PyTuple,
  item: Value,
): PyTuple {
  const names = parameters.items;
  if (names.length === 0) throw typeError(`${reprText(vm, self)} is not a generic class`);
  let given: Value = unpackArguments(vm, item);
  for (const parameter of names) {
    const prepare = lookupAttr(vm, parameter, '__typing_prepare_subst__');
    if (prepare === undefined || prepare === None) continue;
    given = vm.call2(prepare, self, given instanceof PyTuple ? given : new PyTuple([given]));
  }
  const values = given instanceof PyTuple ? given.items : [given];
  if (values.length !== names.length) {
    throw typeError(
      `Too ${values.length > names.length ? 'many' : 'few'} arguments for ${reprText(vm, self)}; actual ${values.length}, expected ${names.length}`,
    );
  }
  const out: Value[] = [];
  for (const arg of args) {
    if (arg instanceof PyType) out.push(arg);
    else if (isNested(arg)) {
      vm.enterRecursion('');
      try {
        const nested = substituteParameters(vm, self, arg.items, parameters, given);
        out.push(arg instanceof PyTuple ? nested : new PyList([...nested.items]));
      } finally {
        vm.leaveRecursion();
      }
    } else substituteOne(vm, arg, names, values, out);
  }
  return new PyTuple(out);
}

function substituteOne(vm: Runtime, arg: Value, names: readonly Value[], values: readonly Value[], out: Value[]): void {
  const flag = lookupAttr(vm, arg, '__typing_is_unpacked_typevartuple__');
  const unpack = flag !== undefined && isTrue(vm, flag);
  const substitute = lookupAttr(vm, arg, '__typing_subst__');
  let made: Value;
  if (substitute !== undefined) made = vm.call1(substitute, values[names.indexOf(arg)] as Value);
  else made = substituteNested(vm, arg, names, values);
  if (!unpack) {
    out.push(made);
    return;
  }
  if (!(made instanceof PyTuple)) {
    throw typeError(
      `expected __typing_subst__ of ${typeOf(arg).name} objects to return a tuple, not ${typeOf(made).name}`,
    );
  }
  out.push(...made.items);
}

/** A generic inside: subscript it with what its own parameters become. */
function substituteNested(vm: Runtime, arg: Value, names: readonly Value[], values: readonly Value[]): Value {
  const own = lookupAttr(vm, arg, '__parameters__');
  if (!(own instanceof PyTuple) || own.items.length === 0) return arg;
  const inner: Value[] = [];
  for (const parameter of own.items) {
    const at = names.indexOf(parameter);
    const value = at < 0 ? parameter : (values[at] as Value);
    if (at >= 0 && typeOf(parameter).tp_iter !== null && value instanceof PyTuple) inner.push(...value.items);
    else inner.push(value);
  }
  return getItem(vm, arg, new PyTuple(inner));
}

/** How a type shows inside `list[…]` and `… | …`: classes by qualified name, generics by their repr. */
export function typeRepr(vm: Runtime, value: Value): Str {
  if (value === Ellipsis) return '...';
  const looksGeneric =
    lookupAttr(vm, value, '__origin__') !== undefined && lookupAttr(vm, value, '__args__') !== undefined;
  if (looksGeneric) return repr(vm, value);
  const qualname = lookupAttr(vm, value, '__qualname__');
  if (qualname === undefined) return repr(vm, value);
  const module = lookupAttr(vm, value, '__module__');
  if (module === undefined || module === None) return repr(vm, value);
  if (isStr(module) && strToUtf16(module) === 'builtins') return str(vm, qualname);
  return concat([str(vm, module), '.', str(vm, qualname)]);
}
