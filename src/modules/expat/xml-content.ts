/** This file parses the elements of an XML document: tags, text, references, CDATA, comments, instructions. */
import { DeclarationReader } from './xml-declarations.js';
import { XmlDtd, type XmlEntity } from './xml-dtd.js';
import {
  ASYNC_ENTITY,
  BINARY_ENTITY_REF,
  DUPLICATE_ATTRIBUTE,
  EXTERNAL_ENTITY_HANDLING,
  INVALID_TOKEN,
  RECURSIVE_ENTITY_REF,
  TAG_MISMATCH,
  UNCLOSED_TOKEN,
  UNDEFINED_ENTITY,
  XmlError,
} from './xml-errors.js';
import type { XmlEvents } from './xml-events.js';
import type { XmlInput } from './xml-input.js';
import type { XmlNamespaces } from './xml-names.js';
import {
  characterReference,
  countExpansion,
  FORBIDDEN,
  LiteralReader,
  matchAt,
  NAME,
  normalizeLines,
  predefinedEntity,
  SPACE,
} from './xml-text.js';

/** What is read at the moment. */
export type Phase = 'start' | 'prolog' | 'subset' | 'content' | 'cdata' | 'epilog';

const TEXT = /(?:[^<&\]\r\n\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+|\](?!\]>))+/y;
const CDATA_TEXT = /[^\]\r\n\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+/y;

/** A start tag that was read. */
interface StartTag {
  readonly name: string;
  /** Names and values in turn. */
  readonly attributes: string[];
  readonly isEmpty: boolean;
  readonly end: number;
}

/** The parser of content. Text that comes in pieces and replacement text of entities are read by the same methods. */
export class XmlContent {
  phase: Phase = 'start';
  /** The text that is read, and where. */
  text = '';
  at = 0;
  /** Where the current event begins, in the text of the input. */
  eventAt = 0;
  /** No more text follows. */
  protected isFinal = false;
  /** Replacement text of an entity is read. */
  protected isNested = false;
  /** Names of open elements as they are written. */
  private readonly tags: string[] = [];
  /** How many elements were open where the current entity began. */
  private entityDepth = 0;
  readonly openEntities: string[] = [];
  readonly literals: LiteralReader;
  readonly declarations: DeclarationReader;

  constructor(
    readonly input: XmlInput,
    readonly events: XmlEvents,
    readonly dtd: XmlDtd = new XmlDtd(),
    readonly namespaces: XmlNamespaces | null = null,
  ) {
    this.literals = new LiteralReader(dtd, events);
    this.declarations = new DeclarationReader(dtd, events, this.literals);
    this.declarations.place = (at) => {
      this.eventAt = at;
    };
  }

  /** Read replacement text with the same methods. */
  protected nested(text: string, read: () => void): void {
    const { at, text: outer, isFinal, isNested, entityDepth } = this;
    this.events.enter();
    this.text = text;
    this.at = 0;
    this.isFinal = true;
    this.isNested = true;
    this.entityDepth = this.tags.length;
    try {
      read();
    } catch (reason) {
      // Positions inside replacement text mean nothing outside.
      if (reason instanceof XmlError) throw new XmlError(reason.code);
      throw reason;
    } finally {
      this.events.leave();
      this.text = outer;
      this.at = at;
      this.isFinal = isFinal;
      this.isNested = isNested;
      this.entityDepth = entityDepth;
    }
  }

  /** Every element that this entity opened must be closed in it. */
  protected checkBalance(): void {
    if (this.tags.length !== this.entityDepth) throw new XmlError(ASYNC_ENTITY, this.at);
  }

