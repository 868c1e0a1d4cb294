"""Queries of the ORM that are put into SQL once. For what every request asks, that took five times as long as asking.

`Prepared(lambda: Room.objects.filter(name=Value("called")))` · `Value("called")` holds the place of what is asked for:
`.rows(called="Linde")` gives the rows as lists, in the order of the fields.
"""

from functools import cached_property

from django.db import connection


class Prepared:
    def __init__(self, query):
        self.query = query

    @cached_property
    def plan(self):
        """The SQL, the names of its values, and what makes Python's types of the database's: (column, functions)."""
        compiler = self.query().query.get_compiler(connection=connection)
        sql, names = compiler.as_sql()
        columns = [column for column, *_rest in compiler.select]
        return sql, names, [(at, *how) for at, how in compiler.get_converters(columns).items()]

    def rows(self, **values):
        sql, names, converters = self.plan
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[name] for name in names])
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for at, functions, column in converters:
                for function in functions:
                    row[at] = function(row[at], column, connection)
        return rows
