-- What holds for the whole house. Every version stays.
CREATE TABLE setting (
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    set_at TEXT NOT NULL,
    set_by TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (name, version)
);
