class A:
    def method(self, x):
        return x.missing.attribute(1)
A().method(
    "text"
)
