"""A film without an account."""
import glob
import hashlib

from server import Case, Client, SCRIPT, Server, wait


def work(challenge):
    nonce = 0
    while int.from_bytes(hashlib.sha256(f"{challenge['challenge']}:{nonce}".encode()).digest()[:8], "big") >> (64 - challenge["difficulty"]):
        nonce += 1
    return {"challenge": challenge["challenge"], "nonce": str(nonce)}


class Guests(Case):
    workers = 1

    def order(self, **more):
        nobody = Client(self.server)
        return nobody.post("guest/films", {"script": SCRIPT, **work(nobody.get("guest/challenge")), **more})

    def test_from_nobody_to_the_film_and_into_an_account(self):
        film = self.order(settings={"resolution": "360p"})
        self.assertEqual(film.status, 202)
        guest = Client(self.server, film["accessToken"])
        job = film["jobId"]
        for path in ("projects", "users/me", "users/me/credits", f"projects/{film['projectId']}", "organizations"):
            guest.get(path, 403)
        guest.post("projects", {"title": "t", "script": SCRIPT}, 403)
        guest.post(f"projects/{film['projectId']}/generate", expect=403)
        one = self.user()
        one.get(f"jobs/{job}", 404)
        one.post("guest/claim", {"claimToken": film["claimToken"]}, 409)
        done = wait(lambda: (lambda j: j["status"] not in ("queued", "processing") and j)(guest.get(f"jobs/{job}").json), "the film")
        self.assertEqual((done["status"], done["credits"]), ("completed", 1))
        url = guest.get(f"jobs/{job}/download")["downloadUrl"]
        self.assertEqual(self.server.raw("GET", url)[0], 200)
        one.post("guest/claim", {"claimToken": "x" * 43}, 404)
        project = one.post("guest/claim", {"claimToken": film["claimToken"]}, 200)
        self.assertEqual((project["projectId"], project["status"]), (film["projectId"], "completed"))
        one.get(f"jobs/{job}/download")
        guest.get(f"jobs/{job}", 401)
        one.post("guest/claim", {"claimToken": film["claimToken"]}, 404)  # once
        self.user().post("guest/claim", {"claimToken": film["claimToken"]}, 404)
        self.assertEqual(self.server.admin("check").returncode, 0)

    def test_what_is_refused(self):
        nobody = Client(self.server)
        good = {"script": SCRIPT, **work(nobody.get("guest/challenge"))}
        nobody.post("guest/films", {**good, "nonce": "no"}, 403)
        nobody.post("guest/films", {**good, "challenge": "A" * 75}, 403)
        nobody.post("guest/films", {**good, "script": "word " * 151}, 422)
        long = "EXT. COURTYARD - DAWN\n" + "\nMEERA\nEvery morning before the sun is up I draw it anew, slowly.\n" * 10
        refused = nobody.post("guest/films", {**good, "script": long}, 422)
        self.assertIn("seconds long", refused["detail"])
        nobody.post("guest/films", good, 202)  # and nothing was spent on that
        nobody.post("guest/films", good, 403)  # the challenge is spent

    def test_one_a_day_for_an_address(self):
        server = Server("--behind-proxy", limits=1)
        try:
            nobody = Client(server)

            def order(address):
                asked = {"script": SCRIPT, **work(nobody.get("guest/challenge"))}
                return nobody.post("guest/films", asked, headers={"X-Forwarded-For": address})
            self.assertEqual(order("203.0.113.7").status, 202)
            again = order("203.0.113.7")
            self.assertEqual(again.status, 429)
            self.assertGreater(int(again.headers["retry-after"]), 80000)
            self.assertEqual(order("2001:db8:1:2:3::4").status, 202)
            self.assertEqual(order("2001:db8:1:2:5::6").status, 429)  # the same network
            self.assertEqual(order("2001:db8:1:3::1").status, 202)
            for path in glob.glob(server.folder + "/data/film.db*"):
                with open(path, "rb") as file:
                    self.assertNotIn(b"203.0.113.7", file.read())
        finally:
            server.close()
