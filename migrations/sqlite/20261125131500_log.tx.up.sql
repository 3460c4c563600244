-- What moderators and leads did, of all groups in one row; nobody changes it or takes it away.
CREATE INDEX events_staff ON events (id) WHERE staff = 1;
CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON events WHEN old.staff = 1 BEGIN SELECT RAISE(ABORT, 'the log is not changed'); END;
CREATE TRIGGER log_is_kept BEFORE DELETE ON events WHEN old.staff = 1 BEGIN SELECT RAISE(ABORT, 'the log is kept'); END;
