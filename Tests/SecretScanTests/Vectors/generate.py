#!/usr/bin/python3
"""Writes KnownForms.swift, the forms of some values as Python's own libraries write them, to standard output.

Nothing here comes from the code under test. What Python has no writer for is put together from RFC 3986, section 2,
and RFC 8259, section 7.

    Tests/SecretScanTests/Vectors/generate.py > Tests/SecretScanTests/Vectors/KnownForms.swift
    swift format --in-place Tests/SecretScanTests/Vectors/KnownForms.swift
"""

import base64
import json
import urllib.parse

# Of lengths 0, 1 and 2 modulo 3; with reserved characters, with what JSON escapes, and beyond U+FFFF.
VALUES = [
    "plainABCdef0",
    "plainABCdef01",
    "plainABCdef012",
    "a/b+c d=e&f?g~h'i*j(k)!",
    'quote"back\\slash<&>`+',
    "umläut-€uro-\U0001F511-key",
    "~~~???>>>~~~???>>>",
]


def aligned(data, alignment, encode):
    """The digits that do not change with what stands before and behind."""
    texts = [encode(bytes([fill]) * alignment + data + bytes([fill]) * 3).decode() for fill in (0, 255)]
    same = [i for i, (a, b) in enumerate(zip(*texts)) if a == b]
    first = -(-8 * alignment // 6)
    end = 8 * (alignment + len(data)) // 6
    assert set(range(first, end)) <= set(same)
    return texts[0][first:end]


def units(text):
    data = text.encode("utf-16-be")
    return [int.from_bytes(data[i:i + 2], "big") for i in range(0, len(data), 2)]


def numbered(text, which, form):
    return "".join("".join(form % unit for unit in units(c)) if which(c) else c for c in text)


def json_forms(value):
    plain = json.dumps(value, ensure_ascii=False)[1:-1]
    ascii_only = json.dumps(value)[1:-1]
    yield plain
    yield ascii_only
    yield plain.replace("/", "\\/")
    yield ascii_only.replace("/", "\\/")
    yield numbered(plain, lambda c: ord(c) > 126, "\\u%04X")
    # Go: json.Marshal.
    yield numbered(plain, lambda c: c in "<>&", "\\u%04x")
    # Java: Gson.
    yield numbered(plain, lambda c: c in "<>&='", "\\u%04x")
    # PHP: JSON_HEX_TAG and its kin, with slashes escaped in its own way.
    yield numbered(plain.replace('\\"', '"'), lambda c: c in "<>&'\"", "\\u%04X").replace("/", "\\/")
    yield numbered(ascii_only, lambda c: c == "/", "\\u%04x")
    # Every character.
    yield numbered(value, lambda c: True, "\\u%04x")
    yield numbered(value, lambda c: True, "\\u%04X")
    # .NET: JavaScriptEncoder.Default.
    yield numbered(value.replace("\\", "\\\\"), lambda c: c in "\"<>&'+`" or ord(c) > 126, "\\u%04X")


def percent_forms(value):
    lower = lambda text: "".join(
        text[i:i + 3].lower() if text[i] == "%" else text[i]
        for i in range(len(text)) if not (text[i - 1:i] == "%" or text[i - 2:i - 1] == "%"))
    for safe in ["", "/", "!'()*", "!'()*;,/?:@&=+$#"]:
        text = urllib.parse.quote(value, safe=safe)
        yield from (text, lower(text))
    text = urllib.parse.quote_plus(value)
    yield from (text, lower(text))
    yield text.replace("~", "%7E").replace("%2A", "*")
    yield "".join("%%%02X" % byte for byte in value.encode())
    yield "".join("%%%02x" % byte for byte in value.encode())


def forms(value):
    data = value.encode()
    yield "raw", value
    yield "hexadecimal", data.hex()
    yield "hexadecimal", data.hex().upper()
    for alignment in range(3):
        yield "base64", aligned(data, alignment, base64.b64encode)
    for alignment in range(3):
        yield "base64URL", aligned(data, alignment, base64.urlsafe_b64encode)
    for text in percent_forms(value):
        yield "percent", text
    for text in json_forms(value):
        yield "json", text


def literal(text):
    return '"' + "".join(c if c.isalnum() and c.isascii() or c in " -_.%/+=" else "\\u{%x}" % ord(c)
                         for c in text) + '"'


print("import SecretScan\n")
print("/// Made by generate.py, which see.")
print("enum KnownForms {")
print("    static let all: [KnownForm] = [")
for value in VALUES:
    seen = set()
    for encoding, text in forms(value):
        if text not in seen:
            seen.add(text)
            print(f"        KnownForm(\n            {literal(value)}, .{encoding},\n            {literal(text)}),")
print("    ]\n}")
print("""
/// A form of a value, under the simplest of its names.
struct KnownForm: Sendable {
    let value: [UInt8]
    let encoding: SecretEncoding
    let text: [UInt8]

    init(_ value: String, _ encoding: SecretEncoding, _ text: String) {
        self.value = Array(value.utf8)
        self.encoding = encoding
        self.text = Array(text.utf8)
    }
}""")
