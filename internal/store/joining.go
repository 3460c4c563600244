package store

import (
	"time"

	"plenary/internal/forum"
)

// JoinRequest asks for an account (UserID 0) or for a group.
type JoinRequest struct {
	ID           forum.JoinRequestID
	GroupID      forum.GroupID
	UserID       forum.UserID
	Email        string // of who asks for an account; for organisers
	Name         string
	Handle       string // of who asks for a group
	Organisation string
	Message      string
	Lang         forum.Lang
	CreatedAt    time.Time
}

type joinRow struct {
	ID           int64
	GroupID      *int64
	UserID       *int64
	Email        string
	Name         string
	Handle       *string
	Organisation string
	Message      string
	Lang         string
	CreatedAt    int64
}

func (j joinRow) request() JoinRequest {
	return JoinRequest{ID: forum.JoinRequestID(j.ID), GroupID: forum.GroupID(num(j.GroupID)), UserID: forum.UserID(num(j.UserID)),
		Email: j.Email, Name: j.Name, Handle: text(j.Handle), Organisation: j.Organisation, Message: j.Message, Lang: forum.Lang(j.Lang),
		CreatedAt: at(j.CreatedAt)}
}

// AddJoinRequest stores a request; Conflict if the same is waiting already.
func (tx *Tx) AddJoinRequest(j JoinRequest) (forum.JoinRequestID, error) {
	id, err := tx.insert(`INSERT INTO join_requests (group_id, user_id, email, name, organisation, message, lang, state, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?)`, orNull(j.GroupID), orNull(j.UserID), j.Email, j.Name, j.Organisation,
		j.Message, string(j.Lang), ms(j.CreatedAt))
	return forum.JoinRequestID(id), err
}

const joinCols = `j.id, j.group_id, j.user_id, j.email, coalesce(u.name, j.name) AS name, u.handle,
	coalesce(u.organisation, j.organisation) AS organisation, j.message, j.lang, j.created_at`

// JoinRequests lists what waits: for a group, or (0) for accounts.
func (r *Reader) JoinRequests(g forum.GroupID) ([]JoinRequest, error) {
	var rows []joinRow
	err := r.rows(&rows, `SELECT `+joinCols+` FROM join_requests j LEFT JOIN users u ON u.id = j.user_id
		WHERE j.state = 'waiting' AND j.group_id IS ? AND (u.id IS NULL OR u.left_at = 0) ORDER BY j.id LIMIT 200`, orNull(g))
	requests := make([]JoinRequest, len(rows))
	for i, row := range rows {
		requests[i] = row.request()
	}
	return requests, err
}

// WaitingRequest is one request that nobody has decided; for a group g, or (0)
// for an account.
func (r *Reader) WaitingRequest(g forum.GroupID, id forum.JoinRequestID) (JoinRequest, error) {
	var row joinRow
	err := r.row(&row, `SELECT `+joinCols+` FROM join_requests j LEFT JOIN users u ON u.id = j.user_id
		WHERE j.id = ? AND j.state = 'waiting' AND j.group_id IS ?`, int64(id), orNull(g))
	return row.request(), err
}

// Asks reports whether a person's request for a group is waiting.
func (r *Reader) Asks(who forum.UserID, g forum.GroupID) (bool, error) {
	var n int
	err := r.row(&n, "SELECT count(*) FROM join_requests WHERE user_id = ? AND group_id = ? AND state = 'waiting'", int64(who), int64(g))
	return n > 0, err
}

// DecideRequest ends a waiting request; NotFound if somebody was faster.
func (tx *Tx) DecideRequest(id forum.JoinRequestID, granted bool, by forum.UserID, now time.Time) error {
	state := "refused"
	if granted {
		state = "granted"
	}
	return changed(tx.run("UPDATE join_requests SET state = ?, decided_by = ?, decided_at = ? WHERE id = ? AND state = 'waiting'",
		state, int64(by), ms(now), int64(id)))
}

// Invitation is a link by which people come into the network, and into a group
// if it names one.
type Invitation struct {
	ID        forum.InvitationID
	GroupID   forum.GroupID
	GroupSlug string
	GroupName string
	Role      forum.GroupRole
	Email     string // for the person who typed it
	CreatedBy forum.UserID
	CreatedAt time.Time
	ExpiresAt time.Time
	MaxUses   int
	Uses      int
}

type invitationRow struct {
	ID        int64
	GroupID   *int64
	GroupSlug *string
	GroupName *string
	Role      string
	Email     string
	CreatedBy int64
	CreatedAt int64
	ExpiresAt int64
	MaxUses   int
	Uses      int
}

