from .. import VALUE
def where(): return __name__, VALUE
