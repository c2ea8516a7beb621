/** This file declares the module _socket. */
import { asBytes } from '../../objects/buffer.js';
import { error, overflowError, valueError } from '../../objects/errors.js';
import { OSError, TimeoutError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { descriptors, hostOf } from '../../vm/descriptors.js';
import { AF_INET, AF_INET6 } from '../../vm/sockets.js';
import { callHost, osError } from '../os-error.js';
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6, parseLooseIPv4 } from './addresses.js';
import { socketConstants } from './constants.js';
import { addressInfo, hostText, resolve, SERVICES } from './names.js';
import { addressErrorType, hostErrorType } from './socket-errors.js';
import { socketPair, socketState, socketType, timeoutArgument, timeoutValue } from './socket-type.js';

/** Exchange the bytes of a number of this many. */
function swap(name: string, bytes: 2 | 4): NativeDef {
  const max = bytes === 2 ? 0xffff : 0xffffffff;
  return nativeFunction(
    `${name}($module, integer, /)`,
    `Convert a ${bytes * 8}-bit integer between host and network byte order.`,
    (vm, value: Value) => {
      const number = index(vm, value);
      if (number < 0) throw valueError('Cannot convert negative int');
      if (number > max) throw overflowError(`Python int too large for C ${bytes === 2 ? 'uint16_t' : 'uint32_t'}`);
      let rest = Number(number);
      let out = 0;
      for (let i = 0; i < bytes; i++) {
        out = out * 256 + (rest % 256);
        rest = Math.floor(rest / 256);
      }
      return out;
    },
  );
}

function pack(family: number, text: string): Uint8Array {
  if (family !== AF_INET && family !== AF_INET6) throw osError('EAFNOSUPPORT');
  const bytes = family === AF_INET ? parseIPv4(text) : parseIPv6(text);
  if (bytes === null) throw error(OSError, 'illegal IP address string passed to inet_pton');
  return bytes;
}

function unpack(family: number, bytes: Uint8Array): string {
  if (family !== AF_INET && family !== AF_INET6) throw valueError(`unknown address family ${family}`);
  if (bytes.length !== (family === AF_INET ? 4 : 16)) throw valueError('invalid length of packed IP address string');
  return family === AF_INET ? formatIPv4(bytes) : formatIPv6(bytes);
}

function hostByName(vm: Runtime, name: Value): string {
  return resolve(vm, hostText(vm, name, 'gethostbyname() argument 1 must be'), AF_INET);
}

function nameInfo(vm: Runtime, address: Value, flags: number): Value {
  if (!(address instanceof PyTuple) || address.items.length < 2) {
    throw error(OSError, 'getnameinfo() argument 1 must be a tuple');
  }
  const [host, port] = address.items as [Value, Value];
  const text = hostText(vm, host, 'getnameinfo() argument 1 must be');
  const numeric = resolve(vm, text, parseIPv6(text) === null ? AF_INET : AF_INET6);
  const shown = (flags & 1) === 0 && (numeric === '127.0.0.1' || numeric === '::1') ? 'localhost' : numeric;
  const service = SERVICES.find(([, number]) => number === port);
  return new PyTuple([shown, (flags & 2) === 0 && service !== undefined ? service[0] : `${index(vm, port)}`]);
}

