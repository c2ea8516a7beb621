/** This file reads the declarations of a document type: entities, elements, attributes, notations. */
import { XmlAttribute, type XmlDtd, XmlEntity } from './xml-dtd.js';
import { INVALID_TOKEN, PUBLICID, SYNTAX, XmlError } from './xml-errors.js';
import {
  ContentModel,
  CQUANT_NONE,
  CQUANT_OPT,
  CQUANT_PLUS,
  CQUANT_REP,
  CTYPE_ANY,
  CTYPE_CHOICE,
  CTYPE_EMPTY,
  CTYPE_MIXED,
  CTYPE_NAME,
  CTYPE_SEQ,
  type XmlEvents,
} from './xml-events.js';
import { type LiteralReader, matchAt, NAME, NAME_TOKEN, SPACE } from './xml-text.js';

/** Where an external entity is to be found. */
export interface ExternalId {
  readonly publicId: string | null;
  readonly systemId: string | null;
}

/** Reads tokens of one declaration. */
export class DeclarationScanner {
  constructor(
    readonly text: string,
    public at: number,
    readonly end: number,
    /** The declaration is where it says; false when parameter entities were replaced in it. */
    readonly isInPlace: boolean,
  ) {}

  /** Where the token begins that was read last. */
  last = 0;

  fail(code = SYNTAX): XmlError {
    return new XmlError(code, this.isInPlace ? this.at : undefined);
  }

  space(): boolean {
    const found = matchAt(SPACE, this.text, this.at);
    if (found !== null) this.at += found.length;
    return found !== null;
  }

  needSpace(): void {
    if (!this.space()) throw this.fail(INVALID_TOKEN);
  }

  /** Is there a word or sign here? Takes it. */
  take(word: string): boolean {
    if (!this.text.startsWith(word, this.at) || this.at + word.length > this.end) return false;
    if (/^\w/.test(word) && matchAt(NAME_TOKEN, this.text, this.at) !== word) return false;
    this.last = this.at;
    this.at += word.length;
    return true;
  }

  name(pattern = NAME): string {
    const found = matchAt(pattern, this.text, this.at);
    if (found === null) throw this.fail();
    this.last = this.at;
    this.at += found.length;
    return found;
  }

  /** A literal in quotes, without them; null when there is none. */
  literal(): string | null {
    const quote = this.text[this.at];
    if (quote !== '"' && quote !== "'") return null;
    const close = this.text.indexOf(quote, this.at + 1);
    if (close < 0 || close >= this.end) throw this.fail(INVALID_TOKEN);
    const found = this.text.slice(this.at + 1, close);
    this.last = this.at;
    this.at = close + 1;
    return found;
  }

  needLiteral(): string {
    const found = this.literal();
    if (found === null) throw this.fail();
    return found;
  }

  /** `SYSTEM "…"` or `PUBLIC "…" "…"`; null when there is neither. */
  externalId(systemOptional = false): ExternalId | null {
    if (this.take('SYSTEM')) {
      this.needSpace();
      return { publicId: null, systemId: this.needLiteral() };
    }
    if (!this.take('PUBLIC')) return null;
    this.needSpace();
    const start = this.at;
    const publicId = this.needLiteral();
    if (!/^[-a-zA-Z0-9 \r\n'()+,./:=?;!*#@$_%]*$/.test(publicId)) {
      this.at = start;
      throw this.fail(PUBLICID);
    }
    const normal = publicId.replace(/[ \r\n]+/g, ' ').replace(/^ | $/g, '');
    const hasSpace = this.space();
    const systemId = hasSpace || !systemOptional ? this.literal() : null;
    if (systemId === null && !systemOptional) throw this.fail();
    return { publicId: normal, systemId };
  }

  finish(): void {
    this.space();
    if (!this.take('>') || this.at !== this.end) throw this.fail();
  }
}

const QUANTIFIERS: ReadonlyMap<string, number> = new Map([
  ['?', CQUANT_OPT],
  ['*', CQUANT_REP],
  ['+', CQUANT_PLUS],
]);

const ATTRIBUTE_TYPES = ['CDATA', 'IDREFS', 'IDREF', 'ID', 'ENTITIES', 'ENTITY', 'NMTOKENS', 'NMTOKEN'];

/** Takes declarations into the document type, and tells the program. */
export class DeclarationReader {
  base: string | null = null;
  /** Told where in the text an event belongs. */
  place: (at: number) => void = () => {};

