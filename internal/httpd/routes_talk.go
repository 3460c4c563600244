package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/forum"
)

// talkRoutes are the pages and forms of groups, of their discussions and
// channels, and of single posts.
func (s *Server) talkRoutes(f fiber.Router) {
	f.Get("/", s.front)
	f.Post("/preview", s.preview)

	f.Get("/groups/new", s.askGroup)
	f.Post("/groups/new", s.makeGroup)
	f.Get("/g/:group", s.inGroup(s.groupDiscussions))
	f.Get("/g/:group/channels", s.inGroup(s.groupChannels))
	f.Get("/g/:group/members", s.inGroup(s.groupMembers))
	f.Get("/g/:group/products", s.inGroup(s.groupProducts))
	f.Get("/g/:group/about", s.inGroup(s.groupAbout))
	f.Get("/g/:group/log", s.inGroup(s.groupLog))
	f.Get("/g/:group/leads", s.inGroup(s.leadsPage))
	f.Get("/g/:group/edit", s.inGroup(s.askGroupChange))
	f.Post("/g/:group/edit", s.inGroup(s.changeGroup))
	f.Get("/g/:group/new", s.inGroup(s.askDiscussion))
	f.Post("/g/:group/new", s.inGroup(s.startDiscussion))
	f.Get("/g/:group/channels/new", s.inGroup(s.askChannel))
	f.Post("/g/:group/channels/new", s.inGroup(s.makeChannel))
	f.Post("/read", forPeople(s.readAll))
	f.Post("/g/:group/read", s.inGroup(s.readGroup))
	f.Post("/g/:group/follow", s.inGroup(s.followGroup))
	f.Post("/g/:group/join", s.inGroup(s.join))
	f.Get("/g/:group/leave", s.inGroup(s.askLeave))
	f.Post("/g/:group/leave", s.inGroup(s.leave))
	f.Post("/g/:group/members/:id", s.inGroup(s.setRole))
	f.Post("/g/:group/requests/:id", s.inGroup(s.decideJoin))
	f.Get("/g/:group/invite", s.inGroup(s.askInviteMany))
	f.Post("/g/:group/invite", s.inGroup(s.inviteMany))
	f.Post("/g/:group/invitations", s.inGroup(s.invite))
	f.Post("/g/:group/invitations/:id/revoke", s.inGroup(s.revokeInvitation))
	f.Post("/g/:group/products", s.inGroup(s.addProduct))
	f.Get("/g/:group/products/:id", s.inGroup(s.askProduct))
	f.Post("/g/:group/products/:id", s.inGroup(s.changeProduct))

	f.Get("/g/:group/export", s.exportGroup(s.askExport))
	f.Post("/g/:group/export", s.exportGroup(s.export))

	f.Get("/t/:id", s.discussion)
	f.Get("/t/:id/export", s.exportTalk(forum.Discussion, s.askExport))
	f.Post("/t/:id/export", s.exportTalk(forum.Discussion, s.export))
	f.Get("/t/:id/edit", s.askTitle)
	f.Post("/t/:id/edit", s.rename)
	f.Post("/t/:id/reply", s.say(forum.Discussion))
	f.Post("/t/:id/follow", s.follow(forum.Discussion))
	f.Post("/t/:id/pin", s.pin)
	f.Post("/t/:id/state", s.setState(forum.Discussion))
	f.Get("/t/:id/:slug", s.discussion)

	f.Get("/c/:id", s.channel)
	f.Get("/c/:id/export", s.exportTalk(forum.Channel, s.askExport))
	f.Post("/c/:id/export", s.exportTalk(forum.Channel, s.export))
	f.Get("/c/:id/edit", s.askChannelChange)
	f.Post("/c/:id/edit", s.changeChannel)
	f.Post("/c/:id/follow", s.follow(forum.Channel))
	f.Post("/c/:id/say", s.say(forum.Channel))
	f.Post("/c/:id/state", s.setState(forum.Channel))

	f.Get("/p/:id", s.post)
	f.Get("/p/:id/context", s.context)
	f.Get("/p/:id/reply", s.askReply)
	f.Get("/p/:id/edit", s.askEdit)
	f.Post("/p/:id/edit", s.edit)
	f.Get("/p/:id/remove", s.askRemove)
	f.Post("/p/:id/remove", s.remove)
	f.Post("/p/:id/react", s.react)
	f.Post("/p/:id/vote", s.vote)
	f.Get("/p/:id/votes", s.votes)
	f.Post("/p/:id/poll/close", s.closePoll)
	f.Post("/p/:id/conclude", s.conclude)
	f.Post("/p/:id/unread", s.unread)
	f.Get("/p/:id/history", s.history)
}
