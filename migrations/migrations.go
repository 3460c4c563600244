// Package migrations embeds the SQL that brings a database up to date. Files
// are named YYYYMMDDHHMMSS_name.tx.up.sql, run forward only, each in one
// transaction together with the row that records it, and know no Go types.
//
// A statement that goes through a large table stands under a line
//
//	-- each: TABLE
//
// and runs for 10,000 ids of that table after the other, as ?1 < id AND
// id <= ?2; its last line alone ends in a semicolon. So people see how far it
// is, and can interrupt it.
package migrations

import "embed"

//go:embed sqlite/*.sql
var SQLite embed.FS
