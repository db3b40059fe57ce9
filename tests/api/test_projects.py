"""Projects, credits and orders, without a worker."""
import json
from concurrent.futures import ThreadPoolExecutor

from server import Case, Client, SCRIPT, websocket
from test_accounts import code_of, now_step


class Projects(Case):
    def test_a_project_is_made_changed_and_kept_in_versions(self):
        one = self.user()
        project = one.project("First")
        self.assertEqual(one.get(f"projects/{project}")["status"], "draft")
        changed = one.ask("PATCH", f"projects/{project}", {"title": "Second"}, 200)
        self.assertEqual((changed["title"], changed["version"]), ("Second", 2))
        one.ask("PUT", f"projects/{project}", {"title": "Third"}, 200)
        one.get(f"projects/{project}/versions", 403)  # comes with the Pro plan
        one.post("subscriptions/upgrade", {"plan": "pro"}, 200)
        versions = one.get(f"projects/{project}/versions")["versions"]
        self.assertEqual([v["title"] for v in versions], ["Second", "First"])

    def test_if_match_refuses_what_somebody_else_changed(self):
        one = self.user()
        project = one.project()
        etag = one.get(f"projects/{project}").headers["etag"]
        one.ask("PATCH", f"projects/{project}", {"title": "A"}, 200, headers={"If-Match": etag})
        one.ask("PATCH", f"projects/{project}", {"title": "B"}, 412, headers={"If-Match": etag})

    def test_an_unchanged_answer_is_304(self):
        one = self.user()
        one.project()
        first = one.get("projects")
        again = one.get("projects", 304, headers={"If-None-Match": first.headers["etag"]})
        self.assertEqual(again.body, b"")

    def test_lists_have_pages_filters_and_search(self):
        one = self.user()
        for i in range(23):
            one.project(f"Film {i} of Chennai" if i % 2 else f"Película {i} 100%_done")
        page = one.get("projects")
        self.assertEqual((len(page["projects"]), page["totalCount"], page["page"]), (20, 23, 1))
        self.assertEqual(page["projects"][0]["title"], "Película 22 100%_done")
        self.assertEqual(len(one.get("projects?page=2")["projects"]), 3)
        self.assertEqual(one.get("projects?search=chennai&pageSize=5")["totalCount"], 11)
        self.assertEqual(one.get("projects?search=PEL%C3%8DCULA")["totalCount"], 12)
        self.assertEqual(one.get("projects?search=%25_")["totalCount"], 12)
        self.assertEqual(one.get("projects?status=completed")["totalCount"], 0)
        answer = one.get("projects?status=lost&page=0&pageSize=1000&odd=1", 422)
        self.assertEqual({e["pointer"] for e in answer["errors"]}, {"/status", "/page", "/pageSize", "/odd"})

    def test_folders_hold_projects(self):
        one = self.user()
        folder = one.post("folders", {"name": "Shorts"}, 201)["folderId"]
        one.post("folders", {"name": "Shorts"}, 409)
        project = one.project(folderId=folder)
        self.assertEqual(one.get("folders")["folders"][0]["projects"], 1)
        self.assertEqual(one.get(f"projects?folderId={folder}")["totalCount"], 1)
        self.assertNotIn("folderId", one.ask("DELETE", f"projects/{project}/folder", expect=200).json)
        moved = one.ask("PATCH", f"projects/{project}", {"folderId": folder}, 200).json
        self.assertEqual((moved["folderId"], moved["version"]), (folder, 1))
        self.user().ask("DELETE", f"projects/{project}/folder", expect=404)
        one.ask("DELETE", f"folders/{folder}", expect=200)
        self.assertNotIn("folderId", one.get(f"projects/{project}").json)

    def test_a_deleted_project_can_be_restored(self):
        one = self.user()
        project = one.project()
        one.ask("DELETE", f"projects/{project}", expect=200)
        one.get(f"projects/{project}", 404)
        self.assertEqual(one.get("projects/deleted")["totalCount"], 1)
        one.post(f"projects/{project}/restore", expect=200)
        one.get(f"projects/{project}")

    def test_bounds_of_the_plan_hold(self):
        one = self.user()
        one.post("projects", {"title": "t" * 101, "script": SCRIPT}, 422)
        answer = one.post("projects", {"title": "t", "script": "word " * 501}, 422)
        self.assertIn("501 words", answer["detail"])
        one.project(script="word " * 500)

    def test_the_culture_is_set(self):
        one = self.user()
        project = one.project()
        self.assertTrue(one.post(f"projects/{project}/cultural-preferences", {"primaryCulture": "south_indian"}, 200)["updated"])
        self.assertEqual(one.get(f"projects/{project}")["settings"]["culture"], "south_indian")


    def test_the_breakdown_names_its_evidence(self):
        one = self.user()
        found = one.get(f"projects/{one.project()}/breakdown")
        self.assertEqual(len(found.json["scenes"]), 1)
        self.assertIn("MEERA", json.dumps(found.json))
        one.post("internal/script-analysis", {"script": SCRIPT}, 200)
        one.post("internal/script-analysis", {"script": "w " * 501}, 422)

    def test_a_script_that_scores_high_waits_for_a_person(self):
        one, boss = self.user(), self.administrator()
        project = one.project(script=SCRIPT + "\nThey torture him. Gore. A massacre.")
        job = one.post(f"projects/{project}/generate", expect=202)["jobId"]
        item = boss.get("admin/moderation")["items"][0]
        self.assertEqual((item["projectId"], item["score"]), (project, 90))
        decide = f"admin/moderation/{item['itemId']}"
        boss.post(decide, {"decision": "reject", "reason": "too cruel"}, 200)
        boss.post(decide, {"decision": "approve"}, 409)
        failed = one.get(f"jobs/{job}")
        self.assertEqual((failed["status"], failed["errorCode"], failed["errorMessage"]),
                         ("failed", "moderation", "too cruel"))
        self.assertEqual(one.get("users/me/credits")["balance"], 3)
        one.post(f"moderation/{item['itemId']}/appeal", {"appeal": "It is history."}, 200)
        one.post(f"moderation/{item['itemId']}/appeal", {"appeal": "Again."}, 409)
        boss.post(decide, {"decision": "approve"}, 200)
        self.assertEqual(one.get("moderation")["reviews"][0]["state"], "approved")
        one.post(f"projects/{project}/generate", expect=202)
        self.assertEqual(boss.get("admin/moderation")["totalCount"], 0)

    def administrator(self):
        boss = self.user()
        self.assertEqual(self.server.admin("promote", "--email", boss.email).returncode, 0)
        secret = boss.post("users/me/second-factor", expect=200)["secret"]
        boss.post("users/me/second-factor/confirm", {"code": code_of(secret, now_step())}, 200)
        return boss


