CREATE INDEX amendment_by_trial ON amendment (trial)
;
CREATE INDEX change_by_step ON change (step, number)
;
CREATE INDEX decision_by_trial ON decision (trial)
;
CREATE INDEX dose_by_day ON dose (day, medicine, mg, label, taken, taken_at)
;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")
;
CREATE INDEX lab_by_day ON lab (day, name, value)
;
CREATE UNIQUE INDEX one_active_trial ON trial ((1)) WHERE ended_on IS NULL
;
CREATE INDEX phase_by_trial ON phase (trial)
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
CREATE INDEX trial_by_measure ON trial (primary_measure)
;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)
;
CREATE TABLE amendment (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  trial TEXT NOT NULL REFERENCES trial (id),
  field TEXT NOT NULL CHECK (length(field) > 0),
  before TEXT,
  after TEXT,
  day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT
;
CREATE TABLE bottle (
  trial TEXT NOT NULL REFERENCES seal (trial),
  label TEXT NOT NULL CHECK (length(label) > 0),
  content TEXT NOT NULL CHECK (content IN ('LDN', 'comparator')),
  id TEXT NOT NULL UNIQUE CHECK (id GLOB '????????-????-????-????-????????????'),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days'))),
  PRIMARY KEY (trial, label)
) STRICT
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
CREATE TABLE decision (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  trial TEXT NOT NULL REFERENCES trial (id),
  day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
  choice TEXT NOT NULL CHECK (
    choice IN ('continue', 'stop', 'extend', 'change with the prescriber', 'undecided')
  ),
  reason TEXT NOT NULL,
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT
;
CREATE TABLE declined (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  what TEXT NOT NULL UNIQUE CHECK (length(trim(what)) > 0),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
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
CREATE TABLE dose_step (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  trial TEXT NOT NULL REFERENCES trial (id),
  starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
  mg REAL NOT NULL CHECK (mg BETWEEN 0 AND 1000 AND mg = round(mg, 1)),
  at TEXT CHECK (at IS strftime('%H:%M', at) AND length(at) = 5),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days'))),
  UNIQUE (trial, starts_on)
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
CREATE TABLE medicine (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  name TEXT NOT NULL UNIQUE CHECK (length(trim(name)) > 0),
  dose TEXT NOT NULL,
  starts_on TEXT CHECK (starts_on IS date(starts_on, '+0 days')),
  stops_on TEXT CHECK (stops_on IS date(stops_on, '+0 days')) CHECK (stops_on >= starts_on),
  as_needed INTEGER NOT NULL CHECK (as_needed IN (0, 1)),
  opioid INTEGER NOT NULL CHECK (opioid IN (0, 1)),
  price REAL CHECK (price BETWEEN 0 AND 1e6),
  pack_size REAL CHECK (pack_size > 0 AND pack_size <= 1e6),
  supply REAL CHECK (supply BETWEEN 0 AND 1e6),
  supply_on TEXT CHECK (supply_on IS date(supply_on, '+0 days')) CHECK ((supply_on IS NULL) = (supply IS NULL)),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
, units_a_day REAL CHECK (units_a_day > 0 AND units_a_day <= 1000), currency TEXT CHECK (
  currency IS NULL OR (length(trim(currency)) BETWEEN 1 AND 12 AND price IS NOT NULL)
)) STRICT
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
, trial TEXT REFERENCES trial (id)) STRICT
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
CREATE TABLE seal (
  trial TEXT PRIMARY KEY REFERENCES trial (id),
  id TEXT NOT NULL UNIQUE CHECK (id GLOB '????????-????-????-????-????????????'),
  pairs INTEGER NOT NULL CHECK (pairs BETWEEN 1 AND 6),
  weeks INTEGER NOT NULL CHECK (weeks BETWEEN 6 AND 26),
  digest TEXT NOT NULL CHECK (length(digest) = 40 AND NOT digest GLOB '*[^0-9a-f]*'),
  helper_name TEXT NOT NULL,
  helper_phone TEXT NOT NULL,
  opened_on TEXT CHECK (opened_on IS date(opened_on, '+0 days')),
  early_reason TEXT,
  guess TEXT,
  sureness INTEGER CHECK (sureness BETWEEN 0 AND 100),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
) STRICT
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
  summary TEXT NOT NULL, final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1)),
  CHECK ((kind = 'do') = (target IS NULL))
) STRICT
;
CREATE TABLE trial (
  id TEXT PRIMARY KEY CHECK (id GLOB '????????-????-????-????-????????????'),
  question TEXT NOT NULL,
  condition TEXT NOT NULL,
  template TEXT NOT NULL CHECK (
    template IN ('before-after', 'before-after-stop', 'sealed-pairs', 'already-taking', 'by-hand')
  ),
  starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
  first_dose_on TEXT CHECK (first_dose_on IS date(first_dose_on, '+0 days')),
  baseline_days INTEGER NOT NULL CHECK (baseline_days BETWEEN 14 AND 28),
  endpoint_days INTEGER NOT NULL CHECK (endpoint_days IN (28, 14)),
  primary_measure TEXT NOT NULL REFERENCES measure (key),
  threshold INTEGER NOT NULL CHECK (threshold IN (30, 15, 50)),
  decision_after INTEGER NOT NULL CHECK (decision_after IN (56, 84)),
  decision_on TEXT CHECK (decision_on IS date(decision_on, '+0 days')),
  medicine TEXT NOT NULL CHECK (length(trim(medicine)) > 0),
  ended_on TEXT CHECK (ended_on IS date(ended_on, '+0 days')),
  end_reason TEXT CHECK ((end_reason IS NULL) = (ended_on IS NULL)),
  locked_on TEXT CHECK (locked_on IS date(locked_on, '+0 days')),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS NULL OR (recorded_at GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime(recorded_at) IS NOT NULL AND substr(recorded_at, 1, 10) IS date(substr(recorded_at, 1, 10), '+0 days')))
, full_dose_on TEXT CHECK (full_dose_on IS date(full_dose_on, '+0 days'))) STRICT
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
