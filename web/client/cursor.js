// The cursor: the last seq of the conversation that this page has.

// judge says what to do with a frame that carries a seq: 'take' the next one, 'ignore' what is here already, and
// never step over a 'gap'.
export function judge(cursor, seq) {
  if (!Number.isInteger(seq)) return 'ignore';
  if (seq <= cursor) return 'ignore';
  return seq === cursor + 1 ? 'take' : 'gap';
}

// watchFrame asks for everything after the cursor, or for the present where there is none.
export function watchFrame({ id, cursor, epoch, lang }) {
  const frame = { op: 'watch', conversation: id, lang };
  if (Number.isInteger(cursor)) frame.after = cursor;
  if (epoch) frame.epoch = epoch;
  return frame;
}

// eventsURL is the same question to the API, for where sockets don't pass.
export function eventsURL({ id, cursor, epoch, lang }, wait = 25) {
  const query = new URLSearchParams({ after: String(cursor || 0), wait: String(wait), lang });
  if (epoch) query.set('epoch', epoch);
  return `/api/v1/conversations/${id}/events?${query}`;
}