  constructor(
    private readonly dtd: XmlDtd,
    private readonly events: XmlEvents,
    private readonly literals: LiteralReader,
  ) {}

  /** Read one declaration, from `<!` to `>`; answers whether a handler was told. */
  read(scanner: DeclarationScanner, isInternalSubset: boolean): boolean {
    scanner.at += 2;
    if (scanner.take('ENTITY')) return this.entity(scanner, isInternalSubset);
    if (scanner.take('ELEMENT')) return this.element(scanner);
    if (scanner.take('ATTLIST')) return this.attributeList(scanner);
    if (scanner.take('NOTATION')) return this.notation(scanner);
    scanner.at -= 2;
    throw scanner.fail();
  }

  /** The declaration ends; what it is told as happens where its last part stands. */
  private finish(scanner: DeclarationScanner): void {
    const { last } = scanner;
    scanner.finish();
    if (scanner.isInPlace) this.place(last);
  }

  private entity(scanner: DeclarationScanner, isInternalSubset: boolean): boolean {
    scanner.needSpace();
    const isParameter = scanner.take('%');
    if (isParameter) scanner.needSpace();
    const name = scanner.name();
    scanner.needSpace();
    const start = scanner.at + 1;
    const literal = scanner.literal();
    let text: string | null = null;
    let id: ExternalId = { publicId: null, systemId: null };
    let notation: string | null = null;
    if (literal !== null) {
      text = this.literals.entityValue(literal, isInternalSubset, scanner.isInPlace ? start : undefined);
    } else {
      const found = scanner.externalId();
      if (found === null) throw scanner.fail();
      id = found;
      if (scanner.space() && scanner.take('NDATA')) {
        if (isParameter) throw scanner.fail();
        scanner.needSpace();
        notation = scanner.name();
      }
    }
    this.finish(scanner);
    const { dtd, events } = this;
    if (!dtd.keepProcessing) return false;
    const entities = isParameter ? dtd.parameterEntities : dtd.entities;
    const isNew = !entities.has(name);
    const base = literal === null ? this.base : null;
    if (isNew) {
      entities.set(name, new XmlEntity(name, text, base, id.systemId, id.publicId, notation, isInternalSubset));
    }
    if (notation !== null && events.has('UnparsedEntityDecl')) {
      events.emit('UnparsedEntityDecl', name, this.base, id.systemId, id.publicId, notation);
      return true;
    }
    if (!events.has('EntityDecl')) return false;
    if (isNew) {
      const kind = isParameter ? 1 : 0;
      events.emit('EntityDecl', name, kind, text, this.base, id.systemId, id.publicId, notation);
    }
    return true;
  }

  private notation(scanner: DeclarationScanner): boolean {
    scanner.needSpace();
    const name = scanner.name();
    scanner.needSpace();
    const id = scanner.externalId(true);
    if (id === null) throw scanner.fail();
    scanner.space();
    // Only its end tells that no system identifier follows.
    if (id.systemId === null) scanner.last = scanner.at;
    this.finish(scanner);
    if (!this.events.has('NotationDecl')) return false;
    this.events.emit('NotationDecl', name, this.base, id.systemId, id.publicId);
    return true;
  }

  private element(scanner: DeclarationScanner): boolean {
    scanner.needSpace();
    const name = scanner.name();
    scanner.needSpace();
    let model: ContentModel;
    if (scanner.take('EMPTY')) model = new ContentModel(CTYPE_EMPTY, CQUANT_NONE, null, []);
    else if (scanner.take('ANY')) model = new ContentModel(CTYPE_ANY, CQUANT_NONE, null, []);
    else if (scanner.take('(')) model = this.group(scanner);
    else throw scanner.fail();
    this.finish(scanner);
    if (!this.events.has('ElementDecl')) return false;
    this.events.emit('ElementDecl', name, model);
    return true;
  }

