"""Entities in, links out: candidates of Wikidata, Europeana and other services, scored, decided, written down.

A search finds candidates (`wikidata`, `europeana`, `reconciler`, each through `polite`), `score` weighs what speaks for each,
a person or a strict rule decides, and `decisions` keeps that in files beside the notes. Nothing here prints or builds.
"""
