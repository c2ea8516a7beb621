"""A small virtual machine written in Python: match, dispatch, lists as stacks."""


PROGRAM = [
    ("push", 0), ("store", "total"), ("push", 0), ("store", "i"),
    ("load", "i"), ("load", "n"), ("less",), ("jump_if_false", 20),
    ("load", "total"), ("load", "i"), ("load", "i"), ("mul",), ("add",), ("push", 1000003), ("mod",), ("store", "total"),
    ("load", "i"), ("push", 1), ("add",), ("jump_store_i", 4),
    ("load", "total"), ("halt",),
]


def execute(program, variables):
    stack = []
    pc = 0
    while True:
        instruction = program[pc]
        pc += 1
        match instruction:
            case ("push", value):
                stack.append(value)
            case ("load", name):
                stack.append(variables[name])
            case ("store", name):
                variables[name] = stack.pop()
            case ("add",):
                right = stack.pop()
                stack[-1] += right
            case ("mul",):
                right = stack.pop()
                stack[-1] *= right
            case ("mod",):
                right = stack.pop()
                stack[-1] %= right
            case ("less",):
                right = stack.pop()
                stack[-1] = stack[-1] < right
            case ("jump_if_false", target):
                if not stack.pop():
                    pc = target
            case ("jump_store_i", target):
                variables["i"] = stack.pop()
                pc = target
            case ("halt",):
                return stack.pop()


def run(scale):
    return execute(PROGRAM, {"n": scale})


SCALE = 10000
