"""Step 10: the records of an environment, and that they are those of its versions."""

from boxes import records_text
from catalogue import vector
from edits import document
from sample import triple

TRIPLE = triple("stg", 1)
TEXT = records_text({1: TRIPLE})
VALUES = 4 + 3 * 9


def records(name, comment, text, check="records"):
    vector(f"records-{name}", f"damaged {check}", comment,
           lambda draft: setattr(draft.environment("stg").box, "text", text), opens="stg")


def indexed(*entries: tuple[int, int, bytes], count: int | None = None) -> bytes:
    """Records by version, field and value, in any order that is wanted."""
    start = (len(entries) if count is None else count).to_bytes(4, "little")
    index = b"".join(version.to_bytes(4, "little") + bytes([field]) + len(value).to_bytes(4, "little")
                     for version, field, value in entries)
    return start + index + b"".join(value for _, _, value in entries)


A, B, C = ((1, field, value) for field, value in enumerate(TRIPLE.values()))
D, E, F = ((2, field, value) for field, value in enumerate(triple("stg", 2).values()))

assert indexed(A, B, C) == TEXT
records("short", "fewer bytes than the count has", TEXT[:3])
records("count-0-and-more", "no records, and bytes behind that", indexed(count=0) + b"x")
records("count-1", "not a multiple of 3", indexed(A))
records("count-2", "not a multiple of 3", indexed(A, B))
records("count-less", "fewer records than the index has", indexed(A, B, C, D, E, F, count=3))
records("count-more", "more records than the index has", indexed(A, B, C, count=6))
records("count-10002", "more than 10000 records",
        indexed(*((version, field, b"x") for version in range(1, 3335)
                                                            for field in range(3))))
records("count-largest", "2^32 - 1 records", indexed(A, B, C, count=2**32 - 1))
records("most-significant-first", "the count with its bytes turned round", b"\0\0\0\3" + TEXT[4:])
records("index-cut", "the end within the index", TEXT[:VALUES - 1])
records("fields-turned", "the fields in another order", indexed(B, A, C))
records("field-3", "a field that there is not", indexed(A, B, (1, 3, C[2])))
records("field-twice", "a field twice", indexed(A, B, B))
records("field-missing", "a version with two fields, and another with four",
        indexed(A, B, D, (2, 0, b"x"), E, F))
records("version-0", "version 0", indexed(*((0, field, value) for _, field, value in (A, B, C))))
records("version-twice", "a version twice", indexed(A, B, C, A, B, C))
records("versions-descend", "versions in the other order", indexed(D, E, F, A, B, C))
records("versions-mixed", "one version's fields between another's", indexed(A, (2, 1, B[2]), C))
records("value-empty", "an empty value", indexed(A, (1, 1, b""), C))
records("value-behind-the-end", "a length beyond the end", TEXT[:-1])
records("value-largest", "a length of 2^32 - 1", TEXT[:4 + 2 * 9 + 5] + b"\xff" * 4 + TEXT[VALUES:])
records("trailing", "a byte behind the last value", TEXT + b"x")

# --- against the metadata

records("version-missing", "a version of the metadata without records", indexed(), "versions")
records("version-more", "a version that the metadata have not", indexed(A, B, C, D, E, F), "versions")
records("version-other", "another version than the metadata have", indexed(D, E, F), "versions")
records("version-largest", "version 2^32 - 1",
        indexed(*((2**32 - 1, field, value) for _, field, value in (A, B, C))),
        "versions")
vector("records-of-a-retired-version", "damaged versions", "a retired version whose secrets are still there",
       document(lambda all: all["environments"][0]["versions"][0].update(state="retired")), opens="stg")
