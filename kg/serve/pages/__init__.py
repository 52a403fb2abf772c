"""What people read: server-rendered pages in French, English and German, which need no script.

render.py     a template, its words and the headers of every page
naming.py     what things and properties are called in the reader's language
catalogue.py  all entries of a generation, facets and the search
home.py       the first page, places, notes
lists.py      lists of entries
entity.py     a thing, each fact with its lines; what is not there
notes.py      a note, each line with what was read there
figures.py    map, timeline, network
squares.py    where each country stands on the map
network.py    the network: what stands where
quality.py    what the build found, what entries lack
asking.py     the query page
editor.py     the editor of the query page
named.py      the named queries, for people
api.py        the named queries, for programs
openapi.py    what programs can ask, described
workers.py    what pages ask of the workers
results.py    answers as tables, and as plain objects
templates/    Jinja2; every text is escaped
static/       style sheet and small scripts
"""
