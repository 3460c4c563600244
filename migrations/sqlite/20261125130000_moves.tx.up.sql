-- What moderators moved, split off, merged or curated, and all that undoing it takes.
CREATE TABLE moves (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT    NOT NULL CHECK (kind IN ('move', 'split', 'merge', 'curate')),
  actor     INTEGER REFERENCES users (id),
  target    INTEGER NOT NULL REFERENCES conversations (id),
  made      INTEGER NOT NULL DEFAULT 0,   -- 1: the target was made by it
  summary   TEXT    NOT NULL DEFAULT '',  -- of the target, before
  at        INTEGER NOT NULL,
  undone_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX moves_to ON moves (target, id);

-- Where posts of a move came from.
CREATE TABLE move_sources (
  move_id         INTEGER NOT NULL REFERENCES moves (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  number          INTEGER NOT NULL,           -- of the first that went: where the note about it stands
  posts           INTEGER NOT NULL,           -- how many of them had a place
  conclusion      INTEGER REFERENCES posts (id), -- that went with them
  concluded_at    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (move_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX move_sources_of ON move_sources (conversation_id, move_id);

CREATE TABLE moved_posts (
  move_id         INTEGER NOT NULL REFERENCES moves (id),
  post_id         INTEGER NOT NULL REFERENCES posts (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id), -- that it stood in
  number          INTEGER,                -- there; NULL: it was held
  folded          INTEGER NOT NULL,       -- there
  PRIMARY KEY (move_id, post_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX moved_posts_of ON moved_posts (post_id, move_id);

-- Posts that stayed behind, and what they had replied to.
CREATE TABLE moved_replies (
  move_id  INTEGER NOT NULL REFERENCES moves (id),
  post_id  INTEGER NOT NULL REFERENCES posts (id),
  reply_to INTEGER NOT NULL REFERENCES posts (id),
  hung     INTEGER REFERENCES posts (id), -- what they hang under since
  PRIMARY KEY (move_id, post_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX moved_replies_of ON moved_replies (post_id);

-- Runs of seqs above somebody's mark that they have read all the same: what was read stays read after a move.
CREATE TABLE read_ahead (
  user_id         INTEGER NOT NULL REFERENCES users (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  from_seq        INTEGER NOT NULL,
  to_seq          INTEGER NOT NULL,
  PRIMARY KEY (user_id, conversation_id, from_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX read_ahead_in ON read_ahead (conversation_id, user_id);
CREATE INDEX reads_in ON reads (conversation_id, seq);
CREATE INDEX notices_of_post ON notices (post_id) WHERE post_id IS NOT NULL;

-- 1: posts were moved here, so that what somebody has read may lie above their mark, and numbers may rise as seqs don't.
ALTER TABLE conversations ADD COLUMN mixed INTEGER NOT NULL DEFAULT 0;
-- What a moderator says of a curated discussion, in two lines.
ALTER TABLE conversations ADD COLUMN summary TEXT NOT NULL DEFAULT '';
-- 1: small talk, which a curated discussion folds away.
ALTER TABLE posts ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;
