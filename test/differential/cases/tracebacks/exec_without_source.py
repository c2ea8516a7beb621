exec("def f():\n    raise ValueError('from exec')\nf()")
