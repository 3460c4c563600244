// Package view renders every page: one struct per page, which is a
// templ.Component. The zero value of each renders. Handlers fill the embedded
// Page and the rest, and render to a buffer first:
//
//	view.Discussion{Page: page, Conversation: c, Items: items}.Render(ctx, buf)
//
// Every action is a form that works without script. Where they lead (all POST,
// all answered by 303 on success and by the page again with its Form on 422):
//
//	/t/{id}/reply                 body format=markdown client_id reply_to lang
//	/c/{id}/say                   the same
//	/news/{slug}/comment          the same
//	/preview                      body format → the prose alone, for script
//	/t/{id}/follow                level=everything|replies|nothing|""   (/c/{id}/follow, /news/{slug}/follow, /g/{slug}/follow alike)
//	/t/{id}/pin                   on=1|0
//	/t/{id}/state                 state=open|locked|archived   (/c/{id}/state alike)
//	/t/{id}/edit                  title                        GET: the page with its title form open
//	/c/{id}/edit                  title topic                  GET: form
//	/p/{id}/reply                 GET: the reply page; its form posts to the conversation
//	/p/{id}/edit                  body format lang revision    GET: form; 409 shows both texts
//	/p/{id}/remove                note                         GET: asks first
//	/p/{id}/react                 kind: gives or takes back
//	/p/{id}/conclude              on=1|0
//	/p/{id}/unread                marks unread from here
//	/p/{id}/history               from to                      GET only
//	/p/{id}/vote                  choice (several) or withdraw=1
//	/p/{id}/poll/close            none
//	/p/{id}/votes                 GET only
//	/groups/new                   name slug focus about visibility joining   GET: form
//	/g/{slug}/edit                the same                                    GET: form
//	/g/{slug}/new                 title body format client_id lang            GET: form
//	/g/{slug}/channels/new        title topic                                 GET: form
//	/g/{slug}/read                marks all of the group as read      (/read: all of the reader's groups)
//	/g/{slug}/join                note
//	/g/{slug}/leave               GET: asks first
//	/g/{slug}/members/{id}        role=lead|moderator|member|observer|"" (removes)
//	/g/{slug}/requests/{id}       decision=approve|decline
//	/g/{slug}/invitations         email role days uses
//	/g/{slug}/invitations/{id}/revoke
//	/g/{slug}/products            title kind url file (multipart)
//	/g/{slug}/products/{id}       the same; or remove=1            GET: the tab with that form open
//	/news/new                     title slug kind summary body format group lang guests picture picture_alt when at (multipart)   GET: form
//	/news/{slug}/edit             the same; do=preview shows it first                                                           GET: form
//	/inbox/read                   id (one notice) or none (all), next
//	/inbox/answered               id next
//	/settings/keys                on=1|0
//	/settings/profile             name handle organisation bio lang zone
//	/settings/picture             picture (multipart) or remove=1
//	/settings/password            current password
//	/settings/sessions/{id}/end   /settings/sessions/others/end
//	/settings/tokens              name
//	/settings/tokens/{id}/end
//	/settings/data                GET: the download
//	/settings/leave               posts=stay|go confirm            GET: asks first
//	/settings/network/people      name email role
//	/settings/network/people/{id} role
//	/settings/network/invitations invite_email group group_role days uses
//	/settings/network/invitations/{id}/revoke
//	/settings/network/requests/{id}  decision=approve|decline
//	/sign-in                      email password next
//	/sign-in/link                 email next
//	/sign-in/{token}              next                             GET: a button
//	/sign-out                                                      GET: a button
//	/join                         name email organisation note     GET: form
//	/join/{code}                  name email password organisation, or none when signed in   GET: form
//	/setup/{token}                name email password              GET: form
//
// What live frames carry is Post, rendered by PostFragment: the same for every
// reader of one language. What is the viewer's own or belongs to the place on
// the page stands on the list item around it.
package view
