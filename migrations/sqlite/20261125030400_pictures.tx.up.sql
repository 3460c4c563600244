-- What stands where a picture will, until it is there: a PNG of few pixels, base64.
ALTER TABLE files ADD COLUMN blur TEXT NOT NULL DEFAULT '';

-- Bounds what one person uploads in a day.
DROP INDEX files_of_user;
CREATE INDEX files_of_user ON files (uploader, created_at);

-- Pictures that are there get their widths and that, and so do the texts that show them.
INSERT INTO jobs (kind, payload, unique_key, run_at, created_at)
  SELECT DISTINCT 'picture', json_object('Hash', hash, 'Type', type, 'Texts', json('true')), 'picture ' || hash, created, created
  FROM (SELECT hash, type, min(created_at) AS created FROM files GROUP BY hash);

-- How many files a post holds, and to how many places outside it leads.
ALTER TABLE posts ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
ALTER TABLE posts ADD COLUMN links INTEGER NOT NULL DEFAULT 0;

-- each: posts
UPDATE posts SET links = (length(html) - length(replace(html, ' rel="ugc ', ''))) / 10
  WHERE id > ?1 AND id <= ?2 AND html LIKE '% rel="ugc %';

UPDATE posts SET files = (SELECT count(*) FROM file_uses h WHERE h.kind = 'post' AND h.ref = posts.id)
  WHERE id IN (SELECT h.ref FROM file_uses h WHERE h.kind = 'post');

-- Where in a conversation files and links are, without reading the rest of it.
CREATE INDEX posts_with_more ON posts (conversation_id, number, state, files, links) WHERE files + links > 0;
