"""Measures graphs with networkx and igraph, as the test beside this file asks.

witness.py public FOLDER           writes public graphs that networkx brings into FOLDER.
witness.py shared FOLDER SHARED    writes those that stand in SHARED as edge lists into FOLDER.
witness.py measure FOLDER          reads each FOLDER/*.csv and writes FOLDER/NAME.json: measures with values by node.

A graph is a CSV of lines `from,to,weight`; its first line is the number of nodes. A value that is not defined is null.
"""
import gzip
import json
import math
import pathlib
import sys

import igraph
import networkx as nx
import numpy as np
import scipy.sparse.linalg

# Above this many pairs of ties at one node, networkx multiplies matrices that fill the memory.
PAIRS_MAX = 5_000_000
# networkx takes minutes above this many ties, igraph does not.
TIES_MAX = 250_000
# Singular values nearer to each other than this share make hubs and authorities a matter of rounding.
GAP_MIN = 1e-2


def write(path, edges):
    number = {}
    lines = [f"{number.setdefault(a, len(number))},{number.setdefault(b, len(number))},{w}\n" for a, b, w in edges]
    path.write_text(f"{len(number)}\n" + "".join(lines))


def public(folder):
    makers = [
        nx.karate_club_graph, nx.davis_southern_women_graph, nx.florentine_families_graph, nx.les_miserables_graph,
        nx.krackhardt_kite_graph, nx.bull_graph, nx.chvatal_graph, nx.diamond_graph, nx.frucht_graph,
        nx.house_x_graph, nx.icosahedral_graph, nx.sedgewick_maze_graph, nx.truncated_tetrahedron_graph, nx.tutte_graph,
    ]
    for maker in makers:
        write(folder / f"{maker.__name__}.csv", maker().edges(data="weight", default=1))


def shared(folder, lists):
    for path in sorted(pathlib.Path(lists).glob("*.csv.gz")):
        with gzip.open(path, "rt") as lines:
            write(folder / path.name.removesuffix(".gz"), [(*line.strip().split(",")[:2], 1) for line in lines])


def read(path):
    with path.open() as lines:
        nodes = int(next(lines))
        sums = {}
        for line in lines:
            a, b, weight = line.split(",")
            sums[int(a), int(b)] = sums.get((int(a), int(b)), 0.0) + float(weight)
    return nodes, sums


def firsts(nodes, groups):
    """The smallest node of each node's group."""
    first = [0] * nodes
    for group in map(list, groups):
        smallest = min(group)
        for node in group:
            first[node] = smallest
    return first


def spectrum_is_clear(matrix):
    if not 3 <= matrix.shape[0] <= 5_000 or matrix.nnz == 0:
        return False
    if matrix.shape[0] <= 500:
        values = np.linalg.svd(matrix.toarray(), compute_uv=False)
    else:
        values = sorted(scipy.sparse.linalg.svds(matrix, k=2, return_singular_vectors=False), reverse=True)
    return values[0] - values[1] > GAP_MIN * values[0]


def column(values):
    return [None if value is None or math.isnan(value) else value for value in values]


def by_networkx(nodes, sums, both):
    directed = nx.DiGraph()
    directed.add_nodes_from(range(nodes))
    directed.add_weighted_edges_from((a, b, w) for (a, b), w in sums.items())
    undirected = nx.Graph()
    undirected.add_nodes_from(range(nodes))
    undirected.add_weighted_edges_from((a, b, w) for (a, b), w in both.items())

    def by_node(values):
        return column([values[node] for node in range(nodes)])

    yield "degree", by_node(dict(undirected.degree()))
    yield "strength", by_node(dict(undirected.degree(weight="weight")))
    yield "out strength", by_node(dict(directed.out_degree(weight="weight")))
    yield "in degree", by_node(dict(directed.in_degree()))
    yield "weak", firsts(nodes, nx.weakly_connected_components(directed))
    yield "strong", firsts(nodes, nx.strongly_connected_components(directed))
    yield "core", by_node(nx.core_number(undirected))
    settings = {"alpha": 0.85, "tol": 1e-13 / nodes, "max_iter": 10_000}
    yield "pagerank", by_node(nx.pagerank(directed, weight="weight", **settings))
    if spectrum_is_clear(nx.adjacency_matrix(directed, nodelist=range(nodes), dtype=float)):
        hubs, authorities = nx.hits(directed, max_iter=100_000, tol=0)
        yield "hubs", by_node(hubs)
        yield "authorities", by_node(authorities)
    if sum(degree * degree for _, degree in undirected.degree()) <= PAIRS_MAX:
        yield "constraint", by_node(nx.constraint(undirected, weight="weight"))
        # On directed ties networkx adds up both directions by itself, but counts a tie of a node to itself.
        if all(a != b for a, b in sums):
            yield "constraint of directed ties", by_node(nx.constraint(directed, weight="weight"))


def by_igraph(nodes, sums, both):
    directed = igraph.Graph(n=nodes, edges=list(sums), directed=True)
    undirected = igraph.Graph(n=nodes, edges=list(both), directed=False)
    yield "igraph degree", column(undirected.degree())
    yield "igraph strength", column(undirected.strength(weights=list(both.values())))
    yield "igraph weak", firsts(nodes, directed.connected_components(mode="weak"))
    yield "igraph strong", firsts(nodes, directed.connected_components(mode="strong"))
    yield "igraph core", column(undirected.coreness())
    yield "igraph pagerank", column(directed.pagerank(weights=list(sums.values())))


def measures(nodes, sums):
    both = {}
    for (a, b), weight in sums.items():
        if a != b:
            both[min(a, b), max(a, b)] = both.get((min(a, b), max(a, b)), 0.0) + weight
    if len(sums) <= TIES_MAX:
        yield from by_networkx(nodes, sums, both)
    yield from by_igraph(nodes, sums, both)


def measure(folder):
    for path in sorted(folder.glob("*.csv")):
        nodes, sums = read(path)
        path.with_suffix(".json").write_text(json.dumps(dict(measures(nodes, sums))))


if __name__ == "__main__":
    task, folder, *words = sys.argv[1:]
    {"public": public, "shared": shared, "measure": measure}[task](pathlib.Path(folder), *words)
