print("not reached")
{1} = 1
