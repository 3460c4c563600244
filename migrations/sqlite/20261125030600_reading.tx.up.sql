-- What somebody wants to be told of, where they said so. A conversation without
-- a level of its own has its group's; without one there, it is replies.
CREATE TABLE group_follows (
  group_id INTEGER NOT NULL REFERENCES groups (id),
  user_id  INTEGER NOT NULL REFERENCES users (id),
  level    TEXT    NOT NULL CHECK (level IN ('everything', 'replies', 'nothing')),
  at       INTEGER NOT NULL,
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_follows_of_user ON group_follows (user_id);
CREATE TABLE conversation_follows (
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  user_id         INTEGER NOT NULL REFERENCES users (id),
  level           TEXT    NOT NULL CHECK (level IN ('everything', 'replies', 'nothing')),
  at              INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_follows_of_user ON conversation_follows (user_id);

-- When somebody was last in a group (0: anywhere in the network), and when the
-- visit before that one ended.
CREATE TABLE visits (
  user_id  INTEGER NOT NULL REFERENCES users (id),
  group_id INTEGER NOT NULL,
  seen_at  INTEGER NOT NULL,
  before   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, group_id)
) STRICT, WITHOUT ROWID;

-- 1 while the notice is a question that waits for the reader's answer.
ALTER TABLE notices ADD COLUMN asks INTEGER NOT NULL DEFAULT 0;
CREATE INDEX notices_asking ON notices (user_id, id DESC) WHERE asks = 1;

-- Whether single keys do something for this person (j, k, o, …).
ALTER TABLE users ADD COLUMN single_keys INTEGER NOT NULL DEFAULT 1;

-- When a discussion was concluded, and what is new or unanswered in a group.
ALTER TABLE conversations ADD COLUMN concluded_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX conversations_concluded ON conversations (group_id, concluded_at DESC, id DESC) WHERE concluded_at > 0;
CREATE INDEX conversations_begun ON conversations (group_id, created_at DESC, id DESC) WHERE kind = 'discussion';
CREATE INDEX conversations_unanswered ON conversations (group_id, created_at DESC, id DESC)
  WHERE kind = 'discussion' AND posts = 1 AND state = 'open';

-- each: conversations
UPDATE conversations SET concluded_at = coalesce((SELECT max(e.at) FROM events e WHERE e.conversation_id = conversations.id
  AND e.kind = 'conversation.changed' AND e.detail = 'concluded'), last_post_at)
  WHERE id > ?1 AND id <= ?2 AND conclusion IS NOT NULL;
