"""The web hub: a Django project over the library, in which a whole organisation works."""
