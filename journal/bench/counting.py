"""How many statements a request took, without BEGIN, COMMIT, SET and set_config."""

import re

from django.db import connection

FREE = re.compile(r"\s*(select set_config|set |begin|commit)", re.IGNORECASE)


class Statements:
    """Says the number in the header X-Statements."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        count = 0

        def counted(execute, sql, params, many, context):
            nonlocal count
            count += not FREE.match(str(sql))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response["X-Statements"] = count
        return response
