package view

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"plenary/internal/forum"
)

// HoldRules are the rules by which posts wait for a moderator in a group.
type HoldRules struct {
	Page
	GroupHead
	Rules []forum.HoldRule
	Form  Form // kind, links, words: of a new one
}

// HoldTrial is what a rule would have held, before it is switched on.
type HoldTrial struct {
	Page
	GroupHead
	Rule  forum.HoldRule
	Tried int64
	Count int64 // of those that it would have held
	Held  []TriedPost
}

// TriedPost is a post that a rule would have held.
type TriedPost struct {
	Author  forum.Author
	Title   string
	Path    string
	Excerpt string
	Lang    forum.Lang
	At      time.Time
}

// TalkSettings says how a conversation is written in: open or locked, and how
// fast.
type TalkSettings struct {
	Page
	Conversation forum.Conversation
	Form         Form // state, lock_reason, slow
}

// Slow is a slow conversation as its writer meets it. The zero Slow is none.
type Slow struct {
	Every time.Duration // between two posts of one person
	Until time.Time     // when the reader may post again; zero: now
}

// sentence says a rule in plain words.
func (p Page) sentence(r forum.HoldRule) string {
	switch r.Kind {
	case forum.HeldForLinks:
		return p.N("hold.rule_links", int64(r.Links))
	case forum.HeldForWords:
		return p.T("hold.rule_words", "Words", strings.Join(r.Words, ", "))
	}
	return p.T("hold.rule_" + or(string(r.Kind), string(forum.HeldAsNewcomer)))
}

func (p Page) holdChoices() []choice {
	var all []choice
	for _, kind := range forum.HoldKinds {
		all = append(all, choice{Value: string(kind), Word: p.T("hold.kind_" + string(kind)), Hint: p.T("hold.kind_" + string(kind) + "_hint")})
	}
	return all
}

func (p TalkSettings) slowChoices() []choice {
	steps := []int{0, 1, 2, 5, 15, 60}
	if now := int(p.Conversation.Slow / time.Minute); !slices.Contains(steps, now) {
		steps = append(steps, now)
		slices.Sort(steps)
	}
	all := make([]choice, len(steps))
	for i, minutes := range steps {
		all[i] = p.slowChoice(minutes)
	}
	return all
}

func (p TalkSettings) slowChoice(minutes int) choice {
	if minutes == 0 {
		return choice{Value: "0", Word: p.T("slow.off")}
	}
	return choice{Value: strconv.Itoa(minutes), Word: p.N("slow.every", int64(minutes))}
}

func (p TalkSettings) stateChoices() []choice {
	var all []choice
	for _, s := range []forum.ConversationState{forum.Open, forum.Locked, forum.Archived} {
		all = append(all, choice{Value: string(s), Word: p.T("talk.state_" + string(s)), Hint: p.T("talk.state_" + string(s) + "_hint")})
	}
	return all
}
