"""What `manage.py serve` is made of: certificate, addresses, child processes, the words on the terminal."""