export const socketModule = defineModule({
  name: '_socket',
  doc: 'Sockets inside one program: pairs and connections to local addresses. Other hosts are out of reach.',
  functions: [
    nativeFunction(
      'socketpair($module, family: int=1, type: int=1, proto: int=0, /)',
      'Create a pair of connected socket objects.',
      socketPair,
    ),
    nativeFunction('close($module, fd: int, /)', 'Close an integer socket file descriptor.', (vm, fd: number) => {
      callHost(() => descriptors(vm).close(fd));
      return None;
    }),
    nativeFunction('dup($module, fd: int, /)', 'Duplicate an integer socket file descriptor.', (vm, fd: number) =>
      callHost(() => descriptors(vm).dup(fd)),
    ),
    nativeFunction(
      'getaddrinfo($module, host, port, family: int=0, type: int=0, proto: int=0, flags: int=0)',
      'Resolve host and port into addrinfo struct.',
      addressInfo,
    ),
    nativeFunction('getnameinfo($module, sockaddr, flags: int, /)', 'Get host and port for a sockaddr.', nameInfo),
    nativeFunction('gethostname($module, /)', 'Return the current host name.', (vm) => {
      vm.audit('socket.gethostname', []);
      if (hostOf(vm).network === null) throw osError('EACCES');
      return strFromUtf16(hostOf(vm).platform.uname[1]);
    }),
    nativeFunction(
      'gethostbyname($module, host, /)',
      "Return the IP address (a string of the form '255.255.255.255') for a host.",
      hostByName,
    ),
    nativeFunction(
      'gethostbyname_ex($module, host, /)',
      'Return the true host name, a list of aliases, and a list of IP addresses, for a host.',
      (vm, name: Value) => new PyTuple([name, new PyList([]), new PyList([hostByName(vm, name)])]),
    ),
    nativeFunction(
      'gethostbyaddr($module, host, /)',
      'Return the true host name, a list of aliases, and a list of IP addresses, for a host.',
      (vm, name: Value) => {
        const address = hostByName(vm, name);
        const shown = address.startsWith('127.') ? 'localhost' : address;
        return new PyTuple([shown, new PyList([]), new PyList([address])]);
      },
    ),
    nativeFunction(
      'getservbyname($module, servicename: str, protocolname: str_or_none=None, /)',
      'Return a port number from a service name and protocol name.',
      (_vm, name: Str, protocol: Str | null) => {
        const text = strToUtf16(name);
        const found = SERVICES.find(
          ([service, , protocols]) =>
            service === text && (protocol === null || protocols.includes(strToUtf16(protocol))),
        );
        if (found === undefined) throw error(OSError, 'service/proto not found');
        return found[1];
      },
    ),
    nativeFunction(
      'getservbyport($module, port: int, protocolname: str_or_none=None, /)',
      'Return the service name from a port number and protocol name.',
      (_vm, port: number, protocol: Str | null) => {
        if (port < 0 || port > 65535) throw overflowError('getservbyport: port must be 0-65535.');
        const found = SERVICES.find(
          ([, number, protocols]) => number === port && (protocol === null || protocols.includes(strToUtf16(protocol))),
        );
        if (found === undefined) throw error(OSError, 'port/proto not found');
        return found[0];
      },
    ),
    nativeFunction(
      'getprotobyname($module, name: str, /)',
      'Return the protocol number for the named protocol.',
      (_vm, name: Str) => {
        const number = new Map([
          ['ip', 0],
          ['icmp', 1],
          ['tcp', 6],
          ['udp', 17],
          ['ipv6', 41],
        ]).get(strToUtf16(name));
        if (number === undefined) throw error(OSError, 'protocol not found');
        return number;
      },
    ),
    nativeFunction(
      'if_nameindex($module, /)',
      'Returns a list of network interface information (index, name) tuples.',
      () => new PyList([new PyTuple([1, 'lo'])]),
    ),
    nativeFunction(
      'getdefaulttimeout($module, /)',
      'Returns the default timeout in seconds (float) for new socket objects.',
      (vm) => timeoutValue(vm.state(socketState).defaultTimeout),
    ),
    nativeFunction(
      'setdefaulttimeout($module, timeout, /)',
      'Set the default timeout in seconds (float) for new socket objects.',
      (vm, timeout: Value) => {
        vm.state(socketState).defaultTimeout = timeoutArgument(vm, timeout);
        return None;
      },
    ),
    swap('htons', 2),
    swap('ntohs', 2),
    swap('htonl', 4),
    swap('ntohl', 4),
    nativeFunction(
      'inet_aton($module, ip_addr: str, /)',
      'Convert an IP address in string format to the 32-bit packed binary format.',
      (_vm, text: Str) => {
        const bytes = parseLooseIPv4(strToUtf16(text));
        if (bytes === null) throw error(OSError, 'illegal IP address string passed to inet_aton');
        return new PyBytes(bytes);
      },
    ),
    nativeFunction(
      'inet_ntoa($module, packed_ip, /)',
      'Convert an IP address from 32-bit packed binary format to string format.',
      (vm, packed: Value) => {
        const bytes = asBytes(vm, packed);
        if (bytes.length !== 4) throw error(OSError, 'packed IP wrong length for inet_ntoa');
        return formatIPv4(bytes);
      },
    ),
    nativeFunction(
      'inet_pton($module, address_family: int, ip_string: str, /)',
      'Convert an IP address from string format to a packed string.',
      (_vm, family: number, text: Str) => new PyBytes(pack(family, strToUtf16(text))),
    ),
    nativeFunction(
      'inet_ntop($module, address_family: int, packed_ip, /)',
      'Convert a packed IP address of the given family to string format.',
      (vm, family: number, packed: Value) => unpack(family, asBytes(vm, packed)),
    ),
  ],
  constants: [...socketConstants, ['has_ipv6', true]],
  types: [
    ['socket', socketType],
    ['SocketType', socketType],
    ['error', OSError],
    ['timeout', TimeoutError],
    ['gaierror', addressErrorType],
    ['herror', hostErrorType],
  ],
});
