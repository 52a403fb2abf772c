"""The W3C Reconciliation Service API over our graph, 0.2 as OpenRefine speaks it, and the draft of 1.0.

    service.py (the addresses) → sending.py (what came) → asked.py (queries, or what is wrong with them) → retrieval.py (who may be
      meant, by name, word, initials and page) → finding.py (weighed as our own linker does) → answering.py (results and values) →
      sending.py (what is sent)

Beside them: `conditions.py` says whether an entry has what the draft's conditions ask for, `manifest.py` says what the service can do, `terms.py` which types and properties it knows, `suggesting.py` completes what
somebody types, `showing.py` shows an entity to people.
"""
