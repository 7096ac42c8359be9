"""Who is who: keys that bring the spellings of a name together, and the search built on them.

``names`` makes the keys, ``index`` files names under them, ``search`` asks a store. Nothing here merges.
"""
