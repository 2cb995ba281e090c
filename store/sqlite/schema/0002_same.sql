-- Which records a person called the same as another one: the kept one stands in
-- lists and sums for both. A view of the log, as the ops say it.
CREATE TABLE same (
  kind TEXT NOT NULL,
  id   TEXT NOT NULL,
  kept TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Attached files by content.
CREATE TABLE att (
  sha256 TEXT    NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
  size   INTEGER NOT NULL,
  data   BLOB    NOT NULL                   -- sealed
) STRICT;
