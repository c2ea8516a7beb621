/** This file holds what `-h` prints. */

const COMMON = `-h     : print this help message and exit (also -? or --help)`;

/** The text of `-h`, for a program of this name. */
export function helpText(program: string): string {
  return `usage: ${program} [option] ... [-c cmd | -m mod | file | -] [arg] ...
Options (and corresponding environment variables):
-b     : warn when bytes are compared with or turned into str (-bb: raise)
-B     : write no .pyc files on import; also PYTHONDONTWRITEBYTECODE=x
-c cmd : run the program given here (ends the options)
-d     : set sys.flags.debug; also PYTHONDEBUG=x
-E     : ignore PYTHON* environment variables
${COMMON}
-i     : go on interactively after the program; also PYTHONINSPECT=x
-I     : isolate from the user's environment (implies -E, -P and -s)
-m mod : run a library module as a program (ends the options)
-O     : leave out assert statements, __debug__ is False; also PYTHONOPTIMIZE=x
-OO    : as -O, and leave out docstrings
-P     : put no script folder first in sys.path; also PYTHONSAFEPATH=x
-q     : print no banner at an interactive start
-s     : no user folder in sys.path; also PYTHONNOUSERSITE=x
-S     : do without what the site module adds
-u     : unbuffered stdout and stderr; also PYTHONUNBUFFERED=x
-v     : set sys.flags.verbose; also PYTHONVERBOSE=x
-V     : print the version and exit (also --version); -VV prints more
-W arg : a warning filter, action:message:category:module:lineno;
         also PYTHONWARNINGS=arg
-x     : skip the first line of the source
-X opt : an option of the implementation: dev, int_max_str_digits=n,
         pycache_prefix=dir, utf8, warn_default_encoding, stdlib=dir
--check-hash-based-pycs always|default|never
         which hash-based .pyc files are compared with their source
--help : print this help message and exit
Arguments:
file   : run this file: source, .pyc, a folder or zip file with __main__
-      : run what standard input holds (the default)
arg ...: what the program gets as sys.argv[1:]

More environment variables: PYTHONPATH, PYTHONHASHSEED, PYTHONIOENCODING,
PYTHONINTMAXSTRDIGITS, PYTHONPYCACHEPREFIX, PYTHONDEVMODE, PYTHONBREAKPOINT,
PYTHONSTARTUP; PYVM_DEBUG=1 shows the text of an internal error.
`;
}
