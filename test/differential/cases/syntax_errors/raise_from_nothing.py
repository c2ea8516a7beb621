print("not reached")
raise x from
