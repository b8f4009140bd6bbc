-- Networks: what was read of each, what was computed on it by which plan, and what a person made of that.
CREATE TABLE network (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES legal_case (id),
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    intent BIGINT NOT NULL,
    read_at TEXT NOT NULL,
    read_by TEXT NOT NULL,
    seal TEXT NOT NULL,
    UNIQUE (case_id, name)
);
CREATE TABLE network_result (
    network_id TEXT NOT NULL REFERENCES network (id),
    plan TEXT NOT NULL,
    stage TEXT NOT NULL,
    intent BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (network_id, plan, stage)
);
CREATE TABLE network_lead (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES network (id),
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    opened_case TEXT REFERENCES legal_case (id),
    body TEXT NOT NULL
);
CREATE INDEX network_lead_by_network ON network_lead (network_id);
CREATE TABLE network_review (
    network_id TEXT NOT NULL REFERENCES network (id),
    pair TEXT NOT NULL,
    number BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (network_id, pair, number)
);
CREATE TABLE agenda_case (
    case_id TEXT NOT NULL REFERENCES legal_case (id),
    number BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (case_id, number)
);
