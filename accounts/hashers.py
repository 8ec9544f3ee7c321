from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """
    Argon2id with 19 MiB, two rounds, one lane: the least that OWASP's password storage cheat sheet recommends.

    Django's own default takes 100 MB a hash, which a few parallel logins could turn into an outage.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
