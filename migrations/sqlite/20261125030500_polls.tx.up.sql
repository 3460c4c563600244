-- What a poll asks, and how many chose what, stands with its post, as JSON: see pollColumn.
ALTER TABLE posts ADD COLUMN poll TEXT NOT NULL DEFAULT '';

-- Who chose what. Of secret polls it is kept while they are open, so that a vote can be changed, and goes when they
-- close: then only the counts remain. There is no time, which could be held against other times.
CREATE TABLE votes (
  post_id INTEGER NOT NULL REFERENCES posts (id),
  user_id INTEGER NOT NULL REFERENCES users (id),
  choice  INTEGER NOT NULL,
  PRIMARY KEY (post_id, user_id, choice)
) STRICT, WITHOUT ROWID;
CREATE INDEX votes_of_user ON votes (user_id);
