/** This file defines what the XML parser tells the program. */

/** The content of an element as its declaration says: type, quantifier, name, parts. */
export class ContentModel {
  constructor(
    readonly type: number,
    readonly quantifier: number,
    readonly name: string | null,
    readonly parts: readonly ContentModel[],
  ) {}
}

export const CTYPE_EMPTY = 1;
export const CTYPE_ANY = 2;
export const CTYPE_MIXED = 3;
export const CTYPE_NAME = 4;
export const CTYPE_CHOICE = 5;
export const CTYPE_SEQ = 6;
export const CQUANT_NONE = 0;
export const CQUANT_OPT = 1;
export const CQUANT_REP = 2;
export const CQUANT_PLUS = 3;

/** A handler's name without `Handler`. */
export type EventName =
  | 'StartElement'
  | 'EndElement'
  | 'ProcessingInstruction'
  | 'CharacterData'
  | 'UnparsedEntityDecl'
  | 'NotationDecl'
  | 'StartNamespaceDecl'
  | 'EndNamespaceDecl'
  | 'Comment'
  | 'StartCdataSection'
  | 'EndCdataSection'
  | 'Default'
  | 'DefaultHandlerExpand'
  | 'NotStandalone'
  | 'ExternalEntityRef'
  | 'StartDoctypeDecl'
  | 'EndDoctypeDecl'
  | 'EntityDecl'
  | 'XmlDecl'
  | 'ElementDecl'
  | 'AttlistDecl'
  | 'SkippedEntity';

/** An argument of a handler. */
export type EventArgument = string | number | null | ContentModel;

/** The program, as the parser sees it. */
export interface XmlEvents {
  /** Is there a handler for the event? */
  has(name: EventName): boolean;
  /** Call it; answers whether its result is true, for those whose result counts. */
  emit(name: EventName, ...args: EventArgument[]): boolean;
  startElement(name: string, attributes: readonly string[], specified: number): void;
  /** Text that no other handler wants. */
  defaultData(text: string): void;
  /** Work that was done: so many characters. */
  charge(count: number): void;
  enter(): void;
  leave(): void;
}
