/** This file defines _socket.socket: sockets that reach other sockets of the same machine. */
import { asBytes } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import type { PyOSError } from '../../objects/exceptions/base-exception.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { OSError } from '../../objects/exceptions/types.js';
import { bindArguments, checkPositional } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method, rawMethod } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { asInt, asSize, index } from '../../objects/operations/index.js';
import { matches } from '../../objects/operations/iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import { PyFloat } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { descriptors, hostOf } from '../../vm/descriptors.js';
import { schedulerOf, type Wait } from '../../vm/scheduler.js';
import { AF_INET, AF_INET6, AF_UNIX, SOCK_STREAM, SocketFile, SocketNetwork } from '../../vm/sockets.js';
import { writableArgument } from '../io/protocol.js';
import { makeModuleType } from '../module-types.js';
import { callHost, osError } from '../os-error.js';
import { nanoseconds } from '../time/timestamp.js';
import { addressValue, socketAddress } from './names.js';
import { AcceptWait, ReceiveWait, SendAllWait, SendWait } from './socket-waits.js';

/** A socket object: a descriptor with a time-out. */
export class PySocket extends PyObject {
  fd = -1;
  family = AF_INET;
  kind = SOCK_STREAM;
  protocol = 0;
  /** Nanoseconds; null waits without end, zero never waits. */
  timeout: bigint | null = null;
}

export const socketType = makeModuleType('_socket', 'socket', PySocket);

/** What the module keeps for one machine. */
class SocketState {
  readonly network = new SocketNetwork();
  defaultTimeout: bigint | null = null;
}

export const socketState = new StateKey('socket', () => new SocketState());

/** The socket of a descriptor. ENOTSOCK, EBADF. */
function fileOf(vm: Runtime, fd: number): SocketFile {
  const file = callHost(() => descriptors(vm).get(fd));
  if (!(file instanceof SocketFile)) throw osError('ENOTSOCK');
  return file;
}

/** Wait as the socket's time-out says: EAGAIN at once for one that does not block. */
function wait(vm: Runtime, self: PySocket, what: Wait): Value {
  if (what.ready(vm)) return what.finish(vm, true);
  if (self.timeout === 0n) throw osError('EAGAIN');
  return schedulerOf(vm).block(what, self.timeout);
}

const INIT = parseSignature('socket(family: int=-1, type: int=-1, proto: int=-1, fileno=None)', 'function');

function init(vm: Runtime, self: PySocket, args: readonly Value[], kwnames: readonly string[] | null): void {
  const [family, kind, protocol, fileno] = bindArguments(
    vm,
    INIT,
    { short: 'socket', full: 'socket()' },
    args,
    kwnames,
  ) as [number, number, number, Value];
  vm.audit('socket.__new__', [self, family, kind, protocol]);
  self.timeout = vm.state(socketState).defaultTimeout;
  if (fileno !== None) {
    if (fileno instanceof PyFloat) throw typeError('integer argument expected, got float');
    const fd = Number(index(vm, fileno));
    if (fd < 0) throw valueError('negative file descriptor');
    const file = fileOf(vm, fd);
    self.fd = fd;
    self.family = family === -1 ? file.family : family;
    self.kind = kind === -1 ? file.kind : kind & 0xf;
    self.protocol = protocol === -1 ? file.protocol : protocol;
    return;
  }
  self.family = family === -1 ? AF_INET : family;
  self.kind = kind === -1 ? SOCK_STREAM : kind & 0xf;
  self.protocol = protocol === -1 ? 0 : protocol;
  if (self.family !== AF_INET && self.family !== AF_INET6 && self.family !== AF_UNIX) throw osError('EAFNOSUPPORT');
  // Datagrams and raw packets would need the host's network.
  if (self.kind !== SOCK_STREAM) throw osError('ESOCKTNOSUPPORT');
  self.fd = callHost(() => descriptors(vm).add(new SocketFile(self.family, self.kind, self.protocol)));
  if ((kind & 2048) !== 0) self.timeout = 0n;
}

