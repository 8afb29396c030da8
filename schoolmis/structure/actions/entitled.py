"""Who may act on the structure."""


def entitled(permission, by, obj=None):
    """The grant that allows the act; the program itself (installation, import) acts under its caller's right."""
    return None if by.is_system else permission.demand(by, obj)
