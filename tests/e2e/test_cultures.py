"""One neutral script under seven culture settings: seven films, none with another's things."""
import json
import os
import tempfile
import unittest

import studio

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "neutral.fountain")
CULTURES = ["south_indian", "north_indian", "east_asian", "western", "middle_eastern", "african",
            "fantasy"]


class SevenCultures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reports = {}
        with tempfile.TemporaryDirectory(prefix="film-e2e-") as work:
            for culture in CULTURES:
                plan = studio.run("storyboard", SCRIPT, "--culture", culture, "--json", "--work",
                                  work)
                cls.reports[culture] = json.loads(plan.stdout)

    def test_no_shot_shows_a_place_of_another_culture(self):
        for culture, report in self.reports.items():
            for shot in report["shots"]:
                self.assertEqual(shot["culture"], culture)
                self.assertIn(culture, shot["set_cultures"], f'{shot["set"]} in {culture}')

    def test_everybody_is_dressed_by_the_culture(self):
        wardrobes = {}
        for culture, report in self.reports.items():
            for member in report["cast"]:
                self.assertEqual(member["culture"], culture)
            wardrobes[culture] = {member["outfit"] for member in report["cast"]}
        for one in CULTURES:
            for other in CULTURES:
                if one != other:
                    self.assertFalse(wardrobes[one] == wardrobes[other], f"{one}, {other}")

    def test_palettes_and_architecture_differ(self):
        palettes, places = set(), {}
        for culture, report in self.reports.items():
            shots = [shot for shot in report["shots"] if shot["scene"] > 0]
            palettes.add(tuple(shot["palette"]["base"] for shot in shots))
            places[culture] = tuple(dict.fromkeys(shot["set"] for shot in shots))
        self.assertEqual(len(palettes), len(CULTURES))
        self.assertGreaterEqual(len(set(places.values())), 6, places)


if __name__ == "__main__":
    unittest.main()
