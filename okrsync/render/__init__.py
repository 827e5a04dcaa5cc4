"""The report as JSON, Markdown, HTML, CSV and a short form for the terminal."""
