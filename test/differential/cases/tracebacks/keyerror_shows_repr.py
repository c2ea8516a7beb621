{}["multi\nline"]
