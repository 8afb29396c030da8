from schoolmis.access.permission import EVERYWHERE, Denied, Own, Permission, permit
from schoolmis.access.roles import EVERYBODY, GRANTED, STAFF, Role

__all__ = ["EVERYBODY", "EVERYWHERE", "GRANTED", "STAFF", "Denied", "Own", "Permission", "Role", "permit"]
