/** This file defines compile(), eval(), exec(), and the namespaces they run in. */
import { CO_FUTURE_BARRY_AS_BDFL, PyCode } from '../../bytecode/code.js';
import { stripColumns } from '../../bytecode/strip-columns.js';
import { compile as compileTree } from '../../compiler/compile.js';
import { RecursionLimitError } from '../../compiler/errors.js';
import { asBytes, hasBuffer } from '../../objects/buffer.js';
import { decode } from '../../objects/codecs/registry.js';
import { encodeUtf8 } from '../../objects/codecs/utf8.js';
import { PyStrSubclass, typeOf } from '../../objects/core-types.js';
import { recursionError, systemError, typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { DeprecationWarning, LookupError, SyntaxWarning } from '../../objects/exceptions/types.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyCell } from '../../objects/types/function.js';
import { intDigitLimit } from '../../objects/types/int/text.js';
import { pointOfName } from '../../objects/unicode/names.js';
import type { mod } from '../../syntax/ast/nodes.js';
import { SyntaxErrorInfo, type WarningSink } from '../../syntax/errors/syntax-error-info.js';
import { parse } from '../../syntax/parser/parse.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromCodePoints, strToUtf16 } from '../../values/str.js';
import { executeCode } from '../../vm/execute-code.js';
import { frameLocals } from '../../vm/frame-locals.js';
import type { Machine } from '../../vm/machine.js';
import { nameBytes } from '../../vm/path-names.js';
import { permit, policyAnswer } from '../../vm/permission.js';
import { isGeneratedCode } from './generated-code.js';
import { programText } from './program-text.js';
import { raiseSyntaxError } from './syntax-error.js';

/** `PyCF_` flags that compile() understands. */
const PyCF_MASK = 0x1fe0000;
const PyCF_DONT_IMPLY_DEDENT = 0x200;
const PyCF_ONLY_AST = 0x400;
const PyCF_TYPE_COMMENTS = 0x1000;
const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;
const PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000;
const PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST;
const KNOWN_FLAGS =
  PyCF_MASK |
  PyCF_DONT_IMPLY_DEDENT |
  PyCF_OPTIMIZED_AST |
  PyCF_TYPE_COMMENTS |
  PyCF_ALLOW_TOP_LEVEL_AWAIT |
  PyCF_ALLOW_INCOMPLETE_INPUT;

type Mode = 'exec' | 'eval' | 'single' | 'func_type';

export interface CompileOptions {
  readonly filename: Str;
  readonly mode: Mode;
  readonly flags: number;
  /** -1: the interpreter's own level. */
  readonly optimize: number;
  readonly featureVersion?: number;
  /** The bytes are those of a file: its name goes into errors of the encoding. */
  readonly fromFile?: boolean;
}

/** Source text or bytes from an argument of compile(), eval() or exec(). */
export function sourceOf(vm: Runtime, value: Value, what: string, kinds: string): Uint8Array | Str {
  const text = value instanceof PyStrSubclass ? value.value : value;
  if (isStr(text)) {
    // Source is UTF-8: a lone surrogate cannot be in it.
    if (typeof text !== 'string') encodeUtf8(vm, text, 'strict');
    return text;
  }
  if (hasBuffer(value)) return asBytes(vm, value).slice();
  throw typeError(`${what}() arg 1 must be a ${kinds} object`);
}

/** Compile source; raises SyntaxError and issues SyntaxWarnings. */
export function compileSource(vm: Machine, source: Uint8Array | Str, options: CompileOptions): Value {
  const { filename, flags } = options;
  return compiling(vm, options, (warn) => {
    const tree = parseSource(vm, source, options, warn);
    const optimize = options.optimize < 0 ? vm.optimizationLevel : options.optimize;
    if (flags & PyCF_ONLY_AST) return vm.syntaxTrees().toPython(vm, tree, flags, optimize, filename, warn);
    return asConfigured(
      vm,
      compileTree(tree, { filename, flags, optimize, warn, chargeStatement: statementCharge(vm) }),
    );
  });
}

/** What compiling a statement takes, beside its tokens. */
const STATEMENT_UNITS = 400;
const STATEMENT_BYTES = 256;

function statementCharge(vm: Machine): () => void {
  return () => {
    vm.chargeFuel(STATEMENT_UNITS);
    vm.chargeMemory(STATEMENT_BYTES);
  };
}

/** The text of a source in an encoding that only the machine's codecs know; undefined when they do not know it either. */
function decodeSourceBytes(vm: Machine, encoding: string, data: Uint8Array): string | undefined {
  try {
    return strToUtf16(decode(vm, new PyBytes(data), data, encoding, 'strict'));
  } catch (reason) {
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(LookupError)) return undefined;
    throw reason;
  }
}

