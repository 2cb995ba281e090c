-- The log of ops, what became of them here, the views of records, and the
-- journals. Every value that carries content is sealed (BLOB, "sealed" in the
-- comment); plain columns hold ids, names of cooperatives, tax codes,
-- registration numbers, units, kinds, states, dates, points and hashes alone.

-- The log. Rows are never changed and never removed.
CREATE TABLE op (
  n    INTEGER PRIMARY KEY,                 -- order of arrival
  hash BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
  prev BLOB    NOT NULL CHECK (length(prev) = 32),
  dev  TEXT    NOT NULL,
  ep   INTEGER NOT NULL,
  seq  INTEGER NOT NULL,
  v    INTEGER NOT NULL,
  typ  TEXT    NOT NULL,
  ent  TEXT    NOT NULL,
  kind TEXT    NOT NULL,
  own  INTEGER NOT NULL CHECK (own IN (0, 1)),
  line BLOB    NOT NULL                     -- sealed; the bytes as received
) STRICT;
CREATE INDEX op_place ON op (dev, ep, seq, hash);
CREATE INDEX op_record ON op (typ, ent);
CREATE TRIGGER op_no_update BEFORE UPDATE ON op
BEGIN SELECT RAISE(ABORT, 'op is append-only'); END;
CREATE TRIGGER op_no_delete BEFORE DELETE ON op
BEGIN SELECT RAISE(ABORT, 'op is append-only'); END;

-- Which records name a cooperative, in any op of theirs.
CREATE TABLE op_coop (
  coop TEXT NOT NULL,
  typ  TEXT NOT NULL,
  ent  TEXT NOT NULL,
  PRIMARY KEY (coop, typ, ent)
) STRICT, WITHOUT ROWID;

-- What became of an op here; an op that counts has no row.
CREATE TABLE op_verdict (
  hash    BLOB NOT NULL PRIMARY KEY REFERENCES op (hash),
  verdict TEXT NOT NULL CHECK (verdict <> ''),
  why     BLOB NOT NULL                     -- sealed
) STRICT, WITHOUT ROWID;
CREATE INDEX op_verdict_kind ON op_verdict (verdict);

-- The projected branch of each device's epoch.
CREATE TABLE chain (
  dev  TEXT    NOT NULL,
  ep   INTEGER NOT NULL,
  seq  INTEGER NOT NULL,
  head BLOB    NOT NULL CHECK (length(head) = 32),
  PRIMARY KEY (dev, ep)
) STRICT, WITHOUT ROWID;

