"""The loop people write first: every issue of a repository into SQLite, by PyGithub.

python pygithub_loop.py URL TOKEN REPOSITORY DATABASE plain|sensible|telling

plain: as it comes, 30 rows to a page and a quarter of a second between requests. sensible: 100 rows to a
page and no pause, as one who has read the manual sets it. telling: the same, and asks each row
`issue.pull_request` to tell the two kinds apart, which PyGithub answers with one more request for each
issue.
"""

import sqlite3
import sys

from github import Auth, Github

url, token, name, path, way = sys.argv[1:]
settings = {} if way == "plain" else {"per_page": 100, "seconds_between_requests": 0}
repository = Github(auth=Auth.Token(token), base_url=url, **settings).get_repo(name)
database = sqlite3.connect(path)
database.execute("create table items (number, title, state, labels, milestone, author, updated, is_pull)")
for issue in repository.get_issues(state="all", sort="updated", direction="asc"):
    row = (
        *(issue.number, issue.title, issue.state, ",".join(label.name for label in issue.labels)),
        *(issue.milestone and issue.milestone.title, issue.user and issue.user.login),
        *(str(issue.updated_at), way == "telling" and issue.pull_request is not None),
    )
    database.execute("insert into items values (?, ?, ?, ?, ?, ?, ?, ?)", row)
database.commit()
