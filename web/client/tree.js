// Where posts stand: decisions only, no document.

export const DEEPEST = 3; // levels of replies that a page shows, as forum.MaxNesting

// spot says where a post goes. parent is what stands on the page of the post it answers, {depth}, or null. Answers
// that don't stand right under what they answer are apart: they name it.
// 'root' is the page's list, 'under' the parent's list of replies, 'beside' the list that the parent stands in.
export function spot({ replyTo, channel }, parent) {
  if (channel) return { where: 'root', depth: 0, apart: true };
  if (!replyTo || !parent) return { where: 'root', depth: 0, apart: Boolean(replyTo) };
  if (parent.depth < DEEPEST) return { where: 'under', depth: parent.depth + 1, apart: false };
  return { where: 'beside', depth: parent.depth, apart: true };
}

// before is the index of the first that comes after number, or the length: lists go by number. What has none yet
// (NaN, 0) is still on its way and stays last.
export function before(numbers, number) {
  const rank = (n) => n || Infinity;
  const index = numbers.findIndex((n) => rank(n) > rank(number));
  return index < 0 ? numbers.length : index;
}

// fits tells whether a new post belongs on this page: at the end of the last one, or under what it answers.
export const fits = ({ last, replyTo, channel }, parent) => last || Boolean(!channel && replyTo && parent);

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
