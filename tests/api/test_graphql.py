"""GraphQL over projects, jobs and credits."""
import json
import urllib.parse

from server import Case, Client, SCRIPT

OTHER = "01a21f1a-c9fb-774c-a464-2d22ee25aa93"


class Graphql(Case):
    def query(self, one, text, variables=None, **more):
        return one.post("graphql", {"query": text, **({"variables": variables} if variables else {}), **more}, 200).json

    def refused(self, one, text, variables=None, **more):
        """The first message of a request at fault."""
        answer = self.query(one, text, variables, **more)
        self.assertNotIn("data", answer)
        return answer["errors"][0]["message"]

    def test_one_query_gives_what_rest_gives_in_many(self):
        one = self.user()
        project = one.project("Kolam")
        job = one.post(f"projects/{project}/generate", expect=202)["jobId"]
        answer = self.query(one, """{
          me { userId email __typename }
          projects(first: 5) { totalCount hasNextPage items { projectId title jobs { items { jobId } } } }
          project(id: "%s") { title script settings createdAt folderId }
          jobs { items { jobId status steps { name } project { title } } }
          job(id: "%s") { status credits }
          credits { balance held transactions(first: 1) { totalCount endCursor items { type amount } } }
        }""" % (project, job))
        self.assertNotIn("errors", answer)
        data, rest = answer["data"], one.get(f"projects/{project}").json
        self.assertEqual(list(data), ["me", "projects", "project", "jobs", "job", "credits"])
        self.assertEqual(data["me"], {"userId": one.id, "email": one.email, "__typename": "User"})
        self.assertEqual(data["projects"], {"totalCount": 1, "hasNextPage": False, "items": [
            {"projectId": project, "title": "Kolam", "jobs": {"items": [{"jobId": job}]}}]})
        self.assertEqual(data["project"], {"title": "Kolam", "script": SCRIPT, "settings": rest["settings"],
                                           "createdAt": rest["createdAt"], "folderId": None})
        self.assertEqual(data["jobs"]["items"][0]["project"], {"title": "Kolam"})
        self.assertEqual(len(data["jobs"]["items"][0]["steps"]), 7)
        self.assertEqual(data["job"]["status"], "queued")
        statement = one.get("users/me/credits").json
        self.assertEqual((data["credits"]["balance"], data["credits"]["held"]), (statement["balance"], statement["held"]))
        first = statement["history"][0]
        self.assertEqual(data["credits"]["transactions"]["items"], [{"type": first["type"], "amount": first["amount"]}])
        self.assertEqual(data["credits"]["transactions"]["endCursor"], "1")

    def test_variables_aliases_fragments_and_directives(self):
        one = self.user()
        for title in ("Rain", "Rainbow", "Sun"):
            one.project(title)
        answer = self.query(one, """
          query Two($word: String!, $more: Boolean = false, $state: ProjectStatus) {
            wet: projects(search: $word, status: $state) { ...Titles }
            dry: projects(search: "sun") { ...Titles items { status @include(if: $more) } }
          }
          query Other { me { email } }
          fragment Titles on ProjectPage { items { title } }
        """, {"word": "rain", "state": "draft"}, operationName="Two")
        self.assertEqual(answer, {"data": {"wet": {"items": [{"title": "Rainbow"}, {"title": "Rain"}]},
                                           "dry": {"items": [{"title": "Sun"}]}}})

    def test_pages_follow_each_other(self):
        one, seen, after = self.user(), [], None
        for i in range(5):
            one.project(f"Film {i}")
        while True:
            page = self.query(one, "query($a: String) { projects(first: 2, after: $a) { items { title } endCursor hasNextPage } }",
                              {"a": after} if after else None)["data"]["projects"]
            seen += [p["title"] for p in page["items"]]
            after = page["endCursor"]
            self.assertEqual(page["hasNextPage"], after is not None)
            if not after:
                break
        self.assertEqual(seen, [f"Film {i}" for i in (4, 3, 2, 1, 0)])
        answer = self.query(one, '{ projects(first: 2, after: "3") { totalCount } me { email } }')
        self.assertEqual(answer["errors"][0]["path"], ["projects"])
        self.assertEqual(answer["data"], {"projects": None, "me": {"email": one.email}})

    def test_somebody_elses_things_do_not_exist(self):
        owner, stranger = self.user(), self.user()
        project = owner.project()
        job = owner.post(f"projects/{project}/generate", expect=202)["jobId"]
        for ids in ({"p": project, "j": job}, {"p": OTHER, "j": OTHER}, {"p": "' OR 1=1 --", "j": 7}):
            answer = self.query(stranger, """query($p: ID!, $j: ID!) {
              project(id: $p) { title }
              mine: jobs(projectId: $p) { totalCount }
              job(id: $j) { status }
              jobs { totalCount } projects { totalCount } }""", ids)
            self.assertEqual(answer["data"], {"project": None, "mine": None, "job": None, "jobs": {"totalCount": 0},
                                              "projects": {"totalCount": 0}})
            self.assertEqual([e["path"] for e in answer["errors"]], [["project"], ["mine"], ["job"]])
            self.assertEqual({e["extensions"]["code"] for e in answer["errors"]}, {"not-found"})
            self.assertEqual(answer["errors"][0]["locations"], [{"line": 2, "column": 15}])

    def test_limits_are_said(self):
        one = self.user()
        deep = "{ jobs { items { " + "project { jobs { items { " * 3 + "jobId" + " } } }" * 3 + " } } }"
        self.assertIn("too deep", self.refused(one, deep))
        self.assertIn("costs more", self.refused(one, "{ jobs(first: 100) { items { project { jobs(first: 100) { items { jobId } } } } } }"))
        self.assertIn("too large", self.refused(one, "{ " + "me { email } " * 600 + "}"))
        self.assertIn("16 KiB", self.refused(one, "{ me { email } }" + "#é" * 8000))
        self.assertIn("nested", self.refused(one, "{ me" * 40))
        self.assertIn("from 1 to 100", self.refused(one, "{ projects(first: 101) { totalCount } }"))
        one.post("graphql", {"query": "x" * 16385}, 422)

    def test_what_is_wrong_is_said_with_its_place(self):
        one = self.user()
        for text, message in (("{ me { emial } }", 'no field "emial"; it has'), ("{ me }", "which fields"),
                              ("{ me { email { x } } }", "has no fields"), ("{ me { email }", "name is expected"),
                              ("{ project { title } }", 'needs the argument "id"'), ("{ jobs(status: done) { totalCount } }", "one of queued"),
                              ("{ me(id: 1) { email } }", "no argument"), ("{ a: me { email } a: jobs { totalCount } }", "two ways"),
                              ("{ ...F } fragment F on Query { ...F }", "contains itself"), ("{ ...F }", "no fragment"),
                              ("{ me { ...F } } fragment F on Job { jobId }", "no place here"), ("query($a: Int) { me { email } }", "not used"),
                              ("{ job(id: $a) { jobId } }", "not declared"), ("query($a: ID) { job(id: $a) { jobId } }", "cannot stand here"),
                              ("query($a: ID!) { job(id: $a) { jobId } }", "needs a value"), ("{ me { email @once } }", "no directive"),
                              ("mutation { deleteProject }", "reads only"), ("subscription { jobs { totalCount } }", "reads only"),
                              ("{ __schema { types { name } } }", "/api/docs"), ("", None)):
            if message:
                self.assertIn(message, self.refused(one, text), text)
        self.assertIn("operationName", self.refused(one, "query A { me { email } } query B { me { email } }"))
        one.post("graphql", {"query": ""}, 422)
        one.post("graphql", {"query": "{ me { email } }", "variables": [1]}, 422)
        one.post("graphql", "{", 400)

    def test_get_asks_too_and_a_key_that_reads_is_enough(self):
        one = self.user()
        reader = Client(self.server, key=one.post("users/me/api-keys", {"name": "r"}, 201)["key"])
        ask = urllib.parse.urlencode({"query": "query($n: Int) { projects(first: $n) { totalCount } credits { balance } }",
                                      "variables": json.dumps({"n": 3})})
        for client in (one, reader):
            self.assertEqual(client.get("graphql?" + ask).json, {"data": {"projects": {"totalCount": 0}, "credits": {"balance": 3}}})
        self.assertEqual(self.query(reader, "{ me { email } }"), {"data": {"me": {"email": one.email}}})
        one.get("graphql?query=%7Bme%7Bemail%7D%7D&variables=7", 422)
        Client(self.server).get("graphql?" + ask, 401)
