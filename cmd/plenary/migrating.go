package main

import "log/slog"

// migrating says how far a long migration is: a bar on a terminal, elsewhere a
// line for each tenth of its rows.
func (c *console) migrating(line func(step string, done, total int64)) func(step string, done, total int64) {
	var onScreen *bar
	said := int64(-1)
	return func(step string, done, total int64) {
		if total == 0 {
			return
		}
		if terminal(c.err) {
			if onScreen == nil {
				onScreen = c.bar("rows: " + step)
			}
			onScreen.draw(int(done), int(total))
			if done == total {
				onScreen.end()
				onScreen = nil
			}
			return
		}
		if tenth := 10 * done / total; tenth != said {
			said = tenth
			line(step, done, total)
		}
	}
}

// migratingLog writes such lines to a log.
func migratingLog(log *slog.Logger) func(step string, done, total int64) {
	return func(step string, done, total int64) { log.Info("migrating", "step", step, "rows", done, "of", total) }
}
