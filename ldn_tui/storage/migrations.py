"""The steps by which a new or an old file gets its present schema. A shipped one is never edited.

The DDL is written out rather than built by sqlite-utils, which has no CHECK constraints; sqlite-utils keeps the
list of what was applied.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from ldn_tui.storage.schema import DOSES_VIEW, daily_view

journal_migrations = Migrations("ldn-tui")

# SQLite's date() reads 2023-02-29 as 1 March unless a modifier makes it normalise.
# IS and not =, because a CHECK whose answer is NULL lets the row pass.
_DAY = "CHECK ({0} IS date({0}, '+0 days'))"
# An instant carries its offset: 2026-11-22T21:04:11+01:00.
_INSTANT = (
    "CHECK ({0} IS NULL OR ({0} GLOB '????-??-??T??:??:??*[+-]??:??' AND datetime({0}) IS NOT NULL"
    " AND substr({0}, 1, 10) IS date(substr({0}, 1, 10), '+0 days')))"
)
# 2026-01-01..2026-02-01 and so on, 22 characters each, with a blank between.
_STRETCHES = (
    "CHECK (inactive GLOB '????-??-??..????-??-??*' AND NOT inactive GLOB '*[^-0-9. ]*' AND length(inactive) % 23 = 22)"
)
_UUID = "CHECK (id GLOB '????????-????-????-????-????????????')"


def _day(column: str) -> str:
    return _DAY.format(column)


def _instant(column: str) -> str:
    return _INSTANT.format(column)


@journal_migrations(name="0001_days_and_steps")
def days_and_steps(db: Database) -> None:
    """Make everything a day holds, and the steps that undo walks along."""
    statements = f"""
