from __future__ import annotations

import pytest

from okrsync.errors import NotVisible, WriteRefused, WriteUnknown
from tests.trackers.jira.opening import opened

REF = "jira:ONB-1"
BODY = "<!-- okrsync:v1 seen=2026-11-02T09:00:00+00:00 -->\nWhich goal does this serve?\n\n* [GROW|https://x]"
SHOWN = "Which goal does this serve?\n\n* [GROW|https://x]"
FOOTER = "_okrsync keeps this one comment up to date; the label {{okr:snooze}} stops it._"
SIGNED = f"<!-- okrsync:v1 -->\nWhich goal does this work serve?\n\n{FOOTER}"


@pytest.fixture
def issue(server):
    return server.world.add("ONB", "Work")


def kept(server, issue):
    return [comment["body"] for comment in server.world.comments_on(issue)]


@pytest.mark.usefixtures("issue")
def test_a_comment_is_found_again_as_it_was_posted(server):
    created = opened(server).tracker.create_comment(REF, BODY)
    [found] = opened(server).tracker.comments(REF)
    assert found == created
    assert (found.body, found.is_ours) == (BODY, True)


def test_people_see_no_marker(server, issue):
    opened(server).tracker.create_comment(REF, BODY)
    assert kept(server, issue) == [SHOWN]


@pytest.mark.usefixtures("issue")
def test_the_mark_goes_out_with_the_comment_in_one_post(server):
    opened(server).tracker.create_comment(REF, BODY)
    [post] = server.asked("^POST")
    assert [each["key"] for each in post.body["properties"]] == ["okrsync"]
    assert not server.asked("^PUT")


@pytest.mark.usefixtures("issue")
def test_a_body_without_a_first_line_comes_back_without_one(server):
    opened(server).tracker.create_comment(REF, "Only words")
    assert opened(server).tracker.comments(REF)[0].body == "Only words"


def test_comments_of_others_are_not_ours_even_with_our_mark(server, issue):
    mark = [{"key": "okrsync", "value": {"line": "<!-- okrsync:v1 -->"}}]
    server.world.comment(
        issue, "Ours, says somebody", author=server.world.user("eve", "OKR Robot"), properties=mark
    )
    server.world.comment(issue, "By our account, but by hand")
    assert opened(server).tracker.comments(REF) == ()


@pytest.mark.parametrize("named", ["bot", "BOT"])
def test_marked_comments_of_further_accounts_are_told_apart(server, issue, named):
    known = f"id:{named}" if server.world.is_cloud else named
    mark = [{"key": "okrsync", "value": {"line": "<!-- okrsync:v1 -->"}}]
    server.world.comment(issue, "From the other job", author=server.world.user("bot", "Bot"), properties=mark)
    [found] = opened(server, comment_authors=(known,)).tracker.comments(REF)
    assert not found.is_ours
    assert opened(server, comment_authors=("Bot's",)).tracker.comments(REF) == ()


def test_every_page_of_comments_is_read_oldest_first(server, issue):
    server.world.page_cap = 10
    jira = opened(server).tracker
    first = jira.create_comment(REF, BODY)
    for _ in range(25):
        server.world.comment(issue, "Chatter", author=server.world.user("dana", "Dana"))
    last = jira.create_comment(REF, BODY)
    assert [comment.id for comment in jira.comments(REF)] == [first.id, last.id]


def test_text_that_jira_only_rewrote_is_still_ours(server, issue):
    opened(server).tracker.create_comment(REF, BODY)
    server.world.comments_on(issue)[0]["body"] = "Which goal does this serve?\r\n - [GROW|https://x] "
    assert opened(server).tracker.comments(REF)[0].body == BODY
    server.world.comments_on(issue)[0]["body"] = "Somebody wrote over it"
    assert opened(server).tracker.comments(REF)[0].body.endswith("\nSomebody wrote over it")


@pytest.mark.usefixtures("issue")
def test_a_very_long_comment_is_kept_too(server):
    body = f"{BODY}{'x' * 9000}"
    opened(server).tracker.create_comment(REF, body)
    assert opened(server).tracker.comments(REF)[0].body == body


