/** This file cuts what a terminal sends into keys. */

const KEY = /\u001b\[[0-9;]*[A-Za-z~]|\u001bO[A-Za-z]|\u001b[^[]|[\s\S]/gu;

/** The keys in a piece of terminal input: single characters and whole escape sequences. */
export function splitKeys(input: string): string[] {
  return input.match(KEY) ?? [];
}
