"""What the projects' and organisations' tests say, over PostgreSQL: started here, a database a class."""
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
import unittest

import test_organizations
import test_projects
from server import free_port, select_nothing

PROGRAMS = sorted(glob.glob("/usr/lib/postgresql/*/bin"))


class PostgreSQL:
    """A server in a folder of its own. It refuses to run as root."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="film-postgresql-")
        self.port = free_port()
        self.user = "postgres" if os.getuid() == 0 else None
        if self.user:
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.run("initdb", "-D", self.folder + "/data", "-A", "trust", "-U", "film", "--no-sync", "--locale=C",
                 "-E", "UTF8", check=True)
        self.process = subprocess.Popen(
            [PROGRAMS[-1] + "/postgres", "-D", self.folder + "/data", "-p", str(self.port), "-k", "",
             "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "shared_buffers=16MB"],
            user=self.user, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while self.run("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)).returncode:
            assert self.process.poll() is None, "PostgreSQL does not start"
            select_nothing()

    def run(self, program, *arguments, check=False):
        return subprocess.run([f"{PROGRAMS[-1]}/{program}", *arguments], user=self.user, cwd=self.folder,
                              stdout=subprocess.DEVNULL, check=check)

    def database(self, name):
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "film", name, check=True)
        return f"postgresql://film@127.0.0.1:{self.port}/{name}"

    def close(self):
        self.process.send_signal(subprocess.signal.SIGQUIT)
        self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)


def setUpModule():
    global postgresql
    if not PROGRAMS:
        raise unittest.SkipTest("PostgreSQL is not installed; run tools/setup where it can be reached")
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
