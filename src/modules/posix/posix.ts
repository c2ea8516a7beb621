/** This file declares the module posix. */
import { OSError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { PyList } from '../../objects/types/list/list.js';
import { posixConstants } from './constants.js';
import { descriptorFunctions, terminalSize } from './descriptor-functions.js';
import { lexicalFunctions } from './lexical-paths.js';
import { pathFunctions } from './path-functions.js';
import { makeEnvironment, makeSysconfNames, processFunctions, timesResult, unameResult } from './process-functions.js';
import { dirEntryType, scandirFunction } from './scandir.js';
import { statResult, statvfsResult } from './stat-result.js';

/** Features that `os.supports_fd` and the like are made from: no function takes a directory's descriptor here. */
const FEATURES = ['HAVE_FCHMOD', 'HAVE_FTRUNCATE', 'HAVE_FUTIMENS', 'HAVE_LCHOWN', 'HAVE_LSTAT', 'HAVE_LUTIMES'];

export const posixModule = defineModule({
  name: 'posix',
  doc: 'This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).',
  functions: [...pathFunctions, ...descriptorFunctions, ...lexicalFunctions, ...processFunctions, scandirFunction],
  constants: posixConstants,
  types: [
    ['error', OSError],
    ['DirEntry', dirEntryType],
    ['stat_result', statResult.type],
    ['statvfs_result', statvfsResult.type],
    ['terminal_size', terminalSize.type],
    ['uname_result', unameResult.type],
    ['times_result', timesResult.type],
  ],
  setup(vm, set) {
    set('environ', makeEnvironment(vm));
    set('sysconf_names', makeSysconfNames(vm));
    set('_have_functions', new PyList([...FEATURES]));
  },
});
