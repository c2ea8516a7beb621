# options: -O
assert False, "removed"
print(__debug__)
