"""
A made-up catalogue of any size, for measuring: `manage.py make_catalogue`.

Its words are as unevenly common as those of real catalogues (Zipf), and so are the sizes of its categories and brands
and the sales of its products. The same number gives the same products, always.
"""
