/** This file tells in words what the JIT did with a program (`pyvm --jit-report`). */
import type { Executable } from '../vm/executable.js';
import { type Profile, profileOf } from './unit.js';

/** What each kind of assumption is about, by the letter that its name begins with. */
const ASSUMPTIONS: Readonly<Record<string, string>> = {
  a: 'the class whose method is called',
  c: 'numbers in a comparison',
  g: 'a global name',
  h: 'a float at the start of a loop',
  i: 'a range of small ints',
  m: 'an attribute of a module',
  n: 'numbers in an operator',
  o: 'an int of less than 53 bits',
  r: 'a loop over a range',
  z: 'a divisor above 0',
};

function assumptionText(exec: Executable, name: string, failures: number): string {
  const what = ASSUMPTIONS[name.charAt(0)] ?? name;
  const at = Number.parseInt(name.slice(1), 10);
  const where = Number.isNaN(at) ? '' : ` (instruction ${at}, offset ${2 * (exec.offsets[at] ?? 0)})`;
  return `    did not hold ${failures} times: ${what}${where}\n`;
}

function entry(exec: Executable, profile: Profile): string {
  const { code } = exec;
  let text = `${String(code.co_qualname)} (${String(code.co_filename)}:${code.co_firstlineno})\n`;
  if (profile.refused !== null) text += `    stays in the interpreter: ${profile.refused}\n`;
  else text += `    compiled ${profile.compiled === 1 ? 'once' : `${profile.compiled} times`}\n`;
  for (const [name, failures] of profile.failures) text += assumptionText(exec, name, failures);
  if (profile.left > 0) text += `    left to the interpreter ${profile.left} times\n`;
  return text;
}

/** The report on the code objects that were hot. */
export function jitReport(seen: readonly Executable[]): string {
  return seen.map((exec) => entry(exec, profileOf(exec))).join('');
}
