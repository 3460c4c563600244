package app

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/store"
)

// heldText is what rules look at.
type heldText struct {
	text  string // with the title of a discussion that it begins
	links int
	first bool // of its author in the group
	guest bool
}

// holds reports whether a rule holds the text.
func holds(rule forum.HoldRule, t heldText) bool {
	switch rule.Kind {
	case forum.HeldAsNewcomer:
		return t.first && !t.guest
	case forum.HeldForLinks:
		return t.links > rule.Links
	case forum.HeldAsGuests:
		return t.guest
	case forum.HeldForWords:
		said := wordsOf(t.text)
		return slices.ContainsFunc(rule.Words, func(word string) bool { return strings.Contains(said, wordsOf(word)) })
	}
	return false
}

// wordsOf is a text's words, folded, each between spaces.
func wordsOf(text string) string {
	return " " + strings.Join(strings.FieldsFunc(fold.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ") + " "
}

// heldBy is the first rule of the group that holds a post of somebody of
// standing s; "" if it is shown at once.
func heldBy(tx *store.Tx, c forum.Conversation, s forum.Standing, w written) (forum.HeldBy, error) {
	if c.GroupID == 0 || s.May(forum.Moderating) {
		return "", nil
	}
	rules, err := tx.HoldRules(c.GroupID)
	if err != nil || !slices.ContainsFunc(rules, func(r forum.HoldRule) bool { return r.Active }) {
		return "", err
	}
	exempt, err := tx.NoRuleHolds(c.GroupID, s.Viewer.ID)
	if err != nil || exempt {
		return "", err
	}
	posted, err := tx.HasPostedIn(c.GroupID, s.Viewer.ID)
	if err != nil {
		return "", err
	}
	return firstHolding(rules, heldText{text: titled(c, w.Text), links: w.Links, first: !posted}), nil
}

// titled is a text with the title of the discussion that it begins.
func titled(c forum.Conversation, text string) string {
	if c.Unborn() {
		return c.Title + "\n" + text
	}
	return text
}

func firstHolding(rules []forum.HoldRule, t heldText) forum.HeldBy {
	for _, rule := range rules {
		if rule.Active && holds(rule, t) {
			return rule.Kind
		}
	}
	return ""
}

// heldAsGuest is the first rule of the group that holds a guest's comment; ""
// if none does.
func heldAsGuest(tx *store.Tx, g forum.GroupID, w written) (forum.HeldBy, error) {
	rules, err := tx.HoldRules(g)
	return firstHolding(rules, heldText{text: w.Text, links: w.Links, guest: true}), err
}

// HoldRules lists a group's rules in their order. Leads see it.
func (a *App) HoldRules(ctx context.Context, v forum.Viewer, slug string) (Group, []forum.HoldRule, error) {
	var g Group
	var rules []forum.HoldRule
	err := a.store.Read(ctx, func(r *store.Reader) (err error) {
		g, rules, err = holdRules(r, v, slug)
		return err
	})
	return g, rules, err
}

func holdRules(r *store.Reader, v forum.Viewer, slug string) (Group, []forum.HoldRule, error) {
	g, err := r.GroupFor(v, slug)
	if err == nil {
		err = g.Standing.Check(forum.Managing)
	}
	if err != nil {
		return Group{}, nil, err
	}
	rules, err := r.HoldRules(g.ID)
	return g, rules, err
}

// AddHoldRule adds a rule at the end, off. Leads may.
func (a *App) AddHoldRule(ctx context.Context, v forum.Viewer, slug string, rule forum.HoldRule) ([]forum.HoldRule, error) {
	rule, err := cleanRule(rule)
	if err != nil {
		return nil, err
	}
	return a.changeRules(ctx, v, slug, "rule_added", func(rules []forum.HoldRule) ([]forum.HoldRule, error) {
		if len(rules) >= forum.MaxHoldRules {
			return nil, forum.Wrong("kind", "hold.too_many", "Max", forum.MaxHoldRules)
		}
		for _, other := range rules {
			if other.Kind == rule.Kind && (rule.Kind == forum.HeldAsNewcomer || rule.Kind == forum.HeldAsGuests) {
				return nil, forum.Wrong("kind", "hold.there_already")
			}
		}
		return append(rules, rule), nil
	})
}

func cleanRule(rule forum.HoldRule) (forum.HoldRule, error) {
	clean := forum.HoldRule{Kind: rule.Kind}
	switch rule.Kind {
	case forum.HeldAsNewcomer, forum.HeldAsGuests:
	case forum.HeldForLinks:
		if rule.Links < 0 || rule.Links > forum.MaxHoldLinks {
			return clean, forum.Wrong("links", "error.between", "Min", 0, "Max", forum.MaxHoldLinks)
		}
		clean.Links = rule.Links
	case forum.HeldForWords:
		text, err := forum.CleanText("words", strings.Join(rule.Words, "\n"), forum.MaxHoldWords)
		if err != nil {
			return clean, err
		}
		for word := range strings.SplitSeq(text, "\n") {
			if strings.TrimSpace(wordsOf(word)) != "" {
				clean.Words = append(clean.Words, strings.TrimSpace(word))
			}
		}
		if len(clean.Words) == 0 {
			return clean, forum.Wrong("words", "error.required")
		}
	default:
		return clean, forum.Wrong("kind", "hold.kind")
	}
	return clean, nil
}

// SwitchHoldRule switches a rule on or off. Leads may.
func (a *App) SwitchHoldRule(ctx context.Context, v forum.Viewer, slug string, id forum.HoldRuleID, on bool) ([]forum.HoldRule, error) {
	detail := map[bool]string{true: "rule_on", false: "rule_off"}[on]
	return a.changeRule(ctx, v, slug, detail, id, func(rules []forum.HoldRule, i int) []forum.HoldRule {
		rules[i].Active = on
		return rules
	})
}

// MoveHoldRule moves a rule one place up or down. Leads may.
func (a *App) MoveHoldRule(ctx context.Context, v forum.Viewer, slug string, id forum.HoldRuleID, up bool) ([]forum.HoldRule, error) {
	return a.changeRule(ctx, v, slug, "rule_moved", id, func(rules []forum.HoldRule, i int) []forum.HoldRule {
		to := i + 1
		if up {
			to = i - 1
		}
		if to >= 0 && to < len(rules) {
			rules[i], rules[to] = rules[to], rules[i]
		}
		return rules
	})
}

// DropHoldRule takes a rule away. Leads may.
func (a *App) DropHoldRule(ctx context.Context, v forum.Viewer, slug string, id forum.HoldRuleID) ([]forum.HoldRule, error) {
	return a.changeRule(ctx, v, slug, "rule_dropped", id, func(rules []forum.HoldRule, i int) []forum.HoldRule { return slices.Delete(rules, i, i+1) })
}

func (a *App) changeRule(ctx context.Context, v forum.Viewer, slug, detail string, id forum.HoldRuleID, change func([]forum.HoldRule, int) []forum.HoldRule) ([]forum.HoldRule, error) {
	return a.changeRules(ctx, v, slug, detail, func(rules []forum.HoldRule) ([]forum.HoldRule, error) {
		i := slices.IndexFunc(rules, func(r forum.HoldRule) bool { return r.ID == id })
		if i < 0 {
			return nil, forum.Missing()
		}
		return change(rules, i), nil
	})
}

func (a *App) changeRules(ctx context.Context, v forum.Viewer, slug, detail string, change func([]forum.HoldRule) ([]forum.HoldRule, error)) ([]forum.HoldRule, error) {
	var rules []forum.HoldRule
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g, before, err := holdRules(&tx.Reader, v, slug)
		if err != nil {
			return err
		}
		after, err := change(before)
		if err != nil {
			return err
		}
		if err := tx.SetHoldRules(g.ID, after); err != nil {
			return err
		}
		if err := event(tx, forum.Event{Kind: forum.GroupChanged, At: now, Actor: v.ID, Group: g.ID, Detail: detail, Staff: true}); err != nil {
			return err
		}
		rules, err = tx.HoldRules(g.ID)
		return err
	})
	return rules, err
}

