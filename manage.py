#!/usr/bin/env python
"""Every command of the project: `manage.py help` lists them."""

import sys

from shop import command_line

if __name__ == "__main__":
    command_line.main(sys.argv)
