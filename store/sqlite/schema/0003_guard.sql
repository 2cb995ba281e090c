-- Rows that no op covers: a digest of each, sealed, so that an edit past the
-- program shows. 'op' has one row for the whole log: how many ops there are, and
-- the sum of their hashes.
CREATE TABLE guard (
  tbl TEXT NOT NULL,
  row TEXT NOT NULL,                        -- its key, '/' between columns
  mac BLOB NOT NULL,                        -- sealed
  PRIMARY KEY (tbl, row)
) STRICT, WITHOUT ROWID;
