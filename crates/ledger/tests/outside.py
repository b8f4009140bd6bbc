"""Checks a ledger tape as docs/ledger.md describes it, with Python's own library and OpenSSL for the signatures.

Usage: outside.py TAPE KEY.pem
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile


def canonical(value):
    # All keys are ASCII where order matters, so Python's order is that of RFC 8785.
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root(leaves):
    """RFC 9162, section 2.1.1."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\1", root(leaves[:k]), root(leaves[k:]))


def signed(message, signature, key):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "message").write_bytes(message)
        (folder / "signature").write_bytes(signature)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin"]
        command += ["-in", folder / "message", "-sigfile", folder / "signature"]
        return subprocess.run(command, capture_output=True).returncode == 0


tape, key = sys.argv[1:]
der = subprocess.run(["openssl", "pkey", "-pubin", "-in", key, "-outform", "DER"], capture_output=True, check=True)
key_id = sha256(der.stdout[-32:]).hex()[:16]
lines = pathlib.Path(tape).read_bytes().split(b"\n")
assert lines.pop() == b"", "the last line ends"
assert lines.pop(0) == b'{"form":"hoeder-ledger-tape","version":1}', "the first line"
leaves, heads, previous, open_intents, closed = [], 0, "0" * 64, {}, False
for line in lines:
    assert not closed, "nothing after the closing head"
    value = json.loads(line)
    assert canonical(value) == line, "canonical"
    (what, content), = value.items()
    if what == "entry":
        assert content["index"] == len(leaves), "index"
        assert content["previous"] == previous, "previous"
        assert (content["kind"] == "genesis") == (not leaves), "genesis"
        assert (content["kind"] in ("outcome", "batch")) == ("intent" in content), "intent misplaced"
        if "intent" in content:
            assert open_intents[content["intent"]] == content["deed"], "intent"
        if content["kind"] == "intent":
            open_intents[content["index"]] = content["deed"]
        if content["kind"] == "outcome":
            del open_intents[content["intent"]]
        leaves.append(sha256(b"\0", canonical(content)))
        previous = leaves[-1].hex()
    else:
        head = content["head"]
        assert what in ("head", "close") and content["key_id"] == key_id, "key"
        message = b"hoeder ledger head 1\n" + canonical(head)
        assert signed(message, bytes.fromhex(content["signature"]), key), "signature"
        assert (head["number"], head["size"]) == (heads, len(leaves)), "head"
        assert head["root"] == root(leaves).hex(), "root"
        heads += 1
        closed = what == "close"
assert closed, "closed"
print(json.dumps({"entries": len(leaves), "heads": heads, "root": root(leaves).hex(), "open": sorted(open_intents)}))
