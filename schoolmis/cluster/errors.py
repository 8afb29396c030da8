class ClusterError(Exception):
    """A sentence for the person at the keyboard: what is wrong with the database and what to do."""
