package httpd

import "github.com/gofiber/fiber/v2"

// otherRoutes are the pages and forms of accounts, people, the news, search and
// files, and the feeds.
func (s *Server) otherRoutes(f fiber.Router) {
	f.Get("/sign-in", s.signInPage)
	f.Post("/sign-in", s.signIn)
	f.Post("/sign-in/link", s.mailLink)
	f.Get("/sign-in/:token", s.signInLink)
	f.Post("/sign-in/:token", s.signInByLink)
	f.Get("/sign-out", s.signOutPage)
	f.Post("/sign-out", s.signOut)
	f.Get("/setup/:token", s.setupPage)
	f.Post("/setup/:token", s.setup)
	f.Get("/join", s.joinPage)
	f.Post("/join", s.askForAccount)
	f.Get("/join/:code", s.invitation)
	f.Post("/join/:code", s.accept)

	f.Get("/settings", forPeople(s.settingsPage))
	f.Post("/settings/profile", forPeople(s.setProfile))
	f.Post("/settings/picture", forPeople(s.setPicture))
	f.Post("/settings/keys", forPeople(s.setKeys))
	f.Post("/settings/password", forPeople(s.setPassword))
	f.Post("/settings/sessions/others/end", forPeople(s.endOtherSessions))
	f.Post("/settings/sessions/:id/end", forPeople(s.endSession))
	f.Post("/settings/tokens", forPeople(s.addToken))
	f.Post("/settings/tokens/:id/end", forPeople(s.endToken))
	f.Get("/settings/data", forPeople(s.myData))
	f.Get("/settings/leave", forPeople(s.leavePage))
	f.Post("/settings/leave", forPeople(s.closeAccount))

	f.Get("/settings/network", forOrganisers(s.networkPage))
	f.Get("/settings/network/status", forOrganisers(s.statusPage))
	f.Post("/settings/network/people", forOrganisers(s.addPerson))
	f.Post("/settings/network/people/:id", forOrganisers(s.setNetworkRole))
	f.Post("/settings/network/invitations", forOrganisers(s.inviteIn))
	f.Post("/settings/network/invitations/:id/revoke", forOrganisers(s.endInvitation))
	f.Post("/settings/network/requests/:id", forOrganisers(s.decideAccount))

	f.Get("/people/:id", forPeople(s.profile))
	f.Get("/inbox", forPeople(s.inbox))
	f.Post("/inbox/read", forPeople(s.readNotices))
	f.Post("/inbox/answered", forPeople(s.answerNotice))
	f.Get("/missed", forPeople(s.missed))
	f.Get("/glance/:id", forPeople(s.glance))
	f.Get("/drafts", forPeople(s.drafts))
	f.Post("/drafts/:place", forPeople(s.changeDraft))
	f.Get("/search", s.search)
	f.Get("/review", s.review)
	f.Post("/review/:id", s.decide)
	f.Post("/review/:id/claim", s.claim)

	f.Get("/news.atom", s.newsFeed)
	f.Get("/g/:group.atom", s.groupFeed)
	f.Get("/news", s.news)
	f.Get("/news/new", forPeople(s.askArticle))
	f.Post("/news/new", forPeople(s.addArticle))
	f.Get("/news/:slug", s.article)
	f.Get("/news/:slug/edit", forPeople(s.askArticleChange))
	f.Post("/news/:slug/edit", forPeople(s.changeArticle))
	f.Post("/news/:slug/comment", s.comment)
	f.Post("/news/:slug/follow", s.followComments)

	f.Get("/files/:id/*", s.file)
}
