"""The W3C Reconciliation Service API over our graph, 0.2 as OpenRefine speaks it, and the draft of 1.0.

request → asked.py (queries, or what is wrong with them) → finding.py (candidates by name and page, weighed as our own linker does)
  → answering.py (what is sent); `extending.py` tells values of entities, `typing.py` completes what somebody types
"""
