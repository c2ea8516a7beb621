"""Runs one file of CPython's tests and reports every method: `driver.py MODULE FOLDER [SKIPPED...]`.

FOLDER holds the package `test`. SKIPPED are methods that are not to be run again. Reports are lines on the real standard
output, whatever a test does to sys.stdout: `@@ start ID`, `@@ RESULT ID` and, before a bad result, `@@ why TEXT`.
"""

import os
import sys

MODULE, FOLDER, *SKIPPED = sys.argv[1:]
del sys.argv[1:]
sys.path.insert(0, FOLDER)

import unittest

from test import support

OUTPUT = os.dup(1)
support.use_resources = {'cpu': None, 'decimal': None, 'subprocess': None}
support.verbose = 0


def report(kind, text):
    line = f'\n@@ {kind} {text}\n'.replace('\n', ' ').strip()
    os.write(OUTPUT, f'\n{line}\n'.encode('utf-8', 'backslashreplace'))


def name(test):
    return test.id().removeprefix(MODULE + '.')


class Reporter(unittest.TestResult):
    """The worst of what happened in a method, its subtests included, is its result."""

    ORDER = ['pass', 'skip', 'fail']

    def startTest(self, test):
        super().startTest(test)
        self.worst = 'pass'
        report('start', name(test))

    def stopTest(self, test):
        super().stopTest(test)
        report(self.worst, name(test))

    def note(self, kind, test, error=None):
        if error is not None:
            report('why', f'{error[0].__name__}: {error[1]}'[:300])
        if not isinstance(test, unittest.TestCase):
            report(kind, f'<{test.id()}>')
        elif self.ORDER.index(kind) > self.ORDER.index(self.worst):
            self.worst = kind

    def addError(self, test, error):
        super().addError(test, error)
        self.note('fail', test, error)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.note('fail', test, error)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.note('fail', test, error)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if hasattr(test, '_testMethodName'):
            self.note('skip', test)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.note('fail', test)


def without_skipped(suite):
    tests = []
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            tests.append(without_skipped(test))
        elif name(test) not in SKIPPED:
            tests.append(test)
    return type(suite)(tests)


if __name__ == '__main__':
    try:
        suite = unittest.defaultTestLoader.loadTestsFromName(MODULE)
    except unittest.SkipTest as reason:
        report('why', reason)
        report('skip', '<module>')
    else:
        without_skipped(suite).run(Reporter())
    report('end', MODULE)
