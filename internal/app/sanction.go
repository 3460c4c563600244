package app

import (
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// impose writes a sanction with what follows from it at once: who is banned
// from the network is signed out everywhere, who is banned from a group leaves
// it.
func impose(tx *store.Tx, v forum.Viewer, s forum.Sanction, now time.Time) error {
	if s.Person == 0 {
		return forum.Refused(forum.Conflict, "review.nobody")
	}
	account, err := tx.AccountByID(s.Person)
	if err != nil {
		return err
	}
	standing, role := forum.NetworkStanding(v), forum.GroupRole("")
	if s.Group != 0 {
		g, err := tx.GroupByID(v, s.Group)
		if err != nil {
			return err
		}
		if role, err = tx.RoleIn(s.Group, s.Person); err != nil {
			return err
		}
		standing = g.Standing
	}
	if err := forum.MaySanction(standing, role, account.Role); err != nil {
		return err
	}
	if s.ID, err = tx.AddSanction(s); err != nil {
		return err
	}
	if err := sanctionEvent(tx, s, v.ID, string(s.Kind), now); err != nil {
		return err
	}
	switch {
	case s.Kind == forum.Silenced:
		return nil
	case s.Group == 0:
		return signOutEverywhere(tx, v.ID, s.Person, now)
	case role == "":
		return nil
	}
	if err := tx.EndMembership(s.Group, s.Person); err != nil {
		return err
	}
	return event(tx, forum.Event{Kind: forum.MembershipEnded, At: now, Actor: v.ID, Person: s.Person, Group: s.Group})
}

// sanctionEvent tells that what somebody may do has changed.
func sanctionEvent(tx *store.Tx, s forum.Sanction, by forum.UserID, detail string, now time.Time) error {
	return event(tx, forum.Event{Kind: forum.Sanctioned, At: now, Actor: by, Person: s.Person, Group: s.Group, Ref: int64(s.ID), Detail: detail, Staff: true})
}

// signOutEverywhere ends all sessions and tokens of somebody.
func signOutEverywhere(tx *store.Tx, by, who forum.UserID, now time.Time) error {
	sessions, err := tx.EndSessions(who, 0)
	if err != nil {
		return err
	}
	for _, id := range sessions {
		if err := event(tx, forum.Event{Kind: forum.SessionEnded, At: now, Actor: by, Person: who, Ref: int64(id)}); err != nil {
			return err
		}
	}
	tokens, err := tx.EndTokens(who)
	if err != nil {
		return err
	}
	for _, id := range tokens {
		if err := event(tx, forum.Event{Kind: forum.TokenEnded, At: now, Actor: by, Person: who, Ref: int64(id)}); err != nil {
			return err
		}
	}
	return nil
}

// mayEnter refuses who is banned or suspended from the network.
func mayEnter(tx *store.Tx, who forum.UserID, now time.Time) error {
	sanctions, err := tx.SanctionsOn(who)
	for _, s := range sanctions {
		switch {
		case s.Group != 0 || !s.Holds(now):
		case s.Kind == forum.Banned:
			return forum.Refused(forum.Forbidden, "error.banned")
		case s.Kind == forum.Suspended:
			return forum.Refused(forum.Forbidden, "error.suspended", "Day", s.Until.Format(time.DateOnly))
		}
	}
	return err
}

// mayBeIn refuses to take into a group who is banned from it.
func mayBeIn(tx *store.Tx, g forum.GroupID, who forum.UserID, now time.Time) error {
	sanctions, err := tx.SanctionsOn(who)
	for _, s := range sanctions {
		if s.Group == g && s.Kind == forum.Banned && s.Holds(now) {
			return forum.Refused(forum.Forbidden, "error.banned_from_group")
		}
	}
	return err
}
