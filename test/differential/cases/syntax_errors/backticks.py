print("not reached")
`x`
