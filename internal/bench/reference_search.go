package bench

import (
	"context"
	"database/sql"
	"io"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// searchLimit is how many hits one search gives.
const searchLimit = 20

// matching is the query for words, of which the last one may go on, as the program asks it.
func matching(words string) string {
	fields := strings.Fields(words)
	for i, word := range fields {
		fields[i] = `"` + word + `"`
		if i == len(fields)-1 && len([]rune(word)) > 1 {
			fields[i] += "*"
		}
	}
	return strings.Join(fields, " ")
}

// bareSearch is the same query without any look at who asks, and its texts as they are.
func bareSearch(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	db, err := sql.Open("sqlite", readDSN(args[0]))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(4)
	db.SetMaxIdleConns(4)
	st, err := db.PrepareContext(ctx, `SELECT p.id, p.conversation_id, p.created_at, p.text FROM post_words w CROSS JOIN posts p ON p.id = w.rowid
		WHERE post_words MATCH ? AND p.state = 'shown' ORDER BY w.rowid DESC LIMIT ?`)
	if err != nil {
		return err
	}
	type hit struct {
		ID, Conversation, At int64
		Text                 string
	}
	f := fiber.New(fiber.Config{DisableStartupMessage: true})
	f.Get("/search", func(c *fiber.Ctx) error {
		rows, err := st.QueryContext(ctx, matching(c.Query("q")), searchLimit+1)
		if err != nil {
			return err
		}
		defer rows.Close()
		var hits []hit
		for rows.Next() {
			var h hit
			if err := rows.Scan(&h.ID, &h.Conversation, &h.At, &h.Text); err != nil {
				return err
			}
			hits = append(hits, h)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		return c.JSON(hits)
	})
	return listenUntilEnd(f, in, out)
}
