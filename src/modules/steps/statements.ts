/** This file does in steps what runs code objects: class bodies, exec and eval, imports. */
import type { PyCode } from '../../bytecode/code.js';
import { PyStrSubclass } from '../../objects/core-types.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { bindArguments } from '../../objects/native/bind.js';
import type { Scope } from '../../objects/native/native-def.js';
import type { NativeSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import type { PyDict } from '../../objects/types/dict/dict.js';
import { PyFunction } from '../../objects/types/function.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { isStr, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { executableOf } from '../../vm/executable.js';
import { PyFrame } from '../../vm/frame.js';
import type { Machine } from '../../vm/machine.js';
import { beginCall, enterCall } from '../../vm/steps/begin.js';
import { type Answer, type CallSteps, PENDING, Steps, type StepsClass } from '../../vm/steps/steps.js';
import { ClassStatement } from '../builtins/classes.js';
import { Evaluation, evaluationFunctions, prepareEval, prepareExec } from '../builtins/evaluate.js';
import { auditImport, importFunction, loadedModule, resolveName } from '../builtins/import.js';
import { removeImportlibFrames } from '../builtins/importlib-frames.js';

/** Put the frame of a code object on top. */
function enterCode(vm: Machine, parent: Steps, evaluation: Evaluation): Answer {
  const { code, globals, locals, closure } = evaluation;
  const builtins = vm.builtinsFor(globals);
  const func = new PyFunction(code, globals as PyDict, builtins, None);
  func.closure = closure;
  const frame = new PyFrame(code, executableOf(vm, code), func, globals, builtins);
  if ((code.co_flags & 0x02) === 0) frame.locals = locals;
  return enterCall(vm, parent, frame);
}

/** `eval()` and `exec()`. */
class EvaluationSteps extends Steps {
  constructor(
    private readonly mode: 'eval' | 'exec',
    private readonly bound: readonly Value[],
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const [source, globals, locals, closure] = this.bound as [Value, Value, Value, Value];
    const evaluation =
      this.mode === 'eval'
        ? prepareEval(vm, source, globals, locals)
        : prepareExec(vm, source, globals, locals, closure);
    return enterCode(vm, this, evaluation);
  }

  step(_vm: Machine, value: Answer): Answer {
    return this.mode === 'eval' ? value : None;
  }
}

const evaluationDef = (name: string) => {
  const def = evaluationFunctions.find((each) => each.name === name);
  if (def === undefined) throw new Error(`no function ${name}`);
  return def;
};

export const evalFunction = evaluationDef('eval');
export const execFunction = evaluationDef('exec');

const evaluation =
  (mode: 'eval' | 'exec'): CallSteps =>
  (vm, _callable, _self, args, kwnames) => {
    const def = mode === 'eval' ? evalFunction : execFunction;
    const name = { short: mode, full: `${mode}()` };
    return new EvaluationSteps(
      mode,
      bindArguments(vm, def.signature as NativeSignature, name, args, kwnames) as Value[],
    );
  };

export const evalSteps = evaluation('eval');
export const execSteps = evaluation('exec');

/** Runs the code of a module, inside a scope if there is one. */
export class ModuleCodeSteps extends Steps {
  constructor(
    private readonly code: PyCode,
    private readonly namespace: PyDict,
    private readonly scope: Scope | null,
    private readonly answer: Value,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    vm.audit('exec', [this.code]);
    return enterCode(vm, this, new Evaluation(this.code, this.namespace, this.namespace, null));
  }

  step(vm: Machine): Answer {
    this.scope?.leave(vm);
    return this.answer;
  }

  override failed(vm: Machine, raised: Raised): Answer {
    this.scope?.leave(vm);
    throw raised;
  }
}

/** `__build_class__`: the body, then the metaclass. */
export class ClassSteps extends Steps {
  private statement: ClassStatement | null = null;
  private cell: Value | null = null;

  constructor(
    private readonly args: readonly Value[],
    private readonly kwnames: readonly string[] | null,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    this.statement = new ClassStatement(vm, this.args, this.kwnames);
    const { func, namespace } = this.statement;
    return enterCode(vm, this, new Evaluation(func.code, func.globals, namespace, func.closure));
  }

  step(vm: Machine, value: Answer): Answer {
    const statement = this.statement as ClassStatement;
    if (this.cell !== null) {
      statement.check(value as Value, this.cell);
      return value;
    }
    this.cell = value as Value;
    const call = statement.call(vm);
    const answer = beginCall(vm, this, statement.metaclass, call.args, call.kwnames);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }
}

const importName = { short: '__import__', full: '__import__()' };

/** `__import__` of what is not loaded yet; the rest is done by the function itself once it is. */
class ImportSteps extends Steps {
  private isLoaded = false;

  constructor(
    private readonly callable: Value,
    private readonly absolute: string,
    private readonly args: readonly Value[],
    private readonly kwnames: readonly string[] | null,
    private readonly fromList: Value,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    auditImport(vm, this.absolute);
    const find = getAttr(vm, vm.importlib(), '_find_and_load');
    const answer = beginCall(vm, this, find, [strFromUtf16(this.absolute), vm.builtins.getStr('__import__') as Value]);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.isLoaded) return value;
    this.isLoaded = true;
    if (this.fromList !== None && vm.steppable !== null) {
      const handle = fromListHandler(vm, value as Value, this.fromList);
      if (handle !== null) return beginCall(vm, this, handle.callable, handle.args);
    }
    return vm.call(this.callable, this.args, this.kwnames);
  }

  override failed(_vm: Machine, raised: Raised): Answer {
    removeImportlibFrames(raised);
    throw raised;
  }
}