-- The views of records, one table for each kind.
CREATE TABLE cooperative (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  name          TEXT    NOT NULL,
  folded        TEXT    NOT NULL,
  sort_key      BLOB    NOT NULL,
  type          TEXT    NOT NULL,
  tax_code      TEXT    NOT NULL,
  registration_no TEXT    NOT NULL,
  registered_on TEXT    NOT NULL,
  status        TEXT    NOT NULL,
  stopped_on    TEXT    NOT NULL,
  ended_on      TEXT    NOT NULL,
  commune       TEXT    NOT NULL,
  reporting_unit TEXT    NOT NULL,
  field         TEXT    NOT NULL,
  report_field  TEXT    NOT NULL,
  service_class TEXT    NOT NULL,
  model         TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX cooperative_natural ON cooperative (natural_key) WHERE natural_key <> '';
CREATE INDEX cooperative_register ON cooperative (sort_key, id, name, folded, tax_code, commune, reporting_unit,
  type, status, field, report_field, model, conflict);

CREATE TABLE annual (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  year          INTEGER NOT NULL,
  received_on   TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX annual_natural ON annual (natural_key) WHERE natural_key <> '';
CREATE INDEX annual_cooperative ON annual (cooperative);

CREATE TABLE assessment (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  period        TEXT    NOT NULL,
  occasion      TEXT    NOT NULL,
  scheme        TEXT    NOT NULL,
  scheme_revision INTEGER NOT NULL,
  as_of         TEXT    NOT NULL,
  received_on   TEXT    NOT NULL,
  points        INTEGER NOT NULL,
  max           INTEGER NOT NULL,
  known         INTEGER NOT NULL,
  rating        TEXT    NOT NULL,
  excluded      TEXT    NOT NULL,
  done          INTEGER NOT NULL,
  items         INTEGER NOT NULL,
  flags         INTEGER NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX assessment_natural ON assessment (natural_key) WHERE natural_key <> '';
CREATE INDEX assessment_scores ON assessment (cooperative, period, occasion, id, scheme, state, conflict,
  returned, accepted, sealed, got, points, max, known, rating, excluded, done, items, flags);

CREATE TABLE visit (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  on_date       TEXT    NOT NULL,
  purpose       TEXT    NOT NULL,
  plan          TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX visit_natural ON visit (natural_key) WHERE natural_key <> '';
CREATE INDEX visit_cooperative ON visit (cooperative);

CREATE TABLE consultation (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  on_date       TEXT    NOT NULL,
  next_on       TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX consultation_natural ON consultation (natural_key) WHERE natural_key <> '';
CREATE INDEX consultation_cooperative ON consultation (cooperative);

CREATE TABLE followup (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  about_kind    TEXT    NOT NULL,
  about_record  TEXT    NOT NULL,
  about_item    TEXT    NOT NULL,
  on_date       TEXT    NOT NULL,
  outcome       TEXT    NOT NULL,
  visit         TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX followup_natural ON followup (natural_key) WHERE natural_key <> '';
CREATE INDEX followup_cooperative ON followup (cooperative);
CREATE INDEX followup_about ON followup (about_record);

CREATE TABLE registration (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  programme     TEXT    NOT NULL,
  model         TEXT    NOT NULL,
  submitted_on  TEXT    NOT NULL,
  entry_assessment TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX registration_natural ON registration (natural_key) WHERE natural_key <> '';
CREATE INDEX registration_cooperative ON registration (cooperative);

CREATE TABLE plan (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  programme     TEXT    NOT NULL,
  status        TEXT    NOT NULL,
  submitted_on  TEXT    NOT NULL,
  approved_on   TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX plan_natural ON plan (natural_key) WHERE natural_key <> '';
CREATE INDEX plan_cooperative ON plan (cooperative);

CREATE TABLE support (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  plan          TEXT    NOT NULL,
  on_date       TEXT    NOT NULL,
  due           TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX support_natural ON support (natural_key) WHERE natural_key <> '';
CREATE INDEX support_cooperative ON support (cooperative);

CREATE TABLE event (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  on_date       TEXT    NOT NULL,
  held_unit     TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX event_natural ON event (natural_key) WHERE natural_key <> '';

CREATE TABLE obstacle (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  about_unit    TEXT    NOT NULL,
  raised_on     TEXT    NOT NULL,
  answered_on   TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX obstacle_natural ON obstacle (natural_key) WHERE natural_key <> '';
CREATE INDEX obstacle_cooperative ON obstacle (cooperative);

CREATE TABLE report (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  period        TEXT    NOT NULL,
  level         TEXT    NOT NULL,
  of_unit       TEXT    NOT NULL,
  template      TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX report_natural ON report (natural_key) WHERE natural_key <> '';

CREATE TABLE proposal (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  cooperative   TEXT    NOT NULL,
  type          TEXT    NOT NULL,
  of_unit       TEXT    NOT NULL,
  period        TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX proposal_natural ON proposal (natural_key) WHERE natural_key <> '';
CREATE INDEX proposal_cooperative ON proposal (cooperative);

CREATE TABLE decision (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  about_kind    TEXT    NOT NULL,
  about_record  TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX decision_natural ON decision (natural_key) WHERE natural_key <> '';

CREATE TABLE attachment (
  n             INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  rev           BLOB    NOT NULL,
  heads         BLOB    NOT NULL,           -- 32 bytes each, sorted
  state         TEXT    NOT NULL,
  conflict      TEXT    NOT NULL,           -- id of the open case, '' if none
  merged        INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  returned      INTEGER NOT NULL,           -- 1 if return_reason holds text
  return_reason BLOB,                       -- sealed
  unit          TEXT    NOT NULL,           -- reporting unit
  created       INTEGER NOT NULL,           -- ms UTC, as claimed
  changed       INTEGER NOT NULL,           -- ms UTC, as claimed
  actor         BLOB,                       -- sealed
  sealed        INTEGER NOT NULL,
  got           INTEGER NOT NULL,
  natural_key   TEXT    NOT NULL,           -- '' if the kind or record has none
  owner_kind    TEXT    NOT NULL,
  owner_record  TEXT    NOT NULL,
  sha256        TEXT    NOT NULL,
  doc           BLOB    NOT NULL            -- sealed
) STRICT;
CREATE INDEX attachment_natural ON attachment (natural_key) WHERE natural_key <> '';
CREATE INDEX attachment_owner ON attachment (owner_record);

-- Open disagreements.
CREATE TABLE dispute (
  id      TEXT    NOT NULL PRIMARY KEY,
  kind    TEXT    NOT NULL,
  record  TEXT    NOT NULL,                 -- kind of record, '' for a fork
  records TEXT    NOT NULL,                 -- ids, LF between
  heads   BLOB    NOT NULL,                 -- 32 bytes each
  base    BLOB    NOT NULL,
  fields  TEXT    NOT NULL,                 -- paths, LF between
  opened  INTEGER NOT NULL                  -- ms UTC
) STRICT, WITHOUT ROWID;

-- Fields typed but not yet part of an op.
CREATE TABLE draft (
  kind  TEXT    NOT NULL,
  id    TEXT    NOT NULL,
  base  BLOB    NOT NULL,                   -- 32 bytes each
  fresh INTEGER NOT NULL,                   -- 1: the record does not exist yet
  actor BLOB    NOT NULL,                   -- sealed
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE draft_field (
  kind    TEXT    NOT NULL,
  id      TEXT    NOT NULL,
  path    TEXT    NOT NULL,
  value   BLOB    NOT NULL,                 -- sealed
  raw     BLOB    NOT NULL,                 -- sealed
  at      INTEGER NOT NULL,                 -- ms UTC
  session TEXT    NOT NULL,
  PRIMARY KEY (kind, id, path),
  FOREIGN KEY (kind, id) REFERENCES draft (kind, id)
) STRICT, WITHOUT ROWID;

-- The journal of received files.
CREATE TABLE bundle (
  n          INTEGER PRIMARY KEY,
  sha256     TEXT    NOT NULL UNIQUE,
  name       BLOB    NOT NULL,              -- sealed
  state      TEXT    NOT NULL,
  detail     TEXT    NOT NULL,
  message    BLOB    NOT NULL,              -- sealed
  device     TEXT    NOT NULL,
  dev        TEXT    NOT NULL,
  epoch      INTEGER NOT NULL,
  export     INTEGER NOT NULL,
  from_seq   INTEGER NOT NULL,
  to_seq     INTEGER NOT NULL,
  need_from  INTEGER NOT NULL,
  need_to    INTEGER NOT NULL,
  head       BLOB    NOT NULL,
  manifest   TEXT    NOT NULL,
  claimed_at TEXT    NOT NULL,
  received   INTEGER NOT NULL,              -- ms UTC
  new_ops    INTEGER NOT NULL,
  known_ops  INTEGER NOT NULL,
  cases      INTEGER NOT NULL,
  aside      INTEGER NOT NULL,
  fork       INTEGER NOT NULL
) STRICT;

-- The journal of written files.
CREATE TABLE export (
  n        INTEGER PRIMARY KEY,
  addressee TEXT   NOT NULL,                -- province id or principal
  epoch    INTEGER NOT NULL,
  export   INTEGER NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq   INTEGER NOT NULL,
  head     BLOB    NOT NULL,
  manifest TEXT    NOT NULL,
  sha256   TEXT    NOT NULL,
  name     BLOB    NOT NULL,                -- sealed
  size     INTEGER NOT NULL,
  at       INTEGER NOT NULL,                -- ms UTC
  UNIQUE (addressee, epoch, export)
) STRICT;

-- Reference data: schemes, programmes, units, checklists. Public.
CREATE TABLE ref (
  type     TEXT    NOT NULL,
  id       TEXT    NOT NULL,
  revision INTEGER NOT NULL,
  sha256   TEXT    NOT NULL,
  data     BLOB    NOT NULL,
  PRIMARY KEY (type, id, revision)
) STRICT;

-- Small named values.
CREATE TABLE setting (
  key   TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL                       -- sealed
) STRICT, WITHOUT ROWID;
