"""A scan of an order opens to those who see orders."""

from schoolmis.files.owners import owner
from schoolmis.orders import permissions
from schoolmis.orders.models import Order

owner(lambda stored: Order.objects.filter(scans__file=stored).first(), permissions.VIEW)