@pytest.mark.parametrize(
    "fault",
    [{"cut": True}, {"status": 502}, {"status": 503}, {"status": 504}, {"status": 201, "body": "<html>"}],
)
def test_a_post_whose_answer_is_lost_is_never_repeated_and_is_found_afterwards(server, issue, fault):
    jira = opened(server)
    server.fail("^POST", after_effect=True, **fault)
    with pytest.raises(WriteUnknown):
        jira.tracker.create_comment(REF, BODY)
    assert kept(server, issue) == [SHOWN]
    assert len(jira.tracker.comments(REF)) == 1
    assert jira.waited == []


@pytest.mark.usefixtures("issue")
def test_a_post_that_is_answered_without_an_id_is_unknown(server):
    server.fail("^POST", 201, body={}, after_effect=True)
    with pytest.raises(WriteUnknown):
        opened(server).tracker.create_comment(REF, BODY)


@pytest.mark.usefixtures("issue")
def test_a_redirected_post_is_refused_and_not_taken_for_a_success(server):
    server.fail("^POST", 302, headers={"Location": f"{server.url}/rest/api/2/serverInfo"})
    with pytest.raises(WriteRefused, match="HTTP 302"):
        opened(server).tracker.create_comment(REF, BODY)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413])
def test_a_refused_post_says_why(server, issue, status):
    server.fail("^POST", status, body={"errorMessages": ["You may not\ncomment here."]})
    with pytest.raises(
        WriteRefused, match=rf"comment on ONB-1 \(HTTP {status}\): You may not comment here\.$"
    ):
        opened(server).tracker.create_comment(REF, BODY)
    assert kept(server, issue) == []


@pytest.mark.usefixtures("issue")
def test_a_project_one_may_not_comment_in_refuses(server):
    server.world.read_only.add("ONB")
    with pytest.raises(WriteRefused, match="permission to comment"):
        opened(server).tracker.create_comment(REF, BODY)


def test_customers_of_a_service_desk_do_not_read_the_comment(server):
    server.world.add_project("HELP", "service_desk")
    request = server.world.add("HELP", "Printer")
    opened(server).tracker.create_comment("jira:HELP-1", BODY)
    [comment] = server.world.comments_on(request)
    assert {"key": "sd.public.comment", "value": {"internal": True}} in comment["properties"]


def test_an_old_key_of_a_service_desk_is_internal_too(server, issue):
    server.world.add_project("HELP", "service_desk")
    server.world.move(issue, "HELP")
    opened(server).tracker.create_comment(REF, BODY)
    assert len(server.world.comments_on(issue)[0]["properties"]) == 2


@pytest.mark.usefixtures("issue")
def test_the_type_of_a_project_is_known_from_reading_its_issue(server):
    jira = opened(server).tracker
    jira.read([REF])
    server.forget()
    jira.create_comment(REF, BODY)
    assert server.count == 1


def test_an_edit_replaces_text_and_mark(server, issue):
    jira = opened(server).tracker
    comment = jira.create_comment(REF, BODY)
    jira.edit_comment(REF, comment, "<!-- okrsync:v1 seen=later -->\nTied.", is_resolved=True)
    assert kept(server, issue) == ["Tied."]
    assert jira.comments(REF)[0].body == "<!-- okrsync:v1 seen=later -->\nTied."


def test_an_edit_sends_no_mail_on_cloud(cloud):
    cloud.world.add("ONB")
    jira = opened(cloud).tracker
    jira.edit_comment(REF, jira.create_comment(REF, BODY), "Tied.", is_resolved=False)
    [put] = cloud.asked("^PUT")
    assert put.one("notifyUsers") == "false"


def test_an_account_that_may_not_edit_without_mail_edits_with_mail(cloud):
    issue = cloud.world.add("ONB")
    cloud.world.may_edit_quietly = False
    jira = opened(cloud).tracker
    jira.edit_comment(REF, jira.create_comment(REF, BODY), "Tied.", is_resolved=False)
    assert kept(cloud, issue) == ["Tied."]
    assert len(cloud.asked("^PUT")) == 2


def test_data_center_is_not_asked_for_what_it_does_not_know(center):
    center.world.add("ONB")
    jira = opened(center).tracker
    jira.edit_comment(REF, jira.create_comment(REF, BODY), "Tied.", is_resolved=False)
    assert [put.query for put in center.asked("^PUT")] == [{}]


