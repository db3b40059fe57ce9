#!/usr/bin/env python3
"""Checks that every statement to the database is a constant text with placeholders.

The text handed to db_run and db_query has to be string literals and macros of string literals, side by
side: nothing that is computed, printed into, or taken from a variable other than a static const
array of the same file, or its members. And rows of the ledger and of the audit log are only ever added."""
import glob, re, sys

problems = []
LITERAL = r'(?:"(?:[^"\\]|\\.)*")'


def arguments(text, start):
    """The arguments of the call whose bracket opens at `start`."""
    depth, at, begin, found = 0, start, start + 1, []
    while at < len(text):
        c = text[at]
        if c == '"':
            at = re.compile(LITERAL).match(text, at).end()
            continue
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                return found + [text[begin:at]]
        elif c == "," and depth == 1:
            found.append(text[begin:at])
            begin = at + 1
        at += 1
    return found


for path in sorted(glob.glob("src/**/*.c", recursive=True)):
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    if path in ("src/db/db.c",):
        continue
    constants = set(re.findall(r"static const (?:char|char \*const|struct \w+) ?(\w+)\[\]\s*=", text))
    for match in re.finditer(r"\bdb_(?:run|query)(?:_values)?\(", text):
        line = text.count("\n", 0, match.start()) + 1
        given = arguments(text, match.end() - 1)
        sql = given[3].strip() if len(given) > 3 else ""
        rest = re.sub(LITERAL, " ", sql)
        words = [re.sub(r"\[\w+\](\.\w+)?$", "", word) for word in re.findall(r"\S+", rest)]
        if not sql or any(not re.fullmatch(r"[A-Z][A-Z0-9_]*", word) and word not in constants for word in words):
            problems.append(f"{path}:{line}: this statement is not a constant text: {sql[:80]}")
    for match in re.finditer(r"(?i)\b(update|delete from)\s+(ledger|postings|audit)\b", text):
        line = text.count("\n", 0, match.start()) + 1
        problems.append(f"{path}:{line}: rows of this table are only ever added")
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
