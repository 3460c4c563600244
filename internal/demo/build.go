package demo

import (
	"strconv"
	"time"
)

const (
	minute = time.Minute
	hour   = time.Hour
	day    = 24 * time.Hour
)

// A mark changes one post of a conversation being built; earlier holds the
// posts before it.
type mark func(p *Post, earlier []Post)

// line is a post on its way into a conversation. pause is the silence before
// it in a channel; zero leaves that to chat.
type line struct {
	post  Post
	marks []mark
	pause time.Duration
}

func en(by, body string, marks ...mark) line { return say("en", by, body, marks) }
func es(by, body string, marks ...mark) line { return say("es", by, body, marks) }

func say(lang, by, body string, marks []mark) line {
	return line{post: Post{By: by, Lang: lang, Body: body}, marks: marks}
}

// after puts a longer silence before a channel message.
func after(pause time.Duration, l line) line {
	l.pause = pause
	return l
}

// re makes the post a reply to the newest earlier post by that handle.
func re(by string) mark {
	return func(p *Post, earlier []Post) {
		for i := len(earlier) - 1; i >= 0; i-- {
			if earlier[i].By == by {
				p.ReplyTo = earlier[i].Key
				return
			}
		}
		panic("demo: nobody called " + by + " has written before: " + p.Body)
	}
}

// first makes the post a reply to the one that opened the conversation.
func first(p *Post, earlier []Post) { p.ReplyTo = earlier[0].Key }

func conclusion(p *Post, _ []Post) { p.Conclusion = true }

func removed(p *Post, _ []Post) { p.Removed = true }

// edited says what the post became, so long after it was written.
func edited(after time.Duration, body string) mark {
	return func(p *Post, _ []Post) { p.Edited = &Edit{Body: body, After: after} }
}

func got(emoji string, by ...string) mark {
	return func(p *Post, _ []Post) {
		if p.Reactions == nil {
			p.Reactions = map[string][]string{}
		}
		p.Reactions[emoji] = append(p.Reactions[emoji], by...)
	}
}

// talk builds a discussion whose posts run unevenly from opened to last ago.
func talk(title, lang string, opened, last time.Duration, lines ...line) Discussion {
	return Discussion{Title: title, Lang: lang, Posts: spread(opened, last, lines)}
}

func (d Discussion) pinned() Discussion   { d.Pinned = true; return d }
func (d Discussion) locked() Discussion   { d.Locked = true; return d }
func (d Discussion) archived() Discussion { d.Archived = true; return d }

// spread gives the posts times from opened to last, in gaps of uneven length,
// as people answer: a quick exchange, then a night.
func spread(opened, last time.Duration, lines []line) []Post {
	weights := [...]time.Duration{7, 2, 16, 1, 5, 23, 3, 11, 1, 9, 2, 19, 4}
	start := len(lines) * 5 // so that discussions don't share one rhythm
	var whole, passed time.Duration
	for i := 1; i < len(lines); i++ {
		whole += weights[(start+i)%len(weights)]
	}
	posts := make([]Post, 0, len(lines))
	for i, l := range lines {
		ago := opened
		if i > 0 {
			passed += weights[(start+i)%len(weights)]
			ago = opened - (opened-last)*passed/whole
		}
		posts = append(posts, finish(l, ago.Truncate(time.Second), posts))
	}
	return posts
}

// chat gives channel messages their times, the last one so long ago: one
// author's lines follow each other within a minute, others after some minutes.
func chat(last time.Duration, lines ...line) []Post {
	pauses := [...]time.Duration{4, 2, 9, 3, 17, 6, 1, 12}
	agos := make([]time.Duration, len(lines))
	ago := last
	for i := len(lines) - 1; i >= 0; i-- {
		agos[i] = ago
		switch {
		case lines[i].pause > 0:
			ago += lines[i].pause
		case i > 0 && lines[i-1].post.By == lines[i].post.By:
			ago += 40 * time.Second
		default:
			ago += pauses[i%len(pauses)]*minute + time.Duration(i)*time.Second
		}
	}
	posts := make([]Post, 0, len(lines))
	for i, l := range lines {
		posts = append(posts, finish(l, agos[i], posts))
	}
	return posts
}

func finish(l line, ago time.Duration, earlier []Post) Post {
	p := l.post
	p.Key, p.Ago = strconv.Itoa(len(earlier)+1), ago
	for _, m := range l.marks {
		m(&p, earlier)
	}
	return p
}
