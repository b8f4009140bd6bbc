-- A person in a case goes by a label here (V01); who that is stands in a record of its own.
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES legal_case (id),
    label TEXT NOT NULL,
    added_at TEXT NOT NULL,
    UNIQUE (case_id, label)
);
-- Records are only ever added. Each body is closed under a key of its own, so that one record can be destroyed:
-- its key and body are then gone, and the row says when.
CREATE TABLE record (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES legal_case (id),
    person_id TEXT REFERENCES person (id),
    kind TEXT NOT NULL,
    made_at TEXT NOT NULL,
    intent BIGINT NOT NULL,
    key_sha256 TEXT NOT NULL,
    sealed_key BLOB,
    body BLOB,
    removed_at TEXT,
    destroyed_at TEXT
);
CREATE INDEX record_by_person ON record (person_id, kind);
CREATE INDEX record_by_kind ON record (kind);
