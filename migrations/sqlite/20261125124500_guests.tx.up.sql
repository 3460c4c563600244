-- People without an account who comment under articles, once they have followed the link that was mailed to them: one
-- row for each name that somebody uses with an address. The address is seen by organisers alone.
CREATE TABLE guests (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT    NOT NULL,
  email        TEXT,                      -- folded; NULL once it has been erased
  lang         TEXT    NOT NULL,
  confirmed_at INTEGER NOT NULL,          -- last
  stopped_at   INTEGER NOT NULL DEFAULT 0 -- from then on they get no mail about answers
) STRICT;
CREATE UNIQUE INDEX guests_once ON guests (email, name) WHERE email IS NOT NULL;

-- Comments that wait for their link to be followed. They are no posts yet; after a week they are gone.
CREATE TABLE guest_comments (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  name            TEXT    NOT NULL,
  email           TEXT    NOT NULL,
  lang            TEXT    NOT NULL,       -- of the page it was written on
  body            TEXT    NOT NULL,
  created_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX guest_comments_by_age ON guest_comments (created_at);

ALTER TABLE posts ADD COLUMN guest_id INTEGER REFERENCES guests (id);
CREATE INDEX posts_of_guest ON posts (guest_id, id) WHERE guest_id IS NOT NULL;
