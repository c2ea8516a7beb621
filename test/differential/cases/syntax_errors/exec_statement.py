print("not reached")
exec "code"