class Credits(Case):
    def test_fifty_at_once_with_three_credits_are_three_jobs(self):
        one = self.user()
        projects = [one.project(f"P{i}") for i in range(50)]
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda p: one.post(f"projects/{p}/generate").status, projects))
        self.assertEqual((answers.count(202), answers.count(402)), (3, 47))
        credits = one.get("users/me/credits")
        self.assertEqual((credits["balance"], credits["held"]), (0, 3))
        self.assertEqual(one.get("jobs")["totalCount"], 3)
        self.assertEqual(self.server.admin("check").returncode, 0)

    def test_a_queued_job_is_cancelled_and_paid_back(self):
        one = self.user()
        project = one.project()
        job = one.post(f"projects/{project}/generate", expect=202)
        one.post(f"projects/{project}/generate", expect=409)
        one.ask("PATCH", f"projects/{project}", {"title": "x"}, 409)
        one.ask("DELETE", f"projects/{project}", expect=409)
        self.assertEqual(one.post(f"jobs/{job['jobId']}/cancel", expect=200)["status"], "cancelled")
        one.post(f"jobs/{job['jobId']}/cancel", expect=409)
        self.assertEqual(one.get("users/me/credits")["balance"], 3)
        self.assertEqual(one.get(f"projects/{project}")["status"], "draft")
        one.post(f"jobs/{job['jobId']}/retry", expect=202)

    def test_a_websocket_answers_pings_and_ends_with_the_job(self):
        one = self.user()
        job = one.post(f"projects/{one.project()}/generate", expect=202)["jobId"]
        messages, code = websocket(one, job, lambda: one.post(f"jobs/{job}/cancel", expect=200))
        self.assertEqual([m["data"]["status"] for m in messages], ["queued", "cancelled"])
        self.assertEqual(code, 1000)

    def test_the_same_order_twice_is_one_job(self):
        one = self.user()
        project = one.project()
        key = {"Idempotency-Key": "order-1"}
        first = one.post(f"projects/{project}/generate", expect=202, headers=key)
        again = one.post(f"projects/{project}/generate", expect=202, headers=key)
        self.assertEqual(first["jobId"], again["jobId"])
        self.assertEqual(again.headers["idempotency-replayed"], "true")
        other = one.project()
        one.post(f"projects/{other}/generate", expect=409, headers=key)

    def test_a_quote_says_what_it_costs(self):
        one = self.user()
        quote = one.get(f"projects/{one.project()}/quote")
        self.assertEqual((quote["credits"], quote["balance"], quote["affordable"]), (1, 3, True))
        self.assertEqual(quote["watermark"], "Created with AI Film Studio")

    def test_credits_are_bought_in_packages(self):
        one = self.user()
        self.assertEqual(one.post("credits/purchase", {"quantity": 10}, 201)["cents"], 500)
        one.post("credits/purchase", {"quantity": 11}, 422)
        self.assertEqual(one.get("users/me/credits")["balance"], 13)
        self.assertEqual([t["type"] for t in one.get("credits/history")["history"]], ["purchase", "monthly"])
        self.assertEqual(len(Client(self.server).get("credits/prices")["plans"]), 3)

    def test_an_upgrade_counts_at_once_a_downgrade_later(self):
        one = self.user()
        one.post("subscriptions/upgrade", {"plan": "pro"}, 200)
        me = one.get("users/me")
        self.assertEqual((me["tier"], me["credits"]), ("pro", 30))
        after = one.post("subscriptions/upgrade", {"plan": "free"}, 200)
        self.assertEqual((after["plan"], after["nextPlan"]), ("pro", "free"))
        one.post("subscriptions/upgrade", {"plan": "enterprise"}, 403)
        self.assertEqual(self.server.admin("check").returncode, 0)
