from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """OWASP's 46 MiB set: eight at once still fit a small server, and eight o'clock is all hashing."""

    memory_cost = 47104
    time_cost = 1
    parallelism = 1
