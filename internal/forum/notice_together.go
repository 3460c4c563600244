package forum

// Collapses reports whether many notices of the kind about one conversation are
// told in one line.
func (k NoticeKind) Collapses() bool {
	return k == NoticeMention || k == NoticeReply || k == NoticePosted
}

// Together puts notices about the same, which are given newest first, into the
// newest of them: unread ones wherever they stand, read ones only where they
// follow one another, since what was read is a record. What asks stands alone.
func Together(all []Notice) []Notice {
	type about struct {
		kind NoticeKind
		in   ConversationID
	}
	var out []Notice
	unread := map[about]int{}
	for _, n := range all {
		key := about{n.Kind, n.Conversation}
		at, ok := unread[key]
		if !n.ReadAt.IsZero() {
			at, ok = len(out)-1, len(out) > 0
			ok = ok && !out[at].ReadAt.IsZero() && !out[at].Asks && key == about{out[at].Kind, out[at].Conversation}
		}
		switch {
		case n.Asks || n.Conversation == 0 || !n.Kind.Collapses():
		case ok:
			out[at].With = append(out[at].With, n)
			continue
		case n.ReadAt.IsZero():
			unread[key] = len(out)
		}
		out = append(out, n)
	}
	return out
}

// First is the oldest of the notices that are told together.
func (n Notice) First() Notice {
	if len(n.With) == 0 {
		return n
	}
	return n.With[len(n.With)-1]
}

// IDs are those of all that are told together.
func (n Notice) IDs() []NoticeID {
	ids := []NoticeID{n.ID}
	for _, other := range n.With {
		ids = append(ids, other.ID)
	}
	return ids
}