/** The tree of source; throws what `compiling` turns into exceptions. */
export function parseSource(vm: Machine, source: Uint8Array | Str, options: CompileOptions, warn: WarningSink): mod {
  const { filename, mode, flags } = options;
  return parse(source, {
    filename,
    mode,
    warn,
    lookupName: pointOfName,
    codec: (encoding, data) => decodeSourceBytes(vm, encoding, data),
    meter: vm,
    maxIntDigits: vm.state(intDigitLimit).digits,
    ignoreCookie: isStr(source),
    fromFile: options.fromFile ?? false,
    dontImplyDedent: (flags & PyCF_DONT_IMPLY_DEDENT) !== 0,
    allowIncompleteInput: (flags & PyCF_ALLOW_INCOMPLETE_INPUT) !== 0,
    barryAsFlufl: (flags & CO_FUTURE_BARRY_AS_BDFL) !== 0,
    typeComments: (flags & PyCF_TYPE_COMMENTS) !== 0,
    ...(options.featureVersion === undefined ? {} : { featureVersion: options.featureVersion }),
  });
}

/** Gives the warnings about a source to the warning filters; one that makes it an error throws the SyntaxErrorInfo. */
export function warningSink(vm: Machine, filename: Str): WarningSink {
  return (warning) => {
    const category = warning.category === 'SyntaxWarning' ? SyntaxWarning : DeprecationWarning;
    try {
      vm.warnExplicit(category, warning.message, filename, warning.lineno);
    } catch (reason) {
      // A filter that turns the warning into an error makes it a SyntaxError at its place.
      if (reason instanceof Raised && reason.exception.type === category) throw warning.asError;
      throw reason;
    }
  };
}

/** Do work that throws errors of the compiler; they become Python exceptions. */
export function compiling<T>(vm: Machine, options: CompileOptions, work: (warn: WarningSink) => T): T {
  const warn = warningSink(vm, options.filename);
  try {
    return work(warn);
  } catch (reason) {
    if (reason instanceof SyntaxErrorInfo) throw raiseSyntaxError(reason, programText(vm, reason));
    if (reason instanceof RecursionLimitError) {
      throw recursionError('maximum recursion depth exceeded during compilation');
    }
    throw reason;
  }
}

function namespaces(
  vm: Machine,
  name: 'eval' | 'exec',
  globals: Value,
  locals: Value,
): { globals: PyDict; locals: Value } {
  if (globals !== None && !(globals instanceof PyDict)) {
    if (name === 'eval' && locals === None && typeOf(globals).mp_subscript !== null) {
      throw typeError('globals must be a real dict; try eval(code, {}, mapping)');
    }
    throw typeError(
      name === 'eval' ? 'globals must be a dict' : `exec() globals must be a dict, not ${typeOf(globals).name}`,
    );
  }
  if (locals !== None && typeOf(locals).mp_subscript === null) {
    throw typeError(
      name === 'eval' ? 'locals must be a mapping' : `locals must be a mapping or None, not ${typeOf(locals).name}`,
    );
  }
  const frame = vm.frame;
  let inGlobals: PyDict;
  let inLocals = locals;
  if (globals === None) {
    if (frame === null) throw systemError('globals and locals cannot be NULL');
    inGlobals = frame.globals;
    if (locals === None) inLocals = frameLocals(frame);
  } else {
    inGlobals = globals as PyDict;
    if (locals === None) inLocals = globals;
  }
  if (inGlobals.getStr('__builtins__') === undefined) {
    inGlobals.setStr(
      '__builtins__',
      frame === null ? vm.builtinsModule() : frame.builtins === vm.builtins ? vm.builtinsModule() : frame.builtins,
    );
  }
  return { globals: inGlobals, locals: inLocals };
}

