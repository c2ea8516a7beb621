import tokenize, io, ast, keyword
for t in tokenize.generate_tokens(io.StringIO("def f(x):\n    return f'{x!r:>5}' + 1  # c\n").readline):
    print(tokenize.tok_name[t.type], repr(t.string), t.start, t.end)
tree = ast.parse("x: int = y if z else [a for a in b]")
print(ast.dump(tree, indent=1), ast.unparse(ast.parse("lambda a, /, *b, c=1, **d: (yield a[1:2, ...])")), ast.literal_eval("{'a': (1, -2.5, None, b'x')}"))
try:
    ast.literal_eval("f()")
except ValueError as error:
    print(str(error).split(" <")[0])
class V(ast.NodeVisitor):
    def visit_Name(self, node): print(node.id, node.lineno, node.col_offset, type(node.ctx).__name__)
V().visit(tree); print(keyword.iskeyword("async"), keyword.softkwlist, ast.get_docstring(ast.parse("'''doc'''")))
