print("not reached")
;
