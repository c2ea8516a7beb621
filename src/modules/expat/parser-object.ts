/** This file defines the parser objects of `pyexpat`: the handlers of a program, and the parser that calls them. */

import { encodeUtf8 } from '../../objects/codecs/utf8.js';
import { asInt } from '../../objects/operations/index.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import type { XmlDtd } from './xml-dtd.js';
import { ContentModel, type EventArgument, type EventName, type XmlEvents } from './xml-events.js';
import type { XmlParser } from './xml-parser.js';

/** Attributes that hold handlers. */
export const HANDLER_NAMES: readonly string[] = [
  'StartElementHandler',
  'EndElementHandler',
  'ProcessingInstructionHandler',
  'CharacterDataHandler',
  'UnparsedEntityDeclHandler',
  'NotationDeclHandler',
  'StartNamespaceDeclHandler',
  'EndNamespaceDeclHandler',
  'CommentHandler',
  'StartCdataSectionHandler',
  'EndCdataSectionHandler',
  'DefaultHandler',
  'DefaultHandlerExpand',
  'NotStandaloneHandler',
  'ExternalEntityRefHandler',
  'StartDoctypeDeclHandler',
  'EndDoctypeDeclHandler',
  'EntityDeclHandler',
  'XmlDeclHandler',
  'ElementDeclHandler',
  'AttlistDeclHandler',
  'SkippedEntityHandler',
];

/** Handlers whose result is a number that counts. */
const ANSWERING: ReadonlySet<EventName> = new Set(['NotStandalone', 'ExternalEntityRef']);

const attributeOf = (event: EventName): string => (event === 'DefaultHandlerExpand' ? event : `${event}Handler`);

/** `pyexpat.xmlparser`. */
export class PyXmlParser extends PyObject {
  readonly handlers = new Map<string, Value>();
  /** The attribute through which the handler of everything else was set last. */
  defaultHandler: 'DefaultHandler' | 'DefaultHandlerExpand' | null = null;
  orderedAttributes = false;
  specifiedAttributes = false;
  namespacePrefixes = false;
  buffersText = false;
  bufferSize = 8192;
  buffered: string[] = [];
  bufferUsed = 0;
  /** A handler runs. */
  inHandler = false;
  intern: Value = None;
  /** Made when the first data come, as the encoding may be set until then. */
  parser: XmlParser | null = null;
  encoding: string | null = null;
  separator: string | null = null;
  base: string | null = null;
  parameterEntityParsing: 0 | 1 | 2 = 0;
  usesForeignDtd = false;
  defersReparsing = true;
  /** Of an external entity: the parser that met it, and the context that it gave. */
  parent: PyXmlParser | null = null;
  context: string | null = null;
  dtd: XmlDtd | null = null;
  errorCode = 0;
  errorAt: { readonly line: number; readonly column: number; readonly byte: number } | null = null;
}

export const xmlParserType = makeModuleType('pyexpat', 'xmlparser', PyXmlParser);

/** Text as the program's handlers see the bytes of it. */
function utf8Length(vm: Runtime, text: string): number {
  return encodeUtf8(vm, strFromUtf16(text), 'surrogatepass').length;
}

/** Calls the handlers of a parser object. Lives as long as one call of Parse. */
export class HandlerCalls implements XmlEvents {
  constructor(
    private readonly vm: Runtime,
    private readonly self: PyXmlParser,
  ) {}

  has(name: EventName): boolean {
    const attribute = attributeOf(name);
    if (attribute.startsWith('Default')) return this.self.defaultHandler === attribute;
    return this.self.handlers.has(attribute);
  }

  emit(name: EventName, ...args: EventArgument[]): boolean {
    if (name === 'CharacterData') {
      this.characterData(args[0] as string);
      return true;
    }
    return this.call(name, () => args.map((each) => this.value(each)));
  }

  /** Call a handler, if it is still set after pending text was given out. */
  private call(name: EventName, args: () => Value[]): boolean {
    const { vm, self } = this;
    this.flush();
    const handler = self.handlers.get(attributeOf(name));
    if (handler === undefined) return true;
    const wasInside = self.inHandler;
    self.inHandler = true;
    try {
      const answer = vm.call(handler, args());
      return ANSWERING.has(name) ? Number(asInt(vm, answer)) !== 0 : true;
    } finally {
      self.inHandler = wasInside;
    }
  }

  startElement(name: string, attributes: readonly string[], specified: number): void {
    const { vm, self } = this;
    this.call('StartElement', () => {
      const count = self.specifiedAttributes ? specified : attributes.length;
      vm.chargeMemory(16 * count);
      if (self.orderedAttributes) return [strFromUtf16(name), new PyList(attributes.slice(0, count).map(strFromUtf16))];
      const dict = new PyDict();
      for (let i = 0; i < count; i += 2) {
        dict.set(vm, strFromUtf16(attributes[i] as string), strFromUtf16(attributes[i + 1] as string));
      }
      return [strFromUtf16(name), dict];
    });
  }

  defaultData(text: string): void {
    const { self } = this;
    if (self.defaultHandler === null || text === '') return;
    this.call(self.defaultHandler === 'DefaultHandler' ? 'Default' : 'DefaultHandlerExpand', () => [
      strFromUtf16(text),
    ]);
  }

  private characterData(text: string): void {
    const { vm, self } = this;
    if (!self.buffersText) {
      this.giveOut(text);
      return;
    }
    const size = utf8Length(vm, text);
    if (self.bufferUsed + size > self.bufferSize) {
      this.flush();
      if (!self.handlers.has('CharacterDataHandler')) return;
    }
    if (size > self.bufferSize || !self.buffersText) {
      this.giveOut(text);
      return;
    }
    self.buffered.push(text);
    self.bufferUsed += size;
  }

  private giveOut(text: string): void {
    const { vm, self } = this;
    const handler = self.handlers.get('CharacterDataHandler');
    if (handler === undefined) return;
    const wasInside = self.inHandler;
    self.inHandler = true;
    try {
      vm.call1(handler, strFromUtf16(text));
    } finally {
      self.inHandler = wasInside;
    }
  }

  /** Give out text that was kept together. */
  flush(): void {
    const { self } = this;
    if (self.buffered.length === 0) return;
    const text = self.buffered.join('');
    self.buffered = [];
    self.bufferUsed = 0;
    this.giveOut(text);
  }

  private value(argument: EventArgument): Value {
    if (argument === null) return None;
    if (typeof argument === 'string') return strFromUtf16(argument);
    return argument instanceof ContentModel ? this.model(argument) : argument;
  }

  private model(model: ContentModel): Value {
    this.enter();
    try {
      const parts = model.parts.map((part) => this.model(part));
      this.vm.chargeMemory(64 + 8 * parts.length);
      return new PyTuple([
        model.type,
        model.quantifier,
        model.name === null ? None : strFromUtf16(model.name),
        new PyTuple(parts),
      ]);
    } finally {
      this.leave();
    }
  }

  charge(count: number): void {
    this.vm.chargeFuel(count);
    this.vm.chargeMemory(count * 2);
  }

  enter(): void {
    this.vm.enterRecursion(' while parsing XML');
  }

  leave(): void {
    this.vm.leaveRecursion();
  }
}
