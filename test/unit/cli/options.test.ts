/** This file tests how the command line is read. */
import { describe, expect, it } from 'vitest';
import { parseCommandLine, UsageError } from '../../../src/cli/options.js';

function message(argv: string[]): string {
  try {
    parseCommandLine(argv);
  } catch (reason) {
    if (reason instanceof UsageError) return reason.message;
    throw reason;
  }
  return 'accepted';
}

describe('what is run', () => {
  it('-c takes the rest of its word, or the next word, and ends the options', () => {
    expect(parseCommandLine(['-cpass', '-i'])).toMatchObject({
      target: { kind: 'command', source: 'pass' },
      args: ['-i'],
    });
    expect(parseCommandLine(['-Oc', 'pass', 'x'])).toMatchObject({
      optimize: 1,
      target: { source: 'pass' },
      args: ['x'],
    });
  });

  it('-m names a module, - is standard input, anything else a file', () => {
    expect(parseCommandLine(['-m', 'json.tool', '-h']).target).toEqual({ kind: 'module', name: 'json.tool' });
    expect(parseCommandLine(['-', '-O'])).toMatchObject({ target: { kind: 'stdin' }, args: ['-O'], optimize: 0 });
    expect(parseCommandLine(['-B', 'a.py', '-B']).target).toEqual({ kind: 'file', path: 'a.py' });
    expect(parseCommandLine([]).target).toEqual({ kind: 'repl' });
  });
});

describe('options', () => {
  it('-I implies -E, -P and -s', () => {
    expect(parseCommandLine(['-I'])).toMatchObject({
      isolated: true,
      ignoreEnvironment: true,
      safePath: true,
      noUserSite: true,
    });
  });

  it('-X takes a name or a name and a value', () => {
    const { xOptions } = parseCommandLine(['-X', 'dev', '-Xa=b=c']);
    expect([...xOptions]).toEqual([
      ['dev', true],
      ['a', 'b=c'],
    ]);
  });

  it('repeated -V asks for the long version', () => {
    expect(parseCommandLine(['-V']).show).toBe('version');
    expect(parseCommandLine(['-VV']).show).toBe('long-version');
  });
});

describe('mistakes', () => {
  it.each([
    [['-Z'], 'Unknown option: -Z'],
    [['--foo'], 'Unknown option: --foo'],
    [['-c'], 'Argument expected for the -c option'],
    [['--check-hash-based-pycs'], 'Argument expected for the --check-hash-based-pycs options'],
    [['--check-hash-based-pycs', 'x'], "--check-hash-based-pycs must be one of 'default', 'always', or 'never'"],
  ])('%j', (argv, expected) => {
    expect(message(argv)).toBe(expected);
  });
});