/** `_handle_fromlist` where the module is a package and names are asked for. */
function fromListHandler(
  vm: Machine,
  module: Value,
  fromList: Value,
): { callable: Value; args: readonly Value[] } | null {
  const items = (fromList as { items?: readonly Value[] }).items;
  if (items === undefined || items.length === 0) return null;
  const dict = (module as { dict?: PyDict }).dict;
  if (dict === undefined || dict.getStr('__path__') === undefined) return null;
  const callable = getAttr(vm, vm.importlib(), '_handle_fromlist');
  return { callable, args: [module, fromList, vm.builtins.getStr('__import__') as Value] };
}

export const importSteps: CallSteps = (vm, callable, _self, args, kwnames) => {
  const bound = bindArguments(vm, importFunction.signature as NativeSignature, importName, args, kwnames);
  vm.beginImports();
  const [name, globals, , fromList, level] = bound as [Value, Value, Value, Value, number];
  const text = name instanceof PyStrSubclass ? name.value : name;
  if (!isStr(text) || level < 0) return null;
  const given = strToUtf16(text);
  const absolute = level > 0 ? resolveName(vm, given, globals, level) : given;
  if (absolute === '') return null;
  if (loadedModule(vm, absolute) !== undefined) {
    const module = vm.modules.getStr(absolute) as Value;
    const handle = fromListHandler(vm, module, fromList);
    return handle === null ? null : new FromListSteps(handle.callable, handle.args);
  }
  return new ImportSteps(callable, absolute, args, kwnames, fromList);
};

/** Import the submodules that a `from package import …` names. */
class FromListSteps extends Steps {
  constructor(
    private readonly callable: Value,
    private readonly args: readonly Value[],
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    return beginCall(vm, this, this.callable, this.args);
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }

  override failed(_vm: Machine, raised: Raised): Answer {
    removeImportlibFrames(raised);
    throw raised;
  }
}

/** What a snapshot may hold of this file. The order belongs to the format. */
export const STATEMENT_STEPS: readonly StepsClass[] = [
  EvaluationSteps,
  ModuleCodeSteps,
  ClassSteps,
  ImportSteps,
  FromListSteps,
];
