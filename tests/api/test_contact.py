"""Letters to whoever runs the server: mailed to every administrator, a few an hour, none from machines."""
from server import Case, Client, Server, wait

LETTER = {"name": "Meera", "email": "meera@example.com", "message": "May I?\n\nA film for school."}


class Contact(Case):
    def test_a_letter_reaches_the_administrators(self):
        nobody = Client(self.server)
        nobody.post("contact", LETTER, 409)  # nobody could read it
        one, other = self.user(), self.user()
        self.assertEqual(self.server.admin("promote", "--email", one.email).returncode, 0)
        for letter in ({}, {**LETTER, "email": "meera"}, {**LETTER, "message": ""}, {**LETTER, "message": "x" * 5001}):
            nobody.post("contact", letter, 422)
        nobody.post("contact", {**LETTER, "website": "https://spam.example", "message": "Buy."}, 202)
        nobody.post("contact", LETTER, 202)
        wait(lambda: any("film for school" in text for text in self.server.mails(one.email)), "the letter")
        mail = [text for text in self.server.mails(one.email) if "school" in text][0]
        self.assertIn("Meera <meera@example.com> writes", mail)
        self.assertIn("A film for school.", mail)
        self.assertFalse(any("Buy." in text for text in self.server.mails(one.email)))
        self.assertFalse(any("school" in text for text in self.server.mails(other.email)))

    def test_five_an_hour_are_enough(self):
        server = Server(limits=1)
        try:
            nobody = Client(server)
            for _ in range(5):
                nobody.post("contact", {**LETTER, "website": "x"}, 202)
            self.assertGreater(int(nobody.post("contact", LETTER, 429).headers["retry-after"]), 0)
        finally:
            server.close()
