package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// leadsPage is what in a group asks for a lead.
func (s *Server) leadsPage(c *fiber.Ctx, g app.Group) error {
	all, err := s.app.ForLeads(c.UserContext(), door.Viewer(c), g)
	if err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, door.Printer(c).T("leads.page"))
	if err != nil {
		return err
	}
	tab := view.ForLeads{Page: page, GroupHead: head, Requests: joinRequests(all.Requests), Flags: int64(all.Flags)}
	for _, talk := range all.Unanswered {
		tab.Unanswered = append(tab.Unanswered, view.Recent{Conversation: talk.Conversation, Unread: int64(talk.Unread), At: talk.CreatedAt})
	}
	for _, talk := range all.Slow {
		tab.Slow = append(tab.Slow, view.Recent{Conversation: talk.Conversation, Unread: int64(talk.Unread)})
	}
	for _, q := range all.Quiet {
		tab.Quiet = append(tab.Quiet, view.QuietMember{Membership: q.Membership, Seen: q.Seen})
	}
	return s.render(c, tab)
}

func joinRequests(all []app.JoinRequest) []view.JoinRequest {
	requests := make([]view.JoinRequest, len(all))
	for i, r := range all {
		requests[i] = view.JoinRequest{ID: r.ID, Note: r.Message, At: r.CreatedAt,
			Person: forum.Author{ID: r.UserID, Name: r.Name, Handle: r.Handle, Organisation: r.Organisation}}
	}
	return requests
}
