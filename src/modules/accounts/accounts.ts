/** This file declares the modules pwd and grp: the accounts of the host, read from its files where it has them. */
import { typeOf } from '../../objects/core-types.js';
import { keyError, typeError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import { reprText } from '../../objects/operations/text.js';
import { PyList } from '../../objects/types/list/list.js';
import { defineStructSequence } from '../../objects/types/struct-sequence.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { hostOf } from '../../vm/descriptors.js';
import { HostError, O_RDONLY } from '../../vm/host.js';

const passwd = defineStructSequence({
  module: 'pwd',
  name: 'struct_passwd',
  doc: 'pwd.struct_passwd: Results from getpw*() routines.',
  fields: [
    ['pw_name', 'user name'],
    ['pw_passwd', 'password'],
    ['pw_uid', 'user id'],
    ['pw_gid', 'group id'],
    ['pw_gecos', 'real name'],
    ['pw_dir', 'home directory'],
    ['pw_shell', 'shell program'],
  ],
});

const group = defineStructSequence({
  module: 'grp',
  name: 'struct_group',
  doc: 'grp.struct_group: Results from getgr*() routines.',
  fields: [
    ['gr_name', 'group name'],
    ['gr_passwd', 'password'],
    ['gr_gid', 'group id'],
    ['gr_mem', 'group members'],
  ],
});

/** The lines of an account file, in their fields; none where the host has no such file. */
function readFields(vm: Runtime, path: string, count: number): string[][] {
  const { files } = hostOf(vm);
  if (files === null) return [];
  try {
    const file = files.open(path, O_RDONLY, 0);
    const data = new Uint8Array(Math.min(file.stat().size, 1 << 20));
    const length = file.read(data);
    file.close();
    const lines = new TextDecoder().decode(data.subarray(0, length)).split('\n');
    return lines.map((line) => line.split(':')).filter((fields) => fields.length === count);
  } catch (reason) {
    if (reason instanceof HostError) return [];
    throw reason;
  }
}

/** Fields of all users: name, password, uid, gid, gecos, home, shell. */
function users(vm: Runtime): string[][] {
  const found = readFields(vm, '/etc/passwd', 7);
  const { user } = hostOf(vm).platform;
  if (user !== null && !found.some((fields) => fields[0] === user.name)) {
    found.push([user.name, 'x', `${user.uid}`, `${user.gid}`, user.gecos, user.home, user.shell]);
  }
  return found;
}

/** Fields of all groups: name, password, gid, members. */
function groups(vm: Runtime): string[][] {
  const found = readFields(vm, '/etc/group', 4);
  const { user } = hostOf(vm).platform;
  if (user !== null && !found.some((fields) => fields[2] === `${user.gid}`)) {
    found.push([user.name, 'x', `${user.gid}`, '']);
  }
  return found;
}

function makeUser(fields: readonly string[]): Value {
  return passwd.make(fields.map((field, i) => (i === 2 || i === 3 ? Number(field) : strFromUtf16(field))));
}

function makeGroup([name = '', password = '', gid = '0', members = '']: readonly string[]): Value {
  const list = members === '' ? [] : members.split(',').map((member) => strFromUtf16(member));
  return group.make([strFromUtf16(name), strFromUtf16(password), Number(gid), new PyList(list)]);
}

function idArgument(vm: Runtime, value: Value, name: string): string {
  if (typeOf(value).nb_index === null) throw typeError(`${name} should be integer, not ${typeOf(value).name}`);
  return `${index(vm, value)}`;
}

function found(fields: readonly string[] | undefined, message: () => string): readonly string[] {
  if (fields === undefined) throw keyError(strFromUtf16(message()));
  return fields;
}

export const pwdModule = defineModule({
  name: 'pwd',
  doc: 'This module provides access to the Unix password database.',
  functions: [
    nativeFunction(
      'getpwuid($module, uidobj, /)',
      'Return the password database entry for the given numeric user ID.',
      (vm, uid: Value) => {
        const text = idArgument(vm, uid, 'uid');
        return makeUser(
          found(
            users(vm).find((user) => user[2] === text),
            () => `getpwuid(): uid not found: ${text}`,
          ),
        );
      },
    ),
    nativeFunction(
      'getpwnam($module, name: str, /)',
      'Return the password database entry for the given user name.',
      (vm, name: Str) => {
        const text = strToUtf16(name);
        return makeUser(
          found(
            users(vm).find((user) => user[0] === text),
            () => `getpwnam(): name not found: ${reprText(vm, name)}`,
          ),
        );
      },
    ),
    nativeFunction(
      'getpwall($module, /)',
      'Return a list of all available password database entries, in arbitrary order.',
      (vm) => new PyList(users(vm).map(makeUser)),
    ),
  ],
  types: [['struct_passwd', passwd.type]],
});

export const grpModule = defineModule({
  name: 'grp',
  doc: 'Access to the Unix group database.',
  functions: [
    nativeFunction(
      'getgrgid($module, /, id)',
      'Return the group database entry for the given numeric group ID.',
      (vm, gid: Value) => {
        const text = idArgument(vm, gid, 'gid');
        return makeGroup(
          found(
            groups(vm).find((entry) => entry[2] === text),
            () => `getgrgid(): gid not found: ${text}`,
          ),
        );
      },
    ),
    nativeFunction(
      'getgrnam($module, /, name: str)',
      'Return the group database entry for the given group name.',
      (vm, name: Str) => {
        const text = strToUtf16(name);
        return makeGroup(
          found(
            groups(vm).find((entry) => entry[0] === text),
            () => `getgrnam(): name not found: ${reprText(vm, name)}`,
          ),
        );
      },
    ),
    nativeFunction(
      'getgrall($module, /)',
      'Return a list of all available group entries, in arbitrary order.',
      (vm) => new PyList(groups(vm).map(makeGroup)),
    ),
  ],
  types: [['struct_group', group.type]],
});
