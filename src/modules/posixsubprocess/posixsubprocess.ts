/** This file declares the module `_posixsubprocess`: a machine starts no processes, and says so when asked to. */
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { osError } from '../os-error.js';

const FORK_EXEC =
  'fork_exec($module, args, executable_list, close_fds, pass_fds, cwd,\n' +
  '          env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite,\n' +
  '          errpipe_read, errpipe_write, restore_signals, call_setsid,\n' +
  '          pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn,\n' +
  '          /)';

/** `_posixsubprocess`. */
export const posixsubprocessModule = defineModule({
  name: '_posixsubprocess',
  doc: 'A POSIX helper for the subprocess module.',
  functions: [
    nativeFunction(FORK_EXEC, 'Spawn a fresh new child process: not on this host.', () => {
      throw osError('ENOSYS');
    }),
  ],
});
