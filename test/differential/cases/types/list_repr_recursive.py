x = [1]
x.append(x)
d = {'self': x}
d['d'] = d
t = ([],)
t[0].append(t)
print(x, d, t)
