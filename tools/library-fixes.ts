/**
 * This file mends errors of the standard library that the npm package carries and that a later bug-fix release of CPython
 * no longer has. Each replacement must still apply: the build fails when the library has moved on.
 */

interface Fix {
  readonly module: string;
  /** What is wrong, for whoever updates the library. */
  readonly why: string;
  readonly before: string;
  readonly after: string;
}

const FIXES: readonly Fix[] = [
  {
    module: 'annotationlib',
    why: 'get_annotations() never ends for functions that wrap each other',
    before: `            while True:
                if hasattr(unwrap, "__wrapped__"):
                    unwrap = unwrap.__wrapped__
                    continue
`,
    after: `            met = []
            while not any(unwrap is each for each in met):
                met.append(unwrap)
                if hasattr(unwrap, "__wrapped__"):
                    unwrap = unwrap.__wrapped__
                    continue
`,
  },
  {
    module: 'annotationlib',
    why: 'the annotation of a function without a module is shown with None',
    before: '        if value.__module__ == "builtins":',
    after: '        if value.__module__ in (None, "builtins"):',
  },
  {
    module: 'types',
    why: 'the wrapper of a generator-like object tells all but whether it is suspended',
    before: `    cr_code = gi_code
`,
    after: `    @property
    def gi_suspended(self):
        return self.__wrapped.gi_suspended
    cr_suspended = gi_suspended
    cr_code = gi_code
`,
  },
  {
    module: '_py_abc',
    why: 'isinstance() fails for an object without __class__',
    before: '        subclass = instance.__class__\n',
    after: "        subclass = getattr(instance, '__class__', type(instance))\n",
  },
  {
    module: 'zoneinfo._common',
    why: 'the message speaks of another interpreter',
    before: `        import sys
        if "tzdata" not in sys.modules:
            raise ZoneInfoNotFoundError(
               f"No time zone found with key {key}. \\n"
                " On Pyodide you must do pyodide.loadPackage('tzdata')"
                " package before you use zoneinfo.")
`,
    after: '',
  },
  {
    module: 'dataclasses',
    why: 'a frozen class with slots refuses attributes with an error about super()',
    before: "    locals = {'cls': cls,\n              'FrozenInstanceError'",
    after: "    locals = {'__class__': cls,\n              'FrozenInstanceError'",
  },
  {
    module: 'dataclasses',
    why: 'likewise',
    before: "    condition = 'type(self) is cls'",
    after: "    condition = 'type(self) is __class__'",
  },
  {
    module: 'dataclasses',
    why: 'likewise',
    before: "f'  super(cls, self).__setattr__(name, value)'",
    after: "f'  super(__class__, self).__setattr__(name, value)'",
  },
  {
    module: 'dataclasses',
    why: 'likewise',
    before: "f'  super(cls, self).__delattr__(name)'",
    after: "f'  super(__class__, self).__delattr__(name)'",
  },
  {
    module: 'dataclasses',
    why: 'a class with slots whose functions have an empty __class__ cell cannot be made',
    before: '    if closure.cell_contents is oldcls:\n',
    after: `    try:
        is_old = closure.cell_contents is oldcls
    except ValueError:
        is_old = False
    if is_old:
`,
  },
  {
    module: 'traceback',
    why: 'suggestions fail for objects whose __dir__ answers names that cannot be sorted',
    before: `                d = dir(obj)
            except TypeError:  # Attributes are unsortable, e.g. int and str
                d = list(obj.__class__.__dict__.keys()) + list(obj.__dict__.keys())
`,
    after: `                d = list(obj.__dir__())
            except TypeError:  # A class: its __dir__ is that of its instances.
                d = list(type(obj).__dir__(obj))
`,
  },
  {
    module: 'traceback',
    why: 'a SyntaxError whose message has no truth value cannot be shown',
    before: '        msg = self.msg or "<no detail available>"\n',
    after: "        msg = '<no detail available>' if self.msg is None or self.msg == '' else self.msg\n",
  },
  {
    module: 'argparse',
    why: 'choices in messages look like other text',
    before: `', '.join(map(str, action.choices))}`,
    after: `', '.join(repr(str(each)) for each in action.choices)}`,
  },
  {
    module: 'argparse',
    why: 'parsers cannot be pickled',
    before: `        def identity(string):
            return string
        self.register('type', None, identity)
`,
    after: `        self.register('type', None, _as_it_is)
`,
  },
  {
    module: 'argparse',
    why: 'formatters cannot be pickled',
    before: `            self._decolor = lambda text: text
`,
    after: `            self._decolor = _as_it_is
`,
  },
  {
    module: 'argparse',
    why: 'the name that the two above need',
    before: `class HelpFormatter(object):
`,
    after: `def _as_it_is(value):
    return value


class HelpFormatter(object):
`,
  },
  {
    module: 'argparse',
    why: 'the default of a required argument is shown, which nobody ever gets',
    before: `            if action.default is not SUPPRESS:
                defaulting_nargs = [OPTIONAL, ZERO_OR_MORE]`,
    after: `            if action.default is not SUPPRESS and not action.required:
                defaulting_nargs = [OPTIONAL, ZERO_OR_MORE]`,
  },
  {
    module: 'configparser',
    why: 'a carriage return in a value breaks the file that is written',
    before: `value = delimiter + str(value).replace('\\n', '\\n\\t')`,
    after: `value = delimiter + '\\n\\t'.join(
                    str(value).replace('\\r\\n', '\\n').replace('\\r', '\\n').split('\\n'))`,
  },
  {
    module: 'configparser',
    why: 'the section without a name cannot be filled from a dictionary',
    before: `            section = str(section)
`,
    after: `            section = section if section is UNNAMED_SECTION else str(section)
`,
  },
  {
    module: 'http.cookies',
    why: 'control characters in cookies let headers be forged',
    before: `class Morsel(dict):
`,
    after: `def _refuse_controls(*texts):
    for text in texts:
        if re.search('[\\\\x00-\\\\x1f\\\\x7f]', str(text)):
            raise CookieError(f"Control characters are not allowed in cookies {texts!r}")


class Morsel(dict):
`,
  },
  {
    module: 'http.cookies',
    why: 'control characters in cookies, as above',
    before: `        dict.__setitem__(self, K, V)

    def setdefault`,
    after: `        _refuse_controls(K, V)
        dict.__setitem__(self, K, V)

    def setdefault`,
  },
  {
    module: 'http.cookies',
    why: 'control characters in cookies, as above',
    before: `        return dict.setdefault(self, key, val)`,
    after: `        _refuse_controls(key, val)
        return dict.setdefault(self, key, val)`,
  },
  {
    module: 'http.cookies',
    why: 'control characters in cookies, as above',
    before: `            data[key] = val
`,
    after: `            _refuse_controls(key, val)
            data[key] = val
`,
  },
  {
    module: 'http.cookies',
    why: 'control characters in cookies, as above',
    before: `        # It's a good key, so save it.
`,
    after: `        _refuse_controls(key, val, coded_val)
        # It's a good key, so save it.
`,
  },
  {
    module: 'http.cookies',
    why: 'as above, and |= went around the checks',
    before: `    def __setstate__(self, state):
`,
    after: `    def __ior__(self, values):
        self.update(values)
        return self

    def __setstate__(self, state):
        _refuse_controls(*(state[name] for name in ('key', 'value', 'coded_value')))
`,
  },
  {
    module: 'http.cookies',
    why: 'the text of a cookie ends the script that it is put into',
    before: `        # Print javascript
        return`,
    after: `        from urllib.parse import quote
        text = self.OutputString(attrs)
        _refuse_controls(text)
        return`,
  },
  {
    module: 'http.cookies',
    why: 'likewise: the text is encoded',
    before: `        document.cookie = \\"%s\\";`,
    after: `        document.cookie = decodeURIComponent(\\"%s\\");`,
  },
  {
    module: 'http.cookies',
    why: 'likewise',
    before: ` % (self.OutputString(attrs).replace('"', r'\\"'))`,
    after: ` % quote(text, safe='', encoding='utf-8')`,
  },
  {
    module: 'http.cookies',
    why: 'control characters in cookies, as above',
    before: `            result.append(value.output(attrs, header))`,
    after: `            text = value.output(attrs, header)
            _refuse_controls(text)
            result.append(text)`,
  },
];

/** The source of a library module with its fixes. */
export function mended(module: string, source: Uint8Array): Uint8Array {
  const fixes = FIXES.filter((fix) => fix.module === module);
  if (fixes.length === 0) return source;
  let text = new TextDecoder().decode(source);
  for (const { before, after, why } of fixes) {
    if (text.split(before).length !== 2) throw new Error(`library fix for ${module} does not apply: ${why}`);
    text = text.replace(before, () => after);
  }
  return new TextEncoder().encode(text);
}
