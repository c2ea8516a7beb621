/** This file declares the hierarchy of built-in exception types. */

import type { InstanceClass, PyType } from '../../values/type.js';
import { makeType, objectType } from '../core-types.js';
import {
  PyAttributeError,
  PyBaseException,
  PyExceptionGroup,
  PyImportError,
  PyNameError,
  PyOSError,
  PyStopIteration,
  PySyntaxError,
  PySystemExit,
  PyUnicodeError,
} from './base-exception.js';

/** Every built-in exception type by name, in the order of declaration. */
export const exceptionTypes: ReadonlyMap<string, PyType> = new Map();

function define(
  name: string,
  base: PyType,
  instanceClass: InstanceClass = base.instanceClass as InstanceClass,
): PyType {
  // Each type has a JavaScript class of its own, which carries the Python type on its prototype.
  const Parent = instanceClass as unknown as new () => PyBaseException;
  const Own = class extends Parent {};
  const type = makeType(name, Own, base);
  type.isBaseType = true;
  type.hasDict = true;
  type.hasWeakrefs = false;
  // Types that add no fields can be combined as bases of one class.
  if (base !== objectType && instanceClass === base.instanceClass) type.layout = base.layout;
  (exceptionTypes as Map<string, PyType>).set(name, type);
  return type;
}

export const BaseException = define('BaseException', objectType, PyBaseException);
export const BaseExceptionGroup = define('BaseExceptionGroup', BaseException, PyExceptionGroup);
export const GeneratorExit = define('GeneratorExit', BaseException);
export const KeyboardInterrupt = define('KeyboardInterrupt', BaseException);
export const SystemExit = define('SystemExit', BaseException, PySystemExit);
export const Exception = define('Exception', BaseException);
/** `ExceptionGroup(BaseExceptionGroup, Exception)`. */
export const ExceptionGroup = define('ExceptionGroup', BaseExceptionGroup);
ExceptionGroup.bases = [BaseExceptionGroup, Exception];
ExceptionGroup.hasWeakrefs = true;
export const ArithmeticError = define('ArithmeticError', Exception);
export const FloatingPointError = define('FloatingPointError', ArithmeticError);
export const OverflowError = define('OverflowError', ArithmeticError);
export const ZeroDivisionError = define('ZeroDivisionError', ArithmeticError);
export const AssertionError = define('AssertionError', Exception);
export const AttributeError = define('AttributeError', Exception, PyAttributeError);
export const BufferError = define('BufferError', Exception);
export const EOFError = define('EOFError', Exception);
export const ImportError = define('ImportError', Exception, PyImportError);
export const ModuleNotFoundError = define('ModuleNotFoundError', ImportError);
export const LookupError = define('LookupError', Exception);
export const IndexError = define('IndexError', LookupError);
export const KeyError = define('KeyError', LookupError);
export const MemoryError = define('MemoryError', Exception);
export const NameError = define('NameError', Exception, PyNameError);
export const UnboundLocalError = define('UnboundLocalError', NameError);
export const OSError = define('OSError', Exception, PyOSError);
export const BlockingIOError = define('BlockingIOError', OSError);
export const ChildProcessError = define('ChildProcessError', OSError);
export const ConnectionError = define('ConnectionError', OSError);
export const BrokenPipeError = define('BrokenPipeError', ConnectionError);
export const ConnectionAbortedError = define('ConnectionAbortedError', ConnectionError);
export const ConnectionRefusedError = define('ConnectionRefusedError', ConnectionError);
export const ConnectionResetError = define('ConnectionResetError', ConnectionError);
export const FileExistsError = define('FileExistsError', OSError);
export const FileNotFoundError = define('FileNotFoundError', OSError);
export const InterruptedError = define('InterruptedError', OSError);
export const IsADirectoryError = define('IsADirectoryError', OSError);
export const NotADirectoryError = define('NotADirectoryError', OSError);
export const PermissionError = define('PermissionError', OSError);
export const ProcessLookupError = define('ProcessLookupError', OSError);
export const TimeoutError = define('TimeoutError', OSError);
export const ReferenceError = define('ReferenceError', Exception);
export const RuntimeError = define('RuntimeError', Exception);
export const NotImplementedError = define('NotImplementedError', RuntimeError);
export const PythonFinalizationError = define('PythonFinalizationError', RuntimeError);
export const RecursionError = define('RecursionError', RuntimeError);
export const StopAsyncIteration = define('StopAsyncIteration', Exception);
export const StopIteration = define('StopIteration', Exception, PyStopIteration);
export const SyntaxError = define('SyntaxError', Exception, PySyntaxError);
export const _IncompleteInputError = define('_IncompleteInputError', SyntaxError);
export const IndentationError = define('IndentationError', SyntaxError);
export const TabError = define('TabError', IndentationError);
export const SystemError = define('SystemError', Exception);
export const TypeError = define('TypeError', Exception);
export const ValueError = define('ValueError', Exception);
export const UnicodeError = define('UnicodeError', ValueError, PyUnicodeError);
export const UnicodeDecodeError = define('UnicodeDecodeError', UnicodeError);
export const UnicodeEncodeError = define('UnicodeEncodeError', UnicodeError);
export const UnicodeTranslateError = define('UnicodeTranslateError', UnicodeError);
export const Warning = define('Warning', Exception);
export const BytesWarning = define('BytesWarning', Warning);
export const DeprecationWarning = define('DeprecationWarning', Warning);
export const EncodingWarning = define('EncodingWarning', Warning);
export const FutureWarning = define('FutureWarning', Warning);
export const ImportWarning = define('ImportWarning', Warning);
export const PendingDeprecationWarning = define('PendingDeprecationWarning', Warning);
export const ResourceWarning = define('ResourceWarning', Warning);
export const RuntimeWarning = define('RuntimeWarning', Warning);
export const SyntaxWarning = define('SyntaxWarning', Warning);
export const UnicodeWarning = define('UnicodeWarning', Warning);
export const UserWarning = define('UserWarning', Warning);