func (i invitationRow) invitation() Invitation {
	return Invitation{ID: forum.InvitationID(i.ID), GroupID: forum.GroupID(num(i.GroupID)), GroupSlug: text(i.GroupSlug), GroupName: text(i.GroupName),
		Role: forum.GroupRole(i.Role), Email: i.Email, CreatedBy: forum.UserID(i.CreatedBy), CreatedAt: at(i.CreatedAt),
		ExpiresAt: at(i.ExpiresAt), MaxUses: i.MaxUses, Uses: i.Uses}
}

const invitationCols = `i.id, i.group_id, g.slug AS group_slug, g.name AS group_name, i.role, i.email, i.created_by,
	i.created_at, i.expires_at, i.max_uses, i.uses`

// AddInvitation stores an invitation under the hash of its code.
func (tx *Tx) AddInvitation(i Invitation, codeHash string) (forum.InvitationID, error) {
	id, err := tx.insert(`INSERT INTO invitations (code, group_id, role, email, created_by, created_at, expires_at, max_uses)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, codeHash, orNull(i.GroupID), string(i.Role), i.Email, int64(i.CreatedBy),
		ms(i.CreatedAt), ms(i.ExpiresAt), i.MaxUses)
	return forum.InvitationID(id), err
}

// InvitationByCode is the invitation of that code's hash while it works.
func (r *Reader) InvitationByCode(codeHash string, now time.Time) (Invitation, error) {
	var row invitationRow
	err := r.row(&row, `SELECT `+invitationCols+` FROM invitations i LEFT JOIN groups g ON g.id = i.group_id
		WHERE i.code = ? AND i.ended_at = 0 AND i.expires_at > ? AND i.uses < i.max_uses`, codeHash, ms(now))
	return row.invitation(), err
}

// UseInvitation counts one use; NotFound if it no longer works.
func (tx *Tx) UseInvitation(id forum.InvitationID, now time.Time) error {
	return changed(tx.run("UPDATE invitations SET uses = uses + 1 WHERE id = ? AND ended_at = 0 AND expires_at > ? AND uses < max_uses",
		int64(id), ms(now)))
}

// Invitations lists those that work, into a group or (0) into the network.
func (r *Reader) Invitations(g forum.GroupID, now time.Time) ([]Invitation, error) {
	var rows []invitationRow
	err := r.rows(&rows, `SELECT `+invitationCols+` FROM invitations i LEFT JOIN groups g ON g.id = i.group_id
		WHERE i.group_id IS ? AND i.ended_at = 0 AND i.expires_at > ? AND i.uses < i.max_uses ORDER BY i.id DESC LIMIT 200`,
		orNull(g), ms(now))
	invitations := make([]Invitation, len(rows))
	for i, row := range rows {
		invitations[i] = row.invitation()
	}
	return invitations, err
}

// InvitedBy are the addresses whose invitations into a group, made by one
// person, still work.
func (r *Reader) InvitedBy(who forum.UserID, g forum.GroupID, now time.Time) (map[string]bool, error) {
	var emails []string
	err := r.rows(&emails, `SELECT email FROM invitations WHERE group_id = ? AND created_by = ? AND email <> '' AND ended_at = 0
		AND expires_at > ? AND uses < max_uses`, int64(g), int64(who), ms(now))
	invited := make(map[string]bool, len(emails))
	for _, email := range emails {
		invited[email] = true
	}
	return invited, err
}

// EndInvitationsBy ends all that a person made into a group, or (0) into the
// network.
func (tx *Tx) EndInvitationsBy(who forum.UserID, g forum.GroupID, now time.Time) error {
	_, err := tx.run("UPDATE invitations SET ended_at = ? WHERE created_by = ? AND group_id IS ? AND ended_at = 0", ms(now), int64(who), orNull(g))
	return err
}

// EndInvitation ends one of a group's invitations, or (0) of the network's.
func (tx *Tx) EndInvitation(g forum.GroupID, id forum.InvitationID, now time.Time) error {
	return changed(tx.run("UPDATE invitations SET ended_at = ? WHERE id = ? AND group_id IS ? AND ended_at = 0", ms(now), int64(id), orNull(g)))
}

// WaitingIn counts the requests to join that wait, in those of the groups where
// there are any. Group 0 counts those for an account.
func (r *Reader) WaitingIn(groups []forum.GroupID) (map[forum.GroupID]int, error) {
	var rows []struct {
		GroupID int64
		N       int
	}
	err := r.rows(&rows, `SELECT coalesce(group_id, 0) AS group_id, count(*) AS n FROM join_requests
		WHERE state = 'waiting' AND (group_id IN (?0) OR group_id IS NULL) GROUP BY group_id`, list(groups))
	waiting := map[forum.GroupID]int{}
	for _, row := range rows {
		waiting[forum.GroupID(row.GroupID)] = row.N
	}
	return waiting, err
}
