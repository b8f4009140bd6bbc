"""Opens a manifest with DuckDB, counts, and computes the Merkle root as docs/manifest.md describes it."""
import hashlib
import json
import struct
import sys

import duckdb

path = sys.argv[1]
table = duckdb.read_parquet(path)


def one(query):
    return duckdb.sql(query.replace("MANIFEST", f"read_parquet('{path}')")).fetchone()[0]


def canonical(value, holds):
    if isinstance(holds, list):
        return struct.pack(">Q", len(value)) + b"".join(
            canonical(item[name], inner) for item in value for name, inner in holds
        )
    if value is None:
        return b"\0"
    if holds == "UBIGINT":
        return b"\1" + struct.pack(">Q", value)
    if holds == "DOUBLE":
        return b"\1" + struct.pack(">d", value)
    text = value.encode("utf-8")
    return b"\1" + struct.pack(">Q", len(text)) + text


def form(column):
    if column.id == "list":
        return [(name, form(inner)) for name, inner in column.children[0][1].children]
    return str(column)


def root(leaves):
    """RFC 9162, section 2.1.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + root(leaves[:k]) + root(leaves[k:])).digest()


forms = [form(column) for column in table.types]
leaves = [
    hashlib.sha256(b"\0" + b"".join(canonical(value, holds) for value, holds in zip(row, forms))).digest()
    for row in table.fetchall()
]
print(json.dumps({
    "rows": one("select count(*) from MANIFEST"),
    "read": one("select count(*) from MANIFEST where outcome = 'read'"),
    "skipped": one("select count(*) from MANIFEST where outcome = 'skipped'"),
    "failed": one("select count(*) from MANIFEST where outcome = 'failed'"),
    "distinct_sha256": one("select count(distinct sha256) from MANIFEST"),
    "links": one("select sum(len(chain))::bigint from MANIFEST"),
    "matches": one("select sum(len(matches))::bigint from MANIFEST"),
    "defects": one("select sum(len(defects))::bigint from MANIFEST"),
    "frames": one("select sum(len(frames))::bigint from MANIFEST"),
    "a1": one("select count(*) from MANIFEST where len(list_filter(matches, m -> m.label = 'A1')) > 0"),
    "stated_root": one(f"select value::varchar from parquet_kv_metadata('{path}') where key::varchar = 'hoeder.manifest.root'"),
    "root": root(leaves).hex(),
}))
