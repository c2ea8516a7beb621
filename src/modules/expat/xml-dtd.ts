/** This file holds what a document type declares: entities, attributes of elements, notations. */

/** A declared entity, general or parameter. */
export class XmlEntity {
  isOpen = false;

  constructor(
    readonly name: string,
    /** Replacement text of an internal entity. */
    readonly text: string | null,
    readonly base: string | null,
    readonly systemId: string | null,
    readonly publicId: string | null,
    /** Notation of an unparsed entity. */
    readonly notation: string | null,
    /** Declared in the internal subset itself. */
    readonly isInternalSubset: boolean,
  ) {}
}

/** A declared attribute. */
export class XmlAttribute {
  constructor(
    readonly name: string,
    readonly isCdata: boolean,
    readonly isId: boolean,
    readonly defaultValue: string | null,
  ) {}
}

/** The declarations of one document: its parser and the parsers of its external entities share them. */
export class XmlDtd {
  readonly entities = new Map<string, XmlEntity>();
  readonly parameterEntities = new Map<string, XmlEntity>();
  readonly attributes = new Map<string, Map<string, XmlAttribute>>();
  hasParameterRefs = false;
  isStandalone = false;
  /** Declarations count: none was skipped that might come before them. */
  keepProcessing = true;
  /** The program has read the external subset or a parameter entity. */
  parameterEntityRead = false;
  /** Bytes of the document and its external entities, and of entities that were expanded. */
  directBytes = 0;
  indirectBytes = 0;
  /** When to begin to look at the amplification, and how much of it is too much. */
  amplificationThreshold = 8388608;
  amplificationMaximum = 100;
}
