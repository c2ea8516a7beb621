whille True:
    break
