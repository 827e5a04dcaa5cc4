"""The loops people write first: every issue of a project into SQLite, by the jira library.

python jira_loop.py URL TOKEN PROJECT DATABASE search|enhanced

search: `search_issues(maxResults=False)`, the whole list at once. enhanced: `enhanced_search_issues`, the
method for Cloud. Both are asked for the fields they keep, as one who has read the manual does: with the
library's own default each issue comes with all its fields.
"""

import json
import sqlite3
import sys

from jira import JIRA

FIELDS = "summary,status,labels,components,fixVersions,parent,reporter,updated,description,issuetype"

url, token, project, path, way = sys.argv[1:]
client = JIRA(server=url, basic_auth=("robot@acme.example", token))
search = client.search_issues if way == "search" else client.enhanced_search_issues
issues = search(f'project = "{project}" ORDER BY key ASC', maxResults=False, fields=FIELDS)
database = sqlite3.connect(path)
database.execute("create table items (id, key, title, status, labels, parent, updated, facts)")
for issue in issues:
    facts = issue.raw["fields"]
    parent = (facts.get("parent") or {}).get("key")
    row = (
        *(issue.id, issue.key, facts["summary"], facts["status"]["name"], ",".join(facts["labels"])),
        *(parent, facts["updated"], json.dumps(facts)),
    )
    database.execute("insert into items values (?, ?, ?, ?, ?, ?, ?, ?)", row)
database.commit()
