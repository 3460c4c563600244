-- Which posts wait for a moderator in a group, by the first rule that is on and holds them.
CREATE TABLE hold_rules (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id INTEGER NOT NULL REFERENCES groups (id),
  kind     TEXT    NOT NULL CHECK (kind IN ('newcomer', 'links', 'guests', 'words')),
  links    INTEGER NOT NULL DEFAULT 0,  -- more than so many
  words    TEXT    NOT NULL DEFAULT '', -- one a line
  active   INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL
) STRICT;
CREATE INDEX hold_rules_of_group ON hold_rules (group_id, position);

-- Why a conversation is locked, for its readers; and how many minutes must lie between two posts of one person.
ALTER TABLE conversations ADD COLUMN lock_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN slow INTEGER NOT NULL DEFAULT 0;
