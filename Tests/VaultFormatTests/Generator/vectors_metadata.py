"""Step 9: the JSON document, its members and values, and that it agrees with the header."""

from catalogue import vector
from edits import beginning, document, ending, replaced, text, to, without_last
from sample import full, sample


def malformed(name, comment, edit):
    vector(f"json-{name}", "damaged json", comment, text(edit))


malformed("empty", "no text", to(b""))
malformed("trailing-byte", "a byte behind the document", ending(b"x"))
malformed("trailing-nul", "a NUL byte behind the document", ending(b"\0"))
malformed("trailing-document", "a second document", ending(b"{}"))
malformed("cut", "the last brace is missing", without_last(1))
malformed("byte-order-mark", "a byte-order mark in front", beginning(b"\xef\xbb\xbf"))
malformed("not-utf-8", "a byte that UTF-8 has not", replaced(b'"ops"', b'"o\xffs"'))
malformed("overlong", "a character in more bytes than it takes", replaced(b'"ops"', b'"\xc1\xafps"'))
malformed("surrogate-bytes", "a surrogate in UTF-8", replaced(b'"ops"', b'"\xed\xa0\x80"'))
malformed("single-surrogate", "one half of a pair", replaced(b'"ops"', b'"\\ud83d"'))
malformed("surrogates-turned", "a pair in the other order", replaced(b'"ops"', b'"\\ude00\\ud83d"'))
malformed("control-byte", "a control byte within a string", replaced(b'"ops"', b'"o\nps"'))
malformed("bad-escape", "an escape that there is not", replaced(b'"ops"', b'"\\ops"'))
malformed("short-escape", "an escape of three digits", replaced(b'"ops"', b'"\\u06fps"'))
malformed("open-string", "a string without end", replaced(b'"ops"', b'"ops'))
malformed("single-quotes", "the wrong quotes", replaced(b'"ops"', b"'ops'"))
malformed("trailing-comma", "a comma behind the last", replaced(b'"}]', b'",}]'))
malformed("comment", "a comment", replaced(b'"slots"', b'/**/"slots"'))
malformed("leading-zero", "a number with a zero in front", replaced(b'"number":1', b'"number":01'))
malformed("plus", "a number with a plus", replaced(b'"number":1', b'"number":+1'))
malformed("not-a-number", "no number of JSON", replaced(b'"number":1', b'"number":NaN'))
malformed("literal-capitals", "True", replaced(b'"number":1', b'"number":True'))
malformed("key-twice", "a member twice, with one value",
          replaced(b'"journal":', b'"journal":{"entries":[]},"journal":'))
malformed("key-twice-escaped", "a member twice, once escaped",
          replaced(b'"journal":', b'"\\u006aournal":{"entries":[]},"journal":'))
malformed("key-twice-deep", "a member twice, deeper", replaced(b'"kind":', b'"kind":"production","kind":'))
malformed("levels-33", "33 levels, the deepest in a member that is not known",
          replaced(b'"journal":', b'"more":' + b"[" * 32 + b"]" * 32 + b',"journal":'))
malformed("levels-many", "20000 levels", replaced(b'"journal":', b'"more":' + b"[" * 20000))
vector("json-levels-32", "newer member", "32 levels are well formed; the member is not known",
       text(replaced(b'"journal":', b'"more":' + b"[" * 31 + b"]" * 31 + b',"journal":')))
vector("json-spaces", "opened", "spaces between all members",
       text(lambda found: found.replace(b'":', b'" :\t').replace(b',"', b',\r\n"')))
vector("json-escapes", "opened", "letters that are written as escapes",
       text(replaced(b'"ops"', b'"\\u006fp\\u0073"')))

# --- members


def first(kind):
    """The first object of a kind in the document."""
    return {
        "document": lambda root: root,
        "environment": lambda root: root["environments"][0],
        "whitelist": lambda root: root["environments"][0]["whitelist"][0],
        "version": lambda root: root["environments"][0]["versions"][0],
        "verification": lambda root: root["environments"][0]["versions"][1]["verification"],
        "override": lambda root: root["environments"][0]["versions"][0]["override"],
        "slot": lambda root: root["slots"][0],
        "journal": lambda root: root["journal"],
        "summarized": lambda root: root["journal"]["summarized"],
        "entry": lambda root: root["journal"]["entries"][0],
    }[kind]


