"""What a person corrects in the breakdown of a project: read back, drawn, and filmed."""
from server import Case, SCRIPT

CHANGES = {"resolution": "360p", "scenes": [{"scene": 1, "mood": "mysterious", "hour": "night", "weather": "rain"}],
           "people": [{"name": "Meera", "age": "mature", "gender": "male", "outfit": "suit"}]}


class Corrections(Case):
    def test_they_are_honoured_wherever_the_script_is_read(self):
        one = self.user()
        project = one.project(script=SCRIPT)
        before = one.get(f"projects/{project}/breakdown").json
        pictures = [one.get(f"projects/{project}/{path}").body for path in ("portraits/0", "board/0")]
        one.ask("PATCH", f"projects/{project}", {"settings": CHANGES}, 200)
        after = one.get(f"projects/{project}/breakdown").json
        scene, meera = after["scenes"][0], after["characters"][0]
        self.assertEqual((scene["mood"], scene["hour"], scene["weather"]), ("mysterious", "night", "rain"))
        self.assertEqual(scene["hour_evidence"]["words"], "set by hand")
        self.assertEqual(scene["culture"], before["scenes"][0]["culture"])
        self.assertEqual((meera["age"], meera["gender"]), ("mature", "male"))
        self.assertEqual(after["cast"][0]["outfit"], "suit")
        for path, picture in zip(("portraits/0", "board/0"), pictures):
            self.assertNotEqual(one.get(f"projects/{project}/{path}").body, picture)
        one.ask("PATCH", f"projects/{project}", {"settings": {"resolution": "360p"}}, 200)
        self.assertEqual(one.get(f"projects/{project}/breakdown").json, before)
        self.assertEqual(one.get(f"projects/{project}/portraits/0").body, pictures[0])

    def test_what_is_no_correction_is_refused(self):
        one = self.user()
        project = one.project()
        for settings in ({"scenes": [{"scene": 0, "mood": "sad"}]}, {"scenes": [{"mood": "sad"}]}, {"people": [{"age": "adult"}]},
                         {"scenes": [{"scene": 1, "mood": "gloomy"}]}, {"people": [{"name": "MEERA", "gender": "x"}]}):
            one.ask("PATCH", f"projects/{project}", {"settings": settings}, 422)
        beyond = {"scenes": [{"scene": 99, "mood": "sad"}], "people": [{"name": "Nobody", "age": "adult"}]}
        one.ask("PATCH", f"projects/{project}", {"settings": beyond}, 200)
        one.get(f"projects/{project}/breakdown")
