/** This file defines how the compiler handles identifiers: private name mangling and the order of names. */

/**
 * The name under which an identifier of a class body is stored: `__spam` becomes `_Class__spam`. Names that end in two
 * underscores, dotted names and classes named only with underscores leave it as it is (CPython's `_Py_Mangle`).
 */
export function mangle(privateName: string | null, ident: string): string {
  if (privateName === null || !ident.startsWith('__') || ident.endsWith('__') || ident.includes('.')) return ident;
  let underscores = 0;
  while (privateName[underscores] === '_') underscores++;
  if (underscores === privateName.length) return ident;
  return `_${privateName.slice(underscores)}${ident}`;
}

/** As `mangle`, but in the scope of a class's type parameters only the names in `mangledNames` are private. */
export function maybeMangle(
  privateName: string | null,
  mangledNames: ReadonlySet<string> | null,
  name: string,
): string {
  if (mangledNames !== null && !mangledNames.has(name)) return name;
  return mangle(privateName, name);
}

/** Compare two names as Python compares strings: by code points. */
export function compareNames(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // UTF-16 puts surrogates (the astral planes) below U+E000 to U+FFFF.
    const xAstral = x >= 0xd800 && x <= 0xdfff;
    const yAstral = y >= 0xd800 && y <= 0xdfff;
    if (xAstral !== yAstral) return xAstral ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}
