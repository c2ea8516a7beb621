/** This file lists the errors of expat, by number. */

/** Symbol, number and message of each error, in the order of their numbers from 1 on. */
export const XML_ERRORS: readonly (readonly [symbol: string, message: string])[] = [
  ['NO_MEMORY', 'out of memory'],
  ['SYNTAX', 'syntax error'],
  ['NO_ELEMENTS', 'no element found'],
  ['INVALID_TOKEN', 'not well-formed (invalid token)'],
  ['UNCLOSED_TOKEN', 'unclosed token'],
  ['PARTIAL_CHAR', 'partial character'],
  ['TAG_MISMATCH', 'mismatched tag'],
  ['DUPLICATE_ATTRIBUTE', 'duplicate attribute'],
  ['JUNK_AFTER_DOC_ELEMENT', 'junk after document element'],
  ['PARAM_ENTITY_REF', 'illegal parameter entity reference'],
  ['UNDEFINED_ENTITY', 'undefined entity'],
  ['RECURSIVE_ENTITY_REF', 'recursive entity reference'],
  ['ASYNC_ENTITY', 'asynchronous entity'],
  ['BAD_CHAR_REF', 'reference to invalid character number'],
  ['BINARY_ENTITY_REF', 'reference to binary entity'],
  ['ATTRIBUTE_EXTERNAL_ENTITY_REF', 'reference to external entity in attribute'],
  ['MISPLACED_XML_PI', 'XML or text declaration not at start of entity'],
  ['UNKNOWN_ENCODING', 'unknown encoding'],
  ['INCORRECT_ENCODING', 'encoding specified in XML declaration is incorrect'],
  ['UNCLOSED_CDATA_SECTION', 'unclosed CDATA section'],
  ['EXTERNAL_ENTITY_HANDLING', 'error in processing external entity reference'],
  ['NOT_STANDALONE', 'document is not standalone'],
  ['UNEXPECTED_STATE', 'unexpected parser state - please send a bug report'],
  ['ENTITY_DECLARED_IN_PE', 'entity declared in parameter entity'],
  ['FEATURE_REQUIRES_XML_DTD', 'requested feature requires XML_DTD support in Expat'],
  ['CANT_CHANGE_FEATURE_ONCE_PARSING', 'cannot change setting once parsing has begun'],
  ['UNBOUND_PREFIX', 'unbound prefix'],
  ['UNDECLARING_PREFIX', 'must not undeclare prefix'],
  ['INCOMPLETE_PE', 'incomplete markup in parameter entity'],
  ['XML_DECL', 'XML declaration not well-formed'],
  ['TEXT_DECL', 'text declaration not well-formed'],
  ['PUBLICID', 'illegal character(s) in public id'],
  ['SUSPENDED', 'parser suspended'],
  ['NOT_SUSPENDED', 'parser not suspended'],
  ['ABORTED', 'parsing aborted'],
  ['FINISHED', 'parsing finished'],
  ['SUSPEND_PE', 'cannot suspend in external parameter entity'],
  ['RESERVED_PREFIX_XML', 'reserved prefix (xml) must not be undeclared or bound to another namespace name'],
  ['RESERVED_PREFIX_XMLNS', 'reserved prefix (xmlns) must not be declared or undeclared'],
  ['RESERVED_NAMESPACE_URI', 'prefix must not be bound to one of the reserved namespace names'],
  ['INVALID_ARGUMENT', 'invalid argument'],
  ['NO_BUFFER', 'a successful prior call to function XML_GetBuffer is required'],
  ['AMPLIFICATION_LIMIT_BREACH', 'limit on input amplification factor (from DTD and entities) breached'],
  ['NOT_STARTED', 'parser not started'],
];

/** A document is wrong. `at` is where in the text that is parsed; undefined for the start of the current event. */
export class XmlError {
  constructor(
    readonly code: number,
    readonly at?: number,
  ) {}
}

export const SYNTAX = 2;
export const NO_ELEMENTS = 3;
export const INVALID_TOKEN = 4;
export const UNCLOSED_TOKEN = 5;
export const PARTIAL_CHAR = 6;
export const TAG_MISMATCH = 7;
export const DUPLICATE_ATTRIBUTE = 8;
export const JUNK_AFTER_DOC_ELEMENT = 9;
export const PARAM_ENTITY_REF = 10;
export const UNDEFINED_ENTITY = 11;
export const RECURSIVE_ENTITY_REF = 12;
export const ASYNC_ENTITY = 13;
export const BAD_CHAR_REF = 14;
export const BINARY_ENTITY_REF = 15;
export const ATTRIBUTE_EXTERNAL_ENTITY_REF = 16;
export const MISPLACED_XML_PI = 17;
export const UNKNOWN_ENCODING = 18;
export const INCORRECT_ENCODING = 19;
export const UNCLOSED_CDATA_SECTION = 20;
export const EXTERNAL_ENTITY_HANDLING = 21;
export const NOT_STANDALONE = 22;
export const CANT_CHANGE_FEATURE_ONCE_PARSING = 26;
export const UNBOUND_PREFIX = 27;
export const UNDECLARING_PREFIX = 28;
export const INCOMPLETE_PE = 29;
export const XML_DECL = 30;
export const TEXT_DECL = 31;
export const PUBLICID = 32;
export const FINISHED = 36;
export const RESERVED_PREFIX_XML = 38;
export const RESERVED_PREFIX_XMLNS = 39;
export const RESERVED_NAMESPACE_URI = 40;
export const AMPLIFICATION_LIMIT_BREACH = 43;
