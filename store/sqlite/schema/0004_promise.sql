-- What was recommended, committed or planned and who followed it: one row for
-- each item of the visits, consultations and plans that hold, with where it
-- stands. A view of those records and of the followups, so that what is open and
-- overdue is counted without opening a document.
CREATE TABLE promise (
  kind        TEXT    NOT NULL,
  record      TEXT    NOT NULL,
  item        TEXT    NOT NULL,
  cooperative TEXT    NOT NULL,
  unit        TEXT    NOT NULL,             -- reporting unit
  given       TEXT    NOT NULL,             -- date of the record
  first_due   TEXT    NOT NULL,             -- as the record says it, '' if none
  due         TEXT    NOT NULL,             -- as it stands, '' if none
  outcome     TEXT    NOT NULL,             -- of the newest followup, '' if none
  open        INTEGER NOT NULL,
  disputed    INTEGER NOT NULL,
  PRIMARY KEY (kind, record, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX promise_unit ON promise (unit, due) WHERE open = 1;
CREATE INDEX promise_due ON promise (due) WHERE open = 1;
CREATE INDEX promise_cooperative ON promise (cooperative) WHERE open = 1;
CREATE INDEX promise_record ON promise (record);

ALTER TABLE followup ADD COLUMN consultation TEXT NOT NULL DEFAULT '';
ALTER TABLE followup ADD COLUMN due TEXT NOT NULL DEFAULT '';
CREATE INDEX followup_visit ON followup (visit) WHERE visit <> '';
CREATE INDEX followup_consultation ON followup (consultation) WHERE consultation <> '';

-- The next appointments.
CREATE INDEX consultation_next ON consultation (next_on) WHERE next_on <> '';
