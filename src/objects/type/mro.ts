/** This file linearises base classes (C3). */
import type { PyType } from '../../values/type.js';
import { typeError } from '../errors.js';

/** The method resolution order of a class with these bases, itself first. Raises TypeError when there is none. */
export function computeMro(type: PyType, bases: readonly PyType[]): PyType[] {
  const seen = new Set<PyType>();
  for (const base of bases) {
    if (seen.has(base)) throw typeError(`duplicate base class ${base.name}`);
    seen.add(base);
  }
  if (bases.length === 1) return [type, ...(bases[0] as PyType).mro];
  const sequences: (readonly PyType[])[] = [...bases.map((base) => base.mro), bases];
  const heads = sequences.map(() => 0);
  const result: PyType[] = [type];
  for (;;) {
    let empty = 0;
    let picked: PyType | undefined;
    for (let i = 0; i < sequences.length && picked === undefined; i++) {
      const sequence = sequences[i] as readonly PyType[];
      const head = heads[i] as number;
      if (head >= sequence.length) {
        empty++;
        continue;
      }
      const candidate = sequence[head] as PyType;
      if (!inTail(sequences, heads, candidate)) picked = candidate;
    }
    if (picked !== undefined) {
      result.push(picked);
      for (let i = 0; i < sequences.length; i++) {
        if ((sequences[i] as readonly PyType[])[heads[i] as number] === picked) heads[i] = (heads[i] as number) + 1;
      }
      continue;
    }
    if (empty === sequences.length) return result;
    const names = new Set<string>();
    sequences.forEach((sequence, i) => {
      const head = sequence[heads[i] as number];
      if (head !== undefined) names.add(head.name.slice(head.isHeap ? 0 : head.name.lastIndexOf('.') + 1));
    });
    throw typeError(`Cannot create a consistent method resolution order (MRO) for bases ${[...names].join(', ')}`);
  }
}

function inTail(sequences: readonly (readonly PyType[])[], heads: readonly number[], candidate: PyType): boolean {
  return sequences.some((sequence, i) => sequence.indexOf(candidate, (heads[i] as number) + 1) >= 0);
}
