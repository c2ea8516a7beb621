def größe(ä):
	return ä.länge + "日本語".fehlt
größe("x")
