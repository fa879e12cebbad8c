"""Web pages and blogs: the article and its comments; `extracting.extract` reads a page."""