@pytest.mark.usefixtures("issue")
def test_an_edit_that_is_refused_otherwise_is_not_tried_twice(server):
    jira = opened(server).tracker
    comment = jira.create_comment(REF, BODY)
    server.fail("^PUT", 404)
    with pytest.raises(WriteRefused):
        jira.edit_comment(REF, comment, "Tied.", is_resolved=False)
    assert len(server.asked("^PUT")) == 1


def test_a_deleted_comment_is_gone_and_deleting_it_again_says_so(server, issue):
    jira = opened(server).tracker
    comment = jira.create_comment(REF, BODY)
    jira.delete_comment(REF, comment)
    assert kept(server, issue) == []
    with pytest.raises(NotVisible):
        jira.delete_comment(REF, comment)


@pytest.mark.usefixtures("issue")
def test_a_comment_one_may_not_delete_is_refused(server):
    jira = opened(server).tracker
    comment = jira.create_comment(REF, BODY)
    server.fail("^DELETE", 403)
    with pytest.raises(WriteRefused):
        jira.delete_comment(REF, comment)


def test_a_server_that_forgets_properties_gets_the_mark_as_an_invisible_line(server, issue):
    server.world.keeps_properties = False
    jira = opened(server).tracker
    jira.create_comment(REF, BODY)
    assert kept(server, issue) == [f"{SHOWN}\n{{anchor:okrsync:v1 seen=2026-11-02T09:00:00+00:00 }}"]
    [found] = opened(server).tracker.comments(REF)
    assert found.body == BODY


@pytest.mark.usefixtures("issue")
def test_the_line_stays_when_such_a_comment_is_edited(server):
    server.world.keeps_properties = False
    opened(server).tracker.create_comment(REF, BODY)
    jira = opened(server).tracker
    jira.edit_comment(REF, jira.comments(REF)[0], "<!-- okrsync:v1 -->\nTied.", is_resolved=True)
    assert opened(server).tracker.comments(REF)[0].body == "<!-- okrsync:v1 -->\nTied."


@pytest.mark.usefixtures("issue")
def test_a_lost_answer_of_a_server_that_forgets_properties_is_still_found(server):
    server.world.keeps_properties = False
    jira = opened(server).tracker
    server.fail("^POST", cut=True, after_effect=True)
    with pytest.raises(WriteUnknown):
        jira.create_comment(REF, BODY)
    assert [comment.body for comment in jira.comments(REF)] == [BODY]


def test_where_comments_come_without_properties_they_are_asked_for(server, issue):
    opened(server).tracker.create_comment(REF, BODY)
    server.world.comment(issue, "By hand")
    server.world.expands_properties = False
    server.forget()
    assert [comment.body for comment in opened(server).tracker.comments(REF)] == [BODY]
    assert len(server.asked("properties/okrsync")) == 2


@pytest.fixture
def forgetful(center):
    """An old server: comments keep no properties."""
    center.world.keeps_properties = False
    center.world.add("ONB")
    return center


def lose_an_answer(server, body):
    server.fail("^POST", cut=True, after_effect=True)
    with pytest.raises(WriteUnknown):
        opened(server).tracker.create_comment(REF, body)


def test_a_comment_whose_answer_and_mark_got_lost_is_known_by_its_last_line_in_a_later_run(forgetful):
    lose_an_answer(forgetful, SIGNED)
    jira = opened(forgetful).tracker
    [found] = jira.comments(REF)
    assert (found.is_ours, found.body) == (True, SIGNED.partition("\n")[2])
    jira.edit_comment(REF, found, "<!-- okrsync:v1 -->\nTied.", is_resolved=True)
    assert [comment.body for comment in opened(forgetful).tracker.comments(REF)] == [
        "<!-- okrsync:v1 -->\nTied."
    ]


def test_one_that_a_template_of_ones_own_wrote_is_taken_up_by_its_text(forgetful):
    lose_an_answer(forgetful, BODY)
    jira = opened(forgetful).tracker
    assert jira.comments(REF) == ()
    created = jira.create_comment(REF, BODY)
    assert opened(forgetful).tracker.comments(REF) == (created,)
    assert len(forgetful.world.comments_on(forgetful.world.find("ONB-1"))) == 1


