class Outer:
    class Inner:
        def method(self):
            def local():
                raise LookupError('deep')
            local()
Outer.Inner().method()