function stripLeading(source: Uint8Array | Str): Uint8Array | Str {
  if (typeof source === 'string') return source.replace(/^[ \t]+/, '');
  let at = 0;
  if (!(source instanceof Uint8Array)) {
    const points = source.codePoints;
    while (points[at] === 0x20 || points[at] === 0x09) at++;
    return strFromCodePoints(points.subarray(at));
  }
  while (source[at] === 0x20 || source[at] === 0x09) at++;
  return source.subarray(at);
}

/** Code that eval() or exec() is about to run, and where. */
export class Evaluation {
  constructor(
    readonly code: PyCode,
    readonly globals: PyDict,
    readonly locals: Value,
    readonly closure: PyTuple | null,
  ) {}

  run(vm: Machine): Value {
    return executeCode(vm, this.code, this.globals, this.locals, this.closure);
  }
}

/** What `eval(source, globals, locals)` is to run: checked, compiled, announced to audit hooks. */
export function prepareEval(vm: Machine, source: Value, inGlobals: Value, inLocals: Value): Evaluation {
  const { globals, locals } = namespaces(vm, 'eval', inGlobals, inLocals);
  if (source instanceof PyCode) {
    vm.audit('exec', [source]);
    permit(vm, 'eval');
    if (source.nfreevars > 0) throw typeError('code object passed to eval() may not contain free variables');
    return new Evaluation(source, globals, locals, null);
  }
  const text = stripLeading(sourceOf(vm, source, 'eval', 'string, bytes or code'));
  return new Evaluation(compileText(vm, text, 'eval'), globals, locals, null);
}

/** What `exec(source, globals, locals, closure=closure)` is to run. */
export function prepareExec(vm: Machine, source: Value, inGlobals: Value, inLocals: Value, closure: Value): Evaluation {
  const { globals, locals } = namespaces(vm, 'exec', inGlobals, inLocals);
  if (source instanceof PyCode) {
    const cells = checkClosure(source, closure);
    vm.audit('exec', [source]);
    permit(vm, 'exec');
    return new Evaluation(source, globals, locals, cells);
  }
  if (closure !== None) throw typeError('closure can only be used when source is a code object');
  const text = sourceOf(vm, source, 'exec', 'string, bytes or code');
  return new Evaluation(compileText(vm, text, 'exec'), globals, locals, null);
}

/** Audit hooks are given the source as bytes, whatever it was. */
function auditCompile(vm: Machine, source: Uint8Array | Str, filename: Str): void {
  if (!vm.isAudited) return;
  vm.audit('compile', [new PyBytes(isStr(source) ? nameBytes(strToUtf16(source)) : source), filename]);
}

function compileText(vm: Machine, text: Uint8Array | Str, mode: 'eval' | 'exec'): PyCode {
  const flags = (vm.frame?.code.co_flags ?? 0) & PyCF_MASK;
  auditCompile(vm, text, '<string>');
  const options: CompileOptions = { filename: '<string>', mode, flags, optimize: -1 };
  if (policyAnswer(vm, mode) !== 'allow' && !isLibraryText(vm, text, options)) permit(vm, mode);
  const code = compileSource(vm, text, options) as PyCode;
  vm.audit('exec', [code]);
  return code;
}

/** Was this text made by the library for its own use, as its shape shows? */
function isLibraryText(vm: Machine, text: Uint8Array | Str, options: CompileOptions): boolean {
  return isGeneratedCode(compiling(vm, options, (warn) => parseSource(vm, text, options, warn)));
}

