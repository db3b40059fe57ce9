"""The storyboard of a project before it is filmed: shots, their pictures, changes to them, and voices."""
from server import Case, SCRIPT


class Board(Case):
    def test_shots_are_changed_by_their_key_and_come_back_as_planned(self):
        one = self.user()
        project = one.project(script=SCRIPT)
        before = one.get(f"projects/{project}/board").json
        self.assertIn("estimated", before)
        self.assertEqual(len({shot["shot"] for shot in before["shots"]}), len(before["shots"]))
        shot = next(shot for shot in before["shots"] if shot["scene"] > 0)
        change = {"shot": shot["shot"], "size": "extreme close", "move": "push in", "milliseconds": 12000}
        one.ask("PATCH", f"projects/{project}", {"settings": {"shots": [change]}}, 200)
        after = one.get(f"projects/{project}/board").json
        changed = next(other for other in after["shots"] if other["shot"] == shot["shot"])
        self.assertEqual((changed["size"], changed["move"], changed["length_s"]), ("extreme close", "push in", 12.0))
        self.assertNotEqual(changed["picture"], shot["picture"])
        self.assertGreater(after["length_s"], before["length_s"])
        one.ask("PATCH", f"projects/{project}", {"settings": {}}, 200)
        self.assertEqual(one.get(f"projects/{project}/board").json, before)

    def test_pictures_come_eight_to_a_sheet(self):
        one = self.user()
        project = one.project(script=SCRIPT)
        sheet = one.get(f"projects/{project}/board/0")
        self.assertEqual(sheet.body[:8], b"\x89PNG\r\n\x1a\n")
        one.get(f"projects/{project}/board/999", 404)
        one.get(f"projects/{project}/board/x", 404)

    def test_a_change_that_makes_no_sense_is_refused(self):
        one = self.user()
        project = one.project()
        for change in ({}, {"shot": "short"}, {"shot": "0" * 16, "size": "huge"}, {"shot": "0" * 16, "milliseconds": 1}):
            one.ask("PATCH", f"projects/{project}", {"settings": {"shots": [change]}}, 422)
        one.ask("PATCH", f"projects/{project}", {"settings": {"shots": [{"shot": "f" * 16, "size": "close"}]}}, 200)
        one.get(f"projects/{project}/board")

    def test_a_character_is_heard_in_the_voice_that_was_given(self):
        one = self.user()
        project = one.project(script=SCRIPT)
        voices = one.get("voices").json["voices"]
        people = one.get(f"projects/{project}/breakdown").json
        speaker = next(i for i, person in enumerate(people["characters"]) if person["lines"])
        name, cast = people["characters"][speaker]["name"], people["cast"][speaker]["voice"]
        before = one.get(f"projects/{project}/auditions/{speaker}").body
        self.assertEqual(before[:4], b"RIFF")
        other = next(voice["name"] for voice in voices
                     if voice["name"] != cast and voice["engine"] == "flite" and "en" in voice["languages"].split())
        one.ask("PATCH", f"projects/{project}", {"settings": {"voices": [{"character": name, "voice": other}]}}, 200)
        self.assertNotEqual(one.get(f"projects/{project}/auditions/{speaker}").body, before)
        one.get(f"projects/{project}/auditions/99", 404)
