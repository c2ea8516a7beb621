/** This file helps the compiler's tests: from source text to code objects. */
import { PyCode } from '../../../src/bytecode/code.js';
import { type CompileOptions, compile } from '../../../src/compiler/compile.js';
import { parse } from '../../../src/syntax/parser/parse.js';
import { strFromUtf16, strToUtf16 } from '../../../src/values/str.js';

/** The code object of a module, expression or interactive statement. */
export function compileSource(source: string, options: Partial<CompileOptions> = {}): PyCode {
  const mode = options.mode ?? 'exec';
  const tree = parse(strFromUtf16(source), { filename: '<test>', mode });
  return compile(tree, { filename: '<test>', ...options });
}

/** All code objects inside a code object, itself first, in the order of their constants. */
export function allCodes(code: PyCode): PyCode[] {
  return [code, ...code.co_consts.items.filter((item) => item instanceof PyCode).flatMap(allCodes)];
}

/** The code object with this qualified name. */
export function codeNamed(source: string, qualname: string, options: Partial<CompileOptions> = {}): PyCode {
  const code = allCodes(compileSource(source, options)).find(
    (candidate) => strToUtf16(candidate.co_qualname) === qualname,
  );
  if (code === undefined) throw new Error(`no code object ${qualname}`);
  return code;
}
