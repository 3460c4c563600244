package store

import (
	"encoding/json"
	"time"

	"plenary/internal/forum"
)

// pollColumn is a poll as posts.poll keeps it. Votes and Voters are counted
// from the rows of votes; those of a secret poll go when it closes.
type pollColumn struct {
	Question string       `json:"question"`
	Several  bool         `json:"several,omitempty"`
	Ballot   forum.Ballot `json:"ballot"`
	ClosesAt int64        `json:"closes_at,omitempty"`
	ClosedAt int64        `json:"closed_at,omitempty"`
	Voters   int          `json:"voters"`
	Choices  []pollChoice `json:"choices"`
}

type pollChoice struct {
	Text  string `json:"text"`
	Votes int    `json:"votes"`
}

// pollOf reads what pollText wrote; nil for a post without a poll.
func pollOf(column string) *forum.Poll {
	if column == "" {
		return nil
	}
	var c pollColumn
	if json.Unmarshal([]byte(column), &c) != nil {
		return nil // check says so
	}
	p := &forum.Poll{Question: c.Question, Several: c.Several, Ballot: c.Ballot, Voters: c.Voters, ClosesAt: at(c.ClosesAt), ClosedAt: at(c.ClosedAt),
		Choices: make([]forum.Choice, len(c.Choices))}
	for i, choice := range c.Choices {
		p.Choices[i] = forum.Choice(choice)
	}
	return p
}

func pollText(p *forum.Poll) string {
	if p == nil {
		return ""
	}
	c := pollColumn{Question: p.Question, Several: p.Several, Ballot: p.Ballot, ClosesAt: ms(p.ClosesAt), ClosedAt: ms(p.ClosedAt), Voters: p.Voters,
		Choices: make([]pollChoice, len(p.Choices))}
	for i, choice := range p.Choices {
		c.Choices[i] = pollChoice(choice)
	}
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return string(text)
}

// MyVotes gives the numbers of what a person chose, by post.
func (r *Reader) MyVotes(who forum.UserID, posts []forum.PostID) (map[forum.PostID][]int, error) {
	mine := map[forum.PostID][]int{}
	if who == 0 || len(posts) == 0 {
		return mine, nil
	}
	var rows []struct {
		PostID int64
		Choice int
	}
	err := r.rows(&rows, "SELECT post_id, choice FROM votes WHERE user_id = ? AND post_id IN (?) ORDER BY choice", int64(who), list(posts))
	for _, row := range rows {
		mine[forum.PostID(row.PostID)] = append(mine[forum.PostID(row.PostID)], row.Choice)
	}
	return mine, err
}

// Vote is what one person chose.
type Vote struct {
	Choice int
	Who    forum.Author
	Row    forum.UserID // of whoever it is, those who have left included: where lists go on
}

// NamedVotes lists who chose what in a named poll, by choice and person, those
// after the given place, at most limit. The caller has found the post through
// the viewer and knows that its poll is named: of secret ones none are listed.
func (r *Reader) NamedVotes(id forum.PostID, afterChoice int, afterWho forum.UserID, limit int) ([]Vote, error) {
	var rows []struct {
		Choice int
		UserID int64
		authorRow
	}
	err := r.rows(&rows, `SELECT v.choice, v.user_id, `+authorCols+` FROM votes v JOIN posts p ON p.id = v.post_id JOIN users u ON u.id = v.user_id
		WHERE v.post_id = ? AND p.poll ->> '$.ballot' = 'named' AND (v.choice, v.user_id) > (?, ?) ORDER BY v.choice, v.user_id LIMIT ?`,
		int64(id), afterChoice, int64(afterWho), limit)
	all := make([]Vote, len(rows))
	for i, row := range rows {
		all[i] = Vote{Choice: row.Choice, Who: row.author(), Row: forum.UserID(row.UserID)}
	}
	return all, err
}

