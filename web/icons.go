package web

// Icons are the names of the pictures in icons.svg, as Lucide calls them.
// The bundle makes the sprite from this list; a page may use no other.
var Icons = []string{
	"arrow-down", "bell", "bold", "check-circle", "chevron-right", "corner-down-right", "eye", "flag", "globe",
	"hash", "image", "inbox", "italic", "link", "list", "lock", "log-out", "menu", "messages-square",
	"more-horizontal", "newspaper", "paperclip", "pencil", "pin", "plus", "quote", "rss", "search", "settings",
	"smile", "trash-2", "users", "x",
}

// Icon returns the address of an icon for <use href>, or "" where there is no sprite:
// then the page leaves the picture out, and the words beside it say it all.
func Icon(name string) string {
	sprite := URL("icons.svg")
	if sprite == "" {
		return ""
	}
	return sprite + "#" + name
}
