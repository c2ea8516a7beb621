def function(a, b, c): raise TypeError('bad')
function(
    'first argument',
    {'key': 'value'},
    c=[1, 2, 3],
)
