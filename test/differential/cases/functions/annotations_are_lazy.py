def f(x: Undefined, y: "quoted" = 1) -> Later: pass
print(f.__annotate__ is not None)
try:
    f.__annotations__
except NameError as error:
    print(error)
class Later: pass
Undefined = 5
print(f.__annotations__)
import annotationlib
class C:
    a: Missing
    b: list[Missing]
print(annotationlib.get_annotations(C, format=annotationlib.Format.STRING))
print(annotationlib.get_annotations(C, format=annotationlib.Format.FORWARDREF)["a"])
