-- Records that take long to make: each is made once for who asked, kept for two days in the folder exports, and is in
-- no backup.
CREATE TABLE exports (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id         INTEGER NOT NULL REFERENCES users (id),
  conversation_id INTEGER REFERENCES conversations (id),
  group_id        INTEGER REFERENCES groups (id),
  lang            TEXT    NOT NULL,
  state           TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'ready', 'failed')),
  done            INTEGER NOT NULL DEFAULT 0, -- steps of total
  total           INTEGER NOT NULL,
  file            TEXT    NOT NULL DEFAULT '', -- its name in the folder, once it is ready
  size            INTEGER NOT NULL DEFAULT 0,  -- bytes
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  CHECK ((conversation_id IS NULL) <> (group_id IS NULL)),
  CHECK ((state = 'ready') = (file <> ''))
) STRICT;
CREATE INDEX exports_of_user ON exports (user_id, id);
CREATE INDEX exports_by_end ON exports (expires_at);
