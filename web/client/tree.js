// Where posts stand: decisions only, no document.

export const DEEPEST = 3; // levels of replies that a page shows, as forum.MaxNesting

// spot says where a post goes. parent is what stands on the page of the post it answers, {depth}, or null. Answers
// that don't stand right under what they answer are apart: they name it.
// 'root' is the page's list, 'under' the parent's list of replies, 'beside' the list that the parent stands in.
export function spot({ replyTo, channel, newest }, parent) {
  if (channel) return { where: 'root', depth: 0, apart: true };
  if (newest) return { where: 'root', depth: 0, apart: Boolean(replyTo) };
  if (!replyTo || !parent) return { where: 'root', depth: 0, apart: Boolean(replyTo) };
  if (parent.depth < DEEPEST) return { where: 'under', depth: parent.depth + 1, apart: false };
  return { where: 'beside', depth: parent.depth, apart: true };
}

// before is the index of the first that comes after number, or the length: lists go by number. What has none yet
// (NaN, 0) is still on its way and stays last.
// Where the newest stand on top they go the other way round.
export function before(numbers, number, newest = false) {
  const rank = (n) => n || Infinity;
  const index = numbers.findIndex((n) => (newest ? rank(n) < rank(number) : rank(n) > rank(number)));
  return index < 0 ? numbers.length : index;
}

// fits tells whether a new post belongs on this page: at the end of the last one, or under what it answers.
export const fits = ({ last, replyTo, channel, newest }, parent) =>
  last || Boolean(!channel && !newest && replyTo && parent);

// reading is the number of the post that is being read: the last that begins above a line, or the first of all.
// posts: [{number, top}] in the order of the page; 0 if there are none.
export function reading(posts, line) {
  const numbered = posts.filter((post) => post.number);
  return (numbered.findLast((post) => post.top <= line) ?? numbered[0])?.number ?? 0;
}

const RUN = 5 * 60_000;

// continues tells whether a post in a channel closes up with the one above it. Each is {author, at (ms), day,
// replyTo}; above may be null.
export function continues(above, post) {
  return Boolean(above) && above.author === post.author && post.author !== 0 && above.day === post.day
    && !post.replyTo && post.at - above.at < RUN;
}

// readUpTo is the post that everything up to may be marked as read with: the last one, by seq, before the first
// that is unread and wasn't seen. posts: [{id, seq, seen}]; null if that says nothing new. In a channel, which is one
// line that opens at the first unread, who has seen the end has read it.
export function readUpTo(posts, mark, channel = false) {
  let upTo = null;
  const unread = posts.filter((post) => post.seq > mark).sort((a, b) => a.seq - b.seq);
  for (const post of unread) {
    if (post.seen) upTo = post;
    else if (!channel) break;
  }
  return upTo;
}
