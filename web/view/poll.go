package view

import (
	"strconv"
	"strings"

	"plenary/internal/forum"
)

// PollForm is what was typed to make a poll with a post.
type PollForm struct {
	Question, Options, Ballot, Closes string
	Several                           bool
	Error                             string // what is wrong with it, already worded
}

// typed reports whether there is something in it that has to be seen.
func (f PollForm) typed() bool { return f.Question+f.Options+f.Error != "" }

func (f PollForm) ballot() forum.Ballot {
	if f.Ballot == string(forum.Named) {
		return forum.Named
	}
	return forum.Secret
}

// PollVotes is who chose what in a named poll.
type PollVotes struct {
	Page
	Post         forum.Post
	Conversation forum.Conversation
	Votes        [][]forum.Author // by choice
	More         string           // address of more of them
}

func (p Post) choiceID(n int) string { return "v" + id(p.ID) + "-" + strconv.Itoa(n) }

// share is how many in a hundred of those who voted chose it.
func (p Post) share(c forum.Choice) string {
	if p.Poll.Voters == 0 {
		return "0 %"
	}
	return strconv.Itoa((c.Votes*100+p.Poll.Voters/2)/p.Poll.Voters) + " %"
}

func (p Post) pollWord() string {
	if p.Poll.Over {
		return p.T("poll.closed")
	}
	return p.T("poll.open")
}

// pollRules say what is asked for and what is recorded, before anybody votes.
func (p Post) pollRules() string {
	var rules []string
	switch {
	case p.Poll.Over:
	case p.Poll.Several:
		rules = append(rules, p.T("poll.many"))
	default:
		rules = append(rules, p.T("poll.one"))
	}
	switch {
	case p.Poll.Ballot == forum.Named:
		rules = append(rules, p.T("poll.is_named"))
	case p.Poll.Over:
		rules = append(rules, p.T("poll.was_secret"))
	default:
		rules = append(rules, p.T("poll.is_secret"))
	}
	return strings.Join(rules, " ")
}

func choiceType(several bool) string {
	if several {
		return "checkbox"
	}
	return "radio"
}

// votedWords are the numbers of choices as the list item around a post has
// them.
func votedWords(voted []int) string {
	words := make([]string, len(voted))
	for i, n := range voted {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, " ")
}
