"""The tables of the ledger, and what each is asked by.

meta      what a build notes for the next one
note      a file that is a note, a draft, or cannot be read: when and how it was read, and what it says of itself
name      what a wikilink may call a note by
mention   one place in a note where a thing is named, packed with the facts about it; which thing it is of
mark      what a mention may be found to be one thing with another by (recognise/identity.py)
call      the names by which a mention calls notes
ref       a fact of one mention about another of its note
thing     a thing, packed, and its IRI with what it was made from
bucket    what a thing may look like another by (recognise/look_alikes.py); pair: two that do
slot      a word of a thing's name that another's may differ from by a letter, by the rest of the name
problem   what is wrong, by what it was found in
result    what the shapes found, by the nodes that it is about, with what the author is told of it
left_out  statements that are not published
nowhere   names that a note gives and nothing bears
gap       what an entry lacks that a reader would look for
"""

from __future__ import annotations

import sqlite3

_TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE note(id INTEGER PRIMARY KEY, path TEXT NOT NULL, state INTEGER NOT NULL, time INTEGER NOT NULL,
  size INTEGER NOT NULL, file INTEGER NOT NULL, digest BLOB NOT NULL, title TEXT, shared INTEGER NOT NULL, fold TEXT,
  slug TEXT, told BLOB, silenced BLOB, language TEXT);
CREATE TABLE name(folded TEXT NOT NULL, note INTEGER NOT NULL, rank INTEGER NOT NULL);
CREATE TABLE mention(id INTEGER PRIMARY KEY, note INTEGER NOT NULL, entry INTEGER NOT NULL, packed BLOB NOT NULL,
  part INTEGER, root INTEGER, seen INTEGER, named TEXT);
CREATE TABLE mark(hash INTEGER NOT NULL, mention INTEGER NOT NULL, active INTEGER NOT NULL);
CREATE TABLE call(name TEXT NOT NULL, mention INTEGER NOT NULL);
CREATE TABLE ref(value INTEGER NOT NULL, subject INTEGER NOT NULL, property TEXT NOT NULL);
CREATE TABLE thing(root INTEGER PRIMARY KEY, packed BLOB NOT NULL, slug TEXT NOT NULL, about TEXT NOT NULL,
  name TEXT NOT NULL, plain TEXT, given TEXT, iri TEXT);
CREATE TABLE bucket(hash INTEGER NOT NULL, rule INTEGER NOT NULL, root INTEGER NOT NULL);
CREATE TABLE slot(hash INTEGER NOT NULL, letters INTEGER NOT NULL, word TEXT NOT NULL, root INTEGER NOT NULL,
  PRIMARY KEY(hash, letters, word, root)) WITHOUT ROWID;
CREATE TABLE pair(later INTEGER NOT NULL, first INTEGER NOT NULL, rule INTEGER NOT NULL, hash INTEGER NOT NULL,
  one TEXT NOT NULL, two TEXT NOT NULL);
CREATE TABLE alike(later INTEGER PRIMARY KEY, first INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE problem(kind TEXT NOT NULL, id INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE nowhere(note INTEGER NOT NULL, mention INTEGER NOT NULL, name TEXT NOT NULL, line INTEGER NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE result(id INTEGER PRIMARY KEY, shape TEXT NOT NULL, focus TEXT NOT NULL, value TEXT NOT NULL,
  packed BLOB NOT NULL, problem BLOB NOT NULL);
CREATE TABLE left_out(note INTEGER NOT NULL, subject TEXT NOT NULL, predicate TEXT NOT NULL, value BLOB NOT NULL);
CREATE TABLE gap(iri TEXT PRIMARY KEY, looked_for TEXT NOT NULL, packed BLOB) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX note_path ON note(path);
CREATE INDEX note_title ON note(title, state, shared);
CREATE INDEX note_state ON note(state);
CREATE INDEX note_silenced ON note(path) WHERE silenced IS NOT NULL;
CREATE INDEX note_fold ON note(fold);
CREATE INDEX note_file ON note(file);
CREATE INDEX note_slug ON note(slug);
CREATE INDEX name_folded ON name(folded, rank, note);
CREATE INDEX name_note ON name(note);
CREATE INDEX mention_note ON mention(note);
CREATE INDEX mention_part ON mention(part);
CREATE INDEX mention_root ON mention(root);
CREATE INDEX mark_hash ON mark(hash, active, mention);
CREATE INDEX mark_mention ON mark(mention);
CREATE INDEX call_name ON call(name, mention);
CREATE INDEX call_mention ON call(mention);
CREATE INDEX ref_value ON ref(value);
CREATE INDEX ref_subject ON ref(subject);
CREATE INDEX thing_slug ON thing(slug);
CREATE INDEX thing_about ON thing(about);
CREATE INDEX thing_name ON thing(name);
CREATE INDEX thing_plain ON thing(plain);
CREATE INDEX thing_given ON thing(given);
CREATE INDEX thing_iri ON thing(iri);
CREATE INDEX bucket_hash ON bucket(hash, root, rule);
CREATE INDEX bucket_root ON bucket(root);
CREATE INDEX slot_root ON slot(root);
CREATE INDEX pair_later ON pair(later);
CREATE INDEX pair_hash ON pair(hash, rule);
CREATE INDEX alike_first ON alike(first);
CREATE INDEX problem_id ON problem(kind, id);
CREATE INDEX problem_packed ON problem(packed);
CREATE INDEX alike_packed ON alike(packed);
CREATE INDEX result_problem ON result(problem);
CREATE INDEX nowhere_note ON nowhere(note);
CREATE INDEX nowhere_mention ON nowhere(mention);
CREATE INDEX result_shape ON result(shape);
CREATE INDEX result_focus ON result(focus);
CREATE INDEX result_value ON result(value) WHERE value != '';
CREATE INDEX left_out_subject ON left_out(subject);
"""


def create(db: sqlite3.Connection) -> None:
    """Make the tables, without what makes them quick to ask: many rows are written in half the time before it is there."""
    db.executescript(_TABLES)


def index(db: sqlite3.Connection) -> None:
    """Make them quick to ask."""
    for statement in _INDEXES.split(";\n"):
        if statement.strip():
            db.execute(statement)
