"""What both peers' scripts share: reading the file, and telling what each step cost.

PEER.py FILE FOLDER STEP...  prints a line of JSON for each step, as Hoeder's half does, and writes values by node as
STEP.f64 into FOLDER.
"""
import json
import pathlib
import sys
import time

import numpy as np
import pyarrow.csv


def read(path):
    """The columns of the file, by the quickest reader at hand, on all processors."""
    options = pyarrow.csv.ReadOptions(column_names=["a", "b", "w"])
    table = pyarrow.csv.read_csv(path, read_options=options)
    a, b, w = (table.column(name).to_numpy() for name in "abw")
    return int(max(a.max(), b.max())) + 1, a, b, w


def undirected(a, b, w):
    """Each pair of nodes once, with the sum of the weights of both directions."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    keys, place = np.unique(low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64), return_inverse=True)
    weights = np.bincount(place, weights=w)
    mask = np.uint64(0xFFFFFFFF)
    return (keys >> np.uint64(32)).astype(np.int64), (keys & mask).astype(np.int64), weights


def peak_bytes():
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def begin_peak_anew():
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def run(version, steps, prepare={}):
    """Runs the steps that are named, or all. What `prepare` does before a step is not measured."""
    file, folder, *named = sys.argv[1:]
    print(json.dumps({"version": version}), flush=True)
    world = {"file": file}
    for name, step in steps.items():
        if named and name not in named:
            continue
        if name in prepare:
            prepare[name](world)
        begin_peak_anew()
        wall, cpu = time.perf_counter(), time.process_time()
        values, said = step(world)
        cost = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "peak": peak_bytes()}
        if callable(values):
            values = values()
        if values is not None:
            np.asarray(values, dtype="<f8").tofile(pathlib.Path(folder) / f"{name}.f64")
        print(json.dumps({"step": name, **cost, "said": said() if callable(said) else said}), flush=True)
