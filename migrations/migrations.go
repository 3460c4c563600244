// Package migrations embeds the SQL that brings a database up to date. Files
// are named YYYYMMDDHHMMSS_name.tx.up.sql, run forward only, each in one
// transaction together with the row that records it, and know no Go types.
package migrations

import "embed"

//go:embed sqlite/*.sql
var SQLite embed.FS
