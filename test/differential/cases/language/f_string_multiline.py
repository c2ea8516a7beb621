x = 5
print(f'''{
    x
    + 1
} and {x  # a comment
}''')
