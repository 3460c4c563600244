-- How many shown posts somebody has in a conversation: who takes part in it,
-- and what can't be unread for them.
CREATE TABLE participants (
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  user_id         INTEGER NOT NULL REFERENCES users (id),
  posts           INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, user_id)
) STRICT, WITHOUT ROWID;

-- each: conversations
INSERT INTO participants (conversation_id, user_id, posts)
  SELECT p.conversation_id, p.author_id, count(*) FROM posts p
  WHERE p.conversation_id > ?1 AND p.conversation_id <= ?2 AND p.seq IS NOT NULL AND p.state = 'shown' AND p.author_id IS NOT NULL
  GROUP BY p.conversation_id, p.author_id;
