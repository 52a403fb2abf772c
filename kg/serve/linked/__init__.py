"""Linked data: every IRI of the graph answers, for people and for programs.

offers.py        the formats in which statements are offered, by suffix and by Accept
things.py        an IRI of the graph: 303 to its page or its data, or the data itself
vocabulary.py    ontology, shapes, context
dumps.py         the whole graph, in every format, made once a generation
descriptions.py  VoID, DCAT-AP, the service description
signposts.py     Link headers, robots.txt, the site map
"""
