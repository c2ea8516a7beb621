/** This file declares the module _locale for the one locale there is: C with UTF-8. */

import { makeType, typeOf } from '../../objects/core-types.js';
import { makeException, typeError, valueError } from '../../objects/errors.js';
import type { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { Exception } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { asStr, compareStrs } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import { MONTHS, WEEKDAYS } from '../time/format-time.js';

const Parent = Exception.instanceClass as unknown as new () => PyBaseException;

/** An instance of locale.Error. */
class PyLocaleError extends Parent {}

const localeErrorType = makeType('Error', PyLocaleError, Exception);
localeErrorType.module = 'locale';
defineType(localeErrorType, { module: 'locale', isBaseType: true, hasDict: true });

function localeError(message: string): Raised {
  return new Raised(makeException(localeErrorType, [message]));
}

/** Names of categories that `LC_ALL` shows, with the value that each has. */
const ALL =
  'LC_CTYPE=C.UTF-8;LC_NUMERIC=C;LC_TIME=C;LC_COLLATE=C;LC_MONETARY=C;LC_MESSAGES=C;LC_PAPER=C;LC_NAME=C;LC_ADDRESS=C;LC_TELEPHONE=C;LC_MEASUREMENT=C;LC_IDENTIFICATION=C';

const KNOWN = new Set(['', 'C', 'POSIX', 'C.UTF-8', 'C.utf8', ALL]);

function setLocale(_vm: Runtime, category: number, locale: Value): Value {
  const valid = category >= 0 && category <= 6;
  if (locale === None) {
    if (!valid) throw localeError('locale query failed');
    return category === 6 ? ALL : category === 0 ? 'C.UTF-8' : 'C';
  }
  const text = asStr(locale);
  if (text === undefined) throw typeError(`setlocale() argument 2 must be str or None, not ${typeOf(locale).name}`);
  const name = strToUtf16(text);
  if (!valid || !KNOWN.has(name)) throw localeError('unsupported locale setting');
  if (name === '' || name === ALL) return category === 0 || category === 6 ? 'C.UTF-8' : 'C';
  return name === 'POSIX' ? 'C' : name;
}

const CHAR_MAX = 127;

function localeConventions(vm: Runtime): Value {
  const dict = new PyDict();
  const set = (name: string, value: Value): void => dict.set(vm, name, value);
  for (const name of ['int_curr_symbol', 'currency_symbol', 'mon_decimal_point', 'mon_thousands_sep']) set(name, '');
  set('mon_grouping', new PyList([]));
  for (const name of ['positive_sign', 'negative_sign']) set(name, '');
  for (const name of [
    'int_frac_digits',
    'frac_digits',
    'p_cs_precedes',
    'p_sep_by_space',
    'n_cs_precedes',
    'n_sep_by_space',
    'p_sign_posn',
    'n_sign_posn',
  ]) {
    set(name, CHAR_MAX);
  }
  set('decimal_point', '.');
  set('thousands_sep', '');
  set('grouping', new PyList([]));
  return dict;
}

/** `nl_langinfo` items: name, number, text. */
const LANGINFO: readonly (readonly [name: string, item: number, text: string])[] = [
  ...WEEKDAYS.map((day, i) => [`ABDAY_${i + 1}`, 131072 + i, day.slice(0, 3)] as const),
  ...WEEKDAYS.map((day, i) => [`DAY_${i + 1}`, 131079 + i, day] as const),
  ...MONTHS.map((month, i) => [`ABMON_${i + 1}`, 131086 + i, month.slice(0, 3)] as const),
  ...MONTHS.map((month, i) => [`MON_${i + 1}`, 131098 + i, month] as const),
  ['AM_STR', 131110, 'AM'],
  ['PM_STR', 131111, 'PM'],
  ['D_T_FMT', 131112, '%a %b %e %H:%M:%S %Y'],
  ['D_FMT', 131113, '%m/%d/%y'],
  ['T_FMT', 131114, '%H:%M:%S'],
  ['T_FMT_AMPM', 131115, '%I:%M:%S %p'],
  ['ERA', 131116, ''],
  ['ERA_D_FMT', 131118, ''],
  ['ALT_DIGITS', 131119, ''],
  ['ERA_D_T_FMT', 131120, ''],
  ['ERA_T_FMT', 131121, ''],
  ['CODESET', 14, 'UTF-8'],
  ['CRNCYSTR', 262159, '-'],
  ['RADIXCHAR', 65536, '.'],
  ['THOUSEP', 65537, ''],
  ['YESEXPR', 327680, '^[yY]'],
  ['NOEXPR', 327681, '^[nN]'],
  ['_DATE_FMT', 131180, '%a %b %e %H:%M:%S %Z %Y'],
];

export const localeModule = defineModule({
  name: '_locale',
  doc: 'Support for POSIX locales.',
  functions: [
    nativeFunction(
      'setlocale($module, category: int, locale=None, /)',
      'Activates/queries locale processing.',
      setLocale,
    ),
    nativeFunction(
      'localeconv($module, /)',
      'Returns numeric and monetary locale-specific parameters.',
      localeConventions,
    ),
    nativeFunction('getencoding($module, /)', 'Get the current locale encoding.', () => 'UTF-8'),
    nativeFunction(
      'strcoll($module, os1: str, os2: str, /)',
      'Compares two strings according to the locale.',
      (_vm, a: Str, b: Str) => Math.sign(compareStrs(a, b)),
    ),
    nativeFunction(
      'strxfrm($module, string: str, /)',
      'Return a string that can be used as a key for locale-aware comparisons.',
      (_vm, text: Str) => {
        if (strToUtf16(text).includes('\0')) throw valueError('embedded null character');
        return text;
      },
    ),
    nativeFunction(
      'nl_langinfo($module, key: int, /)',
      'Return the value for the locale information associated with key.',
      (_vm, key: number) => {
        const found = LANGINFO.find(([, item]) => item === key);
        if (found === undefined) throw valueError('unsupported langinfo constant');
        return found[2];
      },
    ),
  ],
  constants: [
    ['LC_CTYPE', 0],
    ['LC_NUMERIC', 1],
    ['LC_TIME', 2],
    ['LC_COLLATE', 3],
    ['LC_MONETARY', 4],
    ['LC_MESSAGES', 5],
    ['LC_ALL', 6],
    ['CHAR_MAX', CHAR_MAX],
    ...LANGINFO.map(([name, item]) => [name, item] as const),
  ],
  types: [['Error', localeErrorType]],
});
