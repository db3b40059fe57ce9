"""A film with all doors leading to servers at once: PostgreSQL, Redis, S3 and SQS, started here; the API
and the worker share no folder of work but what goes through them."""
import os
import subprocess
import urllib.request

from doors import KEYS, PostgreSQL, Redis, S3, SQS
from server import Case, Client, wait


class AllDoors(Case):
    workers = 1
    doors = ()

    @classmethod
    def setUpClass(cls):
        os.environ["FILM_VOICES"] = "/nonexistent"
        cls.doors = []
        try:
            for door in (S3, SQS, Redis, PostgreSQL):
                cls.doors.append(door())
        except BaseException:
            for door in cls.doors:
                door.close()
            raise
        s3, sqs, redis, postgresql = cls.doors
        cls.options = ("--db", postgresql.database("film"), "--cache", redis.url, "--blobs", s3.url,
                       "--queue", sqs.url)
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        for door in cls.doors:
            door.close()
        for name in (*KEYS, "FILM_VOICES"):
            os.environ.pop(name, None)

    def test_a_film_is_ordered_made_watched_and_fetched(self):
        self.assertEqual(self.server.raw("GET", "/ready")[0], 200)
        one = self.user()
        job = one.post(f"projects/{one.project()}/generate", expect=202)["jobId"]
        done = wait(lambda: (lambda j: j["status"] not in ("queued", "processing") and j)(one.get(f"jobs/{job}").json),
                    "the film")
        self.assertEqual((done["status"], done["tries"]), ("completed", 1))
        files = one.get(f"jobs/{job}/download")
        self.assertIn("X-Amz-Signature=", files["downloadUrl"])
        path = os.path.join(self.server.folder, "film.mp4")
        urllib.request.urlretrieve(files["downloadUrl"], path)
        subprocess.run(["ffmpeg", "-v", "error", "-xerror", "-i", path, "-f", "null", "-"], check=True)
        self.assertEqual(one.get("users/me/credits")["balance"], 2)
        self.assertFalse(os.path.exists(self.server.folder + "/data/film.db"))
        self.assertFalse(os.path.exists(self.server.folder + "/data/blobs"))

    def test_the_cache_is_away_and_all_goes_on(self):
        one = self.user()
        redis = self.doors[2]
        redis.kill()
        try:
            self.assertEqual(len(one.get("projects")["projects"]), 0)
        finally:
            redis.start()

    def test_the_database_is_away_and_comes_back(self):
        one = self.user()
        postgresql = self.doors[3]
        postgresql.kill()
        try:
            away = one.get("projects", 503)
            self.assertIn("retry-after", away.headers)
            self.assertEqual(Client(self.server).ask("GET", "/ready").status, 503)
        finally:
            postgresql.start()
        wait(lambda: one.ask("GET", "projects").status == 200, "the database")
