-- Where in a long conversation a day begins.
CREATE INDEX posts_by_time ON posts (conversation_id, created_at, number) WHERE number IS NOT NULL;

-- Whether somebody said which language a post is in: else it was guessed, and
-- is guessed again when the text changes.
ALTER TABLE posts ADD COLUMN lang_chosen INTEGER NOT NULL DEFAULT 0;

-- The one language that a person reads posts in; '' is all.
ALTER TABLE users ADD COLUMN only_lang TEXT NOT NULL DEFAULT '';
