/** This file names what all machines share: built-in types, what they are declared with, and a few constant objects. */

import { PyBuffer } from '../../../objects/buffer.js';
import { builtinTypes } from '../../../objects/core-types.js';
import { Raised } from '../../../objects/exceptions/raised.js';
import { dictDescriptor, weakrefDescriptor } from '../../../objects/type/create-type.js';
import { GeneralIndex } from '../../../objects/types/dict/general-index.js';
import { ManagedBuffer } from '../../../objects/types/memoryview/memoryview.js';
import { SetEntries } from '../../../objects/types/set/set.js';
import { DUMMY, SetTable } from '../../../objects/types/set/set-table.js';
import { EMPTY_TUPLE } from '../../../values/sequences.js';
import { Ellipsis, None, NotImplemented } from '../../../values/singletons.js';
import { ExceptionState } from '../../frame.js';
import { AsyncGenWrappedValue } from '../../generator.js';
import { ThrowArguments } from '../../throw-arguments.js';

/** Objects that exist once, in every process: those of this layer and of those before it. */
const CONSTANTS: readonly object[] = [
  None,
  Ellipsis,
  NotImplemented,
  EMPTY_TUPLE,
  DUMMY as object,
  dictDescriptor,
  weakrefDescriptor,
];

/** A class whose instances a snapshot can hold. */
export type StateClass = abstract new (...args: never[]) => object;

/** Classes of internal objects that are no instances of a built-in type's own class. */
const CLASSES: readonly StateClass[] = [
  Object as unknown as new () => object,
  ExceptionState,
  GeneralIndex,
  SetTable,
  SetEntries,
  Raised,
  ThrowArguments,
  ManagedBuffer,
  PyBuffer,
  AsyncGenWrappedValue,
];

/** What is the same in every process though no built-in type has it, in an order that belongs to the format. */
export class SharedNames {
  readonly constants: readonly object[];
  readonly classes: readonly StateClass[];

  /** What the modules of later layers add. */
  constructor(constants: readonly object[], classes: readonly StateClass[]) {
    this.constants = [...CONSTANTS, ...constants];
    this.classes = [...CLASSES, ...classes];
  }
}

/** What stands in the namespaces of built-in types: by the number of the type and the name. */
export function builtinMembers(): Map<object, readonly [number, string]> {
  const found = new Map<object, readonly [number, string]>();
  builtinTypes.forEach((type, number) => {
    for (const [name, value] of type.dict) {
      if (typeof value === 'object' && !found.has(value)) found.set(value, [number, name]);
    }
  });
  return found;
}
