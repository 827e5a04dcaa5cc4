from __future__ import annotations

REF = "jira:ONB-1"


def comments(jira) -> list[dict]:
    return jira.world.comments_on(jira.world.find("ONB-1"))


class TestSync:
    def test_every_page_is_read(self, desk, on_jira):
        epic = on_jira.world.add("ONB", "Onboarding", type="Epic", labels=["onboarding"])
        for number in range(120):
            on_jira.world.add("ONB", f"Story {number}", parent=epic.key if number % 2 else None)
        synced = desk.json("sync")["sources"][0]
        assert (synced["items"], synced["error"]) == (121, None)
        coverage = desk.json("report")["coverage"]
        assert (coverage["tied"], coverage["untied"]) == (60, 60)
        assert coverage["not_counted"]["represented"] == 1

    def test_only_what_changed_is_read_again(self, desk, on_jira):
        first = on_jira.world.add("ONB", "First")
        on_jira.world.tick(days=2)
        on_jira.world.add("ONB", "Second")
        desk.run("sync")
        on_jira.world.tick(days=2)
        on_jira.world.edit(first, labels=["onboarding"])
        assert desk.json("sync")["sources"][0]["changed"] == 1
        assert desk.json("report")["coverage"]["tied"] == 1

    def test_what_disappeared_is_noticed_by_a_full_sync(self, desk, on_jira):
        issues = [on_jira.world.add("ONB", f"Story {number}") for number in range(12)]
        desk.run("sync")
        on_jira.world.delete(issues[0])
        assert desk.json("sync", "--full")["sources"][0]["removed"] == 1
        assert desk.json("report")["coverage"]["counted"] == 11

    def test_a_deletion_is_noticed_a_day_later_by_itself(self, desk, on_jira):
        issues = [on_jira.world.add("ONB", f"Story {number}") for number in range(12)]
        desk.run("sync")
        on_jira.world.delete(issues[0])
        on_jira.world.tick(days=1)
        assert desk.json("sync")["sources"][0]["removed"] == 1

    def test_what_the_file_names_by_an_old_key_is_found_after_a_move(self, desk, on_jira):
        on_jira.world.add_project("OPS")
        file = (desk.folder / "okrsync.toml").read_text()
        named = file.replace('id = "CALM"', 'id = "CALM"\nitems = ["jira:ONB-1"]')
        desk.write(named.replace('projects = ["ONB"]', 'projects = ["ONB", "OPS"]'))
        epic = on_jira.world.add("ONB", "Quiet nights", type="Epic")
        on_jira.world.add("ONB", "Fewer alerts", parent=epic.key)
        desk.run("sync")
        on_jira.world.move(epic, "OPS")
        desk.run("sync")
        child = desk.json("explain", "jira:ONB-2")["item"]
        assert (child["verdict"], child["goals"]) == ("tied", ["CALM"])
        assert child["evidence"][0]["path"] == ["jira:ONB-2", "jira:OPS-1"]
        assert desk.json("explain", "jira:ONB-1")["item"]["ref"] == "jira:OPS-1"

    def test_what_a_search_keeps_back_stands_before_the_numbers(self, desk, on_jira):
        if not on_jira.world.is_cloud:
            return
        on_jira.world.add("ONB", "Story")
        on_jira.world.counts_more = 9
        desk.run("sync")
        (told,) = [one for one in desk.json("report")["data_quality"] if one["id"] == "source_warning"]
        assert "its search gave 9 fewer" in told["message"]

    def test_an_issue_link_ties_where_the_file_says_so(self, desk, on_jira):
        file = (desk.folder / "okrsync.toml").read_text()
        desk.write(file.replace('projects = ["ONB"]', 'projects = ["ONB"]\nlink_types = ["contributes to"]'))
        on_jira.world.add("ONB", "Objective", labels=["onboarding"])
        type_ = {"name": "Contribution", "inward": "is contributed to by", "outward": "contributes to"}
        links = [{"type": type_, "outwardIssue": {"key": "ONB-1"}}]
        on_jira.world.add("ONB", "Work", more={"issuelinks": links})
        desk.run("sync")
        stored = desk.json("explain", "jira:ONB-2")["item"]["evidence"][0]["path"]
        live = desk.json("check", "jira:ONB-2")["items"][0]["evidence"][0]["path"]
        assert stored == live == ["jira:ONB-2", "jira:ONB-1"]


class TestComment:
    def test_one_comment_is_kept_from_asking_to_resolving(self, desk, on_jira):
        issue = on_jira.world.add("ONB", "Ask for less")
        outcomes = [desk.json("check", REF, "--comment")["items"][0]["comment"] for _ in range(2)]
        on_jira.world.edit(issue, labels=["okr:grow"])
        outcomes.append(desk.json("check", REF, "--comment")["items"][0]["comment"])
        assert outcomes == ["created", "unchanged", "resolved"]
        (comment,) = comments(on_jira)
        assert "<!--" not in comment["body"]
        assert "GROW" in comment["body"]

    def test_an_answer_lost_after_the_write_leaves_one_comment(self, desk, on_jira):
        on_jira.world.add("ONB", "Ask for less")
        on_jira.fail("POST .*/comment$", 502, after_effect=True)
        assert desk.json("check", REF, "--comment")["items"][0]["comment"] == "created"
        assert len(comments(on_jira)) == 1

    def test_a_connection_cut_before_the_write_is_tried_once_more(self, desk, on_jira):
        on_jira.world.add("ONB", "Ask for less")
        on_jira.fail("POST .*/comment$", cut=True)
        assert desk.json("check", REF, "--comment")["items"][0]["comment"] == "created"
        assert len(comments(on_jira)) == 1

    def test_a_project_that_may_not_be_written_refuses_and_nothing_fails(self, desk, on_jira):
        on_jira.world.add("ONB", "Ask for less")
        on_jira.world.read_only.add("ONB")
        assert desk.json("check", REF, "--comment")["items"][0]["comment"] == "refused"
