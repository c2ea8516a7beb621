counter = 0
def bump():
    global counter, made
    counter += 1
    made = "here"
bump(); bump()
print(counter, made)
def outer():
    state = 1
    def inner():
        nonlocal state
        state *= 10
        def innermost():
            nonlocal state
            state += 1
        innermost()
    inner()
    return state
print(outer())
