"""``/reconcile``: the Reconciliation Service API, by which OpenRefine and others match tables to the graph.

``terms`` turns IRIs into the identifiers of the API and back, ``book`` reads the graph, ``v02`` and
``draft`` speak the two versions, ``preview`` shows one thing, ``answering`` runs in the workers,
``routes`` in the server.

Reference: Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group, 10 April 2023).
"""
