package store

import "plenary/internal/forum"

// countedPosts is from how many posts with files or links their number is said.
const countedPosts = 1000

// CountGathered is how many files and links the posts of a conversation hold;
// whole is false if there are too many posts that hold some to say. The caller
// has found the conversation through the viewer.
func (r *Reader) CountGathered(c forum.ConversationID) (files, links int64, whole bool, err error) {
	var sum struct{ Files, Links, Posts int64 }
	err = r.row(&sum, `SELECT coalesce(sum(files), 0) AS files, coalesce(sum(links), 0) AS links, count(*) AS posts
		FROM (SELECT files, links FROM posts WHERE conversation_id = ? AND state = 'shown' AND files + links > 0 LIMIT ?)`, int64(c), countedPosts)
	return sum.Files, sum.Links, sum.Posts < countedPosts, err
}

// PostsHolding lists the limit newest shown posts with number < before that
// hold files, or links, newest first; before 0 is the end. The caller has found
// the conversation through the viewer.
func (r *Reader) PostsHolding(c forum.ConversationID, what forum.Gathering, before int64, limit int) ([]forum.Post, error) {
	if before == 0 {
		before = 1 << 62
	}
	holding := " AND p.files > 0"
	if what == forum.GatheredLinks {
		holding = " AND p.links > 0"
	}
	var rows []postRow
	err := r.rows(&rows, "SELECT "+postCols+postFrom+` WHERE p.conversation_id = ? AND p.files + p.links > 0 AND p.state = 'shown' AND p.number < ?`+
		holding+" ORDER BY p.number DESC LIMIT ?", int64(c), before, limit)
	return posts(rows), err
}
