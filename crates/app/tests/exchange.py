"""Reads what is given out of leads as an outside program does: the graph by rdflib, the table by csv."""

import collections
import csv
import json
import sys

import rdflib

UCO = "https://ontology.unifiedcyberontology.org/uco/"


def term(name):
    return rdflib.URIRef(UCO + name)


graph = rdflib.Graph()
graph.parse(sys.argv[1], format="json-ld")
names = sorted(str(name) for name in graph.objects(None, term("observable/displayName")))
ties = collections.Counter()
for tie in graph.subjects(rdflib.RDF.type, term("core/Relationship")):
    place = graph.value(tie, term("core/target"))
    for facet in graph.objects(place, term("core/hasFacet")):
        ties[str(graph.value(facet, term("location/country")))] += 1
grounds = len(set(graph.subjects(rdflib.RDF.type, term("core/Annotation"))))

with open(sys.argv[2], encoding="utf-8", newline="") as table:
    cells = [row["member_name"] for row in csv.DictReader(table)]

print(json.dumps({"names": names, "ties": ties, "grounds": grounds, "cells": cells}))
