"""
From the marked texts of the code to the catalogues in `locale/`, without gettext's programs: `make messages`.

Only for development: Babel is no part of what `make run` installs, and the compiled catalogues lie in the repository.
"""
