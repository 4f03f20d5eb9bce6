"""unfound.py SOURCE...: messages xgettext does not see, because the function that takes them is no keyword of
lib/po/update, or because an Error is spelled {Fault::…, "…"}. Standard input is the template (msgcat --no-wrap)."""
import re
import sys

LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
found = set(LITERAL.findall(sys.stdin.read()))
failed = False
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as source:
        for number, line in enumerate(source, 1):
            code = re.sub(r"(^|\s)//.*", "", line)
            for text in LITERAL.findall(code):
                # a placeholder among words, which is neither HTML, CSS nor SQL
                sentence = re.search(r"\{[^{}]*\}", text) and re.search(r"[a-z]{2} |\s[a-z]{2}", text) and not re.search(r"<[/!a-z]|^pragma |^@", text)
                hidden = re.search(r"\{\s*Fault::\w+,\s*$", code[: code.find('"' + text + '"')])
                if text not in found and (sentence or hidden):
                    failed = True
                    print(f"{path}:{number}: not found by xgettext: {text}", file=sys.stderr)
sys.exit(failed)