def test_the_last_line_makes_nobody_elses_comment_ours(forgetful):
    issue = forgetful.world.find("ONB-1")
    forgetful.world.comment(issue, SIGNED, author=forgetful.world.user("eve", "OKR Robot"))
    forgetful.world.comment(issue, f"bq. {FOOTER}")
    forgetful.world.comment(issue, f"{FOOTER}\nWhat does this mean?")
    assert opened(forgetful).tracker.comments(REF) == ()


def test_where_properties_are_kept_no_last_line_is_taken_for_a_mark(cloud):
    cloud.world.comment(cloud.world.add("ONB"), SIGNED)
    assert opened(cloud).tracker.comments(REF) == ()


@pytest.mark.parametrize("pages", [{"page_cap": 10}, {"page_cap": 1000}])
def test_comments_that_are_not_counted_are_read_to_their_end(server, issue, pages):
    server.world.page_cap, server.world.counts_comments = pages["page_cap"], False
    for _ in range(25):
        server.world.comment(issue, "Chatter", author=server.world.user("dana", "Dana"))
    last = opened(server).tracker.create_comment(REF, BODY)
    assert [comment.id for comment in opened(server).tracker.comments(REF)] == [last.id]


def test_a_list_that_is_sent_whole_each_time_ends(server, issue):
    server.world.counts_comments = False
    server.world.comment(issue, "Chatter")
    server.fail("^GET .*/comment$", 200, body={"comments": server.world.comments_on(issue)}, times=9)
    assert opened(server).tracker.comments(REF) == ()
    assert len(server.asked("^GET .*/comment$")) == 2


def test_a_comment_that_customers_would_read_is_taken_back(server):
    server.world.add_project("HELP", "service_desk")
    request = server.world.add("HELP")
    server.world.keeps_comments_internal = False
    with pytest.raises(WriteRefused, match="on HELP-1 to customers: it is deleted"):
        opened(server).tracker.create_comment("jira:HELP-1", BODY)
    assert kept(server, request) == []


def test_an_edit_on_a_service_desk_is_internal_too(server):
    server.world.add_project("HELP", "service_desk")
    server.world.add("HELP")
    jira = opened(server).tracker
    jira.edit_comment("jira:HELP-1", jira.create_comment("jira:HELP-1", BODY), "Tied.", is_resolved=True)
    assert all("sd.public.comment" in str(put.body) for put in server.asked("^PUT"))


LONG = "<!-- okrsync:v1 -->\n*Question*\n" + "\n".join(f"* goal {n}" for n in range(300)) + f"\n\n{FOOTER}"


def test_a_text_too_long_for_this_jira_is_shortened_once_and_stays_the_same_comment(server, issue):
    server.world.most_characters = 1_200
    jira = opened(server).tracker
    comment = jira.create_comment(REF, LONG)
    [shown] = kept(server, issue)
    assert 1_000 < len(shown) <= 1_200
    assert shown.startswith("*Question*\n* goal 0\n")
    assert shown.endswith(f"\n…\n\n{FOOTER}")
    assert len(server.asked("^POST .*/comment$")) == 2
    assert opened(server).tracker.comments(REF) == (comment,)  # so that it need not be edited each time
    jira.edit_comment(REF, comment, LONG.replace("Question", "Another"), is_resolved=False)
    assert kept(server, issue)[0].startswith("*Another*")


def test_a_text_that_cannot_be_shortened_is_refused(server, issue):
    server.world.most_characters = 60
    with pytest.raises(WriteRefused, match="zu lang"):
        opened(server).tracker.create_comment(REF, LONG)
    assert kept(server, issue) == []


def test_a_refusal_with_other_numbers_is_no_matter_of_length(server):
    server.world.add("ONB")
    server.fail("^POST", 400, body={"errorMessages": ["Comments on issue 10001 are locked since 2026."]})
    with pytest.raises(WriteRefused, match="locked"):
        opened(server).tracker.create_comment(REF, BODY)
    assert len(server.asked("^POST .*/comment$")) == 1
