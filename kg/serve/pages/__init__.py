"""What people read: server-rendered pages in French, English and German, which need no script.

render.py     a template, its words and the headers of every page
templates/    Jinja2; every text is escaped
static/       style sheets and small scripts
"""
