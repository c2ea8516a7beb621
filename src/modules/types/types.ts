/** This file declares the module _types: built-in types that have no name in builtins. */
import { ellipsisType, noneType, notImplementedType } from '../../objects/core-types.js';
import { defineModule } from '../../objects/native/define-module.js';
import {
  classMethodDescriptorType,
  getSetDescriptorType,
  memberDescriptorType,
  methodDescriptorType,
  nativeFunctionType,
} from '../../objects/native/native-function.js';
import { methodWrapperType, slotWrapperType } from '../../objects/type/slot-wrappers.js';
import { capsuleType } from '../../objects/types/capsule.js';
import { codeType } from '../../objects/types/code-type.js';
import { methodType } from '../../objects/types/descriptors.js';
import { cellType, functionType, moduleType } from '../../objects/types/function.js';
import { mappingProxyType } from '../../objects/types/mapping-proxy.js';
import { simpleNamespaceType } from '../../objects/types/simple-namespace.js';
import { genericAliasType, unionType } from '../../objects/types/typing-objects.js';
import { frameType } from '../../vm/frame.js';
import { asyncGeneratorType, coroutineType, generatorType } from '../../vm/generator.js';
import { tracebackType } from '../../vm/traceback.js';

export const typesModule = defineModule({
  name: '_types',
  doc: 'Define names for built-in types.',
  types: [
    ['AsyncGeneratorType', asyncGeneratorType],
    ['BuiltinFunctionType', nativeFunctionType],
    ['BuiltinMethodType', nativeFunctionType],
    ['CapsuleType', capsuleType],
    ['CellType', cellType],
    ['ClassMethodDescriptorType', classMethodDescriptorType],
    ['CodeType', codeType],
    ['CoroutineType', coroutineType],
    ['EllipsisType', ellipsisType],
    ['FrameType', frameType],
    ['FunctionType', functionType],
    ['GeneratorType', generatorType],
    ['GenericAlias', genericAliasType],
    ['GetSetDescriptorType', getSetDescriptorType],
    ['LambdaType', functionType],
    ['MappingProxyType', mappingProxyType],
    ['MemberDescriptorType', memberDescriptorType],
    ['MethodDescriptorType', methodDescriptorType],
    ['MethodType', methodType],
    ['MethodWrapperType', methodWrapperType],
    ['ModuleType', moduleType],
    ['NoneType', noneType],
    ['NotImplementedType', notImplementedType],
    ['SimpleNamespace', simpleNamespaceType],
    ['TracebackType', tracebackType],
    ['UnionType', unionType],
    ['WrapperDescriptorType', slotWrapperType],
  ],
});
