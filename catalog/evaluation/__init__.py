"""
How good the search is, measured with products that people have graded for queries: `manage.py search_eval`.

`judgments` reads the files, `engines` are the searches that are compared, `metrics` are the figures.
"""
