"""What a process of its own does before it encodes pictures. Imports nothing of the apps, which are not loaded yet."""

import signal

import django


def prepare() -> None:
    """Load the project. Ctrl-C is for the process that started us: it ends us, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
