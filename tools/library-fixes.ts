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
