"""Orders are found by the students whom they name."""

from schoolmis.orders.naming import key

key("student", path="student")
