/** This file resolves names and numbers of hosts and services without a network: numeric ones, and this machine. */
import { typeOf } from '../../objects/core-types.js';
import { error, overflowError, typeError } from '../../objects/errors.js';
import { OSError } from '../../objects/exceptions/types.js';
import { index } from '../../objects/operations/index.js';
import { asStr } from '../../objects/strings.js';
import { PyByteArray } from '../../objects/types/bytes/bytearray-object.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16, strToUtf16 } from '../../values/str.js';
import { hostOf } from '../../vm/descriptors.js';
import { AF_INET, AF_INET6, AF_UNIX, SOCK_DGRAM, SOCK_STREAM } from '../../vm/sockets.js';
import { decodeFsName } from '../posix/fs-path.js';
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6 } from './addresses.js';
import { addressError, unknownName } from './socket-errors.js';

/** Services that programs commonly name. */
export const SERVICES: readonly (readonly [name: string, port: number, protocols: string])[] = [
  ['echo', 7, 'tcp udp'],
  ['daytime', 13, 'tcp udp'],
  ['ftp', 21, 'tcp'],
  ['ssh', 22, 'tcp'],
  ['telnet', 23, 'tcp'],
  ['smtp', 25, 'tcp'],
  ['domain', 53, 'tcp udp'],
  ['http', 80, 'tcp'],
  ['pop3', 110, 'tcp'],
  ['ntp', 123, 'udp'],
  ['imap2', 143, 'tcp'],
  ['https', 443, 'tcp udp'],
  ['imaps', 993, 'tcp'],
  ['pop3s', 995, 'tcp'],
];

/** The text of a host argument: str, bytes or bytearray. */
export function hostText(vm: Runtime, value: Value, what: string): string {
  const text = asStr(value);
  if (text !== undefined) return strToUtf16(text);
  if (value instanceof PyBytes) return strToUtf16(decodeFsName(vm, value.data));
  if (value instanceof PyByteArray) return strToUtf16(decodeFsName(vm, value.bytes));
  throw typeError(`${what} str, bytes or bytearray, not ${typeOf(value).name}`);
}

/** A numeric address for a host name: this machine's names and numbers only. */
export function resolve(vm: Runtime, name: string, family: number): string {
  const host = name === hostOf(vm).platform.uname[1] ? 'localhost' : name;
  if (family === AF_INET6) {
    if (host === '') return '::';
    if (host === 'localhost') return '::1';
    const six = parseIPv6(host);
    if (six !== null) return formatIPv6(six);
    throw parseIPv4(host) === null ? unknownName() : addressError(-9, 'Address family for hostname not supported');
  }
  if (host === '') return '0.0.0.0';
  if (host === 'localhost') return '127.0.0.1';
  if (host === '<broadcast>') return '255.255.255.255';
  const four = parseIPv4(host);
  if (four !== null) return formatIPv4(four);
  throw parseIPv6(host) === null ? unknownName() : addressError(-9, 'Address family for hostname not supported');
}

/** The key of a socket address argument, as `bind` and `connect` take it. */
export function socketAddress(vm: Runtime, family: number, value: Value, fname: string): string {
  if (family === AF_UNIX) {
    const text = asStr(value);
    if (text !== undefined) return strToUtf16(text);
    if (value instanceof PyBytes) return strToUtf16(decodeFsName(vm, value.data));
    throw typeError(`a bytes-like object is required, not '${typeOf(value).name}'`);
  }
  if (!(value instanceof PyTuple)) {
    throw typeError(`${fname}(): AF_INET address must be tuple, not ${typeOf(value).name}`);
  }
  if (value.items.length < 2) throw typeError(`${fname}(): AF_INET address must be a pair (host, port)`);
  const [host, portValue] = value.items as [Value, Value];
  const port = index(vm, portValue);
  if (port < 0 || port > 65535) throw overflowError(`${fname}(): port must be 0-65535.`);
  return `${resolve(vm, hostText(vm, host, 'host name must be'), family)}|${port}`;
}

/** The Python form of an address key. */
export function addressValue(family: number, key: string): Value {
  if (family === AF_UNIX) return strFromUtf16(key);
  const [host = family === AF_INET6 ? '::' : '0.0.0.0', port = '0'] = key === '' ? [] : key.split('|');
  return new PyTuple(family === AF_INET6 ? [host, Number(port), 0, 0] : [host, Number(port)]);
}

function servicePort(vm: Runtime, port: Value, kind: number): { port: number; kinds: number[] | null } {
  if (port === None) return { port: 0, kinds: null };
  const text = asStr(port) ?? (port instanceof PyBytes ? decodeFsName(vm, port.data) : undefined);
  if (text === undefined) {
    if (typeOf(port).nb_index === null) throw error(OSError, 'Int or String expected');
    return { port: Number(index(vm, port)) & 0xffff, kinds: null };
  }
  const name = strToUtf16(text);
  if (/^\d+$/.test(name)) return { port: Number(name) & 0xffff, kinds: null };
  const found = SERVICES.find(([service]) => service === name);
  if (found === undefined) throw addressError(-8, 'Servname not supported for ai_socktype');
  const kinds: number[] = found[2].split(' ').map((protocol) => (protocol === 'tcp' ? SOCK_STREAM : SOCK_DGRAM));
  if (kind !== 0 && !kinds.includes(kind)) throw addressError(-8, 'Servname not supported for ai_socktype');
  return { port: found[1], kinds };
}

/** `getaddrinfo(host, port, family, type, proto, flags)`. */
export function addressInfo(
  vm: Runtime,
  host: Value,
  port: Value,
  family: number,
  kind: number,
  protocol: number,
  flags: number,
): Value {
  vm.audit('socket.getaddrinfo', [host, port, family, kind, protocol]);
  const passive = (flags & 1) !== 0;
  const service = servicePort(vm, port, kind);
  const addresses: [number, string][] = [];
  if (host === None) {
    if (family !== AF_INET6) addresses.push([AF_INET, passive ? '0.0.0.0' : '127.0.0.1']);
    if (family !== AF_INET) addresses.push([AF_INET6, passive ? '::' : '::1']);
    if (!passive) addresses.reverse();
  } else {
    const name = hostText(vm, host, 'getaddrinfo() argument 1 must be');
    const isSix = parseIPv6(name) !== null;
    const chosen = family === 0 ? (isSix ? AF_INET6 : AF_INET) : family;
    addresses.push([chosen, resolve(vm, name, chosen)]);
  }
  const kinds: readonly (readonly [kind: number, protocol: number])[] = [
    [SOCK_STREAM, 6],
    [SOCK_DGRAM, 17],
    [3, 0],
  ];
  const chosenKinds = kinds.filter(
    ([k, p]) =>
      (kind === 0 || k === kind) &&
      (protocol === 0 || p === protocol || p === 0) &&
      (service.kinds === null || service.kinds.includes(k)),
  );
  const results = addresses.flatMap(([f, address]) =>
    chosenKinds.map(
      ([k, p]) => new PyTuple([f, k, p === 0 ? protocol : p, '', addressValue(f, `${address}|${service.port}`)]),
    ),
  );
  return new PyList(results);
}
