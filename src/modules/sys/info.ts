/** This file declares the struct sequences of sys and their values. */
import { defineStructSequence } from '../../objects/types/struct-sequence.js';
import { PyFloat } from '../../values/float.js';

/** The version of Python that this machine is. */
export const VERSION = { major: 3, minor: 14, micro: 2, releaselevel: 'final', serial: 0 } as const;
export const HEX_VERSION = 0x030e02f0;

export const versionInfo = defineStructSequence({
  name: 'version_info',
  module: 'sys',
  doc: 'sys.version_info\n\nVersion information as a named tuple.',
  noInstantiation: true,
  fields: [
    ['major', 'Major release number'],
    ['minor', 'Minor release number'],
    ['micro', 'Patch release number'],
    ['releaselevel', "'alpha', 'beta', 'candidate', or 'final'"],
    ['serial', 'Serial release number'],
  ],
});

export const flagsType = defineStructSequence({
  name: 'flags',
  module: 'sys',
  doc: 'sys.flags\n\nFlags provided through command line arguments or environment vars.',
  noInstantiation: true,
  sequenceLength: 18,
  fields: [
    ['debug', '-d'],
    ['inspect', '-i'],
    ['interactive', '-i'],
    ['optimize', '-O or -OO'],
    ['dont_write_bytecode', '-B'],
    ['no_user_site', '-s'],
    ['no_site', '-S'],
    ['ignore_environment', '-E'],
    ['verbose', '-v'],
    ['bytes_warning', '-b'],
    ['quiet', '-q'],
    ['hash_randomization', '-R'],
    ['isolated', '-I'],
    ['dev_mode', '-X dev'],
    ['utf8_mode', '-X utf8'],
    ['warn_default_encoding', '-X warn_default_encoding'],
    ['safe_path', '-P'],
    ['int_max_str_digits', '-X int_max_str_digits'],
    ['gil', '-X gil'],
    ['thread_inherit_context', '-X thread_inherit_context'],
    ['context_aware_warnings', '-X context_aware_warnings'],
  ],
});

const floatInfoType = defineStructSequence({
  name: 'float_info',
  module: 'sys',
  doc: 'sys.float_info\n\nA named tuple holding information about the float type.',
  fields: [
    ['max', 'DBL_MAX -- maximum representable finite float'],
    ['max_exp', 'DBL_MAX_EXP -- maximum int e such that radix**(e-1) is representable'],
    ['max_10_exp', 'DBL_MAX_10_EXP -- maximum int e such that 10**e is representable'],
    ['min', 'DBL_MIN -- Minimum positive normalized float'],
    ['min_exp', 'DBL_MIN_EXP -- minimum int e such that radix**(e-1) is a normalized float'],
    ['min_10_exp', 'DBL_MIN_10_EXP -- minimum int e such that 10**e is a normalized float'],
    ['dig', 'DBL_DIG -- maximum number of decimal digits that can be faithfully represented in a float'],
    ['mant_dig', 'DBL_MANT_DIG -- mantissa digits'],
    ['epsilon', 'DBL_EPSILON -- Difference between 1 and the next representable float'],
    ['radix', 'FLT_RADIX -- radix of exponent'],
    ['rounds', 'FLT_ROUNDS -- rounding mode used for arithmetic operations'],
  ],
});

export const floatInfo = floatInfoType.make([
  new PyFloat(Number.MAX_VALUE),
  1024,
  308,
  new PyFloat(2.2250738585072014e-308),
  -1021,
  -307,
  15,
  53,
  new PyFloat(Number.EPSILON),
  2,
  1,
]);

const intInfoType = defineStructSequence({
  name: 'int_info',
  module: 'sys',
  doc: 'sys.int_info\n\nA named tuple that holds information about the internal representation of integers.',
  fields: [
    ['bits_per_digit', 'size of a digit in bits'],
    ['sizeof_digit', 'size in bytes of the C type used to represent a digit'],
    ['default_max_str_digits', 'maximum string conversion digits limitation'],
    ['str_digits_check_threshold', 'minimum positive value for int_max_str_digits'],
  ],
});

export const intInfo = intInfoType.make([30, 4, 4300, 640]);

const hashInfoType = defineStructSequence({
  name: 'hash_info',
  module: 'sys',
  doc: 'hash_info\n\nA named tuple providing parameters used for computing hashes.',
  fields: [
    ['width', 'width of the type used for hashing, in bits'],
    ['modulus', 'prime number giving the modulus on which the hash function is based'],
    ['inf', 'value to be used for hash of a positive infinity'],
    ['nan', 'value to be used for hash of a nan'],
    ['imag', 'multiplier used for the imaginary part of a complex number'],
    ['algorithm', 'name of the algorithm for hashing of str, bytes and memoryviews'],
    ['hash_bits', 'internal output size of hash algorithm'],
    ['seed_bits', 'seed size of hash algorithm'],
    ['cutoff', 'small string optimization cutoff'],
  ],
});

export const hashInfo = hashInfoType.make([64, (1n << 61n) - 1n, 314159, 0, 1000003, 'siphash13', 64, 128, 0]);

const threadInfoType = defineStructSequence({
  name: 'thread_info',
  module: 'sys',
  doc: 'sys.thread_info\n\nA named tuple holding information about the thread implementation.',
  fields: [
    ['name', 'name of the thread implementation'],
    ['lock', 'name of the lock implementation'],
    ['version', 'name and version of the thread library'],
  ],
});

export const threadInfo = threadInfoType.make(['pthread', 'semaphore']);

export const asyncgenHooksType = defineStructSequence({
  name: 'asyncgen_hooks',
  module: 'sys',
  doc: 'asyncgen_hooks\n\nStruct used for asynchronous generator hooks.',
  fields: [
    ['firstiter', 'Hook to intercept first iteration'],
    ['finalizer', 'Hook to intercept finalization'],
  ],
});
