/** This file parses XML as it comes, and tells the program what it finds: what expat does. */
import { XmlContent } from './xml-content.js';
import { DeclarationScanner } from './xml-declarations.js';
import type { XmlEntity } from './xml-dtd.js';
import {
  EXTERNAL_ENTITY_HANDLING,
  FINISHED,
  INCOMPLETE_PE,
  INVALID_TOKEN,
  JUNK_AFTER_DOC_ELEMENT,
  MISPLACED_XML_PI,
  NO_ELEMENTS,
  NOT_STANDALONE,
  PARTIAL_CHAR,
  RECURSIVE_ENTITY_REF,
  SYNTAX,
  TEXT_DECL,
  UNCLOSED_CDATA_SECTION,
  UNCLOSED_TOKEN,
  UNDEFINED_ENTITY,
  XML_DECL,
  XmlError,
} from './xml-errors.js';
import { countExpansion, matchAt, NAME, SPACE } from './xml-text.js';

const DECLARATION =
  /<\?xml\s+version\s*=\s*(["'])([A-Za-z0-9_.:-]+)\1(?:\s+encoding\s*=\s*(["'])([A-Za-z][\w.-]*)\3)?(?:\s+standalone\s*=\s*(["'])(yes|no)\5)?\s*\?>/y;
const TEXT_DECLARATION =
  /<\?xml(?:\s+version\s*=\s*(["'])([A-Za-z0-9_.:-]+)\1)?\s+encoding\s*=\s*(["'])([A-Za-z][\w.-]*)\3\s*\?>/y;

/** `SetParamEntityParsing`: never, unless standalone, always. */
export type ParameterEntityParsing = 0 | 1 | 2;

/** What a parser reads: a document, an external general entity, an external subset or parameter entity. */
export type EntityKind = 'document' | 'content' | 'subset';

/** The whole parser: the document's outer parts; its elements are read by XmlContent. */
export class XmlParser extends XmlContent {
  kind: EntityKind = 'document';
  usesForeignDtd = false;
  parameterEntityParsing: ParameterEntityParsing = 0;
  defersReparsing = true;
  isFinished = false;
  hasStarted = false;
  /** How much was unparsed when nothing could be made of it. */
  private stuckAt = 0;
  /** Conditional sections that are open. */
  private openSections = 0;
  private doctype: { systemId: string | null; publicId: string | null } | null = null;

  /** Parse more bytes. Throws XmlError, or what a handler raises. */
  parse(data: Uint8Array, final: boolean): void {
    if (this.isFinished) throw new XmlError(FINISHED);
    this.hasStarted = true;
    this.dtd.directBytes += data.length;
    this.events.charge(data.length);
    if (final) this.isFinished = true;
    try {
      this.input.add(data, final);
      this.text = this.input.text;
      const unparsed = this.input.unparsed;
      // A long token is not read again and again: only when twice as much is there.
      if (this.defersReparsing && !final && unparsed < 2 * this.stuckAt) return;
      this.isFinal = final;
      const before = this.input.total - unparsed;
      this.run();
      this.eventAt = this.at;
      this.input.forget(this.at);
      this.text = this.input.text;
      this.at = 0;
      this.eventAt = 0;
      const isStuck = this.input.unparsed > 0 && this.input.total - this.input.unparsed === before;
      this.stuckAt = isStuck ? this.input.unparsed : 0;
    } catch (reason) {
      this.isFinished = true;
      if (reason instanceof XmlError && reason.at !== undefined) this.eventAt = reason.at;
      throw reason;
    }
  }

  private run(): void {
    while (this.step()) this.eventAt = this.at;
    this.eventAt = this.at;
    if (this.input.isBroken && this.at >= this.text.length) throw new XmlError(INVALID_TOKEN, this.at);
    if (!this.isFinal) return;
    const isAtEnd = this.at >= this.text.length;
    if (this.input.isBroken) throw new XmlError(INVALID_TOKEN, this.text.length);
    if (this.phase === 'cdata') throw new XmlError(UNCLOSED_CDATA_SECTION, this.at);
    if (!isAtEnd) throw new XmlError(UNCLOSED_TOKEN, this.at);
    if (this.input.isPartial) throw new XmlError(PARTIAL_CHAR, this.at);
    if (this.phase === 'epilog' || (this.kind === 'subset' && this.phase === 'subset')) return;
    if (this.kind === 'content' && (this.phase === 'content' || this.phase === 'start')) {
      this.checkBalance();
      return;
    }
    if (this.kind === 'subset' && this.phase === 'start') return;
    throw new XmlError(NO_ELEMENTS, this.at);
  }

  /** Read one piece: false when more text is needed, or none is left. */
  private step(): boolean {
    switch (this.phase) {
      case 'start':
        return this.start();
      case 'prolog':
      case 'epilog':
        return this.at < this.text.length && this.misc();
      case 'subset':
        return this.subset();
      default:
        return this.contentStep();
    }
  }

  private start(): boolean {
    const { text } = this;
    const next = this.kind === 'document' ? 'prolog' : this.kind;
    if (text.length < 6 && '<?xml '.startsWith(text) && !this.isFinal) return false;
    if (/^<\?xml[ \t\r\n]/.test(text)) {
      const end = text.indexOf('?>');
      if (end < 0) return false;
      this.declaration(end + 2);
    } else if (text.length === 0) return false;
    this.phase = next;
    return true;
  }

  private declaration(end: number): void {
    const pattern = this.kind === 'document' ? DECLARATION : TEXT_DECLARATION;
    pattern.lastIndex = 0;
    const match = pattern.exec(this.text);
    if (match === null || match[0].length !== end) {
      throw new XmlError(this.kind === 'document' ? XML_DECL : TEXT_DECL, this.badDeclarationAt(end));
    }
    const standalone = match[6] === undefined ? -1 : match[6] === 'yes' ? 1 : 0;
    if (standalone === 1) this.dtd.isStandalone = true;
    if (this.events.has('XmlDecl')) {
      this.events.emit('XmlDecl', match[2] ?? null, match[4] ?? null, this.kind === 'document' ? standalone : -1);
    } else this.events.defaultData(match[0]);
    this.at = end;
  }

  /** Where a declaration goes wrong: at its first part that does not fit. */
  private badDeclarationAt(end: number): number {
    const good = /^<\?xml(?:\s+[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/.exec(this.text.slice(0, end));
    return good === null ? 0 : Math.min(good[0].length, end);
  }

  /** What may stand around the root element. */
  private misc(): boolean {
    const { text, at } = this;
    const space = matchAt(SPACE, text, at);
    if (space !== null) {
      this.events.defaultData(space);
      this.at += space.length;
      return true;
    }
    if (text[at] !== '<') {
      throw new XmlError(this.phase === 'epilog' ? JUNK_AFTER_DOC_ELEMENT : this.badText(at), at);
    }
    if (at + 1 >= text.length) return false;
    const next = text[at + 1] as string;
    if (next === '?') return this.instruction();
    if (next === '!') {
      if (text.startsWith('<!--', at)) return this.comment();
      if ('<!--'.startsWith(text.slice(at)) || '<!DOCTYPE'.startsWith(text.slice(at))) return false;
      if (this.phase === 'prolog' && this.doctype === null && text.startsWith('<!DOCTYPE', at))
        return this.doctypeStart();
      throw new XmlError(this.phase === 'epilog' ? JUNK_AFTER_DOC_ELEMENT : SYNTAX, at);
    }
    if (this.phase === 'epilog') throw new XmlError(JUNK_AFTER_DOC_ELEMENT, at);
    if (matchAt(NAME, text, at + 1) === null) {
      throw new XmlError(INVALID_TOKEN, at + 1);
    }
    if (this.doctype === null && this.usesForeignDtd) this.externalSubset();
    this.phase = 'content';
    return true;
  }

  private badText(at: number): number {
    const unit = this.text[at] as string;
    return /[\0-\x08\x0b\x0c\x0e-\x1f&!"'()*+,/;=?@[\]^`{|}~$]/.test(unit) && unit !== ']' && unit !== '['
      ? INVALID_TOKEN
      : SYNTAX;
  }

  private doctypeStart(): boolean {
    const head = /<!DOCTYPE(?:[^"'[>]|"[^"]*"|'[^']*')*[[>]/y;
    const found = matchAt(head, this.text, this.at);
    if (found === null) return false;
    const end = this.at + found.length;
    const scanner = new DeclarationScanner(this.text, this.at + 9, end, true);
    scanner.needSpace();
    const name = scanner.name();
    scanner.space();
    const id = scanner.externalId();
    scanner.space();
    const hasSubset = found.endsWith('[');
    if (scanner.at !== end - 1) throw scanner.fail();
    this.doctype = id ?? { systemId: null, publicId: null };
    this.eventAt = end - 1;
    const { events, dtd } = this;
    if (id !== null) {
      dtd.hasParameterRefs = true;
      if (!dtd.isStandalone && this.parameterEntityParsing === 0) this.notStandalone();
    }
    if (events.has('StartDoctypeDecl')) {
      events.emit('StartDoctypeDecl', name, this.doctype.systemId, this.doctype.publicId, hasSubset ? 1 : 0);
    } else events.defaultData(found);
    this.at = end;
    if (hasSubset) this.phase = 'subset';
    else this.doctypeEnd(end, '');
    return true;
  }

  private notStandalone(): void {
    if (this.events.has('NotStandalone') && !this.events.emit('NotStandalone')) throw new XmlError(NOT_STANDALONE);
  }

  private doctypeEnd(end: number, raw: string): void {
    if (this.doctype?.systemId != null || this.usesForeignDtd) this.externalSubset();
    this.eventAt = end - 1;
    if (this.events.has('EndDoctypeDecl')) this.events.emit('EndDoctypeDecl');
    else this.events.defaultData(raw);
    this.at = end;
    this.phase = 'prolog';
  }

  /** Let the program read the external subset, if it wants to. */
  private externalSubset(): void {
    const { dtd, events } = this;
    dtd.hasParameterRefs = true;
    const wanted = this.parameterEntityParsing === 2 || (this.parameterEntityParsing === 1 && !dtd.isStandalone);
    if (!wanted || !events.has('ExternalEntityRef')) return;
    dtd.parameterEntityRead = false;
    const { systemId, publicId } = this.doctype ?? { systemId: null, publicId: null };
    if (!events.emit('ExternalEntityRef', null, this.declarations.base, systemId, publicId)) {
      throw new XmlError(EXTERNAL_ENTITY_HANDLING);
    }
    if (dtd.parameterEntityRead && !dtd.isStandalone) this.notStandalone();
  }

  /** One piece of an internal or external subset. */
  private subset(): boolean {
    const { text, at, events } = this;
    if (at >= text.length) return false;
    const space = matchAt(SPACE, text, at);
    if (space !== null) {
      events.defaultData(space);
      this.at += space.length;
      return true;
    }
    if (text[at] === '%') return this.parameterReference();
    if (text[at] === ']' && this.kind === 'document' && !this.isNested) {
      const close = matchAt(/\][ \t\r\n]*>/y, text, at);
      if (close !== null) {
        if (!events.has('StartDoctypeDecl')) events.defaultData(close.slice(0, -1));
        this.doctypeEnd(at + close.length, '>');
        return true;
      }
      if (matchAt(/\][ \t\r\n]*/y, text, at) === text.slice(at)) return false;
      throw new XmlError(SYNTAX, at + 1);
    }
    if (text.startsWith(']]>', at) && this.openSections > 0) {
      this.openSections--;
      events.defaultData(']]>');
      this.at += 3;
      return true;
    }
    if (text[at] !== '<') throw new XmlError(this.badText(at), at);
    if (text.startsWith('<?', at)) return this.instruction();
    if (text.startsWith('<!--', at)) return this.comment();
    if ('<!--'.startsWith(text.slice(at))) return false;
    if (text.startsWith('<![', at)) return this.conditionalSection();
    if (!text.startsWith('<!', at)) throw new XmlError(SYNTAX, at);
    return this.markupDeclaration();
  }

  private markupDeclaration(): boolean {
    const found = matchAt(/<![A-Z]+(?:[^"'>]|"[^"]*"|'[^']*')*>/y, this.text, this.at);
    if (found === null) {
      // Something that no further text can mend.
      const bad = matchAt(/<![A-Z]*[^A-Z\s>]/y, this.text, this.at);
      if (bad !== null) throw new XmlError(INVALID_TOKEN, this.at + bad.length - 1);
      return false;
    }
    const isInternal = this.kind === 'document' && !this.isNested;
    let scanner = new DeclarationScanner(this.text, this.at, this.at + found.length, !this.isNested);
    if (!isInternal && found.includes('%')) {
      // Outside the internal subset parameter entities may stand inside declarations, not inside literals.
      const expanded = found.replace(/"[^"]*"|'[^']*'|%([^\s;%]+);/g, (whole, name?: string) =>
        name === undefined ? whole : ` ${this.literals.parameterText(name, undefined)} `,
      );
      scanner = new DeclarationScanner(expanded, 0, expanded.length, false);
    }
    if (!this.declarations.read(scanner, isInternal)) this.events.defaultData(found);
    this.at += found.length;
    return true;
  }

  /** `<![INCLUDE[` and `<![IGNORE[`, which only external subsets may have. */
  private conditionalSection(): boolean {
    if (this.kind === 'document' && !this.isNested) throw new XmlError(SYNTAX, this.at);
    const head = /<!\[[ \t\r\n]*(%[^;]+;|[A-Z]+)[ \t\r\n]*\[/y;
    head.lastIndex = this.at;
    const match = head.exec(this.text);
    if (match === null) {
      if (this.text.indexOf('[', this.at + 3) >= 0) throw new XmlError(SYNTAX, this.at);
      return false;
    }
    const word = match[1] as string;
    const keyword = word.startsWith('%') ? this.literals.parameterText(word.slice(1, -1), this.at).trim() : word;
    if (keyword === 'INCLUDE') {
      this.openSections++;
      this.at += match[0].length;
      return true;
    }
    if (keyword !== 'IGNORE') throw new XmlError(SYNTAX, this.at);
    let depth = 1;
    const mark = /<!\[|\]\]>/g;
    mark.lastIndex = this.at + match[0].length;
    while (depth > 0) {
      const found = mark.exec(this.text);
      if (found === null) return false;
      depth += found[0] === ']]>' ? -1 : 1;
    }
    this.events.defaultData(this.text.slice(this.at, mark.lastIndex));
    this.at = mark.lastIndex;
    return true;
  }

  private parameterReference(): boolean {
    const name = matchAt(NAME, this.text, this.at + 1);
    if (name === null) {
      if (this.at + 1 >= this.text.length) return false;
      throw new XmlError(INVALID_TOKEN, this.at + 1);
    }
    const end = this.at + 1 + name.length;
    if (end >= this.text.length) return false;
    if (this.text[end] !== ';') throw new XmlError(INVALID_TOKEN, end);
    const { dtd, events } = this;
    const raw = `%${name};`;
    const mayUndefined = dtd.hasParameterRefs && !dtd.isStandalone;
    dtd.hasParameterRefs = true;
    const parses = this.parameterEntityParsing === 2 || (this.parameterEntityParsing === 1 && !dtd.isStandalone);
    if (!parses) {
      dtd.keepProcessing = dtd.isStandalone;
      events.defaultData(raw);
    } else {
      const entity = dtd.parameterEntities.get(name);
      if (entity === undefined) {
        if (!mayUndefined && this.kind === 'document') throw new XmlError(UNDEFINED_ENTITY, this.at);
        dtd.keepProcessing = dtd.isStandalone;
        if (events.has('SkippedEntity')) events.emit('SkippedEntity', name, 1);
        else events.defaultData(raw);
      } else this.expandParameter(entity);
    }
    if (!dtd.isStandalone) this.notStandalone();
    this.at = end + 1;
    return true;
  }

  private expandParameter(entity: XmlEntity): void {
    const { dtd, events } = this;
    if (entity.isOpen) throw new XmlError(RECURSIVE_ENTITY_REF, this.at);
    entity.isOpen = true;
    try {
      if (entity.text !== null) {
        countExpansion(dtd, entity, events);
        this.nested(entity.text, () => {
          while (this.subset()) {
            // Each step reads a piece.
          }
          if (this.at < this.text.length) throw new XmlError(INCOMPLETE_PE);
        });
      } else if (events.has('ExternalEntityRef')) {
        dtd.parameterEntityRead = false;
        if (!events.emit('ExternalEntityRef', null, entity.base, entity.systemId, entity.publicId)) {
          throw new XmlError(EXTERNAL_ENTITY_HANDLING);
        }
        if (!dtd.parameterEntityRead) dtd.keepProcessing = dtd.isStandalone;
      } else dtd.keepProcessing = dtd.isStandalone;
    } finally {
      entity.isOpen = false;
    }
  }

  protected override misplacedDeclaration(at: number): XmlError {
    return new XmlError(MISPLACED_XML_PI, at);
  }
}