CREATE TABLE journal (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  id TEXT NOT NULL UNIQUE {_UUID},
  created_at TEXT NOT NULL {_instant("created_at")},
  created_on TEXT NOT NULL {_day("created_on")}
) STRICT;
CREATE TABLE measure (
  key TEXT PRIMARY KEY CHECK (key GLOB '[a-z]*' AND NOT key GLOB '*[^a-z0-9_]*' AND length(key) <= 40),
  id TEXT NOT NULL UNIQUE {_UUID},
  name TEXT NOT NULL CHECK (length(trim(name)) > 0),
  low_anchor TEXT NOT NULL CHECK (length(trim(low_anchor)) > 0),
  high_anchor TEXT NOT NULL CHECK (length(trim(high_anchor)) > 0),
  direction TEXT NOT NULL CHECK (direction IN ('lower', 'higher')),
  position INTEGER NOT NULL CHECK (position >= 0),
  added_on TEXT {_day("added_on")},
  retired_on TEXT {_day("retired_on")},
  inactive TEXT {_STRETCHES},
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE TABLE import (
  id TEXT PRIMARY KEY {_UUID},
  source TEXT NOT NULL,
  first_day TEXT NOT NULL {_day("first_day")},
  last_day TEXT NOT NULL {_day("last_day")} CHECK (last_day >= first_day),
  measures TEXT NOT NULL,
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE TABLE phase (
  id TEXT PRIMARY KEY {_UUID},
  kind TEXT NOT NULL CHECK (kind IN ('baseline', 'titration', 'treatment', 'washout', 'pause', 'follow-up')),
  arm TEXT,
  starts_on TEXT NOT NULL {_day("starts_on")},
  ends_on TEXT {_day("ends_on")} CHECK (ends_on >= starts_on),
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE TABLE rating (
  measure TEXT NOT NULL REFERENCES measure (key),
  day TEXT NOT NULL {_day("day")},
  value REAL CHECK (value BETWEEN 0 AND 10 AND value = round(value, 1)),
  id TEXT NOT NULL {_UUID},
  recorded_at TEXT NOT NULL {_instant("recorded_at")},
  import_id TEXT REFERENCES import (id),
  PRIMARY KEY (measure, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX rating_by_day ON rating (day, measure, value);
CREATE TABLE dose (
  id TEXT PRIMARY KEY {_UUID},
  day TEXT NOT NULL {_day("day")},
  medicine TEXT NOT NULL CHECK (length(trim(medicine)) > 0),
  mg REAL CHECK (mg > 0 AND mg <= 1000 AND mg = round(mg, 1)),
  label TEXT CHECK (length(label) > 0),
  taken INTEGER NOT NULL CHECK (taken IN (0, 1)),
  taken_at TEXT {_instant("taken_at")},
  recorded_at TEXT NOT NULL {_instant("recorded_at")},
  import_id TEXT REFERENCES import (id),
  CHECK (mg IS NULL OR label IS NULL),
  CHECK (taken = 1 OR (mg IS NULL AND label IS NULL AND taken_at IS NULL)),
  CHECK (taken = 0 OR mg IS NOT NULL OR label IS NOT NULL)
) STRICT;
CREATE INDEX dose_by_day ON dose (day, medicine, mg, label, taken, taken_at);
CREATE TABLE side_effect (
  day TEXT NOT NULL {_day("day")},
  term TEXT NOT NULL CHECK (length(trim(term)) > 0),
  severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 3),
  id TEXT NOT NULL {_UUID},
  recorded_at TEXT NOT NULL {_instant("recorded_at")},
  PRIMARY KEY (day, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX side_effect_by_term ON side_effect (term, day);
CREATE TABLE no_side_effect (
  day TEXT PRIMARY KEY {_day("day")},
  id TEXT NOT NULL {_UUID},
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT, WITHOUT ROWID;
CREATE TABLE rescue (
  day TEXT NOT NULL {_day("day")},
  medicine TEXT NOT NULL CHECK (length(trim(medicine)) > 0),
  count REAL NOT NULL CHECK (count > 0 AND count <= 1000),
  id TEXT NOT NULL {_UUID},
  recorded_at TEXT NOT NULL {_instant("recorded_at")},
  PRIMARY KEY (day, medicine)
) STRICT, WITHOUT ROWID;
CREATE INDEX rescue_by_medicine ON rescue (medicine, day);
CREATE TABLE note (
  day TEXT PRIMARY KEY {_day("day")},
  text TEXT NOT NULL CHECK (length(text) > 0),
  id TEXT NOT NULL {_UUID},
  recorded_at TEXT NOT NULL {_instant("recorded_at")},
  import_id TEXT REFERENCES import (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE skip (
  day TEXT PRIMARY KEY {_day("day")},
  reason TEXT NOT NULL CHECK (reason IN ('ill', 'away', 'forgot', 'too tired', 'other')),
  id TEXT NOT NULL {_UUID},
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT, WITHOUT ROWID;
CREATE TABLE impression (
  day TEXT PRIMARY KEY {_day("day")},
  value INTEGER NOT NULL CHECK (value BETWEEN 1 AND 7),
  id TEXT NOT NULL {_UUID},
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT, WITHOUT ROWID;
CREATE TABLE lab (
  id TEXT PRIMARY KEY {_UUID},
  day TEXT NOT NULL {_day("day")},
  name TEXT NOT NULL CHECK (length(trim(name)) > 0),
  value REAL NOT NULL CHECK (abs(value) <= 1e12),
  unit TEXT NOT NULL,
  range_low REAL CHECK (abs(range_low) <= 1e12),
  range_high REAL CHECK (abs(range_high) <= 1e12),
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE INDEX lab_by_day ON lab (day, name, value);
CREATE TABLE step (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE {_UUID},
  at TEXT NOT NULL {_instant("at")},
  program TEXT NOT NULL,
  session TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  target INTEGER REFERENCES step (number),
  summary TEXT NOT NULL,
  CHECK ((kind = 'do') = (target IS NULL))
) STRICT;
CREATE INDEX step_by_kind ON step (kind, number);
CREATE INDEX step_by_target ON step (target, number) WHERE target IS NOT NULL;
CREATE TABLE change (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  step INTEGER NOT NULL REFERENCES step (number),
  table_name TEXT NOT NULL,
  before TEXT,
  after TEXT,
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX change_by_step ON change (step, number);
"""
    for statement in statements.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
    db.conn.execute(daily_view([]))
    db.conn.execute(DOSES_VIEW)


@journal_migrations(name="0002_trials")
def trials(db: Database) -> None:
    """Make everything a trial holds, and mark the steps that are never undone."""
    statements = f"""
CREATE TABLE trial (
  id TEXT PRIMARY KEY {_UUID},
  question TEXT NOT NULL,
  condition TEXT NOT NULL,
  template TEXT NOT NULL CHECK (
    template IN ('before-after', 'before-after-stop', 'sealed-pairs', 'already-taking', 'by-hand')
  ),
  starts_on TEXT NOT NULL {_day("starts_on")},
  first_dose_on TEXT {_day("first_dose_on")},
  baseline_days INTEGER NOT NULL CHECK (baseline_days BETWEEN 14 AND 28),
  endpoint_days INTEGER NOT NULL CHECK (endpoint_days IN (28, 14)),
  primary_measure TEXT NOT NULL REFERENCES measure (key),
  threshold INTEGER NOT NULL CHECK (threshold IN (30, 15, 50)),
  decision_after INTEGER NOT NULL CHECK (decision_after IN (56, 84)),
  decision_on TEXT {_day("decision_on")},
  medicine TEXT NOT NULL CHECK (length(trim(medicine)) > 0),
  ended_on TEXT {_day("ended_on")},
  end_reason TEXT CHECK ((end_reason IS NULL) = (ended_on IS NULL)),
  locked_on TEXT {_day("locked_on")},
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE INDEX trial_by_measure ON trial (primary_measure);
CREATE TABLE dose_step (
  id TEXT PRIMARY KEY {_UUID},
  trial TEXT NOT NULL REFERENCES trial (id),
  starts_on TEXT NOT NULL {_day("starts_on")},
  mg REAL NOT NULL CHECK (mg BETWEEN 0 AND 1000 AND mg = round(mg, 1)),
  at TEXT CHECK (at IS strftime('%H:%M', at) AND length(at) = 5),
  recorded_at TEXT NOT NULL {_instant("recorded_at")},
  UNIQUE (trial, starts_on)
) STRICT;
ALTER TABLE phase ADD COLUMN trial TEXT REFERENCES trial (id);
CREATE INDEX phase_by_trial ON phase (trial);
CREATE TABLE amendment (
  id TEXT PRIMARY KEY {_UUID},
  trial TEXT NOT NULL REFERENCES trial (id),
  field TEXT NOT NULL CHECK (length(field) > 0),
  before TEXT,
  after TEXT,
  day TEXT NOT NULL {_day("day")},
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE INDEX amendment_by_trial ON amendment (trial);
CREATE TABLE decision (
  id TEXT PRIMARY KEY {_UUID},
  trial TEXT NOT NULL REFERENCES trial (id),
  day TEXT NOT NULL {_day("day")},
  choice TEXT NOT NULL CHECK (
    choice IN ('continue', 'stop', 'extend', 'change with the prescriber', 'undecided')
  ),
  reason TEXT NOT NULL,
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE INDEX decision_by_trial ON decision (trial);
CREATE TABLE medicine (
  id TEXT PRIMARY KEY {_UUID},
  name TEXT NOT NULL UNIQUE CHECK (length(trim(name)) > 0),
  dose TEXT NOT NULL,
  starts_on TEXT {_day("starts_on")},
  stops_on TEXT {_day("stops_on")} CHECK (stops_on >= starts_on),
  as_needed INTEGER NOT NULL CHECK (as_needed IN (0, 1)),
  opioid INTEGER NOT NULL CHECK (opioid IN (0, 1)),
  price REAL CHECK (price BETWEEN 0 AND 1e6),
  pack_size REAL CHECK (pack_size > 0 AND pack_size <= 1e6),
  supply REAL CHECK (supply BETWEEN 0 AND 1e6),
  supply_on TEXT {_day("supply_on")} CHECK ((supply_on IS NULL) = (supply IS NULL)),
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE TABLE declined (
  id TEXT PRIMARY KEY {_UUID},
  what TEXT NOT NULL UNIQUE CHECK (length(trim(what)) > 0),
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE TABLE seal (
  trial TEXT PRIMARY KEY REFERENCES trial (id),
  id TEXT NOT NULL UNIQUE {_UUID},
  pairs INTEGER NOT NULL CHECK (pairs BETWEEN 1 AND 6),
  weeks INTEGER NOT NULL CHECK (weeks BETWEEN 6 AND 26),
  digest TEXT NOT NULL CHECK (length(digest) = 40 AND NOT digest GLOB '*[^0-9a-f]*'),
  helper_name TEXT NOT NULL,
  helper_phone TEXT NOT NULL,
  opened_on TEXT {_day("opened_on")},
  early_reason TEXT,
  guess TEXT,
  sureness INTEGER CHECK (sureness BETWEEN 0 AND 100),
  recorded_at TEXT NOT NULL {_instant("recorded_at")}
) STRICT;
CREATE TABLE bottle (
  trial TEXT NOT NULL REFERENCES seal (trial),
  label TEXT NOT NULL CHECK (length(label) > 0),
  content TEXT NOT NULL CHECK (content IN ('LDN', 'comparator')),
  id TEXT NOT NULL UNIQUE {_UUID},
  recorded_at TEXT NOT NULL {_instant("recorded_at")},
  PRIMARY KEY (trial, label)
) STRICT;
ALTER TABLE step ADD COLUMN final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1))
"""
    for statement in statements.split(";\n"):
        db.conn.execute(statement)


@journal_migrations(name="0003_units_and_full_dose")
def units_and_full_dose(db: Database) -> None:
    """Make room for the units of a medicine a day, a price's currency, a kept full dose; let one trial be active."""
    statements = f"""
ALTER TABLE medicine ADD COLUMN units_a_day REAL CHECK (units_a_day > 0 AND units_a_day <= 1000);
ALTER TABLE medicine ADD COLUMN currency TEXT CHECK (
  currency IS NULL OR (length(trim(currency)) BETWEEN 1 AND 12 AND price IS NOT NULL)
);
ALTER TABLE trial ADD COLUMN full_dose_on TEXT {_day("full_dose_on")};
CREATE UNIQUE INDEX one_active_trial ON trial ((1)) WHERE ended_on IS NULL"""
    for statement in statements.split(";\n"):
        db.conn.execute(statement)
