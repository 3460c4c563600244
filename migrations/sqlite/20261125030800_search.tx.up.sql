-- Words of posts, and where each stands: its kind (xkdi, xkch, xkco), group
-- (xg7; xg0 is the whole network), author (xa12), year and month (xy2026,
-- xm202611, UTC). So a search that is narrowed goes through no other posts.
DROP TABLE post_words;
CREATE VIRTUAL TABLE post_words USING fts5 (
  title, text, place, content = '', contentless_delete = 1, prefix = '2 3',
  tokenize = "unicode61 remove_diacritics 2"
);
-- Its words in order: which of them go on from what was typed.
CREATE VIRTUAL TABLE post_terms USING fts5vocab (post_words, instance);

-- each: posts
INSERT INTO post_words (rowid, title, text, place)
  SELECT p.id,
    CASE WHEN c.kind = 'discussion' AND NOT EXISTS (SELECT 1 FROM posts e
      WHERE e.conversation_id = p.conversation_id AND e.number < p.number) THEN c.title ELSE '' END,
    p.text,
    'xk' || substr(c.kind, 1, 2) || ' xg' || coalesce(c.group_id, 0) || ' xa' || coalesce(p.author_id, 0)
      || strftime(' xy%Y xm%Y%m', p.created_at / 1000, 'unixepoch')
  FROM posts p JOIN conversations c ON c.id = p.conversation_id
  WHERE p.id > ?1 AND p.id <= ?2 AND p.state = 'shown';

-- Files are found by name, and titles of discussions are suggested.
CREATE TABLE other_found_anew (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT    NOT NULL CHECK (kind IN ('article', 'person', 'group', 'file', 'discussion')),
  ref  INTEGER NOT NULL,
  at   INTEGER NOT NULL,
  UNIQUE (kind, ref)
) STRICT;
INSERT INTO other_found_anew SELECT id, kind, ref, at FROM other_found;
DROP TABLE other_found;
ALTER TABLE other_found_anew RENAME TO other_found;

-- each: files
INSERT INTO other_found (kind, ref, at)
  SELECT 'file', f.id, f.created_at FROM files f WHERE f.id > ?1 AND f.id <= ?2
    AND EXISTS (SELECT 1 FROM file_uses h WHERE h.file_id = f.id AND h.kind IN ('post', 'article', 'product'));
-- each: files
INSERT INTO other_words (rowid, title, text)
  SELECT o.id, f.name || coalesce((SELECT ' ' || group_concat(p.title, ' ') FROM products p WHERE p.file_id = f.id), ''), ''
  FROM files f JOIN other_found o ON o.kind = 'file' AND o.ref = f.id WHERE f.id > ?1 AND f.id <= ?2;
-- each: conversations
INSERT INTO other_found (kind, ref, at)
  SELECT 'discussion', c.id, c.created_at FROM conversations c WHERE c.id > ?1 AND c.id <= ?2 AND c.kind = 'discussion';
-- each: conversations
INSERT INTO other_words (rowid, title, text)
  SELECT o.id, c.title, '' FROM conversations c JOIN other_found o ON o.kind = 'discussion' AND o.ref = c.id
  WHERE c.id > ?1 AND c.id <= ?2;
