/** This file declares the module `_sre`: regular expressions, from the code that `re._compiler` makes. */
import { hasBuffer } from '../../objects/buffer.js';
import { PyIntSubclass, typeOf } from '../../objects/core-types.js';
import { overflowError, runtimeError, typeError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { asSize } from '../../objects/operations/index.js';
import { asStr } from '../../objects/strings.js';
import type { PyDict } from '../../objects/types/dict/dict.js';
import type { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isCasedAscii, isCasedUnicode, lowerAscii, lowerUnicode } from './characters.js';
import './match.js';
import * as op from './opcodes.js';
import './pattern.js';
import { PyPattern, PyTemplate, templateType } from './pattern-object.js';
import { translate } from './translate.js';

defineType(templateType, { hasWeakrefs: false, noInstantiation: true });

/** The code words of a list of ints. */
function codeWords(vm: Runtime, list: PyList): Uint32Array {
  const items = list.items;
  vm.chargeFuel(items.length >> 2);
  vm.chargeMemory(4 * items.length);
  const words = new Uint32Array(items.length);
  for (let i = 0; i < items.length; i++) {
    let item = items[i] as Value;
    if (item instanceof PyIntSubclass) item = item.value;
    if (typeof item === 'boolean') item = item ? 1 : 0;
    if (typeof item !== 'number' && typeof item !== 'bigint') throw typeError('an integer is required');
    if (item < 0) throw overflowError("can't convert negative value to unsigned int");
    if (item > 0xffffffff) throw overflowError('regular expression code size limit exceeded');
    words[i] = item as number;
  }
  return words;
}

function compile(
  vm: Runtime,
  pattern: Value,
  flags: number,
  code: PyList,
  groups: number,
  groupindex: PyDict,
  indexgroup: PyTuple,
): Value {
  const words = codeWords(vm, code);
  if (groups < 0 || groups > op.MAXGROUPS || groups > words.length) throw runtimeError('invalid SRE code');
  let isBytes: boolean | null = null;
  if (pattern !== None) {
    if (asStr(pattern) !== undefined) isBytes = false;
    else if (hasBuffer(pattern)) isBytes = true;
    else throw typeError(`expected string or bytes-like object, got '${typeOf(pattern).name}'`);
  }
  const program = translate(vm, words, groups);
  return new PyPattern(pattern, flags, words, program, groups, groupindex, indexgroup, isBytes);
}

function template(vm: Runtime, _pattern: Value, source: PyList): Value {
  const items = source.items;
  if (items.length % 2 === 0) throw typeError('invalid template');
  vm.chargeFuel(items.length >> 2);
  const literals: (Value | null)[] = [];
  const groups: number[] = [];
  items.forEach((item, i) => {
    if (i % 2 === 0) {
      const text = asStr(item);
      literals.push(text === '' ? null : (text ?? item));
      return;
    }
    if (typeof item !== 'number' && typeof item !== 'bigint' && typeof item !== 'boolean') {
      if (!(item instanceof PyIntSubclass)) throw typeError('an integer is required');
    }
    const number = asSize(vm, item);
    if (number < 0) throw typeError('invalid template');
    groups.push(number);
  });
  return new PyTemplate(literals, groups);
}

const onCharacter = (name: string, f: (c: number) => Value) =>
  nativeFunction(`${name}($module, character: int, /)`, null, (_vm, c: number) => f(c));

/** `_sre`. */
export const sreModule = defineModule({
  name: '_sre',
  functions: [
    nativeFunction(
      'compile($module, /, pattern, flags: int, code: list, groups: ssize, groupindex: dict, indexgroup: tuple)',
      null,
      compile,
    ),
    nativeFunction(
      'template($module, pattern, template: list, /)',
      'Make a template of literals and groups.',
      template,
    ),
    nativeFunction('getcodesize($module, /)', null, () => op.CODESIZE),
    onCharacter('ascii_iscased', (c) => isCasedAscii(c)),
    onCharacter('unicode_iscased', (c) => isCasedUnicode(c)),
    onCharacter('ascii_tolower', lowerAscii),
    onCharacter('unicode_tolower', lowerUnicode),
  ],
  constants: [
    ['MAGIC', op.MAGIC],
    ['CODESIZE', op.CODESIZE],
    ['MAXREPEAT', op.MAXREPEAT],
    ['MAXGROUPS', op.MAXGROUPS],
    ['copyright', ' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB '],
  ],
});
