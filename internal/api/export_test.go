package api

// Mounted lists the routes as the description writes them.
func Mounted() []string {
	all := make([]string, len(routes))
	for i, r := range routes {
		all[i] = r.method + " " + specPath(r.path)
	}
	return all
}
