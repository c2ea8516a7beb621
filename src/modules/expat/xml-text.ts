/** This file knows the characters of XML, and reads literals: attribute values and values of entities. */
import type { XmlDtd, XmlEntity } from './xml-dtd.js';
import {
  AMPLIFICATION_LIMIT_BREACH,
  ATTRIBUTE_EXTERNAL_ENTITY_REF,
  BAD_CHAR_REF,
  BINARY_ENTITY_REF,
  INVALID_TOKEN,
  PARAM_ENTITY_REF,
  RECURSIVE_ENTITY_REF,
  UNDEFINED_ENTITY,
  XmlError,
} from './xml-errors.js';
import type { XmlEvents } from './xml-events.js';

const START =
  ':A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f' +
  '\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const REST = '\\-.0-9\\u00b7\\u0300-\\u036f\\u203f-\\u2040';

/** A name; a name token; the text between two marks. All sticky. */
export const NAME = new RegExp(`[${START}][${START}${REST}]*`, 'uy');
export const NAME_TOKEN = new RegExp(`[${START}${REST}]+`, 'uy');
export const SPACE = /[ \t\r\n]+/y;
/** Characters that no XML document may have. */
export const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** The text that matches at a place; null when none does. */
export function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Line ends are line feeds (XML 1.0, 2.11). */
export function normalizeLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/** The character of an entity that XML itself defines. */
export function predefinedEntity(name: string): string | undefined {
  return PREDEFINED.get(name);
}

const isCharacter = (point: number): boolean =>
  point === 9 ||
  point === 10 ||
  point === 13 ||
  (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) ||
  (point >= 0x10000 && point <= 0x10ffff);

/** The character of `#38` or `#x26`. */
export function characterReference(reference: string, at: number | undefined): string {
  const isHex = reference[1] === 'x';
  const digits = reference.slice(isHex ? 2 : 1);
  if (!(isHex ? /^[0-9a-fA-F]+$/ : /^[0-9]+$/).test(digits)) throw new XmlError(INVALID_TOKEN, at);
  const point = Number.parseInt(digits, isHex ? 16 : 10);
  if (!isCharacter(point)) throw new XmlError(BAD_CHAR_REF, at);
  return String.fromCodePoint(point);
}

/** Count text of an entity that is expanded: too much for too little is an attack. */
export function countExpansion(dtd: XmlDtd, entity: XmlEntity, events: XmlEvents): void {
  const size = entity.text?.length ?? 0;
  dtd.indirectBytes += size + entity.name.length + 2;
  events.charge(size);
  const total = dtd.directBytes + dtd.indirectBytes;
  if (total >= dtd.amplificationThreshold && total > dtd.amplificationMaximum * Math.max(1, dtd.directBytes)) {
    throw new XmlError(AMPLIFICATION_LIMIT_BREACH);
  }
}

/** Reads attribute values and entity values. */
export class LiteralReader {
  constructor(
    private readonly dtd: XmlDtd,
    private readonly events: XmlEvents,
  ) {}

  /** The value that a literal of an attribute stands for. `at`: where the literal begins. */
  attributeValue(literal: string, isCdata: boolean, at: number | undefined): string {
    const value = this.attributeText(normalizeLines(literal), at);
    return isCdata ? value : value.replace(/ +/g, ' ').replace(/^ | $/g, '');
  }

  private attributeText(literal: string, at: number | undefined): string {
    if (!/[&<\t\n]/.test(literal)) return literal;
    let out = '';
    for (let i = 0; i < literal.length; i++) {
      const unit = literal[i] as string;
      const here = at === undefined ? undefined : at + i;
      if (unit === '<') throw new XmlError(INVALID_TOKEN, here);
      if (unit === '&') {
        const end = literal.indexOf(';', i);
        const name = end < 0 ? '' : literal.slice(i + 1, end);
        out += this.reference(name, here);
        i = end;
      } else out += unit === '\n' || unit === '\t' || unit === '\r' ? ' ' : unit;
    }
    return out;
  }

  private reference(name: string, at: number | undefined): string {
    if (name.startsWith('#')) return characterReference(name, at);
    if (matchAt(NAME, name, 0) !== name) throw new XmlError(INVALID_TOKEN, at);
    const predefined = predefinedEntity(name);
    if (predefined !== undefined) return predefined;
    const { dtd } = this;
    const entity = dtd.entities.get(name);
    if (entity === undefined) {
      if (!dtd.hasParameterRefs || dtd.isStandalone) throw new XmlError(UNDEFINED_ENTITY, at);
      return '';
    }
    if (entity.isOpen) throw new XmlError(RECURSIVE_ENTITY_REF, at);
    if (entity.notation !== null) throw new XmlError(BINARY_ENTITY_REF, at);
    if (entity.text === null) throw new XmlError(ATTRIBUTE_EXTERNAL_ENTITY_REF, at);
    countExpansion(dtd, entity, this.events);
    this.events.enter();
    entity.isOpen = true;
    try {
      return this.attributeText(entity.text, at === undefined ? undefined : at);
    } finally {
      entity.isOpen = false;
      this.events.leave();
    }
  }

  /** The replacement text of an entity: character references and, outside the internal subset, parameter entities. */
  entityValue(literal: string, isInternalSubset: boolean, at: number | undefined): string {
    const text = normalizeLines(literal);
    if (!/[&%]/.test(text)) return text;
    return text.replace(/&([^;]*);?|%([^;]*);?/g, (whole, general?: string, parameter?: string) => {
      if (!whole.endsWith(';')) throw new XmlError(INVALID_TOKEN, at);
      if (general !== undefined) {
        if (general.startsWith('#')) return characterReference(general, at);
        if (matchAt(NAME, general, 0) !== general) throw new XmlError(INVALID_TOKEN, at);
        return whole;
      }
      if (isInternalSubset) throw new XmlError(PARAM_ENTITY_REF, at);
      return this.parameterText(parameter as string, at);
    });
  }

  /** The replacement text of a parameter entity inside a declaration. */
  parameterText(name: string, at: number | undefined): string {
    const entity = this.dtd.parameterEntities.get(name);
    if (entity?.text == null) {
      this.dtd.keepProcessing = this.dtd.isStandalone;
      return '';
    }
    if (entity.isOpen) throw new XmlError(RECURSIVE_ENTITY_REF, at);
    countExpansion(this.dtd, entity, this.events);
    this.events.enter();
    entity.isOpen = true;
    try {
      return this.entityValue(entity.text, false, at);
    } finally {
      entity.isOpen = false;
      this.events.leave();
    }
  }
}
