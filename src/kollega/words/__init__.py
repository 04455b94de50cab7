"""Swedish as people type it when they look for something: words, their forms, their parts, and the places they mean.

Pure functions over text. Nothing here knows of Django or of what is searched.
"""
