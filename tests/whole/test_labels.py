from __future__ import annotations


def test_labels_are_shown_created_and_left_as_they_are(desk, on_github):
    web = on_github.world.repository()
    web.label("OKR:Grow", color="ff0000", description="ours")
    web.label("okr:gone")
    web.label("bug")
    assert desk.json("labels")["places"][0]["missing"] == ["okr:calm", "okr:none", "okr:snooze"]
    assert on_github.count == 1
    assert desk.json("labels", "--apply")["places"][0]["created"] == ["okr:calm", "okr:none", "okr:snooze"]
    assert web.labels[0] | {"id": 0} == {
        "id": 0,
        "name": "OKR:Grow",
        "color": "ff0000",
        "description": "ours",
    }
    assert [label["name"] for label in web.labels[1:3]] == ["okr:gone", "bug"]
    on_github.forget()
    assert desk.run("labels", "--apply").stdout == "Every label is there.\n"
    assert [str(one) for one in on_github.requests] == ["GET /repos/acme/web/labels"]


def test_one_repository_without_the_right_stops_no_other(desk, on_github):
    on_github.world.repository("acme/web").is_archived = True
    shop = on_github.world.repository("acme/shop")
    text = (desk.folder / "okrsync.toml").read_text()
    desk.write(text.replace('repos = ["acme/web"]', 'repos = ["acme/web", "acme/shop"]'))
    done = desk.run("labels", "--apply")
    assert done.code == 3
    assert "archived" in done.stderr
    assert len(shop.labels) == 4
