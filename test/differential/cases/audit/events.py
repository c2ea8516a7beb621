import sys, marshal, pickle, types, os, time, gc
class A: pass
def f(): return 1
def g(): yield
log = []
active = False
def hook(event, args):
    global active
    if active:
        active = False
        log.append((event, [a if isinstance(a, (str, bytes, type(None))) else type(a).__name__ for a in args]))
        active = True
sys.addaudithook(hook)
def show(label, fn):
    global active
    log.clear()
    active = True
    try:
        fn()
        r = 'ok'
    except BaseException as e:
        r = type(e).__name__
    active = False
    print(label, r, log)
show('eval', lambda: eval('1+1'))
show('eval code', lambda: eval(f.__code__))
show('exec', lambda: exec('x=1', {}))
show('compile', lambda: compile('1', 'name', 'eval'))
show('compile bytes', lambda: compile(b'1', 'name', 'eval'))
show('open', lambda: open('/nonexistent/x'))
show('marshal.loads', lambda: marshal.loads(b'N'))
show('marshal.dumps', lambda: marshal.dumps(1))
show('pickle', lambda: pickle.loads(b"cbuiltins\nlen\n."))
show('_getframe', lambda: sys._getframe())
show('f.__code__', lambda: f.__code__)
show('set __code__', lambda: setattr(f, '__code__', f.__code__))
show('set defaults', lambda: setattr(f, '__defaults__', None))
show('set kwdefaults', lambda: setattr(f, '__kwdefaults__', None))
show('set class', lambda: setattr(A(), '__class__', A))
show('set bases', lambda: setattr(A, '__bases__', (object,)))
show('gi_frame', lambda: g().gi_frame)
show('gi_code', lambda: g().gi_code)
show('tb_frame', lambda: (lambda t: t.tb_frame)(types.TracebackType(None, sys._getframe(), 0, 0)))
show('settrace', lambda: sys.settrace(None))
show('setprofile', lambda: sys.setprofile(None))
show('addaudithook', lambda: sys.addaudithook(lambda *a: None))
show('listdir', lambda: os.listdir('/nonexistent'))
show('scandir', lambda: os.scandir('/nonexistent'))
show('mkdir', lambda: os.mkdir('/nonexistent/x'))
show('rmdir', lambda: os.rmdir('/nonexistent/x'))
show('remove', lambda: os.remove('/nonexistent/x'))
show('rename', lambda: os.rename('/nonexistent/x', '/nonexistent/y'))
show('chmod', lambda: os.chmod('/nonexistent/x', 0))
show('truncate', lambda: os.truncate('/nonexistent/x', 0))
show('utime', lambda: os.utime('/nonexistent/x'))
show('chdir', lambda: os.chdir('/nonexistent/x'))
show('putenv', lambda: os.putenv('A_B', '1'))
show('unsetenv', lambda: os.unsetenv('A_B'))
show('time.sleep', lambda: time.sleep(0))
show('gc.get_objects', lambda: gc.get_objects() and None)
show('gc.get_referrers', lambda: gc.get_referrers(f) and None)
show('gc.get_referents', lambda: gc.get_referents(f) and None)
show('sys.audit', lambda: sys.audit('mine', 1, 'x'))
show('getattr dunder', lambda: (f.__closure__, A.__dict__, A.__mro__, A.__subclasses__()))
show('delattr', lambda: delattr(f, '__defaults__'))
show('input', lambda: input())
show('set_int', lambda: sys.set_int_max_str_digits(5000))
show('function', lambda: types.FunctionType(f.__code__, {}))