/** A socket object over a socket of the machine. */
export function wrapSocket(vm: Runtime, file: SocketFile): PySocket {
  const socket = new PySocket();
  socket.fd = callHost(() => descriptors(vm).add(file));
  socket.family = file.family;
  socket.kind = file.kind;
  socket.protocol = file.protocol;
  socket.timeout = vm.state(socketState).defaultTimeout;
  return socket;
}

/** PermissionError for an address that the machine was not granted. Sockets of a pair have none and need no grant. */
function checkAddress(vm: Runtime, family: number, key: string): void {
  const grant = hostOf(vm).network;
  if (grant === undefined) return;
  const [host = '', port = ''] = key.split('|');
  if (grant !== null && (family === AF_UNIX || grant.allows(host, Number(port)))) return;
  vm.audit('pyvm.denied', ['socket', key]);
  throw osError('EACCES');
}

function bind(vm: Runtime, self: PySocket, address: Value): Value {
  const file = fileOf(vm, self.fd);
  let key = socketAddress(vm, self.family, address, 'bind');
  vm.audit('socket.bind', [self, address]);
  checkAddress(vm, self.family, key);
  const { network } = vm.state(socketState);
  if (self.family !== AF_UNIX && key.endsWith('|0')) key = `${key.slice(0, -1)}${network.freePort()}`;
  callHost(() => file.bind(network, key));
  return None;
}

function connect(vm: Runtime, self: PySocket, address: Value): void {
  const file = fileOf(vm, self.fd);
  const key = socketAddress(vm, self.family, address, 'connect');
  vm.audit('socket.connect', [self, address]);
  checkAddress(vm, self.family, key);
  const { network } = vm.state(socketState);
  let own = '';
  let target = key;
  if (self.family !== AF_UNIX) {
    const [host = '', port = ''] = key.split('|');
    if (!host.startsWith('127.') && host !== '::1' && host !== '0.0.0.0' && host !== '::') throw osError('ENETUNREACH');
    own = `${self.family === AF_INET6 ? '::1' : '127.0.0.1'}|${network.freePort()}`;
    const anyHost = `${self.family === AF_INET6 ? '::' : '0.0.0.0'}|${port}`;
    if (!network.listeners.has(key) && network.listeners.has(anyHost)) target = anyHost;
  }
  callHost(() => file.connect(network, target, own));
  if (target !== key) file.peerAddress = key;
}

function receiveSize(vm: Runtime, args: readonly Value[], name: string): [size: number, flags: number] {
  checkPositional(name, args.length, 1, 2);
  const size = asSize(vm, args[0] as Value);
  if (size < 0) throw valueError(`negative buffersize in ${name}`);
  return [size, args.length > 1 ? asInt(vm, args[1] as Value) : 0];
}

const MSG_PEEK = 2;

function receive(vm: Runtime, self: PySocket, size: number, flags: number): Value {
  const file = fileOf(vm, self.fd);
  vm.chargeMemory(size);
  return wait(
    vm,
    self,
    new ReceiveWait(file, new Uint8Array(Math.min(size, 1 << 20)), (flags & MSG_PEEK) !== 0, false),
  );
}

function receiveInto(
  vm: Runtime,
  self: PySocket,
  args: readonly Value[],
  kwnames: readonly string[] | null,
  name: string,
): Value {
  const signature = parseSignature(`${name}(buffer, nbytes: ssize=0, flags: int=0)`, 'method');
  const bound = { short: name, full: `${name}()` };
  const [buffer, size, flags] = bindArguments(vm, signature, bound, args, kwnames) as [Value, number, number];
  const target = writableArgument(vm, name, buffer);
  if (size < 0) throw valueError(`negative buffersize in ${name}`);
  if (size > target.length) throw valueError('buffer too small for requested bytes');
  const part = target.subarray(0, size === 0 ? target.length : size);
  return wait(vm, self, new ReceiveWait(fileOf(vm, self.fd), part, (flags & MSG_PEEK) !== 0, true));
}

