/** This file declares the module `pyexpat`: the XML parser that expat is in CPython. */
import { asBytes } from '../../objects/buffer.js';
import { encodeUtf8 } from '../../objects/codecs/utf8.js';
import { typeOf } from '../../objects/core-types.js';
import { error, makeException, runtimeError, typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { type GetSetDef, getset, method, nativeFunction } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr, setAttr } from '../../objects/operations/attributes.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyModule } from '../../objects/types/function.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { codePointAt, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { makeExceptionType } from '../exception-types.js';
import { HANDLER_NAMES, HandlerCalls, PyXmlParser, xmlParserType } from './parser-object.js';
import { XmlDtd } from './xml-dtd.js';
import { CANT_CHANGE_FEATURE_ONCE_PARSING, FINISHED, XML_ERRORS, XmlError } from './xml-errors.js';
import { XmlInput } from './xml-input.js';
import { XmlNamespaces } from './xml-names.js';
import { XmlParser } from './xml-parser.js';

/** How much ParseFile reads at once. */
const FILE_CHUNK = 2048;
const MAX_BUFFER = 2147483647;

const expatErrorType = makeExceptionType('xml.parsers.expat', 'ExpatError');

function raiseExpat(vm: Runtime, code: number, at: PyXmlParser['errorAt']): Raised {
  const { line, column } = at ?? { line: 1, column: 0 };
  const text = `${XML_ERRORS[code - 1]?.[1] ?? 'unknown error'}: line ${line}, column ${column}`;
  const exception = makeException(expatErrorType, [text]);
  setAttr(vm, exception, 'code', code);
  setAttr(vm, exception, 'offset', column);
  setAttr(vm, exception, 'lineno', line);
  return new Raised(exception);
}

/** The character of each byte in an encoding that Python knows, for one that expat does not. */
function byteMap(vm: Runtime, name: string): Int32Array {
  const all = new PyBytes(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const text = asStr(vm.call2(getAttr(vm, all, 'decode'), name, 'replace')) as Str;
  if (text.length !== 256) throw valueError('multi-byte encodings are not supported');
  return Int32Array.from({ length: 256 }, (_, byte) => {
    const point = codePointAt(text, byte);
    return point === 0xfffd ? -1 : point;
  });
}

/** The parser behind an object, made with what was set before the first data came. */
function engine(vm: Runtime, self: PyXmlParser): XmlParser {
  if (self.parser !== null) return self.parser;
  const events = new HandlerCalls(vm, self);
  const input = new XmlInput(self.encoding, (name) => byteMap(vm, name));
  const namespaces = self.separator === null ? null : new XmlNamespaces(self.separator);
  const parser = new XmlParser(input, events, dtdOf(self), namespaces);
  if (namespaces !== null) namespaces.triplets = self.namespacePrefixes;
  parser.parameterEntityParsing = self.parameterEntityParsing;
  parser.usesForeignDtd = self.usesForeignDtd;
  parser.defersReparsing = self.defersReparsing;
  parser.declarations.base = self.base;
  if (self.parent !== null) {
    parser.endsWithRoot = false;
    if (self.context === null) {
      parser.kind = 'subset';
      parser.dtd.parameterEntityRead = true;
    } else {
      parser.kind = 'content';
      const context = self.context.split('\f').filter((each) => each !== '');
      namespaces?.inherit(context);
      parser.openEntities.push(...context.filter((each) => !each.includes('=')));
    }
  }
  self.parser = parser;
  return parser;
}

function dtdOf(self: PyXmlParser): XmlDtd {
  self.dtd ??= new XmlDtd();
  return self.dtd;
}

function parse(vm: Runtime, self: PyXmlParser, data: Uint8Array, final: boolean): Value {
  try {
    const parser = engine(vm, self);
    parser.parse(data, final);
    new HandlerCalls(vm, self).flush();
    return 1;
  } catch (reason) {
    if (!(reason instanceof XmlError)) {
      // A program that failed is not called again.
      self.handlers.clear();
      self.defaultHandler = null;
      throw reason;
    }
    new HandlerCalls(vm, self).flush();
    self.errorCode = reason.code;
    const { parser } = self;
    self.errorAt = parser === null ? null : parser.input.position(reason.at ?? parser.eventAt);
    if (reason.code === FINISHED) self.errorAt = parser?.input.position(0) ?? null;
    throw raiseExpat(vm, reason.code, self.errorAt);
  }
}

function checkNotInside(self: PyXmlParser, name: string): void {
  if (self.inHandler) throw runtimeError(`cannot call ${name}() from within a handler`);
}

function parseMethod(vm: Runtime, self: PyXmlParser, data: Value, final: boolean): Value {
  checkNotInside(self, 'Parse');
  const text = asStr(data);
  if (text === undefined) return parse(vm, self, asBytes(vm, data), final);
  if (self.parser === null) self.encoding = 'utf-8';
  return parse(vm, self, encodeUtf8(vm, text, 'strict'), final);
}

function parseFile(vm: Runtime, self: PyXmlParser, file: Value): Value {
  checkNotInside(self, 'ParseFile');
  const read = lookupAttr(vm, file, 'read');
  if (read === undefined) throw typeError("argument must have 'read' attribute");
  for (;;) {
    const got = vm.call1(read, FILE_CHUNK);
    const data = got instanceof PyBytes ? got.data : typeOf(got).name === 'bytearray' ? asBytes(vm, got) : undefined;
    if (data === undefined) throw typeError(`read() did not return a bytes object (type=${typeOf(got).name})`);
    if (data.length > FILE_CHUNK) {
      throw valueError(`read() returned too much data: ${FILE_CHUNK} bytes requested, ${data.length} returned`);
    }
    parse(vm, self, data.slice(), data.length === 0);
    if (data.length === 0) return 1;
  }
}

function externalParser(_vm: Runtime, self: PyXmlParser, context: Str | null, encoding: Str | undefined): Value {
  const made = new PyXmlParser();
  for (const [name, handler] of self.handlers) made.handlers.set(name, handler);
  made.defaultHandler = self.defaultHandler;
  made.orderedAttributes = self.orderedAttributes;
  made.specifiedAttributes = self.specifiedAttributes;
  made.namespacePrefixes = self.namespacePrefixes;
  made.buffersText = self.buffersText;
  made.bufferSize = self.bufferSize;
  made.intern = self.intern;
  made.encoding = encoding === undefined ? null : strToUtf16(encoding);
  made.separator = self.separator;
  made.base = self.base;
  made.parameterEntityParsing = self.parameterEntityParsing;
  made.defersReparsing = self.defersReparsing;
  made.parent = self;
  made.context = context === null ? null : strToUtf16(context);
  made.dtd = dtdOf(self);
  return made;
}

/** An attribute that is a flag. */
function flag(
  name: string,
  get: (self: PyXmlParser) => boolean,
  set: (vm: Runtime, self: PyXmlParser, on: boolean) => void,
): GetSetDef {
  return getset(
    name,
    null,
    (_vm, self) => get(self as PyXmlParser),
    (vm, self, value) => {
      if (value === undefined) throw runtimeError('Cannot delete attribute');
      set(vm, self as PyXmlParser, isTrue(vm, value));
    },
  );
}

function handlerAttribute(name: string): GetSetDef {
  return getset(
    name,
    null,
    (_vm, self) => (self as PyXmlParser).handlers.get(name) ?? None,
    (vm, object, value) => {
      const self = object as PyXmlParser;
      if (value === undefined) throw runtimeError('Cannot delete attribute');
      // Text that is kept belongs to the old handler.
      if (name === 'CharacterDataHandler') new HandlerCalls(vm, self).flush();
      if (name === 'DefaultHandler' || name === 'DefaultHandlerExpand') {
        self.defaultHandler = value === None ? null : name;
      }
      if (value === None) self.handlers.delete(name);
      else self.handlers.set(name, value);
    },
  );
}

type Place = 'line' | 'column' | 'byte';

function position(name: string, place: Place, ofError: boolean): GetSetDef {
  return getset(name, null, (_vm, object) => {
    const self = object as PyXmlParser;
    const at = (ofError ? self.errorAt : null) ?? self.errorAt ?? self.parser?.input.position(self.parser.eventAt);
    if (at === undefined || at === null) return place === 'line' ? 1 : place === 'column' ? 0 : -1;
    return at[place];
  });
}

function rootDtd(self: PyXmlParser): XmlDtd {
  if (self.parent !== null) throw error(expatErrorType, 'parser must be a root parser');
  return dtdOf(self);
}

defineType(xmlParserType, {
  doc: 'XML parser',
  noInstantiation: true,
  methods: [
    method('Parse($self, data, isfinal: bool=False, /)', 'Parse XML data.', parseMethod),
    method('ParseFile($self, file, /)', 'Parse XML data from file-like object.', parseFile),
    method('SetBase($self, base: str, /)', 'Set the base URL for the parser.', (_vm, self: PyXmlParser, base: Str) => {
      self.base = strToUtf16(base);
      if (self.parser !== null) self.parser.declarations.base = self.base;
      return None;
    }),
    method('GetBase($self, /)', 'Return base URL string for the parser.', (_vm, self: PyXmlParser) =>
      self.base === null ? None : strFromUtf16(self.base),
    ),
    method(
      'GetInputContext($self, /)',
      'Return the input which generated the current event as bytes.',
      (vm: Runtime, self: PyXmlParser) => {
        if (!self.inHandler || self.parser === null) return None;
        return new PyBytes(
          encodeUtf8(vm, strFromUtf16(self.parser.input.text.slice(self.parser.eventAt)), 'surrogatepass'),
        );
      },
    ),
    method(
      'ExternalEntityParserCreate($self, context: str_or_none, encoding: str=<unrepresentable>, /)',
      'Create a parser for parsing an external entity based on the information passed to the ExternalEntityRefHandler.',
      externalParser,
    ),
    method(
      'SetParamEntityParsing($self, flag: int, /)',
      'Controls parsing of parameter entities (including the external DTD subset).',
      (_vm, self: PyXmlParser, mode: number) => {
        if (self.parser !== null || mode < 0 || mode > 2) return 0;
        self.parameterEntityParsing = mode as 0 | 1 | 2;
        return 1;
      },
    ),
    method(
      'UseForeignDTD($self, flag: bool=True, /)',
      'Allows the application to provide an artificial external subset.',
      (vm, self: PyXmlParser, on: boolean) => {
        if (self.parser !== null) {
          throw raiseExpat(vm, CANT_CHANGE_FEATURE_ONCE_PARSING, self.parser.input.position(self.parser.eventAt));
        }
        self.usesForeignDtd = on;
        return None;
      },
    ),
    method(
      'SetReparseDeferralEnabled($self, enabled: bool, /)',
      'Enable/Disable reparse deferral.',
      (_vm, self: PyXmlParser, on: boolean) => {
        self.defersReparsing = on;
        if (self.parser !== null) self.parser.defersReparsing = on;
        return None;
      },
    ),
    method(
      'GetReparseDeferralEnabled($self, /)',
      'Retrieve reparse deferral enabled status.',
      (_vm, self: PyXmlParser) => self.defersReparsing,
    ),
    method(
      'SetBillionLaughsAttackProtectionMaximumAmplification($self, max_factor: double, /)',
      'Sets the maximum tolerated amplification factor.',
      (_vm, self: PyXmlParser, factor: number) => {
        const dtd = rootDtd(self);
        if (!(factor >= 1)) throw error(expatErrorType, "'max_factor' must be at least 1.0");
        dtd.amplificationMaximum = factor;
        return None;
      },
    ),
    method(
      'SetBillionLaughsAttackProtectionActivationThreshold($self, threshold: index, /)',
      'Sets the number of output bytes needed to activate protection against billion laughs attacks.',
      (_vm, self: PyXmlParser, threshold: number | bigint) => {
        rootDtd(self).amplificationThreshold = Number(threshold);
        return None;
      },
    ),
  ],
  getsets: [
    ...HANDLER_NAMES.map(handlerAttribute),
    flag(
      'ordered_attributes',
      (self) => self.orderedAttributes,
      (_vm, self, on) => {
        self.orderedAttributes = on;
      },
    ),
    flag(
      'specified_attributes',
      (self) => self.specifiedAttributes,
      (_vm, self, on) => {
        self.specifiedAttributes = on;
      },
    ),
    flag(
      'namespace_prefixes',
      (self) => self.namespacePrefixes,
      (_vm, self, on) => {
        self.namespacePrefixes = on;
        if (self.parser?.namespaces != null) self.parser.namespaces.triplets = on;
      },
    ),
    flag(
      'buffer_text',
      (self) => self.buffersText,
      (vm, self, on) => {
        if (!on) new HandlerCalls(vm, self).flush();
        self.buffersText = on;
      },
    ),
    getset(
      'buffer_size',
      null,
      (_vm, self) => (self as PyXmlParser).bufferSize,
      (vm, object, value) => {
        const self = object as PyXmlParser;
        if (value === undefined) throw runtimeError('Cannot delete attribute');
        if (typeof value !== 'number' && typeof value !== 'bigint') throw typeError('buffer_size must be an integer');
        if (value <= 0) throw valueError('buffer_size must be greater than zero');
        if (value > MAX_BUFFER) throw valueError(`buffer_size must not be greater than ${MAX_BUFFER}`);
        if (value === self.bufferSize) return;
        new HandlerCalls(vm, self).flush();
        self.bufferSize = value as number;
      },
    ),
    getset('buffer_used', null, (_vm, self) => (self as PyXmlParser).bufferUsed),
    getset('intern', null, (_vm, self) => (self as PyXmlParser).intern),
    getset('ErrorCode', null, (_vm, self) => (self as PyXmlParser).errorCode),
    position('ErrorLineNumber', 'line', true),
    position('ErrorColumnNumber', 'column', true),
    position('ErrorByteIndex', 'byte', true),
    position('CurrentLineNumber', 'line', false),
    position('CurrentColumnNumber', 'column', false),
    position('CurrentByteIndex', 'byte', false),
  ],
});

function parserCreate(_vm: Runtime, encoding: Str | null, separator: Str | null, intern: Value | undefined): Value {
  if (separator !== null && separator.length > 1) {
    throw valueError('namespace_separator must be at most one character, omitted, or None');
  }
  if (intern !== undefined && intern !== None && !(intern instanceof PyDict)) {
    throw typeError('intern must be a dictionary');
  }
  const made = new PyXmlParser();
  made.encoding = encoding === null ? null : strToUtf16(encoding);
  made.separator = separator === null ? null : strToUtf16(separator);
  made.intern = intern ?? new PyDict();
  return made;
}

/** A module inside the module: `pyexpat.errors`. */
function submodule(name: string, doc: string, entries: readonly (readonly [string, Value])[]): PyModule {
  const dict = new PyDict();
  dict.setStr('__name__', name);
  dict.setStr('__doc__', doc);
  dict.setStr('__package__', None);
  dict.setStr('__loader__', None);
  dict.setStr('__spec__', None);
  for (const [key, value] of entries) dict.setStr(key, value);
  return new PyModule(dict);
}

function errorsModule(vm: Runtime): PyModule {
  const codes = new PyDict();
  const messages = new PyDict();
  const entries: [string, Value][] = [];
  XML_ERRORS.forEach(([symbol, message], i) => {
    entries.push([`XML_ERROR_${symbol}`, message]);
    codes.setStr(message, i + 1);
    messages.set(vm, i + 1, message);
  });
  return submodule('pyexpat.errors', 'Constants used to describe error conditions.', [
    ...entries,
    ['codes', codes],
    ['messages', messages],
  ]);
}

const MODEL: readonly (readonly [string, Value])[] = [
  ['XML_CTYPE_EMPTY', 1],
  ['XML_CTYPE_ANY', 2],
  ['XML_CTYPE_MIXED', 3],
  ['XML_CTYPE_NAME', 4],
  ['XML_CTYPE_CHOICE', 5],
  ['XML_CTYPE_SEQ', 6],
  ['XML_CQUANT_NONE', 0],
  ['XML_CQUANT_OPT', 1],
  ['XML_CQUANT_REP', 2],
  ['XML_CQUANT_PLUS', 3],
];

/** `pyexpat`. */
export const pyexpatModule = defineModule({
  name: 'pyexpat',
  doc: 'Python wrapper for Expat parser.',
  functions: [
    nativeFunction(
      'ParserCreate($module, /, encoding: str_or_none=None, namespace_separator: str_or_none=None, intern=<unrepresentable>)',
      'Return a new XML parser object.',
      parserCreate,
    ),
    nativeFunction(
      'ErrorString($module, code: long, /)',
      'Returns string error for given number.',
      (_vm, code: number) => XML_ERRORS[code - 1]?.[1] ?? None,
    ),
  ],
  types: [
    ['XMLParserType', xmlParserType],
    ['ExpatError', expatErrorType],
    ['error', expatErrorType],
  ],
  constants: [
    // The version whose behaviour this parser has.
    ['EXPAT_VERSION', 'expat_2.7.1'],
    ['version_info', new PyTuple([2, 7, 1])],
    ['native_encoding', 'UTF-8'],
    ['XML_PARAM_ENTITY_PARSING_NEVER', 0],
    ['XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE', 1],
    ['XML_PARAM_ENTITY_PARSING_ALWAYS', 2],
  ],
  setup: (vm, set) => {
    set('errors', errorsModule(vm));
    set('model', submodule('pyexpat.model', 'Constants used to interpret content model information.', MODEL));
    set(
      'features',
      new PyList([
        new PyTuple(['sizeof(XML_Char)', 1]),
        new PyTuple(['sizeof(XML_LChar)', 1]),
        new PyTuple(['XML_DTD', 0]),
        new PyTuple(['XML_CONTEXT_BYTES', 1024]),
        new PyTuple(['XML_NS', 0]),
        new PyTuple(['XML_GE', 0]),
      ]),
    );
  },
});
