"""What people read: server-rendered pages in French, English and German, which need no script.

render.py     a template, its words and the headers of every page
naming.py     what things and properties are called in the reader's language
catalogue.py  all entries of a generation, and facets
index.py      what a text finds among entries, places and notes, and what it may have meant
narrowing.py  which entries fit an address, and how many each further choice would leave
home.py       the first page
lists.py      lists of entries; tables.py: the same as CSV and JSON; cards.py: one entry in a list
searching.py  the search
entity.py     a thing, each fact with its lines
places.py     places, and what is there
notes.py      a note, each line with what was read there
sources.py    the lines of notes as they are now
trouble.py    what is not answered
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