export const evaluationFunctions: readonly NativeDef[] = [
  nativeFunction(
    'compile($module, /, source, filename, mode: str, flags: int=0, dont_inherit: bool=False, optimize: int=-1, *, _feature_version: int=-1)',
    'Compile source into a code object that can be executed by exec() or eval().',
    (
      vm: Runtime,
      source: Value,
      filename: Value,
      modeText: Str,
      flags: number,
      dontInherit: boolean,
      optimize: number,
      featureVersion: number,
    ) => {
      const machine = vm as Machine;
      if (flags & ~KNOWN_FLAGS) throw valueError('compile(): unrecognised flags');
      if (optimize < -1 || optimize > 2) throw valueError('compile(): invalid optimize value');
      const mode = strToUtf16(modeText);
      if (mode !== 'exec' && mode !== 'eval' && mode !== 'single' && mode !== 'func_type') {
        throw valueError(
          flags & PyCF_ONLY_AST
            ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
            : "compile() mode must be 'exec', 'eval' or 'single'",
        );
      }
      if (mode === 'func_type' && !(flags & PyCF_ONLY_AST)) {
        throw valueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
      }
      const path = machine.fsPathText(filename);
      // A tree does nothing by itself.
      if ((flags & PyCF_ONLY_AST) === 0) permit(machine, 'compile', strToUtf16(path));
      const inherited = dontInherit ? 0 : (machine.frame?.code.co_flags ?? 0) & PyCF_MASK;
      const options: CompileOptions = {
        filename: path,
        mode,
        flags: flags | inherited,
        optimize,
        ...(featureVersion >= 0 ? { featureVersion } : {}),
      };
      if (machine.trees?.isNode(machine, source)) {
        if ((flags & PyCF_OPTIMIZED_AST) === PyCF_ONLY_AST) {
          machine.syntaxTrees().checkRoot(machine, source, mode);
          return source;
        }
        return compileAst(machine, source, options);
      }
      const text = sourceOf(vm, source, 'compile', 'string, bytes or AST');
      auditCompile(machine, text, path);
      return compileSource(machine, text, options);
    },
  ),
  nativeFunction(
    'eval($module, source, /, globals=None, locals=None)',
    'Evaluate the given source in the context of globals and locals.',
    (vm: Runtime, source: Value, globals: Value, locals: Value) =>
      prepareEval(vm as Machine, source, globals, locals).run(vm as Machine),
  ),
  nativeFunction(
    'exec($module, source, /, globals=None, locals=None, *, closure=None)',
    'Execute the given source in the context of globals and locals.',
    (vm: Runtime, source: Value, globals: Value, locals: Value, closure: Value) => {
      prepareExec(vm as Machine, source, globals, locals, closure).run(vm as Machine);
      return None;
    },
  ),
];

function compileAst(vm: Machine, node: Value, options: CompileOptions): Value {
  const { filename, flags } = options;
  const optimize = options.optimize < 0 ? vm.optimizationLevel : options.optimize;
  return compiling(vm, options, (warn) => {
    const tree = vm.syntaxTrees().fromPython(vm, node, options.mode);
    if (flags & PyCF_ONLY_AST) return vm.syntaxTrees().toPython(vm, tree, flags, optimize, filename, warn);
    return asConfigured(
      vm,
      compileTree(tree, { filename, flags, optimize, warn, chargeStatement: statementCharge(vm) }),
    );
  });
}

/** A new code object, with columns if the machine keeps them. */
function asConfigured(vm: Machine, code: PyCode): PyCode {
  return vm.configuration.debugRanges ? code : stripColumns(code);
}

function checkClosure(code: PyCode, closure: Value): PyTuple | null {
  if (code.nfreevars === 0) {
    if (closure !== None) throw typeError('cannot use a closure with this code object');
    return null;
  }
  if (
    !(closure instanceof PyTuple) ||
    closure.items.length !== code.nfreevars ||
    closure.items.some((cell) => !(cell instanceof PyCell))
  ) {
    throw typeError(`code object requires a closure of exactly length ${code.nfreevars}`);
  }
  return closure;
}
