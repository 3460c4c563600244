-- All times are UTC unix milliseconds; 0 stands for "not" where a column is NOT NULL.

-- One row. stamp rises when names, pictures, roles or group names change, so
-- that kept pages need no invalidation; epoch changes when a backup is restored.
CREATE TABLE network (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  epoch TEXT    NOT NULL,
  stamp INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE users (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  email         TEXT UNIQUE,              -- folded; NULL once the person has left
  name          TEXT    NOT NULL,
  name_folded   TEXT    NOT NULL,
  handle        TEXT UNIQUE,              -- NULL once the person has left
  organisation  TEXT    NOT NULL DEFAULT '',
  bio           TEXT    NOT NULL DEFAULT '',
  lang          TEXT    NOT NULL DEFAULT '',
  zone          TEXT    NOT NULL DEFAULT '',
  role          TEXT    NOT NULL CHECK (role IN ('member', 'moderator', 'organiser')),
  avatar_file   INTEGER REFERENCES files (id),
  password      TEXT    NOT NULL DEFAULT '', -- argon2id, PHC string
  came          TEXT    NOT NULL CHECK (came IN ('first', 'invited', 'requested', 'added')),
  created_at    INTEGER NOT NULL,
  seen_at       INTEGER NOT NULL DEFAULT 0,
  left_at       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX users_by_name ON users (name_folded) WHERE left_at = 0;
CREATE INDEX users_organising ON users (id) WHERE role = 'organiser' AND left_at = 0;
CREATE INDEX users_by_avatar ON users (avatar_file) WHERE avatar_file IS NOT NULL;

-- Every handle that ever was: old ones lead on to their person. Those of people
-- who have left lead nowhere (user_id NULL) and stay taken, so that nobody can
-- pass for them.
CREATE TABLE handles (
  handle     TEXT PRIMARY KEY,
  user_id    INTEGER REFERENCES users (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX handles_of_user ON handles (user_id);

CREATE TABLE sessions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  token      TEXT    NOT NULL UNIQUE,     -- SHA-256 of the cookie's value, hex
  user_id    INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ip         TEXT    NOT NULL DEFAULT '', -- erased after 30 days
  agent      TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE INDEX sessions_with_ip ON sessions (created_at) WHERE ip <> '';

-- One-time links: for signing in, and for the first organiser (user_id NULL).
CREATE TABLE sign_in_links (
  token      TEXT PRIMARY KEY,            -- SHA-256, hex
  user_id    INTEGER REFERENCES users (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_links_of_user ON sign_in_links (user_id);
CREATE INDEX sign_in_links_by_end ON sign_in_links (expires_at);

CREATE TABLE api_tokens (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  token      TEXT    NOT NULL UNIQUE,     -- SHA-256, hex
  user_id    INTEGER NOT NULL REFERENCES users (id),
  label      TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  used_at    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX api_tokens_of_user ON api_tokens (user_id);

CREATE TABLE groups (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  slug         TEXT    NOT NULL UNIQUE,
  name         TEXT    NOT NULL,
  name_folded  TEXT    NOT NULL,
  focus        TEXT    NOT NULL DEFAULT '',
  about_source TEXT    NOT NULL DEFAULT '', -- Markdown
  about_html   TEXT    NOT NULL DEFAULT '',
  about_policy INTEGER NOT NULL DEFAULT 0,
  visibility   TEXT    NOT NULL CHECK (visibility IN ('everyone', 'network', 'members')),
  joining      TEXT    NOT NULL CHECK (joining IN ('free', 'request', 'invite')),
  created_at   INTEGER NOT NULL
) STRICT;

-- Every slug that a group or article ever had: old addresses lead on. A
-- discussion's slug is decoration behind its id and needs no history of rows.
CREATE TABLE slugs (
  kind       TEXT    NOT NULL CHECK (kind IN ('group', 'article')),
  slug       TEXT    NOT NULL,
  target     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (kind, slug)
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
  group_id  INTEGER NOT NULL REFERENCES groups (id),
  user_id   INTEGER NOT NULL REFERENCES users (id),
  role      TEXT    NOT NULL CHECK (role IN ('lead', 'moderator', 'member', 'observer')),
  joined_at INTEGER NOT NULL,
  exempt    INTEGER NOT NULL DEFAULT 0,   -- came by invitation: no rule holds their posts
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_of_user ON memberships (user_id, group_id, role);

-- Asking for an account (user_id NULL) or for a group.
CREATE TABLE join_requests (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id     INTEGER REFERENCES groups (id),
  user_id      INTEGER REFERENCES users (id),
  email        TEXT    NOT NULL DEFAULT '',
  name         TEXT    NOT NULL DEFAULT '',
  organisation TEXT    NOT NULL DEFAULT '',
  message      TEXT    NOT NULL DEFAULT '',
  lang         TEXT    NOT NULL DEFAULT '',
  state        TEXT    NOT NULL CHECK (state IN ('waiting', 'granted', 'refused')),
  created_at   INTEGER NOT NULL,
  decided_at   INTEGER NOT NULL DEFAULT 0,
  decided_by   INTEGER REFERENCES users (id)
) STRICT;
CREATE UNIQUE INDEX join_requests_of_user ON join_requests (user_id, group_id)
  WHERE state = 'waiting' AND user_id IS NOT NULL;
CREATE UNIQUE INDEX join_requests_of_email ON join_requests (email)
  WHERE state = 'waiting' AND user_id IS NULL;
CREATE INDEX join_requests_waiting ON join_requests (group_id, id) WHERE state = 'waiting';

CREATE TABLE invitations (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  code       TEXT    NOT NULL UNIQUE,     -- SHA-256, hex
  group_id   INTEGER REFERENCES groups (id),
  role       TEXT    NOT NULL DEFAULT '', -- in the group
  email      TEXT    NOT NULL DEFAULT '', -- where it was mailed, if it was
  created_by INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  max_uses   INTEGER NOT NULL,
  uses       INTEGER NOT NULL DEFAULT 0,
  ended_at   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX invitations_of_group ON invitations (group_id, id);
CREATE INDEX invitations_by_end ON invitations (expires_at);

CREATE TABLE files (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  hash       TEXT    NOT NULL,            -- SHA-256 of the bytes, hex
  name       TEXT    NOT NULL,
  type       TEXT    NOT NULL,
  size       INTEGER NOT NULL,
  width      INTEGER NOT NULL DEFAULT 0,
  height     INTEGER NOT NULL DEFAULT 0,
  uploader   INTEGER REFERENCES users (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX files_by_hash ON files (hash);
CREATE INDEX files_of_user ON files (uploader);

-- What holds a file: whoever sees one of these may fetch it.
CREATE TABLE file_uses (
  file_id INTEGER NOT NULL REFERENCES files (id),
  kind    TEXT    NOT NULL CHECK (kind IN ('post', 'article', 'product', 'avatar', 'group')),
  ref     INTEGER NOT NULL,
  PRIMARY KEY (file_id, kind, ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_uses_by_ref ON file_uses (kind, ref, file_id);

CREATE TABLE products (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id INTEGER NOT NULL REFERENCES groups (id),
  title    TEXT    NOT NULL,
  kind     TEXT    NOT NULL DEFAULT '',
  url      TEXT    NOT NULL DEFAULT '',
  file_id  INTEGER REFERENCES files (id),
  position INTEGER NOT NULL
) STRICT;
CREATE INDEX products_of_group ON products (group_id, position);
CREATE INDEX products_by_file ON products (file_id) WHERE file_id IS NOT NULL;

CREATE TABLE articles (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  slug         TEXT    NOT NULL UNIQUE,
  title        TEXT    NOT NULL,
  kind         TEXT    NOT NULL CHECK (kind IN ('post', 'report')),
  summary      TEXT    NOT NULL DEFAULT '',
  source       TEXT    NOT NULL,
  format       TEXT    NOT NULL CHECK (format IN ('html', 'markdown', 'text')),
  html         TEXT    NOT NULL,
  text         TEXT    NOT NULL,
  policy       INTEGER NOT NULL,
  lang         TEXT    NOT NULL,
  author_id    INTEGER REFERENCES users (id),
  group_id     INTEGER REFERENCES groups (id),
  picture      INTEGER REFERENCES files (id),
  picture_alt  TEXT    NOT NULL DEFAULT '',
  guests       TEXT    NOT NULL CHECK (guests IN ('closed', 'held', 'confirmed')),
  published_at INTEGER NOT NULL DEFAULT 0, -- 0: draft
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX articles_by_date ON articles (published_at DESC, id DESC);
CREATE INDEX articles_of_group ON articles (group_id, published_at DESC, id DESC);
CREATE INDEX articles_of_author ON articles (author_id);
CREATE INDEX articles_by_picture ON articles (picture) WHERE picture IS NOT NULL;

CREATE TABLE conversations (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT    NOT NULL CHECK (kind IN ('discussion', 'channel', 'comments')),
  group_id     INTEGER REFERENCES groups (id),
  article_id   INTEGER UNIQUE REFERENCES articles (id),
  title        TEXT    NOT NULL,
  slug         TEXT    NOT NULL,
  topic        TEXT    NOT NULL DEFAULT '',
  state        TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'locked', 'archived')),
  lang         TEXT    NOT NULL,
  pinned_at    INTEGER NOT NULL DEFAULT 0,
  conclusion   INTEGER REFERENCES posts (id),
  merged_into  INTEGER REFERENCES conversations (id),
  seq          INTEGER NOT NULL DEFAULT 0, -- of its newest event
  last_number  INTEGER NOT NULL DEFAULT 0, -- highest number ever given
  posts        INTEGER NOT NULL DEFAULT 0, -- shown posts
  last_post_at INTEGER NOT NULL,
  last_poster  INTEGER REFERENCES users (id),
  created_by   INTEGER REFERENCES users (id),
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX conversations_recent ON conversations (group_id, kind, last_post_at DESC, id DESC);
CREATE INDEX conversations_pinned ON conversations (group_id, pinned_at) WHERE pinned_at > 0;

CREATE TABLE posts (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  number          INTEGER,                -- place in the conversation; NULL until visible
  seq             INTEGER,                -- of the event that made it visible here
  state           TEXT    NOT NULL CHECK (state IN ('shown', 'held', 'removed')),
  reply_to        INTEGER REFERENCES posts (id),
  author_id       INTEGER REFERENCES users (id),
  source          TEXT    NOT NULL,
  format          TEXT    NOT NULL CHECK (format IN ('html', 'markdown', 'text')),
  html            TEXT    NOT NULL,
  text            TEXT    NOT NULL,
  policy          INTEGER NOT NULL,       -- version of the sanitizer's policy
  lang            TEXT    NOT NULL,
  revision        INTEGER NOT NULL DEFAULT 1,
  client_id       TEXT,
  reactions       TEXT    NOT NULL DEFAULT '', -- kind=count, in order; counted from reactions
  created_at      INTEGER NOT NULL,
  edited_at       INTEGER NOT NULL DEFAULT 0,
  removed_at      INTEGER NOT NULL DEFAULT 0,
  removed_by      INTEGER REFERENCES users (id),
  erased_at       INTEGER NOT NULL DEFAULT 0, -- its text is gone for good
  CHECK ((number IS NULL) = (seq IS NULL))
) STRICT;
CREATE UNIQUE INDEX posts_by_number ON posts (conversation_id, number) WHERE number IS NOT NULL;
CREATE INDEX posts_by_seq ON posts (conversation_id, seq, author_id, state) WHERE seq IS NOT NULL;
CREATE UNIQUE INDEX posts_by_client ON posts (author_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX posts_of_author ON posts (author_id, id);
CREATE INDEX posts_held ON posts (conversation_id, id) WHERE state = 'held';
CREATE INDEX posts_replying ON posts (reply_to) WHERE reply_to IS NOT NULL;
-- What their authors took back and is to be erased: see EraseRemoved.
CREATE INDEX posts_to_erase ON posts (removed_at)
  WHERE state = 'removed' AND removed_by = author_id AND erased_at = 0;

-- What a post said before each edit that has history.
CREATE TABLE revisions (
  post_id    INTEGER NOT NULL REFERENCES posts (id),
  revision   INTEGER NOT NULL,
  editor     INTEGER REFERENCES users (id), -- who made the edit that ended it
  source     TEXT    NOT NULL,
  format     TEXT    NOT NULL,
  html       TEXT    NOT NULL,
  text       TEXT    NOT NULL,
  policy     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,            -- when it was written
  PRIMARY KEY (post_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE reactions (
  post_id    INTEGER NOT NULL REFERENCES posts (id),
  user_id    INTEGER NOT NULL REFERENCES users (id),
  kind       TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (post_id, user_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX reactions_of_user ON reactions (user_id);

-- One change each. Names what changed and holds no text.
CREATE TABLE events (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER REFERENCES conversations (id),
  seq             INTEGER,
  kind            TEXT    NOT NULL,
  at              INTEGER NOT NULL,
  actor           INTEGER,
  post_id         INTEGER,
  user_id         INTEGER,
  group_id        INTEGER,
  article_id      INTEGER,
  ref             INTEGER,
  to_conversation INTEGER,
  detail          TEXT    NOT NULL DEFAULT '',
  staff           INTEGER NOT NULL DEFAULT 0,
  CHECK ((conversation_id IS NULL) = (seq IS NULL))
) STRICT;
CREATE UNIQUE INDEX events_by_seq ON events (conversation_id, seq) WHERE conversation_id IS NOT NULL;
CREATE INDEX events_log ON events (group_id, id) WHERE staff = 1;

CREATE TABLE reads (
  user_id         INTEGER NOT NULL REFERENCES users (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  seq             INTEGER NOT NULL,       -- everything up to it was read
  at              INTEGER NOT NULL,
  PRIMARY KEY (user_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id         INTEGER NOT NULL REFERENCES users (id),
  kind            TEXT    NOT NULL,
  actor           INTEGER,
  post_id         INTEGER,
  conversation_id INTEGER,
  group_id        INTEGER,
  article_id      INTEGER,
  detail          TEXT    NOT NULL DEFAULT '',
  at              INTEGER NOT NULL,
  read_at         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX notices_of_user ON notices (user_id, id DESC);
CREATE INDEX notices_unread ON notices (user_id, conversation_id) WHERE read_at = 0;
CREATE UNIQUE INDEX notices_once ON notices (user_id, post_id, kind) WHERE post_id IS NOT NULL;

CREATE TABLE jobs (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT    NOT NULL,
  payload      TEXT    NOT NULL,          -- JSON
  unique_key   TEXT UNIQUE,
  run_at       INTEGER NOT NULL,
  locked_until INTEGER NOT NULL DEFAULT 0,
  attempts     INTEGER NOT NULL DEFAULT 0,
  failed_at    INTEGER NOT NULL DEFAULT 0, -- given up
  error        TEXT    NOT NULL DEFAULT '',
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_due ON jobs (run_at, id) WHERE failed_at = 0;
CREATE INDEX jobs_failed ON jobs (failed_at) WHERE failed_at > 0;

-- Full text. Both tables keep only the index; texts are read from their rows.
-- The rowid of post_words is the post's id, so that newest first is its own order.
CREATE VIRTUAL TABLE post_words USING fts5 (
  title, text, content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2"
);
-- What else is found: articles, people, groups. rowid is other_found.id.
CREATE VIRTUAL TABLE other_words USING fts5 (
  title, text, content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2"
);
CREATE TABLE other_found (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT    NOT NULL CHECK (kind IN ('article', 'person', 'group')),
  ref  INTEGER NOT NULL,
  at   INTEGER NOT NULL,
  UNIQUE (kind, ref)
) STRICT;