/** A time-out argument in seconds; null for None. */
export function timeoutArgument(vm: Runtime, value: Value): bigint | null {
  if (value === None) return null;
  const ns = nanoseconds(vm, value);
  if (ns < 0n) throw valueError('Timeout value out of range');
  return ns;
}

/** The Python form of a time-out. */
export const timeoutValue = (ns: bigint | null): Value => (ns === null ? None : new PyFloat(Number(ns) / 1e9));

function close(vm: Runtime, self: PySocket): Value {
  const { fd } = self;
  self.fd = -1;
  if (fd >= 0) callHost(() => descriptors(vm).close(fd));
  return None;
}

function option(vm: Runtime, self: PySocket, level: number, name: number): number {
  const file = fileOf(vm, self.fd);
  if (level === 1) {
    if (name === 3) return file.kind;
    if (name === 4) return 0;
    if (name === 30) return file.isListening ? 1 : 0;
    if (name === 38) return file.protocol;
    if (name === 39) return file.family;
    if (name === 7 || name === 8) return file.options.get(`1:${name}`) ?? 65536;
  }
  return file.options.get(`${level}:${name}`) ?? 0;
}

defineType(socketType, {
  doc: 'socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\n\nOpen a socket of the given type: it reaches the sockets of the same program.',
  slots: {
    tp_new: (_vm, type) => new (type.instanceClass as unknown as new () => PySocket)(),
    tp_init: init,
    tp_repr: (_vm, self: PySocket) =>
      strFromUtf16(`<socket object, fd=${self.fd}, family=${self.family}, type=${self.kind}, proto=${self.protocol}>`),
  },
  methods: [
    method('_accept($self, /)', 'Wait for an incoming connection: its descriptor and address.', (vm, self: PySocket) =>
      wait(vm, self, new AcceptWait(fileOf(vm, self.fd))),
    ),
    method('bind($self, object, /)', 'Bind the socket to a local address.', bind),
    method('close($self, /)', 'Close the socket.', close),
    method(
      'connect($self, object, /)',
      'Connect the socket to a remote address.',
      (vm, self: PySocket, address: Value) => {
        connect(vm, self, address);
        return None;
      },
    ),
    method(
      'connect_ex($self, object, /)',
      'Like connect(address), but returns an error code.',
      (vm, self: PySocket, address: Value) => {
        try {
          connect(vm, self, address);
          return 0;
        } catch (reason) {
          if (!matches(reason, OSError)) throw reason;
          const errno = ((reason as Raised).exception as PyOSError).errno;
          if (typeof errno !== 'number' || errno < 0) throw reason;
          return errno;
        }
      },
    ),
    method(
      'detach($self, /)',
      'Close the socket object without closing the underlying descriptor.',
      (_vm, self: PySocket) => {
        const { fd } = self;
        self.fd = -1;
        return fd;
      },
    ),
    method('fileno($self, /)', 'Return the integer file descriptor of the socket.', (_vm, self: PySocket) => self.fd),
    method('getpeername($self, /)', 'Return the address of the remote endpoint.', (vm, self: PySocket) => {
      const file = fileOf(vm, self.fd);
      if (!file.isConnected) throw osError('ENOTCONN');
      return addressValue(self.family, file.peerAddress);
    }),
    method('getsockname($self, /)', 'Return the address of the local endpoint.', (vm, self: PySocket) =>
      addressValue(self.family, fileOf(vm, self.fd).address),
    ),
    rawMethod('getsockopt', 'Get a socket option.', (vm, self: PySocket, args) => {
      checkPositional('getsockopt', args.length, 2, 3);
      const [level, name, size = 0] = args.map((arg) => asInt(vm, arg)) as [number, number, number?];
      const value = option(vm, self, level, name);
      if (size === 0) return value;
      const bytes = new Uint8Array(Math.min(size, 8));
      new DataView(bytes.buffer).setInt32(0, value, true);
      return new PyBytes(bytes);
    }),
    rawMethod('setsockopt', 'Set a socket option.', (vm, self: PySocket, args) => {
      checkPositional('setsockopt', args.length, 3, 4);
      const file = fileOf(vm, self.fd);
      const [level, name] = [asInt(vm, args[0] as Value), asInt(vm, args[1] as Value)];
      const value = args[2] as Value;
      if (typeOf(value).nb_index !== null) file.options.set(`${level}:${name}`, asInt(vm, value));
      else if (value !== None) file.options.set(`${level}:${name}`, asBytes(vm, value)[0] ?? 0);
      return None;
    }),
    method(
      'getblocking($self, /)',
      'Returns True if socket is in blocking mode.',
      (_vm, self: PySocket) => self.timeout !== 0n,
    ),
    method(
      'setblocking($self, object, /)',
      'Set the socket to blocking or non-blocking.',
      (vm, self: PySocket, flag: Value) => {
        self.timeout = isTrue(vm, flag) ? null : 0n;
        return None;
      },
    ),
    method(
      'gettimeout($self, /)',
      'Returns the timeout in seconds (float) associated with socket operations.',
      (_vm, self: PySocket) => timeoutValue(self.timeout),
    ),
    method(
      'settimeout($self, object, /)',
      'Set a timeout on socket operations.',
      (vm, self: PySocket, timeout: Value) => {
        self.timeout = timeoutArgument(vm, timeout);
        return None;
      },
    ),
    rawMethod('listen', 'Enable a server to accept connections.', (vm, self: PySocket, args) => {
      checkPositional('listen', args.length, 0, 1);
      const size = args.length > 0 ? asInt(vm, args[0] as Value) : 128;
      const file = fileOf(vm, self.fd);
      const { network } = vm.state(socketState);
      checkAddress(vm, self.family, file.address);
      if (file.address === '' && self.family !== AF_UNIX) {
        callHost(() => file.bind(network, `${self.family === AF_INET6 ? '::' : '0.0.0.0'}|${network.freePort()}`));
      }
      callHost(() => file.listen(network, size));
      return None;
    }),
    rawMethod('recv', 'Receive up to buffersize bytes from the socket.', (vm, self: PySocket, args) => {
      const [size, flags] = receiveSize(vm, args, 'recv');
      return receive(vm, self, size, flags);
    }),
    rawMethod('recv_into', 'Receive bytes into a buffer.', (vm, self: PySocket, args, kwnames) =>
      receiveInto(vm, self, args, kwnames, 'recv_into'),
    ),
    rawMethod(
      'send',
      'Send a data string to the socket; answers the number of bytes sent.',
      (vm, self: PySocket, args) => {
        checkPositional('send', args.length, 1, 2);
        const data = asBytes(vm, args[0] as Value).slice();
        return wait(vm, self, new SendWait(fileOf(vm, self.fd), data));
      },
    ),
    rawMethod('sendall', 'Send a data string to the socket, until all data is sent.', (vm, self: PySocket, args) => {
      checkPositional('sendall', args.length, 1, 2);
      const data = asBytes(vm, args[0] as Value).slice();
      return wait(vm, self, new SendAllWait(fileOf(vm, self.fd), data));
    }),
    method(
      'shutdown($self, object, /)',
      'Shut down the reading side, the writing side, or both.',
      (vm, self: PySocket, how: Value) => {
        const side = asInt(vm, how);
        if (side < 0 || side > 2) throw osError('EINVAL');
        callHost(() => fileOf(vm, self.fd).shutdown(side));
        return None;
      },
    ),
  ],
  getsets: [
    member('family', 'the socket family', (_vm, self: PySocket) => self.family),
    member('type', 'the socket type', (_vm, self: PySocket) => self.kind),
    member('proto', 'the socket protocol', (_vm, self: PySocket) => self.protocol),
    getset('timeout', 'the socket timeout', (_vm, self: PySocket) => timeoutValue(self.timeout)),
  ],
  isBaseType: true,
});

/** The two socket objects of `socketpair`. */
export function socketPair(vm: Runtime, family: number, kind: number, protocol: number): Value {
  if (family !== AF_UNIX) throw osError('EOPNOTSUPP');
  const pair = SocketFile.pair(family, kind & 0xf, protocol);
  return new PyTuple(pair.map((file) => wrapSocket(vm, file)));
}
