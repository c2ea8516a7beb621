/** This file resolves names: which namespace an element or attribute is in. */

import {
  RESERVED_NAMESPACE_URI,
  RESERVED_PREFIX_XML,
  RESERVED_PREFIX_XMLNS,
  UNBOUND_PREFIX,
  UNDECLARING_PREFIX,
  XmlError,
} from './xml-errors.js';
import type { XmlEvents } from './xml-events.js';

const XML_URI = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_URI = 'http://www.w3.org/2000/xmlns/';

/** A declaration that ends with its element. */
interface Binding {
  readonly prefix: string;
  readonly before: string | undefined;
}

/** The namespace declarations in force. */
export class XmlNamespaces {
  /** Names with a prefix are shown with it behind namespace and local name. */
  triplets = false;
  private readonly uris = new Map<string, string>([['xml', XML_URI]]);
  /** Declarations of each open element. */
  private readonly open: Binding[][] = [];

  constructor(readonly separator: string) {}

  /** The namespaces as the context of an external entity: `prefix=uri`. */
  context(): string[] {
    return [...this.uris].map(([prefix, uri]) => `${prefix}=${uri}`);
  }

  /** Take over what `context` says. */
  inherit(context: readonly string[]): void {
    for (const each of context) {
      const at = each.indexOf('=');
      if (at >= 0) this.uris.set(each.slice(0, at), each.slice(at + 1));
    }
  }

  /** Begin an element with these attributes (names and values in turn); tells the program its declarations. */
  declare(attributes: readonly string[], events: XmlEvents): void {
    const made: Binding[] = [];
    this.open.push(made);
    for (let i = 0; i < attributes.length; i += 2) {
      const name = attributes[i] as string;
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      const prefix = name === 'xmlns' ? '' : name.slice(6);
      const uri = attributes[i + 1] as string;
      this.check(prefix, uri);
      made.push({ prefix, before: this.uris.get(prefix) });
      if (uri === '') this.uris.delete(prefix);
      else this.uris.set(prefix, uri);
      events.emit('StartNamespaceDecl', prefix || null, uri || null);
    }
  }

  private check(prefix: string, uri: string): void {
    if (uri === '' && prefix !== '') throw new XmlError(UNDECLARING_PREFIX);
    if (prefix === 'xmlns') throw new XmlError(RESERVED_PREFIX_XMLNS);
    if ((prefix === 'xml') !== (uri === XML_URI)) {
      throw new XmlError(prefix === 'xml' ? RESERVED_PREFIX_XML : RESERVED_NAMESPACE_URI);
    }
    if (uri === XMLNS_URI) throw new XmlError(RESERVED_NAMESPACE_URI);
  }

  /** End the innermost element. */
  leave(events: XmlEvents): void {
    for (const { prefix, before } of (this.open.pop() ?? []).reverse()) {
      events.emit('EndNamespaceDecl', prefix || null);
      if (before === undefined) this.uris.delete(prefix);
      else this.uris.set(prefix, before);
    }
  }

  /** A name as the program sees it: namespace, separator, local name. */
  expand(name: string, isAttribute: boolean): string {
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    if (colon < 0 && isAttribute) return name;
    const uri = this.uris.get(prefix);
    if (uri === undefined) {
      if (colon >= 0) throw new XmlError(UNBOUND_PREFIX);
      return name;
    }
    const local = colon < 0 ? name : name.slice(colon + 1);
    const expanded = uri + this.separator + local;
    return this.triplets && prefix !== '' ? expanded + this.separator + prefix : expanded;
  }
}
