"""What people read: server-rendered pages in French, English and German, which need no script.

render.py     a template, its words and the headers of every page
naming.py     what things and properties are called in the reader's language
catalogue.py  all entries of a generation, facets and the search
home.py       the first page, places, notes
lists.py      lists of entries
entity.py     a thing, each fact with its lines; what is not there
notes.py      a note, each line with what was read there
figures.py    map, timeline, network
quality.py    what the build found, what entries lack
asking.py     the query page
named.py      the named queries, their API and its description
results.py    answers as tables
templates/    Jinja2; every text is escaped
static/       style sheet and small scripts
"""
