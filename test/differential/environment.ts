/** This file defines the environment variables that every interpreter sees when it runs a case. */

/** Nothing of the machine that runs the tests shows through: fixed hash seed, UTC, C locale, no colours, no bytecode files. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  HOME: '/tmp',
  LANG: 'C.UTF-8',
  NO_COLOR: '1',
  PATH: '/usr/bin:/bin',
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONHASHSEED: '0',
  TERM: 'dumb',
  TZ: 'UTC',
};
