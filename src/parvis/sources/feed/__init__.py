"""Feeds: RSS, Atom, RDF and JSON Feed."""
