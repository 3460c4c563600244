-- What waits for a moderator, or did. At most one of them is open for a post; where it belongs is where its post is.
CREATE TABLE review_items (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  post_id     INTEGER NOT NULL REFERENCES posts (id),
  author_id   INTEGER REFERENCES users (id),      -- of the post; NULL: a guest
  kind        TEXT    NOT NULL CHECK (kind IN ('held', 'flagged', 'reported')),
  why         TEXT    NOT NULL DEFAULT '',        -- kind of the rule that held it
  opened_at   INTEGER NOT NULL,
  claimed_by  INTEGER REFERENCES users (id),
  claimed_at  INTEGER NOT NULL DEFAULT 0,
  decision    TEXT    NOT NULL DEFAULT '',        -- '': it is open
  note        TEXT    NOT NULL DEFAULT '',        -- what the moderator told the author
  revision    INTEGER NOT NULL DEFAULT 0,         -- of the post, when it was decided
  decided_by  INTEGER REFERENCES users (id),
  decided_at  INTEGER NOT NULL DEFAULT 0,
  reminded_at INTEGER NOT NULL DEFAULT 0,
  CHECK ((decision = '') = (decided_at = 0))
) STRICT;
CREATE UNIQUE INDEX review_open ON review_items (post_id) WHERE decision = '';
CREATE INDEX review_waiting ON review_items (opened_at, id) WHERE decision = '';
CREATE INDEX review_of_post ON review_items (post_id, id);
CREATE INDEX review_of_author ON review_items (author_id, id) WHERE author_id IS NOT NULL;
CREATE INDEX review_decided ON review_items (decided_at, id) WHERE decided_at > 0;

-- Who asked the moderators to look at a post, once each.
CREATE TABLE flags (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES review_items (id),
  post_id INTEGER NOT NULL REFERENCES posts (id),
  user_id INTEGER NOT NULL REFERENCES users (id),
  reason  TEXT    NOT NULL CHECK (reason IN ('off-topic', 'unkind', 'private', 'spam', 'other')),
  note    TEXT    NOT NULL DEFAULT '',
  state   TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'agreed', 'declined')),
  at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX flags_once ON flags (post_id, user_id);
CREATE INDEX flags_of_item ON flags (item_id, id);
CREATE INDEX flags_of_user ON flags (user_id);

-- What somebody may not do for a while, or for good: in a group, or (NULL) in
-- the whole network. It holds until its time or until it is ended.
CREATE TABLE sanctions (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id  INTEGER NOT NULL REFERENCES users (id),
  group_id INTEGER REFERENCES groups (id),
  kind     TEXT    NOT NULL CHECK (kind IN ('silence', 'suspend', 'ban')),
  reason   TEXT    NOT NULL DEFAULT '',
  item_id  INTEGER REFERENCES review_items (id),  -- that it came of
  by_id    INTEGER REFERENCES users (id),
  at       INTEGER NOT NULL,
  until    INTEGER NOT NULL DEFAULT 0,            -- 0: without end
  ended_at INTEGER NOT NULL DEFAULT 0,
  ended_by INTEGER REFERENCES users (id)
) STRICT;
CREATE INDEX sanctions_of_user ON sanctions (user_id, ended_at, kind);
CREATE INDEX sanctions_in_group ON sanctions (group_id, id);
CREATE INDEX sanctions_of_item ON sanctions (item_id) WHERE item_id IS NOT NULL;