// Vote replaces what a person chose; nothing takes a vote back. It counts
// anew.
func (tx *Tx) Vote(who forum.UserID, id forum.PostID, poll forum.Poll, choices []int) error {
	if _, err := tx.run("DELETE FROM votes WHERE post_id = ? AND user_id = ?", int64(id), int64(who)); err != nil {
		return err
	}
	for _, choice := range choices {
		if _, err := tx.run("INSERT INTO votes (post_id, user_id, choice) VALUES (?, ?, ?)", int64(id), int64(who), choice); err != nil {
			return err
		}
	}
	return tx.countVotes(id, poll)
}

// countVotes counts the votes of a poll whose votes are still there.
func (tx *Tx) countVotes(id forum.PostID, poll forum.Poll) error {
	var rows []struct{ Choice, Votes int }
	if err := tx.rows(&rows, "SELECT choice, count(*) AS votes FROM votes WHERE post_id = ? GROUP BY choice", int64(id)); err != nil {
		return err
	}
	poll.Choices = append([]forum.Choice{}, poll.Choices...)
	for i := range poll.Choices {
		poll.Choices[i].Votes = 0
	}
	for _, row := range rows {
		if row.Choice >= 1 && row.Choice <= len(poll.Choices) {
			poll.Choices[row.Choice-1].Votes = row.Votes
		}
	}
	if err := tx.row(&poll.Voters, "SELECT count(DISTINCT user_id) FROM votes WHERE post_id = ?", int64(id)); err != nil {
		return err
	}
	return tx.setPoll(id, &poll)
}

func (tx *Tx) setPoll(id forum.PostID, poll *forum.Poll) error {
	return changed(tx.run("UPDATE posts SET poll = ? WHERE id = ?", pollText(poll), int64(id)))
}

// PollOf is a post with its poll as it is kept, also while the post is removed;
// NotFound if it has none.
func (r *Reader) PollOf(id forum.PostID) (forum.Post, error) {
	var row struct {
		ConversationID int64
		State          string
		Poll           string
	}
	if err := r.row(&row, "SELECT conversation_id, state, poll FROM posts WHERE id = ? AND poll <> ''", int64(id)); err != nil {
		return forum.Post{}, err
	}
	return forum.Post{ID: id, ConversationID: forum.ConversationID(row.ConversationID), State: forum.PostState(row.State), Poll: pollOf(row.Poll)}, nil
}

// ClosePoll closes a poll for good. Of a secret one, only the counts remain.
func (tx *Tx) ClosePoll(id forum.PostID, poll forum.Poll, now time.Time) error {
	poll.ClosedAt = now
	if poll.Ballot == forum.Secret {
		if _, err := tx.run("DELETE FROM votes WHERE post_id = ?", int64(id)); err != nil {
			return err
		}
	}
	return tx.setPoll(id, &poll)
}

// takeBackVotes removes a person's votes, where it is known which are theirs,
// and counts those polls anew.
func (tx *Tx) takeBackVotes(who forum.UserID, left *Left) error {
	var rows []struct {
		PostID, ConversationID int64
		Poll                   string
	}
	if err := tx.rows(&rows, `SELECT DISTINCT p.id AS post_id, p.conversation_id, p.poll FROM votes v JOIN posts p ON p.id = v.post_id
		WHERE v.user_id = ? ORDER BY p.id`, int64(who)); err != nil {
		return err
	}
	if _, err := tx.run("DELETE FROM votes WHERE user_id = ?", int64(who)); err != nil {
		return err
	}
	for _, row := range rows {
		poll := pollOf(row.Poll)
		if poll == nil {
			continue
		}
		if err := tx.countVotes(forum.PostID(row.PostID), *poll); err != nil {
			return err
		}
		left.Voted = append(left.Voted, Voted{Post: forum.PostID(row.PostID), Conversation: forum.ConversationID(row.ConversationID), Secret: poll.Ballot == forum.Secret})
	}
	return nil
}
