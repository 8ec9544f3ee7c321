"""The demo world: its files (see README.md) and the builders that `manage.py seed_demo` runs."""
