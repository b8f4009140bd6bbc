"""The steps as NetworKit does them."""
import bench
import networkit as nk


def load(world):
    nodes, a, b, w = bench.read(world["file"])
    world["columns"] = nodes, a, b, w
    world["graph"] = graph = nk.GraphFromCoo((w, (a, b)), n=nodes, weighted=True, directed=True)
    return None, {"nodes": graph.numberOfNodes(), "ties": graph.numberOfEdges()}


def pairs(world):
    # NetworKit's own toUndirected miscounts pairs with ties in both directions. So pairs are made here, and not measured.
    nodes, a, b, w = world.pop("columns")
    world["pairs"] = nodes, *bench.undirected(a, b, w)


def undirected(world):
    nodes, a, b, w = world.pop("pairs")
    world["undirected"] = graph = nk.GraphFromCoo((w, (a, b)), n=nodes, weighted=True, directed=False)
    return None, {"nodes": graph.numberOfNodes(), "ties": graph.numberOfEdges()}


def pagerank(world):
    sinks = nk.centrality.SinkHandling.DistributeSinks
    measure = nk.centrality.PageRank(world["graph"], damp=0.85, tol=1e-8, distributeSinks=sinks)
    measure.run()
    return measure.scores, {}


def components(world):
    measure = nk.components.WeaklyConnectedComponents(world["graph"])
    measure.run()
    sizes = measure.getComponentSizes
    return None, lambda: {"components": len(sizes()), "largest": max(sizes().values())}


def cores(world):
    measure = nk.centrality.CoreDecomposition(world["undirected"])
    measure.run()
    return measure.scores, lambda: {"most": int(measure.maxCoreNumber())}


def betweenness(world):
    nk.engineering.setSeed(1, True)
    measure = nk.centrality.KadabraBetweenness(world["undirected"], 0.01, 0.1)
    measure.run()
    return measure.scores, lambda: {"samples": measure.getNumberOfIterations()}


def leiden(world):
    nk.engineering.setSeed(1, True)
    graph = world["undirected"]
    measure = nk.community.ParallelLeiden(graph)
    measure.run()
    partition = measure.getPartition()
    quality = nk.community.Modularity().getQuality
    return None, lambda: {"modularity": quality(partition, graph), "communities": partition.numberOfSubsets()}


bench.run(
    f"NetworKit {nk.__version__}",
    {
        "load": load,
        "undirected": undirected,
        "pagerank": pagerank,
        "components": components,
        "cores": cores,
        "betweenness": betweenness,
        "leiden": leiden,
    },
    {"undirected": pairs},
)
