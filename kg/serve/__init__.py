"""Answers out over HTTP: the SPARQL protocol, linked data, pages.

app.py           which address is answered by whom; the only room that knows them all
publication.py   which generation is served, and how a new one takes its place
site.py          one generation, as those that answer see it
protocol.py      a request of the SPARQL protocol into a question, or what is wrong with it
endpoint.py      a question into a response: cache, workers, status lines
negotiation.py   which of what is offered a client takes: formats, languages
connections.py   what a connection may cost before it has asked anything
linked/          IRIs, dumps, descriptions of the data set
pages/           what people read
"""