const (
	triedOn    = 300 // posts that a rule is tried out on
	triedShown = 50
)

// Trial is what a rule would have held of a group's latest posts.
type Trial struct {
	Rule  forum.HoldRule
	Tried int
	Held  []store.Tried // the latest of them
	Count int           // all of them
}

// TryHoldRule tries a rule out on the group's latest posts. Leads may.
func (a *App) TryHoldRule(ctx context.Context, v forum.Viewer, slug string, id forum.HoldRuleID) (Trial, error) {
	var t Trial
	err := a.store.Read(ctx, func(r *store.Reader) error {
		g, rules, err := holdRules(r, v, slug)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(rules, func(r forum.HoldRule) bool { return r.ID == id })
		if i < 0 {
			return forum.Missing()
		}
		posts, err := r.LatestIn(g.ID, triedOn)
		if err != nil {
			return err
		}
		t = Trial{Rule: rules[i], Tried: len(posts)}
		for _, p := range posts {
			text := p.Text
			if p.Kind == forum.Discussion && p.Number == 1 {
				text = p.Title + "\n" + text
			}
			if p.Exempt || !holds(t.Rule, heldText{text: text, links: p.Links, first: p.First, guest: p.Author.Guest}) {
				continue
			}
			if t.Count++; len(t.Held) < triedShown {
				t.Held = append(t.Held, p)
			}
		}
		return nil
	})
	return t, err
}
