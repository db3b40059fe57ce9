"""Consent, export, and what is left of an account 30 days after it was deleted."""
import sqlite3

from server import Case, PASSWORD, SCRIPT, wait

DAY_MS = 24 * 3600 * 1000


class Privacy(Case):
    def test_consent_leaves_a_trail(self):
        one = self.user()
        one.post("users/me/consents", {"purpose": "marketing", "granted": True, "source": "sign-up form"}, 201)
        trail = one.post("users/me/consents", {"purpose": "marketing", "granted": False}, 201)["consents"]
        self.assertEqual([(c["purpose"], c["granted"]) for c in trail], [("marketing", False), ("marketing", True)])
        self.assertEqual(one.get("users/me/consents")["consents"], trail)
        one.post("users/me/consents", {"purpose": "everything", "granted": True}, 422)

    def test_the_export_holds_all_and_no_secret(self):
        one, other = self.user(), self.user()
        project = one.project(title="Mine")
        other.project(title="Not mine", script=SCRIPT + "\nA secret of somebody else.\n")
        key = one.post("users/me/api-keys", {"name": "k"}, 201)["key"]
        hook = one.post("webhooks", {"url": "https://example.com/", "events": ["video.failed"]}, 201)
        one.post("organizations", {"name": "Kolam Films"}, 201)
        answer = one.get("users/me/export")
        self.assertIn("attachment", answer.headers["content-disposition"])
        data = answer.json
        self.assertEqual(data["account"][0]["email"], one.email)
        self.assertEqual([(p["projectId"], p["script"]) for p in data["projects"]], [(project, SCRIPT)])
        self.assertEqual((len(data["apiKeys"]), len(data["webhooks"]), len(data["sessions"])), (1, 1, 1))
        self.assertEqual(data["organizations"][0]["role"], "admin")
        self.assertEqual(data["creditTransactions"][0]["amount"], 3)
        text = answer.body.decode()
        for secret in (key, hook["secret"], PASSWORD, one.token, one.refresh, "argon2id", "somebody else", other.email):
            self.assertNotIn(secret, text)

    def test_thirty_days_after_nothing_names_them(self):
        one, other = self.user("gone@example.com"), self.user()
        project = one.project(script=SCRIPT + "\nA line to be forgotten.\n")
        one.ask("PATCH", "users/me", {"fullName": "Meera Goneril"}, 200)
        one.post("webhooks", {"url": "https://example.com/", "events": ["video.failed"]}, 201)
        self.server.mail("gone@example.com")
        one.ask("DELETE", "users/me", expect=200)
        one.get("users/me", 401)
        self.assertEqual(self.server.stop()[0], 0)
        with sqlite3.connect(self.server.folder + "/data/film.db") as db:
            db.execute("UPDATE users SET deleted_at = deleted_at - ? WHERE deleted_at IS NOT NULL", (31 * DAY_MS,))
            db.execute("UPDATE projects SET deleted_at = deleted_at - ? WHERE deleted_at IS NOT NULL", (31 * DAY_MS,))
        db.close()
        self.server.start()

        def named():
            with sqlite3.connect(self.server.folder + "/data/film.db") as db:
                dump = "\n".join(db.iterdump())
            db.close()
            return [word for word in ("gone@example.com", "Goneril", "to be forgotten", project) if word in dump.replace(
                "'project.deleted','project','" + project, "")]
        wait(lambda: not named(), "the erasure")
        self.assertEqual(self.server.admin("check").returncode, 0)
        other.get("users/me")
        self.user("gone@example.com")  # the address is free again
