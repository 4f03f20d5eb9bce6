"""Reads a catalogue (msgcat --no-wrap) and fails if a translation has other {} than its message."""
import re
import sys


def text(lines, keyword):
    """What stands behind msgid or msgstr, over all its lines."""
    found, taking = "", False
    for line in lines:
        if line.startswith(keyword + " "):
            taking, line = True, line[len(keyword) + 1:]
        elif not line.startswith('"'):
            taking = False
        if taking:
            found += line[1:-1].replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")
    return found


def placeholders(message):
    """Each {…} by its number, so that "{} {}" and "{1} {0}" are the same; None if the braces do not match."""
    bare = message.replace("{{", "").replace("}}", "")
    fields = re.findall(r"\{([^{}:]*)(:[^{}]*)?\}", bare)
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", bare)):
        return None
    return sorted((name or str(n), form) for n, (name, form) in enumerate(fields))


failed = False
for entry in sys.stdin.read().split("\n\n"):
    lines = entry.splitlines()
    msgid, msgstr = text(lines, "msgid"), text(lines, "msgstr")
    if msgid and msgstr and placeholders(msgid) != placeholders(msgstr):
        failed = True
        print(f"not the same {{}}:\n  {msgid}\n  {msgstr}", file=sys.stderr)
sys.exit(failed)
