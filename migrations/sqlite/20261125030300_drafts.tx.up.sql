-- Texts that are not sent yet, each its writer's alone. At every place one of
-- them is the draft; where two devices wrote at once, what lost lies beside it.
CREATE TABLE drafts (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id    INTEGER NOT NULL REFERENCES users (id),
  kind       TEXT    NOT NULL CHECK (kind IN ('reply', 'discussion', 'edit', 'article')),
  ref        INTEGER NOT NULL,            -- conversation, group, post or article; 0: a new article
  aside      INTEGER NOT NULL DEFAULT 0,
  body       TEXT    NOT NULL,
  format     TEXT    NOT NULL CHECK (format IN ('html', 'markdown', 'text')),
  fields     TEXT    NOT NULL DEFAULT '', -- JSON: what else the form holds, by name
  reply_to   INTEGER REFERENCES posts (id),
  revision   INTEGER NOT NULL DEFAULT 0,  -- of the post, when it was opened to be edited
  client_id  TEXT    NOT NULL DEFAULT '', -- with which the window that it was written in will send it
  version    INTEGER NOT NULL,            -- rises with every save, and is never given twice at a place
  session_id INTEGER NOT NULL DEFAULT 0,  -- the session of that window, which may have ended
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX drafts_of_place ON drafts (user_id, kind, ref) WHERE aside = 0;
CREATE INDEX drafts_at ON drafts (user_id, kind, ref, aside, id);
CREATE INDEX drafts_of_user ON drafts (user_id, updated_at DESC, id DESC);
CREATE INDEX drafts_by_age ON drafts (updated_at);
CREATE INDEX drafts_replying ON drafts (reply_to) WHERE reply_to IS NOT NULL;

-- Texts that were sent or discarded: a save of them that comes late makes no
-- draft any more, and an article that is sent again is the one that it made.
-- (What was posted, its post knows.)
CREATE TABLE draft_ends (
  user_id    INTEGER NOT NULL REFERENCES users (id),
  client_id  TEXT    NOT NULL,
  article_id INTEGER REFERENCES articles (id),
  at         INTEGER NOT NULL,
  PRIMARY KEY (user_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_ends_by_age ON draft_ends (at);

-- A draft holds the files that its writer uploaded for it, too.
CREATE TABLE file_uses_new (
  file_id INTEGER NOT NULL REFERENCES files (id),
  kind    TEXT    NOT NULL CHECK (kind IN ('post', 'article', 'product', 'avatar', 'group', 'draft')),
  ref     INTEGER NOT NULL,
  PRIMARY KEY (file_id, kind, ref)
) STRICT, WITHOUT ROWID;

-- each: files
INSERT INTO file_uses_new (file_id, kind, ref)
  SELECT file_id, kind, ref FROM file_uses WHERE ?1 < file_id AND file_id <= ?2;

DROP TABLE file_uses;
ALTER TABLE file_uses_new RENAME TO file_uses;
CREATE INDEX file_uses_by_ref ON file_uses (kind, ref, file_id);