  /** One piece of content: false when more text is needed. */
  protected contentStep(): boolean {
    const { text, at } = this;
    if (at >= text.length) return false;
    if (!this.isNested) this.eventAt = at;
    if (this.phase === 'cdata') return this.cdataStep();
    switch (text[at]) {
      case '<':
        return this.markup();
      case '&':
        return this.reference();
      case '\r':
      case '\n':
        return this.newline();
      default: {
        let found = matchAt(TEXT, text, at);
        if (found === null) throw new XmlError(INVALID_TOKEN, text[at] === ']' ? at + 2 : at);
        // What may be the beginning of "]]>" waits.
        if (!this.isFinal && at + found.length === text.length) found = found.replace(/\]{1,2}$/, '');
        return found !== '' && this.characters(found);
      }
    }
  }

  private characters(found: string): true {
    const text = found.length > this.input.pieceSize ? found.slice(0, this.input.pieceSize) : found;
    if (this.events.has('CharacterData')) this.events.emit('CharacterData', text);
    else this.events.defaultData(text);
    this.at += text.length;
    return true;
  }

  private newline(): boolean {
    const { text, at, events } = this;
    let raw = text[at] as string;
    if (raw === '\r') {
      if (at + 1 >= text.length && !this.isFinal) return false;
      if (text[at + 1] === '\n') raw = '\r\n';
    }
    if (events.has('CharacterData')) events.emit('CharacterData', '\n');
    else events.defaultData(raw);
    this.at += raw.length;
    return true;
  }

  private markup(): boolean {
    const { text, at } = this;
    const next = text[at + 1];
    if (next === undefined) return false;
    if (next === '/') return this.endTag();
    if (next === '?') return this.instruction();
    if (next === '!') {
      if (text.startsWith('<!--', at)) return this.comment();
      if (text.startsWith('<![CDATA[', at)) {
        if (this.events.has('StartCdataSection')) this.events.emit('StartCdataSection');
        else this.events.defaultData('<![CDATA[');
        this.at += 9;
        this.phase = 'cdata';
        return true;
      }
      if ('<!--'.startsWith(text.slice(at)) || '<![CDATA['.startsWith(text.slice(at))) return false;
      throw new XmlError(INVALID_TOKEN, at + 2);
    }
    return this.startTag();
  }

  private cdataStep(): boolean {
    const { text, at, events } = this;
    const unit = text[at] as string;
    if (unit === '\r' || unit === '\n') return this.newline();
    if (unit !== ']') {
      const found = matchAt(CDATA_TEXT, text, at);
      if (found === null) throw new XmlError(INVALID_TOKEN, at);
      return this.characters(found);
    }
    if (text.startsWith(']]>', at)) {
      if (events.has('EndCdataSection')) events.emit('EndCdataSection');
      else events.defaultData(']]>');
      this.at += 3;
      this.phase = 'content';
      return true;
    }
    if (']]>'.startsWith(text.slice(at)) && !this.isFinal) return false;
    return this.characters(']');
  }

  /** `<!-- … -->` */
  protected comment(): boolean {
    const { text, at, events } = this;
    const close = text.indexOf('--', at + 4);
    this.checkCharacters(at + 4, close < 0 ? text.length : close);
    if (close < 0 || close + 2 >= text.length) return false;
    if (text[close + 2] !== '>') throw new XmlError(INVALID_TOKEN, close + 2);
    if (events.has('Comment')) events.emit('Comment', normalizeLines(text.slice(at + 4, close)));
    else events.defaultData(text.slice(at, close + 3));
    this.at = close + 3;
    return true;
  }

  private checkCharacters(from: number, to: number): void {
    const found = FORBIDDEN.exec(this.text.slice(from, to));
    if (found !== null) throw new XmlError(INVALID_TOKEN, from + found.index);
  }

  /** `<?target data?>` */
  protected instruction(): boolean {
    const { text, at, events } = this;
    const target = matchAt(NAME, text, at + 2);
    if (target === null) {
      if (at + 2 >= text.length) return false;
      throw new XmlError(INVALID_TOKEN, at + 2);
    }
    const after = at + 2 + target.length;
    const close = text.indexOf('?>', after);
    if (close < 0) {
      this.checkCharacters(after, text.length);
      return false;
    }
    if (target.toLowerCase() === 'xml') {
      if (target === 'xml') throw this.misplacedDeclaration(at);
      throw new XmlError(INVALID_TOKEN, after);
    }
    this.checkCharacters(after, close);
    const space = matchAt(SPACE, text, after);
    if (space === null && close !== after) throw new XmlError(INVALID_TOKEN, after);
    if (events.has('ProcessingInstruction')) {
      events.emit('ProcessingInstruction', target, normalizeLines(text.slice(after + (space?.length ?? 0), close)));
    } else events.defaultData(text.slice(at, close + 2));
    this.at = close + 2;
    return true;
  }

  protected misplacedDeclaration(at: number): XmlError {
    return new XmlError(INVALID_TOKEN, at);
  }

  private endTag(): boolean {
    const { text, at } = this;
    const name = matchAt(NAME, text, at + 2);
    if (name === null) {
      if (at + 2 >= text.length) return false;
      throw new XmlError(INVALID_TOKEN, at + 2);
    }
    let end = at + 2 + name.length;
    end += matchAt(SPACE, text, end)?.length ?? 0;
    if (end >= text.length) return false;
    if (text[end] !== '>') throw new XmlError(INVALID_TOKEN, end);
    if (this.tags.length === this.entityDepth && this.isNested) throw new XmlError(ASYNC_ENTITY);
    if (this.tags[this.tags.length - 1] !== name) throw new XmlError(TAG_MISMATCH, at + 2);
    this.tags.pop();
    this.finishElement(name, text.slice(at, end + 1));
    this.at = end + 1;
    return true;
  }

  private finishElement(name: string, raw: string): void {
    const { events } = this;
    const shown = this.namespaces === null ? name : this.namespaces.expand(name, false);
    if (events.has('EndElement')) events.emit('EndElement', shown);
    else if (raw !== '') events.defaultData(raw);
    this.namespaces?.leave(events);
    if (this.tags.length === 0 && !this.isNested && this.endsWithRoot) this.phase = 'epilog';
  }

  /** Is the document over with its root element? An external entity goes on. */
  endsWithRoot = true;

  private startTag(): boolean {
    const tag = this.readTag();
    if (tag === null) return false;
    const { events, namespaces } = this;
    const raw = this.text.slice(this.at, tag.end);
    const specified = tag.attributes.length;
    this.addDefaults(tag);
    let { name, attributes } = tag;
    if (namespaces !== null) {
      namespaces.declare(attributes, events);
      name = namespaces.expand(name, false);
      attributes = this.expandAttributes(attributes, namespaces);
    }
    // Declarations of namespaces are no attributes any more.
    const kept = namespaces === null ? specified : Math.min(specified, this.specifiedLeft(tag.attributes, specified));
    if (events.has('StartElement')) events.startElement(name, attributes, kept);
    else events.defaultData(raw);
    if (tag.isEmpty) {
      // The end of an empty element is where the tag ends.
      if (!this.isNested) this.eventAt = tag.end;
      if (events.has('EndElement')) events.emit('EndElement', name);
      namespaces?.leave(events);
      if (this.tags.length === 0 && !this.isNested && this.endsWithRoot) this.phase = 'epilog';
    } else this.tags.push(tag.name);
    this.at = tag.end;
    return true;
  }

  private specifiedLeft(attributes: readonly string[], specified: number): number {
    let left = 0;
    for (let i = 0; i < specified; i += 2) {
      const name = attributes[i] as string;
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) left += 2;
    }
    return left;
  }

  private expandAttributes(attributes: readonly string[], namespaces: XmlNamespaces): string[] {
    const out: string[] = [];
    const seen = new Set<string>();
    for (let i = 0; i < attributes.length; i += 2) {
      const name = attributes[i] as string;
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const expanded = namespaces.expand(name, true);
      if (seen.has(expanded)) throw new XmlError(DUPLICATE_ATTRIBUTE);
      seen.add(expanded);
      out.push(expanded, attributes[i + 1] as string);
    }
    return out;
  }

  private addDefaults(tag: StartTag): void {
    const declared = this.dtd.attributes.get(tag.name);
    if (declared === undefined) return;
    const given = new Set<string>();
    for (let i = 0; i < tag.attributes.length; i += 2) given.add(tag.attributes[i] as string);
    for (const { name, defaultValue } of declared.values()) {
      if (defaultValue !== null && !given.has(name)) tag.attributes.push(name, defaultValue);
    }
  }

  /** Read a start tag as far as its `>`; null when that is not there yet. */
  private readTag(): StartTag | null {
    const { text } = this;
    const name = matchAt(NAME, text, this.at + 1);
    if (name === null) throw new XmlError(INVALID_TOKEN, this.at + 1);
    const declared = this.dtd.attributes.get(name);
    const attributes: string[] = [];
    const raw: [name: string, literal: string, at: number][] = [];
    const seen = new Set<string>();
    let at = this.at + 1 + name.length;
    let isEmpty = false;
    for (;;) {
      const space = matchAt(SPACE, text, at);
      at += space?.length ?? 0;
      if (at >= text.length) return null;
      if (text[at] === '>') break;
      if (text[at] === '/') {
        if (at + 1 >= text.length) return null;
        if (text[at + 1] !== '>') throw new XmlError(INVALID_TOKEN, at + 1);
        isEmpty = true;
        at++;
        break;
      }
      const attribute = space === null ? null : matchAt(NAME, text, at);
      if (attribute === null) throw new XmlError(INVALID_TOKEN, at);
      const nameAt = at;
      at += attribute.length;
      at += matchAt(SPACE, text, at)?.length ?? 0;
      if (at >= text.length) return null;
      if (text[at] !== '=') throw new XmlError(INVALID_TOKEN, at);
      at++;
      at += matchAt(SPACE, text, at)?.length ?? 0;
      if (at >= text.length) return null;
      const quote = text[at] as string;
      if (quote !== '"' && quote !== "'") throw new XmlError(INVALID_TOKEN, at);
      const close = text.indexOf(quote, at + 1);
      const literal = text.slice(at + 1, close < 0 ? text.length : close);
      const bad = /[<\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.exec(literal);
      if (bad !== null) throw new XmlError(INVALID_TOKEN, at + 1 + bad.index);
      if (close < 0) return null;
      if (seen.has(attribute)) throw new XmlError(DUPLICATE_ATTRIBUTE, nameAt);
      seen.add(attribute);
      raw.push([attribute, literal, at + 1]);
      at = close + 1;
      if (at >= text.length) return null;
    }
    for (const [attribute, literal, literalAt] of raw) {
      const isCdata = declared?.get(attribute)?.isCdata ?? true;
      attributes.push(attribute, this.literals.attributeValue(literal, isCdata, literalAt));
    }
    return { name, attributes, isEmpty, end: at + 1 };
  }

  private reference(): boolean {
    const { text, at, events } = this;
    const character = matchAt(/&#x?[0-9a-fA-F]*/y, text, at);
    const name = character === null ? matchAt(NAME, text, at + 1) : null;
    const end = at + (character?.length ?? 1 + (name?.length ?? 0));
    if (end >= text.length && (!this.isFinal || !this.isNested)) return false;
    if (text[end] !== ';' || (character === null && name === null)) {
      throw new XmlError(INVALID_TOKEN, end);
    }
    const raw = text.slice(at, end + 1);
    const literal = character !== null ? characterReference(character.slice(1), at) : predefinedEntity(name as string);
    if (literal === undefined) this.generalEntity(name as string, raw);
    else if (events.has('CharacterData')) events.emit('CharacterData', literal);
    else events.defaultData(raw);
    this.at = end + 1;
    return true;
  }

  private generalEntity(name: string, raw: string): void {
    const { dtd, events } = this;
    const entity = dtd.entities.get(name);
    if (entity === undefined) {
      if (!dtd.hasParameterRefs || dtd.isStandalone) throw new XmlError(UNDEFINED_ENTITY, this.at);
      if (events.has('SkippedEntity')) events.emit('SkippedEntity', name, 0);
      else events.defaultData(raw);
      return;
    }
    if (entity.isOpen) throw new XmlError(RECURSIVE_ENTITY_REF, this.at);
    if (entity.notation !== null) throw new XmlError(BINARY_ENTITY_REF, this.at);
    if (entity.text !== null) {
      // A program that looks at everything sees the reference instead.
      if (events.has('Default') && !events.has('DefaultHandlerExpand')) {
        if (events.has('SkippedEntity')) events.emit('SkippedEntity', name, 0);
        else events.defaultData(raw);
        return;
      }
      countExpansion(dtd, entity, events);
      this.expand(entity, entity.text);
    } else if (events.has('ExternalEntityRef')) {
      entity.isOpen = true;
      const context = [...(this.namespaces?.context() ?? []), ...this.openEntities, name].join('\f');
      try {
        if (!events.emit('ExternalEntityRef', context, entity.base, entity.systemId, entity.publicId)) {
          throw new XmlError(EXTERNAL_ENTITY_HANDLING, this.at);
        }
      } finally {
        entity.isOpen = false;
      }
    } else events.defaultData(raw);
  }

  private expand(entity: XmlEntity, text: string): void {
    entity.isOpen = true;
    this.openEntities.push(entity.name);
    try {
      this.nested(text, () => {
        while (this.contentStep()) {
          // Each step reads a piece.
        }
        if (this.phase === 'cdata' || this.at < this.text.length) throw new XmlError(UNCLOSED_TOKEN);
        this.checkBalance();
      });
    } finally {
      entity.isOpen = false;
      this.openEntities.pop();
    }
  }
}
