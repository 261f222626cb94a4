CREATE INDEX change_by_step ON change (step, number)
;
CREATE INDEX dose_by_day ON dose (day, medicine, mg, label, taken, taken_at)
;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")
;
CREATE INDEX lab_by_day ON lab (day, name, value)
;
CREATE INDEX rating_by_day ON rating (day, measure, value)
;
CREATE INDEX rescue_by_medicine ON rescue (medicine, day)
;
CREATE INDEX side_effect_by_term ON side_effect (term, day)
;
CREATE INDEX step_by_kind ON step (kind, number)
;
CREATE INDEX step_by_target ON step (target, number) WHERE target IS NOT NULL
;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)
;
CREATE TABLE change (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  step INTEGER NOT NULL REFERENCES step (number),
  table_name TEXT NOT NULL,
  before TEXT,
  after TEXT,
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT
;
CREATE TABLE dose (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
  medicine TEXT NOT NULL CHECK (length(trim(medicine)) > 0),
  mg REAL CHECK (mg > 0 AND mg <= 1000 AND mg = round(mg, 1)),
  label TEXT CHECK (length(label) > 0),
  taken INTEGER NOT NULL CHECK (taken IN (0, 1)),
  taken_at TEXT CHECK (taken_at IS NULL OR (taken_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(taken_at) IS NOT NULL AND substr(taken_at, 1, 10) IS date(substr(taken_at, 1, 10), '+0 days'))),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days'))),
  import_id TEXT REFERENCES import (id),
  CHECK (mg IS NULL OR label IS NULL),
  CHECK (taken = 1 OR (mg IS NULL AND label IS NULL AND taken_at IS NULL)),
  CHECK (taken = 0 OR mg IS NOT NULL OR label IS NOT NULL)
) STRICT
;
CREATE TABLE import (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  source TEXT NOT NULL,
  first_day TEXT NOT NULL CHECK (first_day IS date(first_day, '+0 days')),
  last_day TEXT NOT NULL CHECK (last_day IS date(last_day, '+0 days')) CHECK (last_day >= first_day),
  measures TEXT NOT NULL,
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT
;
CREATE TABLE impression (
  day TEXT PRIMARY KEY CHECK (day IS date(day, '+0 days')),
  value INTEGER NOT NULL CHECK (value BETWEEN 1 AND 7),
  id TEXT NOT NULL CHECK (id GLOB '????????-????-????-????-????????????'),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT, WITHOUT ROWID
;
CREATE TABLE journal (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  id TEXT NOT NULL UNIQUE CHECK (id GLOB '????????-????-????-????-????????????'),
  created_at TEXT NOT NULL CHECK (created_at IS NULL OR (created_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(created_at) IS NOT NULL AND substr(created_at, 1, 10) IS date(substr(created_at, 1, 10), '+0 days'))),
  created_on TEXT NOT NULL CHECK (created_on IS date(created_on, '+0 days'))
) STRICT
;
CREATE TABLE lab (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
  name TEXT NOT NULL CHECK (length(trim(name)) > 0),
  value REAL NOT NULL CHECK (abs(value) <= 1e12),
  unit TEXT NOT NULL,
  range_low REAL CHECK (abs(range_low) <= 1e12),
  range_high REAL CHECK (abs(range_high) <= 1e12),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT
;
CREATE TABLE measure (
  key TEXT PRIMARY KEY CHECK (key GLOB '[a-z]*' AND NOT key GLOB '*[^a-z0-9_]*' AND length(key) <= 40),
  id TEXT NOT NULL UNIQUE CHECK (id GLOB '????????-????-????-????-????????????'),
  name TEXT NOT NULL CHECK (length(trim(name)) > 0),
  low_anchor TEXT NOT NULL CHECK (length(trim(low_anchor)) > 0),
  high_anchor TEXT NOT NULL CHECK (length(trim(high_anchor)) > 0),
  direction TEXT NOT NULL CHECK (direction IN ('lower', 'higher')),
  position INTEGER NOT NULL CHECK (position >= 0),
  added_on TEXT CHECK (added_on IS date(added_on, '+0 days')),
  retired_on TEXT CHECK (retired_on IS date(retired_on, '+0 days')),
  inactive TEXT CHECK (inactive GLOB '????-??-??..????-??-??*' AND NOT inactive GLOB '*[^-0-9. ]*' AND length(inactive) % 23 = 22),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT
;
CREATE TABLE no_side_effect (
  day TEXT PRIMARY KEY CHECK (day IS date(day, '+0 days')),
  id TEXT NOT NULL CHECK (id GLOB '????????-????-????-????-????????????'),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT, WITHOUT ROWID
;
CREATE TABLE note (
  day TEXT PRIMARY KEY CHECK (day IS date(day, '+0 days')),
  text TEXT NOT NULL CHECK (length(text) > 0),
  id TEXT NOT NULL CHECK (id GLOB '????????-????-????-????-????????????'),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days'))),
  import_id TEXT REFERENCES import (id)
) STRICT, WITHOUT ROWID
;
CREATE TABLE phase (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  kind TEXT NOT NULL CHECK (kind IN ('baseline', 'titration', 'treatment', 'washout', 'pause', 'follow-up')),
  arm TEXT,
  starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
  ends_on TEXT CHECK (ends_on IS date(ends_on, '+0 days')) CHECK (ends_on >= starts_on),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT
;
CREATE TABLE rating (
  measure TEXT NOT NULL REFERENCES measure (key),
  day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
  value REAL CHECK (value BETWEEN 0 AND 10 AND value = round(value, 1)),
  id TEXT NOT NULL CHECK (id GLOB '????????-????-????-????-????????????'),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days'))),
  import_id TEXT REFERENCES import (id),
  PRIMARY KEY (measure, day)
) STRICT, WITHOUT ROWID
;
CREATE TABLE rescue (
  day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
  medicine TEXT NOT NULL CHECK (length(trim(medicine)) > 0),
  count REAL NOT NULL CHECK (count > 0 AND count <= 1000),
  id TEXT NOT NULL CHECK (id GLOB '????????-????-????-????-????????????'),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days'))),
  PRIMARY KEY (day, medicine)
) STRICT, WITHOUT ROWID
;
CREATE TABLE side_effect (
  day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
  term TEXT NOT NULL CHECK (length(trim(term)) > 0),
  severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 3),
  id TEXT NOT NULL CHECK (id GLOB '????????-????-????-????-????????????'),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days'))),
  PRIMARY KEY (day, term)
) STRICT, WITHOUT ROWID
;
CREATE TABLE skip (
  day TEXT PRIMARY KEY CHECK (day IS date(day, '+0 days')),
  reason TEXT NOT NULL CHECK (reason IN ('ill', 'away', 'forgot', 'too tired', 'other')),
  id TEXT NOT NULL CHECK (id GLOB '????????-????-????-????-????????????'),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT, WITHOUT ROWID
;
CREATE TABLE sqlite_sequence(name,seq)
;
CREATE TABLE step (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE CHECK (id GLOB '????????-????-????-????-????????????'),
  at TEXT NOT NULL CHECK (at IS NULL OR (at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(at) IS NOT NULL AND substr(at, 1, 10) IS date(substr(at, 1, 10), '+0 days'))),
  program TEXT NOT NULL,
  session TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  target INTEGER REFERENCES step (number),
  summary TEXT NOT NULL,
  CHECK ((kind = 'do') = (target IS NULL))
) STRICT
;
CREATE VIEW daily AS
SELECT
  d.day AS day,
  (SELECT value FROM rating WHERE measure = 'pain' AND day = d.day) AS "pain",
  (SELECT value FROM rating WHERE measure = 'sleep' AND day = d.day) AS "sleep",
  (SELECT value FROM rating WHERE measure = 'mood' AND day = d.day) AS "mood",
  (SELECT value FROM rating WHERE measure = 'food' AND day = d.day) AS "food",
  (SELECT value FROM rating WHERE measure = 'function' AND day = d.day) AS "function",
  (SELECT round(total(mg), 1) FROM dose WHERE day = d.day AND taken AND mg IS NOT NULL HAVING count(*) > 0) AS dose_mg,
  (SELECT group_concat(term || ' (' || severity || ')', '; ')
     FROM (SELECT term, severity FROM side_effect WHERE day = d.day ORDER BY term)) AS side_effects,
  (SELECT group_concat(medicine || ' x' || printf('%g', count), '; ')
     FROM (SELECT medicine, count FROM rescue WHERE day = d.day ORDER BY medicine)) AS rescue,
  (SELECT value FROM impression WHERE day = d.day) AS impression,
  (SELECT reason FROM skip WHERE day = d.day) AS skip,
  (SELECT text FROM note WHERE day = d.day) AS note
FROM (SELECT day FROM rating UNION SELECT day FROM dose UNION SELECT day FROM side_effect UNION SELECT day FROM no_side_effect UNION SELECT day FROM rescue UNION SELECT day FROM note UNION SELECT day FROM skip UNION SELECT day FROM impression UNION SELECT day FROM lab) AS d
ORDER BY d.day
;
CREATE VIEW doses AS
SELECT day, medicine, mg, label, taken, taken_at, recorded_at FROM dose ORDER BY day, taken_at, id
