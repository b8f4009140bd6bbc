"""The steps as igraph does them. It has no approximate betweenness."""
import random

import bench
import igraph
import numpy as np


def load(world):
    nodes, a, b, w = bench.read(world["file"])
    world["graph"] = graph = igraph.Graph(n=nodes, edges=np.column_stack((a, b)), directed=True)
    graph.es["weight"] = w.tolist()
    return None, {"nodes": graph.vcount(), "ties": graph.ecount()}


def undirected(world):
    world["undirected"] = graph = world["graph"].as_undirected(mode="collapse", combine_edges={"weight": "sum"})
    return None, {"nodes": graph.vcount(), "ties": graph.ecount()}


def pagerank(world):
    return world["graph"].pagerank(damping=0.85, weights="weight"), {}


def components(world):
    found = world["graph"].connected_components(mode="weak")
    return None, lambda: {"components": len(found), "largest": max(found.sizes())}


def cores(world):
    found = world["undirected"].coreness()
    return found, {"most": max(found)}


def leiden(world):
    random.seed(1)
    graph = world["undirected"]
    found = graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=2)
    return None, lambda: {"modularity": graph.modularity(found, weights="weight"), "communities": len(found)}


bench.run(
    f"igraph {igraph.__version__}",
    {
        "load": load,
        "undirected": undirected,
        "pagerank": pagerank,
        "components": components,
        "cores": cores,
        "leiden": leiden,
    },
)
