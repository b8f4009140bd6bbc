-- Written in the part of SQL that SQLite and PostgreSQL share. Moments are RFC 3339 text in UTC; bodies are JSON text.
CREATE TABLE ledger_chain (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    body TEXT NOT NULL
);
CREATE TABLE ledger_entry (
    position BIGINT PRIMARY KEY,
    body TEXT NOT NULL
);
CREATE TABLE ledger_head (
    number BIGINT PRIMARY KEY,
    size BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE legal_case (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL
);
CREATE TABLE authorisation (
    case_id TEXT NOT NULL REFERENCES legal_case (id),
    version BIGINT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (case_id, version)
);
CREATE TABLE carrier (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES legal_case (id),
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    added_at TEXT NOT NULL,
    UNIQUE (case_id, name)
);
CREATE TABLE reading (
    id TEXT PRIMARY KEY,
    carrier_id TEXT NOT NULL REFERENCES carrier (id),
    intent BIGINT NOT NULL,
    begun_at TEXT NOT NULL,
    begun_by TEXT NOT NULL,
    resumed BIGINT NOT NULL,
    plan TEXT NOT NULL,
    sealed_at TEXT,
    seal TEXT
);
CREATE INDEX reading_by_carrier ON reading (carrier_id);
CREATE TABLE reading_batch (
    reading_id TEXT NOT NULL REFERENCES reading (id),
    number BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (reading_id, number)
);
CREATE TABLE known_set (
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    imported_at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE TABLE review (
    reading_id TEXT NOT NULL REFERENCES reading (id),
    item BIGINT NOT NULL,
    set_name TEXT NOT NULL,
    number BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (reading_id, item, set_name, number)
);
