class Outer:
    class Inner(Exception):
        def __str__(self): return "custom text"
raise Outer.Inner("ignored")
