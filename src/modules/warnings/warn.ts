/** This file gives warnings: asks the filters, remembers, raises or shows. */
import { typeOf } from '../../objects/core-types.js';
import { error, runtimeError, typeError } from '../../objects/errors.js';
import { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { ImportError, RuntimeError, UserWarning, Warning } from '../../objects/exceptions/types.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { isInstanceOf, isSubclassOf } from '../../objects/operations/instance-check.js';
import { reprText, str } from '../../objects/operations/text.js';
import { sliceStr } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import type { Machine } from '../../vm/machine.js';
import { writeStderr } from '../sys/hooks.js';
import { warningPlace } from './context.js';
import { actionText, alreadyWarned, findFilter, onceRegistry, warningsAttr } from './filters.js';

/** Everything about one warning. */
export interface Warned {
  readonly category: Value;
  readonly message: Value;
  readonly filename: Str;
  readonly lineno: number;
  /** undefined: made from the file name. None: the machine is shutting down, nothing is shown. */
  readonly module: Value | undefined;
  readonly registry: Value | undefined;
  readonly sourceLine?: Str | undefined;
  readonly source?: Value | undefined;
}

function moduleOf(filename: Str): Str {
  if (filename.length === 0) return '<unknown>';
  const text = strToUtf16(filename);
  return text.endsWith('.py') ? sliceStr(filename, 0, filename.length - 3) : filename;
}

/** `warnings.warn_explicit`. */
export function warnExplicit(vm: Machine, warned: Warned): void {
  const { filename, lineno } = warned;
  if (warned.module === None) return;
  let registry = warned.registry;
  if (registry !== undefined && registry !== None && !(registry instanceof PyDict)) {
    throw typeError("'registry' must be a dict or None");
  }
  const module = warned.module ?? moduleOf(filename);
  let { category, message } = warned;
  let text: Value;
  if (isInstanceOf(vm, message, Warning)) {
    text = str(vm, message);
    category = typeOf(message);
  } else {
    text = message;
    message = vm.call1(category, message);
  }
  const key = new PyTuple([text, category, lineno]);
  if (registry instanceof PyDict && alreadyWarned(vm, registry, key, false)) return;
  const { action: actionStr, item } = findFilter(vm, category, text, lineno, module);
  const action = actionText(actionStr);
  if (action === 'error') throw raisedAs(vm, category, message);
  if (action === 'ignore') return;
  let seen = false;
  if (action !== 'always' && action !== 'all') {
    if (registry instanceof PyDict) registry.set(vm, key, true);
    if (action === 'once') {
      registry = registry instanceof PyDict ? registry : onceRegistry(vm);
      seen = alreadyWarned(vm, registry as PyDict, new PyTuple([text, category]), true);
    } else if (action === 'module') {
      if (registry instanceof PyDict) seen = alreadyWarned(vm, registry, new PyTuple([text, category]), true);
    } else if (action !== 'default') {
      throw runtimeError(
        `Unrecognized action (${reprText(vm, actionStr)}) in warnings.filters:\n ${reprText(vm, item)}`,
      );
    }
  }
  if (!seen) show(vm, { ...warned, category, message, registry }, text);
}

/** PyErr_SetObject(category, message). */
function raisedAs(vm: Machine, category: Value, message: Value): unknown {
  if (message instanceof PyBaseException && category instanceof PyType && message.type.isSubtypeOf(category)) {
    return new Raised(message);
  }
  const made = vm.call1(category, message);
  if (made instanceof PyBaseException) return new Raised(made);
  return typeError('exceptions must derive from BaseException');
}

function show(vm: Machine, warned: Warned, text: Value): void {
  const source = warned.source === undefined || warned.source === None ? undefined : warned.source;
  // Only the Python module knows where a source was allocated.
  if (source !== undefined && vm.loadedModule('warnings') === undefined) importWarnings(vm);
  const showFunction = warningsAttr(vm, '_showwarnmsg');
  if (showFunction === undefined) {
    showPlainly(vm, warned, text);
    return;
  }
  if (typeOf(showFunction).tp_call === null) throw typeError('warnings._showwarnmsg() must be set to a callable');
  const messageClass = warningsAttr(vm, 'WarningMessage');
  if (messageClass === undefined) throw error(RuntimeError, 'unable to get warnings.WarningMessage');
  const { message, category, filename, lineno } = warned;
  const line = warned.sourceLine ?? None;
  const shown = vm.call(messageClass, [message, category, filename, lineno, None, line, source ?? None]);
  vm.call1(showFunction, shown);
}

function importWarnings(vm: Machine): void {
  try {
    vm.importModule('warnings');
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
}

/** What CPython prints without the Python module: `file:line: Category: text` and the source line. */
function showPlainly(vm: Machine, warned: Warned, text: Value): void {
  try {
    const name = strToUtf16(str(vm, getAttr(vm, warned.category, '__name__')));
    const file = strToUtf16(warned.filename);
    writeStderr(vm, `${file}:${warned.lineno}: ${name}: ${strToUtf16(str(vm, text))}\n`);
    const line = warned.sourceLine === undefined ? sourceLine(vm, file, warned) : strToUtf16(warned.sourceLine);
    if (line !== '') writeStderr(vm, `  ${line.replace(/^[ \t\f]+/, '').trimEnd()}\n`);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
}

function sourceLine(vm: Machine, file: string, warned: Warned): string {
  if (file.startsWith('<')) return '';
  const line = vm.call2(getAttr(vm, vm.importModule('linecache'), 'getline'), warned.filename, warned.lineno);
  return isStr(line) ? strToUtf16(line) : '';
}

/** The category of a warning, checked. */
export function categoryOf(vm: Machine, message: Value, category: Value): Value {
  if (isInstanceOf(vm, message, Warning)) return typeOf(message);
  const wanted = category === None ? UserWarning : category;
  let good = false;
  try {
    good = isSubclassOf(vm, wanted, Warning);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
  if (good) return wanted;
  throw typeError(`category must be a Warning subclass, not '${typeOf(wanted).name}'`);
}

/** `warnings.warn` with a checked category. */
export function warnAtLevel(
  vm: Machine,
  category: Value,
  message: Value,
  stacklevel: number,
  source: Value,
  skip: readonly Str[],
): void {
  const place = warningPlace(vm, stacklevel, skip);
  warnExplicit(vm, { category, message, source, ...place });
}

/** What `get_source` answers; None for a name that the loader does not know (`__main__`). */
function sourceFrom(vm: Machine, getSource: Value, name: Value): Value {
  try {
    return vm.call1(getSource, name);
  } catch (reason) {
    if (!(reason instanceof Raised) || !reason.exception.type.isSubtypeOf(ImportError)) throw reason;
    return None;
  }
}

/** The source line that a module's loader gives, for `module_globals`. */
export function loaderLine(vm: Machine, globals: PyDict, lineno: number): Str | undefined {
  const external = getAttr(vm, vm.importlib(), '_bootstrap_external');
  const loader = vm.call1(getAttr(vm, external, '_bless_my_loader'), globals);
  const name = globals.getStr('__name__');
  if (loader === None || name === undefined) return undefined;
  const getSource = lookupAttr(vm, loader, 'get_source');
  if (getSource === undefined) return undefined;
  const source = sourceFrom(vm, getSource, name);
  if (source === None) return undefined;
  const lines = vm.call0(getAttr(vm, source, 'splitlines'));
  if (!(lines instanceof PyList)) return undefined;
  const line = lines.items[lineno - 1];
  return line !== undefined && isStr(line) ? line : undefined;
}

/** Let native code warn through this module. */
export function installWarnings(vm: Machine): void {
  vm.warnHook = (category, message, stacklevel, source) =>
    warnAtLevel(vm, category, strFromUtf16(message), stacklevel, source, []);
  vm.warnExplicitHook = (category, message, filename, lineno) =>
    warnExplicit(vm, { category, message, filename, lineno, module: undefined, registry: undefined });
}
