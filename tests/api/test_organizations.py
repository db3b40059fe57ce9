"""Organisations: every role × every route, invitations by mail, projects that outlive their maker."""
import re

from server import Case, Client, SCRIPT

RANK = {"viewer": 0, "writer": 1, "editor": 1, "director": 2, "producer": 3, "admin": 4}
# What the least role is for each route; P stands for the project, O for the organisation.
TABLE = [
    ("GET", "organizations/O", None, 0), ("GET", "organizations/O/members", None, 0),
    ("GET", "projects?organizationId=O", None, 0), ("GET", "projects/P", None, 0),
    ("GET", "projects/P/breakdown", None, 0), ("GET", "projects/P/portraits/0", None, 0),
    ("GET", "projects/P/quote", None, 0), ("GET", "projects/P/archive", None, 0), ("GET", "jobs?projectId=P", None, 0),
    ("GET", "projects/P/shares", None, 0),
    ("POST", "projects", {"title": "t", "script": SCRIPT, "organizationId": "O"}, 1),
    ("PATCH", "projects/P", {"title": "new"}, 1),
    ("POST", "projects/P/cultural-preferences", {"primaryCulture": "auto"}, 1),
    ("POST", "projects/P/generate", None, 2), ("POST", "jobs/J/cancel", None, 2),
    ("POST", "projects/P/lock", None, 3), ("POST", "projects/P/unlock", None, 3),
    ("POST", "projects/P/shares", {}, 3), ("GET", "organizations/O/usage", None, 3),
    ("DELETE", "projects/P", None, 3), ("POST", "projects/P/restore", None, 3),
    ("PATCH", "organizations/O", {"name": "New"}, 4), ("GET", "organizations/O/audit", None, 4),
    ("GET", "organizations/O/invitations", None, 4),
    ("POST", "organizations/O/invitations", {"email": "x@example.com", "role": "viewer"}, 4),
    ("PATCH", "organizations/O/members/M", {"role": "viewer"}, 4), ("DELETE", "organizations/O/members/M", None, 4),
]


class Organizations(Case):
    def join(self, admin, organization, role):
        one = self.user()
        admin.post(f"organizations/{organization}/invitations", {"email": one.email, "role": role}, 201)
        token = re.search(r"invitation\?token=(\S+)", self.server.mail(one.email, 2)).group(1)
        joined = one.post("organizations/join", {"token": token}, 200)
        self.assertEqual(joined["role"], role)
        one.post("organizations/join", {"token": token}, 404)
        return one

    def found(self):
        admin = self.user()
        return admin, admin.post("organizations", {"name": "Kolam Films"}, 201)["organizationId"]

    def test_every_role_on_every_route(self):
        admin, organization = self.found()
        people = {role: self.join(admin, organization, role) for role in RANK if role != "admin"} | {"admin": admin}
        stranger = self.user()
        for role, one in people.items():
            project = admin.project(organizationId=organization)
            job = ""
            for method, path, body, least in TABLE:
                if "J" in path and not job:
                    job = admin.post(f"projects/{project}/generate", expect=202)["jobId"]
                target = path.replace("J", job).replace("P", project).replace("O", organization)
                if "M" in target:
                    target = target.replace("M", self.join(admin, organization, "viewer").id)
                sent = {k: v.replace("O", organization) if k == "organizationId" else v for k, v in body.items()} if body else body
                self.assertEqual(stranger.ask(method, target, sent).status, 404, f"stranger: {method} {path}")
                status = one.ask(method, target, sent).status
                if RANK[role] < least:
                    wanted = (403, 404) if "restore" in path else (403,)
                    self.assertIn(status, wanted, f"{role}: {method} {path}")
                else:
                    wanted = (409,) if path == "projects/P/shares" and method == "POST" else (200, 201, 202)
                    self.assertIn(status, wanted, f"{role}: {method} {path}")
                    if path == "projects/P/generate":
                        job = one.get(f"jobs?projectId={project}")["jobs"][0]["jobId"]
            admin.post(f"jobs/{job}/cancel")
        mine = people["writer"].get("projects")
        self.assertEqual(mine["totalCount"], 0)

    def test_a_locked_project_refuses_changes(self):
        admin, organization = self.found()
        writer = self.join(admin, organization, "writer")
        project = writer.project(organizationId=organization)
        self.assertTrue(admin.post(f"projects/{project}/lock", expect=200)["locked"])
        for one in (writer, admin):
            one.ask("PATCH", f"projects/{project}", {"title": "x"}, 409)
        admin.ask("DELETE", f"projects/{project}", expect=409)
        admin.post(f"projects/{project}/unlock", expect=200)
        writer.ask("PATCH", f"projects/{project}", {"title": "x"}, 200)

    def test_who_leaves_sees_nothing_and_what_they_made_stays(self):
        admin, organization = self.found()
        writer = self.join(admin, organization, "writer")
        project = writer.project(organizationId=organization)
        writer.ask("DELETE", f"organizations/{organization}/members/{writer.id}", expect=200)
        writer.get(f"projects/{project}", 404)
        writer.get(f"organizations/{organization}", 404)
        writer.ask("DELETE", "users/me", expect=200)
        self.assertEqual(admin.get(f"projects/{project}")["organizationId"], organization)
        admin.ask("DELETE", f"organizations/{organization}", expect=409)

    def test_there_is_always_an_administrator(self):
        admin, organization = self.found()
        other = self.join(admin, organization, "producer")
        here = f"organizations/{organization}/members/"
        admin.ask("PATCH", here + admin.id, {"role": "viewer"}, 409)
        admin.ask("DELETE", here + admin.id, expect=409)
        admin.ask("DELETE", "users/me", expect=409)
        admin.ask("PATCH", here + other.id, {"role": "admin"}, 200)
        other.ask("DELETE", here + admin.id, expect=200)
        other.ask("DELETE", f"organizations/{organization}", expect=200)
        self.assertEqual(other.get("organizations")["organizations"], [])

    def test_invitations_are_for_one_address_and_can_be_taken_back(self):
        admin, organization = self.found()
        one, other = self.user(), self.user()
        open_ = admin.post(f"organizations/{organization}/invitations", {"email": one.email, "role": "editor"}, 201)
        token = re.search(r"token=(\S+)", self.server.mail(one.email, 2)).group(1)
        other.post("organizations/join", {"token": token}, 403)
        self.assertEqual(len(admin.get(f"organizations/{organization}/invitations")["invitations"]), 1)
        admin.ask("DELETE", f"organizations/{organization}/invitations/{open_['invitationId']}", expect=200)
        one.post("organizations/join", {"token": token}, 404)
        again = self.join(admin, organization, "viewer")
        admin.post(f"organizations/{organization}/invitations", {"email": again.email, "role": "editor"}, 409)
        rows = admin.get(f"organizations/{organization}/audit")["rows"]
        self.assertNotIn("@", str(rows))  # it is for ever, and nobody's address is
        log = [row["action"] for row in rows]
        self.assertEqual(log, ["member.joined", "member.invited", "member.uninvited", "member.invited", "organization.made"])
        self.assertEqual(self.server.admin("check").returncode, 0)
        Client(self.server).post("organizations", {"name": "x"}, 401)
