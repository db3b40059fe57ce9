"""The servers that doors lead to, each on a free port with a folder of its own: PostgreSQL, Redis, S3
(SeaweedFS) and SQS (moto). S3 and SQS check signatures; their keys go into the environment."""
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import unittest

from server import ROOT, free_port, wait

KEYS = {"AWS_ACCESS_KEY_ID": "AKIAFILMSTUDIOTESTS", "AWS_SECRET_ACCESS_KEY": "secret/of+the=tests"}


def program(pattern, name):
    found = sorted(glob.glob(pattern))
    if not found:
        raise unittest.SkipTest(f"{name} is not installed; run tools/setup where it can be reached")
    return found[-1]


def peer(name, what):
    os.environ.update(KEYS)
    return program(f"{ROOT}/build/peers/bin/{name}", what)


class Door:
    """A server that is there once `is_up` says so."""

    user = None
    address = "127.0.0.1"

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="film-door-")
        self.port = free_port()
        self.prepare()
        self.start()

    def prepare(self):
        pass

    def run(self, *command, check=False):
        return subprocess.run(command, user=self.user, cwd=self.folder, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, check=check)

    def start(self):
        self.log = open(self.folder + "/log", "ab")
        self.process = subprocess.Popen(self.command(), user=self.user, cwd=self.folder, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log)

        def up():
            assert self.process.poll() is None, f"{type(self).__name__} does not start: see {self.folder}/log"
            return self.is_up()
        wait(up, type(self).__name__, 60)

    def is_up(self):
        return self.run("bash", "-c", f"exec 3<>/dev/tcp/{self.address}/{self.port}").returncode == 0

    def log_has(self, text):
        with open(self.folder + "/log", encoding="utf-8", errors="replace") as file:
            return text in file.read()

    def kill(self):
        self.process.kill()
        self.process.wait(60)
        self.log.close()

    def close(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgreSQL(Door):
    """It refuses to run as root."""

    def __init__(self, *options):
        self.bin = os.path.dirname(program("/usr/lib/postgresql/*/bin/postgres", "PostgreSQL"))
        self.options = [part for option in options for part in ("-c", option)]
        super().__init__()

    def prepare(self):
        if os.getuid() == 0:
            self.user = "postgres"
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.run(f"{self.bin}/initdb", "-D", self.folder + "/data", "-A", "trust", "-U", "film", "--no-sync",
                 "--locale=C", "-E", "UTF8", check=True)
        if self.address != "127.0.0.1":
            with open(self.folder + "/data/pg_hba.conf", "a", encoding="ascii") as file:
                file.write(f"host all all {self.address}/24 trust\n")

    def command(self):  # a killed process loses nothing by fsync=off
        return [f"{self.bin}/postgres", "-D", self.folder + "/data", "-p", str(self.port), "-k", "",
                "-c", f"listen_addresses={self.address}", "-c", "fsync=off", "-c", "shared_buffers=16MB", *self.options]

    def is_up(self):
        return self.run(f"{self.bin}/pg_isready", "-q", "-h", self.address, "-p", str(self.port)).returncode == 0

    def database(self, name):
        self.run(f"{self.bin}/createdb", "-h", self.address, "-p", str(self.port), "-U", "film", name, check=True)
        return f"postgresql://film@{self.address}:{self.port}/{name}"

    def query(self, name, sql):
        """Rows of texts."""
        done = subprocess.run([f"{self.bin}/psql", "-h", self.address, "-p", str(self.port), "-U", "film", "-AtX",
                               "-F", "\t", "-c", sql, name], capture_output=True, text=True, check=True)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def kill(self):
        """Its children end before it is there again: they hold its memory."""
        self.process.send_signal(signal.SIGSTOP)
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        with open(children, encoding="ascii") as file:
            for child in file.read().split():
                try:
                    os.kill(int(child), signal.SIGKILL)
                except ProcessLookupError:
                    pass
        super().kill()


class Redis(Door):
    def command(self):
        return [program("/usr/bin/redis-server", "Redis"), "--port", str(self.port), "--bind", self.address,
                "--save", "", "--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru", "--requirepass", "tests"]

    @property
    def url(self):
        return f"redis://:tests@{self.address}:{self.port}/1"


class S3(Door):
    def prepare(self):
        with open(self.folder + "/s3.json", "w", encoding="ascii") as file:
            file.write('{"identities":[{"name":"film","credentials":[{"accessKey":"%s","secretKey":"%s"}],'
                       '"actions":["Admin","Read","Write","List"]}]}' % tuple(KEYS.values()))
        self.ports = [f"-{name}.port={free_small_port()}" for name in ("master", "volume", "filer", "admin")]
        self.port = free_small_port()

    def command(self):
        return [peer("weed", "an S3 server (SeaweedFS)"), "mini", f"-dir={self.folder}", f"-ip={self.address}",
                f"-ip.bind={self.address}", "-admin.ui=false", "-webdav=false", "-master.telemetry=false",
                "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.volumeSizeLimitMB=64", "-bucket=films",
                f"-s3.config={self.folder}/s3.json", f"-s3.port={self.port}", *self.ports]

    def is_up(self):  # the bucket is made a moment after the port is open
        return self.log_has("components are ready") or self.log_has(" running")

    @property
    def url(self):
        return f"s3://films/tests?region=us-east-1&endpoint=http://{self.address}:{self.port}"


def free_small_port():
    """SeaweedFS takes the one 10000 above it too."""
    while (port := free_port()) > 55000:
        pass
    return port


class SQS(Door):
    def command(self):
        return [peer("python3", "an SQS server (moto)"), f"{ROOT}/tests/unit/servers/sqs.py", str(self.port),
                *KEYS.values()]

    @property
    def url(self):
        return f"sqs://tests?region=us-east-1&endpoint=http://127.0.0.1:{self.port}"
