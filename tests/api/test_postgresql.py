"""What the projects', organisations', accounts' and films' tests say, over PostgreSQL: started here, a
database a class."""
import os

import test_accounts
import test_films
import test_organizations
import test_projects
from doors import PostgreSQL


def setUpModule():
    global postgresql
    postgresql = PostgreSQL()


def tearDownModule():
    os.environ.pop("FILM_DB", None)
    postgresql.close()


class OverPostgreSQL:
    """Before a Case: its server and film admin are over a database of its own."""

    @classmethod
    def setUpClass(cls):
        os.environ["FILM_DB"] = postgresql.database(cls.__name__.lower())
        super().setUpClass()


class Projects(OverPostgreSQL, test_projects.Projects):
    pass


class Organizations(OverPostgreSQL, test_organizations.Organizations):
    pass


class Accounts(OverPostgreSQL, test_accounts.Accounts):
    pass