KINDS = ["document", "environment", "whitelist", "version", "verification", "override", "slot", "journal",
         "summarized", "entry"]


def turned(found):
    """The last member comes first."""
    last = list(found)[-1]
    value = found.pop(last)
    rest = dict(found)
    found.clear()
    found.update({last: value, **rest})


for kind in KINDS:
    vector(f"member-unknown-{kind}", "newer member", f"a member that is not known, in the first {kind}",
           document(lambda root, kind=kind: first(kind)(root).update(more=None)), draft=full())
    vector(f"member-elsewhere-{kind}", "newer member", f"the last member first, in the first {kind}",
           document(lambda root, kind=kind: turned(first(kind)(root))), draft=full())
for kind, member in [
    ("document", "slots"), ("environment", "kind"), ("whitelist", "note"), ("version", "created"),
    ("verification", "host"), ("override", "reason"), ("slot", "name"), ("journal", "entries"),
    ("summarized", "last"), ("entry", "slot"),
]:
    vector(f"member-missing-{kind}", "damaged metadata", f"no {member} in the first {kind}",
           document(lambda root, kind=kind, member=member: first(kind)(root).pop(member)), draft=full())


def value(name, comment, kind, member, new):
    """Another value for a member of the first object of a kind."""
    vector(f"value-{name}", "damaged metadata", comment,
           document(lambda root: first(kind)(root).update({member: new})), draft=full())


for name, comment, new in [
    ("empty", "an empty name", ""), ("capital", "a capital letter", "Stg"),
    ("digit", "a digit in front", "1stg"),
    ("hyphen", "a hyphen in front", "-stg"), ("long", "33 letters", "s" * 33),
    ("other", "another letter", "stäg"),
    ("underscore", "an underscore", "st_g"), ("newline", "a newline behind it", "stg\n"),
]:
    value(f"name-{name}", comment, "environment", "name", new)
value("kind", "a kind that there is not", "environment", "kind", "sandbox")
value("authentication", "a way that there is not", "environment", "authentication", "none")
for name, comment, new in [
    ("http", "without TLS", "http://api-stg.directa24.com"),
    ("capital", "a capital", "https://API-stg.directa24.com"),
    ("slash", "a slash behind it", "https://api-stg.directa24.com/"),
    ("path", "a path", "https://api-stg.directa24.com/v3"),
    ("user", "a user", "https://me@api-stg.directa24.com"), ("no-host", "no host", "https://"),
    ("query", "a query", "https://api-stg.directa24.com?a=b"),
    ("port-empty", "no port", "https://api-stg.directa24.com:"),
    ("port-usual", "the port that is not written", "https://api-stg.directa24.com:443"),
    ("port-zero", "a port with a zero in front", "https://api-stg.directa24.com:08443"),
    ("port-large", "port 65536", "https://api-stg.directa24.com:65536"),
    ("address", "an address in another spelling", "https://[2001:db8:0::1]"),
]:
    value(f"base-url-{name}", comment, "environment", "base_url", new)
value("box-capitals", "hex in capitals", "environment", "box", "ABCDEF0123456789")
value("box-short", "a byte too few", "environment", "box", "00112233445566")
value("witnesses-string", "a string in place of an array", "environment", "witnesses",
      "https://ip.example.net/")
value("witnesses-number", "a number in an array of strings", "environment", "witnesses", [1])
value("notification-null", "null in place of nothing", "environment", "notification_url", None)
value("versions-object", "an object in place of an array", "environment", "versions", {})
value("expires-null", "null in place of nothing", "whitelist", "expires", None)
value("added", "a time that there is not", "whitelist", "added", "2026-02-30T00:00:00Z")
for name, comment, new in [
    ("0", "versions begin with 1", 0), ("minus", "a number below zero", -1), ("string", "a string", "1"),
    ("large", "2^31", 2**31), ("huge", "2^64 + 1", 2**64 + 1), ("fraction", "1.5", 1.5),
    ("true", "true", True), ("whole-fraction", "1.0", 1.0), ("power", "1e20", 1e20),
]:
    value(f"number-{name}", comment, "version", "number", new)