  /** A group behind its opening parenthesis. The open groups are kept in a list, as they may be nested deeply. */
  private group(scanner: DeclarationScanner): ContentModel {
    const open: { parts: ContentModel[]; type: number }[] = [{ parts: [], type: CTYPE_SEQ }];
    for (;;) {
      const group = open[open.length - 1] as { parts: ContentModel[]; type: number };
      scanner.space();
      if (scanner.take('(')) {
        open.push({ parts: [], type: CTYPE_SEQ });
        continue;
      }
      if (scanner.take('#PCDATA')) {
        if (open.length > 1 || group.parts.length > 0) throw scanner.fail();
        return this.mixed(scanner);
      }
      group.parts.push(new ContentModel(CTYPE_NAME, 0, scanner.name(), []));
      this.quantify(scanner, group.parts);
      // Close as many groups as end here.
      for (;;) {
        const current = open[open.length - 1] as { parts: ContentModel[]; type: number };
        scanner.space();
        if (scanner.take(')')) {
          open.pop();
          const made = [new ContentModel(current.type, CQUANT_NONE, null, current.parts)];
          this.quantify(scanner, made);
          const outer = open[open.length - 1];
          if (outer === undefined) return made[0] as ContentModel;
          outer.parts.push(made[0] as ContentModel);
          continue;
        }
        const type = scanner.take('|') ? CTYPE_CHOICE : scanner.take(',') ? CTYPE_SEQ : -1;
        if (type < 0 || (current.parts.length > 1 && type !== current.type)) throw scanner.fail();
        current.type = type;
        break;
      }
    }
  }

  /** Give the last part the quantifier that stands here. */
  private quantify(scanner: DeclarationScanner, parts: ContentModel[]): void {
    const quantifier = QUANTIFIERS.get(scanner.text[scanner.at] as string);
    const part = parts[parts.length - 1] as ContentModel;
    if (quantifier === undefined) return;
    scanner.at++;
    parts[parts.length - 1] = new ContentModel(part.type, quantifier, part.name, part.parts);
  }

  private mixed(scanner: DeclarationScanner): ContentModel {
    const names: ContentModel[] = [];
    scanner.space();
    while (scanner.take('|')) {
      scanner.space();
      names.push(new ContentModel(CTYPE_NAME, CQUANT_NONE, scanner.name(), []));
      scanner.space();
    }
    if (!scanner.take(')')) throw scanner.fail();
    const close = scanner.last;
    const isRepeated = scanner.take('*');
    if (names.length > 0 && !isRepeated) throw scanner.fail();
    scanner.last = close;
    return new ContentModel(CTYPE_MIXED, isRepeated ? CQUANT_REP : CQUANT_NONE, null, names);
  }

  private attributeList(scanner: DeclarationScanner): boolean {
    scanner.needSpace();
    const element = scanner.name();
    let told = false;
    while (scanner.space() && scanner.text[scanner.at] !== '>') told = this.attribute(scanner, element) || told;
    scanner.finish();
    return told || this.events.has('AttlistDecl');
  }

  private attribute(scanner: DeclarationScanner, element: string): boolean {
    const name = scanner.name();
    scanner.needSpace();
    const type = this.attributeType(scanner);
    scanner.needSpace();
    let value: string | null = null;
    let isRequired = scanner.take('#REQUIRED');
    if (!isRequired && !scanner.take('#IMPLIED')) {
      isRequired = scanner.take('#FIXED');
      if (isRequired) scanner.needSpace();
      const start = scanner.at + 1;
      const literal = scanner.needLiteral();
      value = this.literals.attributeValue(literal, type === 'CDATA', scanner.isInPlace ? start : undefined);
    }
    const { dtd, events } = this;
    if (!dtd.keepProcessing) return false;
    let attributes = dtd.attributes.get(element);
    if (attributes === undefined) {
      attributes = new Map();
      dtd.attributes.set(element, attributes);
    }
    if (!attributes.has(name)) attributes.set(name, new XmlAttribute(name, type === 'CDATA', type === 'ID', value));
    if (!events.has('AttlistDecl')) return false;
    if (scanner.isInPlace) this.place(scanner.last);
    events.emit('AttlistDecl', element, name, type, value, isRequired ? 1 : 0);
    return true;
  }

  private attributeType(scanner: DeclarationScanner): string {
    for (const type of ATTRIBUTE_TYPES) if (scanner.take(type)) return type;
    const isNotation = scanner.take('NOTATION');
    if (isNotation) scanner.needSpace();
    if (!scanner.take('(')) throw scanner.fail();
    const names: string[] = [];
    do {
      scanner.space();
      names.push(scanner.name(isNotation ? NAME : NAME_TOKEN));
      scanner.space();
    } while (scanner.take('|'));
    if (!scanner.take(')')) throw scanner.fail();
    return `${isNotation ? 'NOTATION' : ''}(${names.join('|')})`;
  }
}