value("state", "a state that there is not", "version", "state", "revoked")
value("created", "a time with an offset", "version", "created", "2026-11-01T08:30:00+00:00")
value("fingerprint-capitals", "hex in capitals", "version", "api_key", "ABCDEF0123456789ABCDEF0123456789")
value("fingerprint-short", "a byte too few", "version", "api_key", "00" * 15)
value("base-url-of-verification", "a slash behind it", "verification", "base_url",
      "https://api-stg.directa24.com/")
value("http-status-large", "2^63", "verification", "http_status", 2**63)
value("http-status-string", "a string", "verification", "http_status", "200")
value("rule", "a rule that there is not", "override", "rule", "because")
value("slot-name-empty", "an empty name", "slot", "name", "")
value("slot-environment-unknown", "an environment that there is not", "slot", "environments", ["other"])
value("slot-environment-twice", "an environment twice", "slot", "environments", ["stg", "stg"])
value("summarized-0", "a summary of no entries", "summarized", "entries", 0)
value("summarized-number", "a number in place of the object", "journal", "summarized", 3)
value("entry-generation", "a string in place of a number", "entry", "generation", "6")
vector("value-journal-201", "damaged metadata", "one entry more than there may be",
       document(lambda root: root["journal"].update(entries=201 * root["journal"]["entries"])), draft=full())
vector("value-document-array", "damaged metadata", "an array in place of the document", text(to(b"[]")))


def changed(name, comment, change, expect="damaged metadata", **how):
    vector(f"metadata-{name}", expect, comment, document(change), **how)


def versions(root):
    return root["environments"][0]["versions"]


changed("versions-descend", "versions in the other order", lambda root: versions(root).reverse(),
        draft=full())
changed("version-twice", "two versions with one number", lambda root: versions(root)[1].update(number=1),
        draft=full())
changed("two-current", "two current versions", lambda root: versions(root)[0].update(state="current"),
        draft=full())
for state in ("pending", "current", "previous"):
    changed(f"fingerprint-missing-{state}", f"a {state} version without its fingerprints", lambda root,
            state=state: [
        versions(root)[0].update(state=state), [versions(root)[0].pop(field) for field in
                                               ("api_key", "api_passphrase", "api_signature")]],
                                               draft=sample())
changed("fingerprints-partly", "a retired version with one fingerprint alone", lambda root: [
    versions(root)[0].update(state="retired"), versions(root)[0].pop("api_key")])
changed("name-twice", "two environments with one name",
        lambda root: root["environments"][1].update(name="stg"))
changed("slot-name-twice", "two slots with one name",
        lambda root: root["slots"][0].update(name=root["slots"][1]["name"]))
changed("box-twice", "two environments with one box", lambda root: root["environments"][1].update(
    box=root["environments"][0]["box"]))

changed("slot-name-looks-the-same", "two slots with names of other bytes that look the same",
        lambda root: [root["slots"][0].update(name="caf\u00e9"), root["slots"][1].update(name="cafe\u0301")])

# --- what must agree with the header

changed("slots-exchanged", "the slots in another order than the header's",
        lambda root: root["slots"].reverse(), "damaged slots")
changed("slot-missing", "a slot of the header is missing", lambda root: root["slots"].pop(), "damaged slots")
changed("slot-more", "a slot that the header has not", lambda root: root["slots"].append(
    {"id": "ff" * 8, "name": "more"}), "damaged slots")
changed("slot-other", "another slot than the header has", lambda root: root["slots"][2].update(id="ff" * 8),
        "damaged slots")
changed("environment-missing", "a box of which nothing is known", lambda root: root["environments"].pop(),
        "damaged boxes")
changed("environment-more", "an environment without a box", lambda root: root["environments"].append(
    dict(root["environments"][1], name="more", box="ff" * 8)), "damaged boxes")
changed("environment-of-metadata", "an environment in the metadata's box",
        lambda root: root["environments"][1].update(box="00" * 8), "damaged boxes")
