#!/usr/bin/python3
"""Writes KnownAnswers.swift, the known answers of SodiumTests, to standard output.

Nothing here comes from the code under test. Published answers are quoted from their documents and must agree
with a second implementation (Python's hashlib and hmac, OpenSSL through python3-cryptography, the reference
argon2 command, the few lines of Salsa20 and ChaCha20 below); all other answers come from that implementation,
and what libsodium can compute too is asked of it through python3-nacl.

    apt install argon2 python3-cryptography python3-nacl
    Tests/SodiumTests/Vectors/generate.py > Tests/SodiumTests/Vectors/KnownAnswers.swift
"""

import base64
import hashlib
import hmac
import struct
import subprocess

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from nacl import bindings


def agree(name, computed, published):
    """A published answer is used only when the second implementation finds it too."""
    if computed != bytes.fromhex(published):
        raise SystemExit(f"{name}: computed {computed.hex()}, published {published}")
    return computed


def counting(count, first=0):
    """Bytes that count up: every one is at a place of its own."""
    return bytes((first + i) % 256 for i in range(count))


# --- primitives that neither Python nor OpenSSL has: plain transcriptions of their specifications ---


def rotated(x, n):
    return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF


def salsa_rounds(x):
    def quarter(a, b, c, d):
        x[b] ^= rotated((x[a] + x[d]) & 0xFFFFFFFF, 7)
        x[c] ^= rotated((x[b] + x[a]) & 0xFFFFFFFF, 9)
        x[d] ^= rotated((x[c] + x[b]) & 0xFFFFFFFF, 13)
        x[a] ^= rotated((x[d] + x[c]) & 0xFFFFFFFF, 18)

    for _ in range(10):
        for quad in (0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11):
            quarter(*quad)
        for quad in (0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14):
            quarter(*quad)
    return x


def salsa_input(key, block):
    c = struct.unpack("<4I", b"expand 32-byte k")
    k = struct.unpack("<8I", key)
    n = struct.unpack("<4I", block)
    return [c[0], *k[:4], c[1], *n, c[2], *k[4:], c[3]]


def hsalsa20(key, block):
    x = salsa_rounds(salsa_input(key, block))
    return struct.pack("<8I", *(x[i] for i in (0, 5, 10, 15, 6, 7, 8, 9)))


def xsalsa20(key, nonce, count):
    """HSalsa20, then Salsa20 with the last 8 bytes: Bernstein, "Extending the Salsa20 nonce"."""
    key, stream = hsalsa20(key, nonce[:16]), b""
    for block in range((count + 63) // 64):
        start = salsa_input(key, nonce[16:] + struct.pack("<Q", block))
        x = salsa_rounds(list(start))
        stream += struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(x, start)))
    return stream[:count]


def poly1305(key, message):
    """RFC 8439 section 2.5."""
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for i in range(0, len(message), 16):
        total = (total + int.from_bytes(message[i : i + 16] + b"\1", "little")) * r % ((1 << 130) - 5)
    return ((total + int.from_bytes(key[16:], "little")) & ((1 << 128) - 1)).to_bytes(16, "little")


def hchacha20(key, block):
    """draft-irtf-cfrg-xchacha section 2.2."""
    x = list(struct.unpack("<16I", b"expand 32-byte k" + key + block))

    def quarter(a, b, c, d):
        for first, second, third, turn in (a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7):
            x[first] = (x[first] + x[second]) & 0xFFFFFFFF
            x[third] = rotated(x[third] ^ x[first], turn)

    for _ in range(10):
        for i in range(4):
            quarter(i, 4 + i, 8 + i, 12 + i)
        for i in range(4):
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return struct.pack("<8I", *x[:4], *x[12:])


def xchacha20poly1305(key, nonce, context, text):
    inner = ChaCha20Poly1305(hchacha20(key, nonce[:16]))
    return inner.encrypt(bytes(4) + nonce[16:], text, context)


def x25519_public(secret):
    key = X25519PrivateKey.from_private_bytes(secret).public_key()
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def ed25519_public(seed):
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def ed25519_sign(seed, message):
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def malleated(signature):
    """S + L in the place of S: the same equation holds, so only a check of the range refuses it."""
    s = int.from_bytes(signature[32:], "little") + 2**252 + 27742317777372353535851937790883648493
    return signature[:32] + s.to_bytes(32, "little")


def blake2b(message, count, key=b""):
    return hashlib.blake2b(message, digest_size=count, key=key).digest()


# --- our own constructions, said a second time ---


def subkey(label, key):
    return blake2b(label.encode(), 32, key)


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sealing_secret(seed):
    return hashlib.sha512(subkey("d24-identity-1 sealing", seed)).digest()[:32]


def recipient_text(sealing_key, host_key):
    keys = sealing_key + host_key
    return "d24-recipient-1" + base64url(keys + blake2b(b"d24-recipient-1" + keys, 64)[:4])


def identity_line(seed):
    return "d24-identity-1 " + base64url(seed + subkey("d24-identity-1 checksum", seed)[:4])


def sealed(text, sealing_key, ephemeral_secret):
    """crypto_box_seal with an ephemeral key that is not random."""
    ephemeral = x25519_public(ephemeral_secret)
    nonce = blake2b(ephemeral + sealing_key, 24)
    shared = X25519PrivateKey.from_private_bytes(ephemeral_secret).exchange(
        X25519PublicKey.from_public_bytes(sealing_key)
    )
    stream = xsalsa20(hsalsa20(shared, bytes(16)), nonce, 32 + len(text))
    cipher = bytes(a ^ b for a, b in zip(text, stream[32:]))
    return ephemeral + poly1305(stream[:32], cipher) + cipher


# --- Swift ---


def literal(value, indent):
    text = value.hex() if isinstance(value, bytes) else str(value)
    if len(text) <= 80:
        return f'"{text}"'
    pad = " " * indent
    lines = f"\\\n{pad}".join(text[i : i + 88] for i in range(0, len(text), 88))
    return f'"""\n{pad}{lines}\n{pad}"""'


def table(type_name, rows):
    print(f"\nextension {type_name} {{\n    static let all: [{type_name}] = [")
    for row in rows:
        print(f"        {type_name}(")
        fields = []
        for name, value in row.items():
            shown = str(value) if isinstance(value, int) else literal(value, 16)
            fields.append(f"            {name}: {shown}")
        print(",\n".join(fields) + "),")
    print("    ]\n}")


print("// Written by generate.py: change that, not this.")

# --- HMAC-SHA256: RFC 4231 section 4, then the borders of the block ---

rows = []
for name, key, message, code in [
    (
        "RFC 4231 case 1",
        b"\x0b" * 20,
        b"Hi There",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    ),
    (
        "RFC 4231 case 2",
        b"Jefe",
        b"what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ),
    (
        "RFC 4231 case 3",
        b"\xaa" * 20,
        b"\xdd" * 50,
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    ),
    (
        "RFC 4231 case 4",
        counting(25, 1),
        b"\xcd" * 50,
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
    ),
    ("RFC 4231 case 5", b"\x0c" * 20, b"Test With Truncation", "a3b6167473100ee06e0c796c2955552b"),
    (
        "RFC 4231 case 6",
        b"\xaa" * 131,
        b"Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ),
    (
        "RFC 4231 case 7",
        b"\xaa" * 131,
        b"This is a test using a larger than block-size key and a larger than block-size data. "
        b"The key needs to be hashed before being used by the HMAC algorithm.",
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    ),
]:
    computed = hmac.new(key, message, hashlib.sha256).digest()
    # The RFC prints only 128 bits of case 5.
    agree(name, computed[: len(code) // 2], code)
    rows.append({"name": name, "key": key, "message": message, "code": computed})
for key_count, message_count in [(0, 0), (1, 0), (0, 1), (63, 55), (64, 56), (65, 64), (32, 65), (200, 129)]:
    key, message = counting(key_count, 7), counting(message_count, 50)
    rows.append(
        {
            "name": f"key of {key_count}, message of {message_count}",
            "key": key,
            "message": message,
            "code": hmac.new(key, message, hashlib.sha256).digest(),
        }
    )
table("AuthenticationAnswer", rows)

# --- BLAKE2b: RFC 7693 appendix A, the keyed vectors of the reference (blake2-kat.h), then the borders ---

agree(
    "RFC 7693 appendix A",
    blake2b(b"abc", 64),
    "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
    "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
)
agree(
    "blake2-kat.h, keyed, no input",
    blake2b(b"", 64, counting(64)),
    "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786"
    "b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568",
)
rows = [{"name": "RFC 7693 appendix A", "key": b"", "message": b"abc", "digest": blake2b(b"abc", 64)}]
for message_count, key_count, count in [
    (0, 0, 64),
    (0, 64, 64),
    (1, 64, 64),
    (127, 64, 64),
    (128, 64, 64),
    (129, 64, 64),
    (255, 64, 64),
    (128, 0, 64),
    (129, 0, 64),
    (256, 0, 64),
    (257, 0, 64),
    (20, 0, 16),
    (20, 0, 32),
    (20, 16, 16),
    (20, 32, 32),
    (20, 33, 64),
]:
    key, message = counting(key_count), counting(message_count)
    digest = blake2b(message, count, key)
    assert bindings.crypto_generichash.generichash_blake2b_salt_personal(message, count, key) == digest
    rows.append(
        {
            "name": f"{count} bytes of {message_count} under a key of {key_count}",
            "key": key,
            "message": message,
            "digest": digest,
        }
    )
table("DigestAnswer", rows)

# --- subkeys ---

table(
    "SubkeyAnswer",
    [
        {"label": label, "key": counting(32, first), "subkey": subkey(label, counting(32, first))}
        for label, first in [
            ("", 0),
            ("a", 0),
            ("d24-vault-1 aead", 9),
            ("Nähe ≠ Gleichheit", 200),
            ("x" * 300, 1),
        ]
    ],
)

# --- Ed25519: RFC 8032 section 7.1 ---

rows = []
for name, seed, public, message, signature in [
    (
        "RFC 8032 test 1",
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "RFC 8032 test 2",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "RFC 8032 test 3",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "RFC 8032 test 1024",
        "f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5",
        "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
        "08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12ee50f8f54e9f77b1"
        "e355f6c50544e23fb1433ddf73be84d879de7c0046dc4996d9e773f4bc9efe5738829adb26c81b37c93a1b270b20329d"
        "658675fc6ea534e0810a4432826bf58c941efb65d57a338bbd2e26640f89ffbc1a858efcb8550ee3a5e1998bd177e93a"
        "7363c344fe6b199ee5d02e82d522c4feba15452f80288a821a579116ec6dad2b3b310da903401aa62100ab5d1a36553e"
        "06203b33890cc9b832f79ef80560ccb9a39ce767967ed628c6ad573cb116dbefefd75499da96bd68a8a97b928a8bbc10"
        "3b6621fcde2beca1231d206be6cd9ec7aff6f6c94fcd7204ed3455c68c83f4a41da4af2b74ef5c53f1d8ac70bdcb7ed1"
        "85ce81bd84359d44254d95629e9855a94a7c1958d1f8ada5d0532ed8a5aa3fb2d17ba70eb6248e594e1a2297acbbb39d"
        "502f1a8c6eb6f1ce22b3de1a1f40cc24554119a831a9aad6079cad88425de6bde1a9187ebb6092cf67bf2b13fd65f270"
        "88d78b7e883c8759d2c4f5c65adb7553878ad575f9fad878e80a0c9ba63bcbcc2732e69485bbc9c90bfbd62481d9089b"
        "eccf80cfe2df16a2cf65bd92dd597b0707e0917af48bbb75fed413d238f5555a7a569d80c3414a8d0859dc65a46128ba"
        "b27af87a71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51addd3b75a2b1ae0784504df543af8969b"
        "e3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8fcffead94f3c7ca495e056a9b47acdb7"
        "51fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301651339e22904cc8c42f58c30c04aafdb038dda0847dd988d"
        "cda6f3bfd15c4b4c4525004aa06eeff8ca61783aacec57fb3d1f92b0fe2fd1a85f6724517b65e614ad6808d6f6ee34df"
        "f7310fdc82aebfd904b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08d78ff4ef5d63653a65040cf9bfd4aca7"
        "984a74d37145986780fc0b16ac451649de6188a7dbdf191f64b5fc5e2ab47b57f7f7276cd419c17a3ca8e1b939ae49e4"
        "88acba6b965610b5480109c8b17b80e1b7b750dfc7598d5d5011fd2dcc5600a32ef5b52a1ecc820e308aa342721aac09"
        "43bf6686b64b2579376504ccc493d97e6aed3fb0f9cd71a43dd497f01f17c0e2cb3797aa2a2f256656168e6c496afc5f"
        "b93246f6b1116398a346f1a641f3b041e989f7914f90cc2c7fff357876e506b50d334ba77c225bc307ba537152f3f161"
        "0e4eafe595f6d9d90d11faa933a15ef1369546868a7f3a45a96768d40fd9d03412c091c6315cf4fde7cb68606937380d"
        "b2eaaa707b4c4185c32eddcdd306705e4dc1ffc872eeee475a64dfac86aba41c0618983f8741c5ef68d3a101e8a3b8ca"
        "c60c905c15fc910840b94c00a0b9d0",
        "0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350aa5371b1508f9f4528ecea23c436d94b"
        "5e8fcd4f681e30a6ac00a9704a188a03",
    ),
    (
        "RFC 8032 test SHA(abc)",
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
        "454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
        "3dca179c138ac17ad9bef1177331a704",
    ),
]:
    seed, message = bytes.fromhex(seed), bytes.fromhex(message)
    rows.append(
        {
            "name": name,
            "seed": seed,
            "verifyingKey": agree(name, ed25519_public(seed), public),
            "message": message,
            "signature": agree(name, ed25519_sign(seed, message), signature),
            "malleated": malleated(bytes.fromhex(signature)),
        }
    )
table("SignatureAnswer", rows)

table(
    "LabelledSignatureAnswer",
    [
        {
            "label": label,
            "seed": counting(32, first),
            "message": message,
            "signature": ed25519_sign(counting(32, first), label.encode() + b"\0" + message),
        }
        for label, first, message in [
            ("d24-vault-1", 3, counting(64)),
            ("", 4, b""),
            ("Beleg ü", 5, b"\0\0"),
        ]
    ],
)

# --- XChaCha20-Poly1305: draft-irtf-cfrg-xchacha-03 sections 2.2.1 and A.3.1 ---

agree(
    "HChaCha20",
    hchacha20(counting(32), bytes.fromhex("000000090000004a0000000031415927")),
    "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc",
)
key, nonce, context = counting(32, 0x80), counting(24, 0x40), bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
text = (
    b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
    b"sunscreen would be it."
)
rows = [
    {
        "name": "draft-irtf-cfrg-xchacha-03 A.3.1",
        "key": key,
        "nonce": nonce,
        "context": context,
        "text": text,
        "box": agree(
            "draft-irtf-cfrg-xchacha-03 A.3.1",
            xchacha20poly1305(key, nonce, context, text),
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
            "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
            "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
            "21f9664c97637da9768812f615c68b13b52e"
            "c0875924c1c7987947deafd8780acf49",
        ),
    }
]
for text_count, context_count in [(0, 0), (0, 5), (1, 0), (64, 16), (65, 17), (200, 100)]:
    key, nonce = counting(32, 1), counting(24, 99)
    context, text = counting(context_count, 5), counting(text_count, 70)
    box = xchacha20poly1305(key, nonce, context, text)
    assert bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(text, context, nonce, key) == box
    rows.append(
        {
            "name": f"text of {text_count}, context of {context_count}",
            "key": key,
            "nonce": nonce,
            "context": context,
            "text": text,
            "box": box,
        }
    )
table("BoxAnswer", rows)

# --- identities, recipients, sealed boxes: X25519 as OpenSSL has it, after RFC 7748 section 6.1 ---

for secret, public in [
    (
        "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
    ),
    (
        "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
        "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
    ),
]:
    agree("RFC 7748 section 6.1", x25519_public(bytes.fromhex(secret)), public)

rows = []
for name, seed in [
    ("counting seed", counting(32)),
    ("seed of zeros", bytes(32)),
    ("seed of ones", b"\xff" * 32),
    ("hashed seed", hashlib.sha256(b"d24-tools identity").digest()),
]:
    secret = sealing_secret(seed)
    sealing_key = x25519_public(secret)
    assert bindings.crypto_box_seed_keypair(subkey("d24-identity-1 sealing", seed)) == (sealing_key, secret)
    host_key = ed25519_public(subkey("d24-identity-1 host key", seed))
    text = b"keys of two environments " + seed
    box = sealed(text, sealing_key, hashlib.sha256(seed).digest())
    assert bindings.crypto_box_seal_open(box, sealing_key, secret) == text
    rows.append(
        {
            "name": name,
            "seed": seed,
            "line": identity_line(seed),
            "sealingKey": sealing_key,
            "hostKey": host_key,
            "recipient": recipient_text(sealing_key, host_key),
            "text": text,
            "box": box,
        }
    )
table("IdentityAnswer", rows)

# --- Argon2id: the reference implementation's command, one lane, 32 bytes ---

rows = []
for phrase, salt, passes, memory in [
    ("correct horse battery staple", "0123456789abcdef", 1, 8),
    ("correct horse battery staple", "0123456789abcdef", 3, 64),
    ("Grüße, zwölf Möwen am Kai", "fedcba9876543210", 2, 1024),
    ("x" * 127, "0123456789abcdef", 1, 8),
    ("7kq4-0mzt-e8pn-wd3h-92ys", "sixteen bytes it", 3, 256 * 1024),
]:
    command = ["argon2", salt, "-id", "-r", "-l", "32", "-p", "1", "-t", str(passes), "-k", str(memory)]
    answer = subprocess.run(command, input=phrase.encode(), capture_output=True, check=True).stdout
    rows.append(
        {
            "phrase": phrase,
            "salt": salt.encode(),
            "operations": passes,
            "memory": memory,
            "seed": bytes.fromhex(answer.decode()),
        }
    )
table("UnlockPhraseAnswer", rows)

# --- base64url: RFC 4648 section 10, and an answer with both characters of the URL-safe alphabet ---

table(
    "Base64URLAnswer",
    [
        {"bytes": data, "text": base64url(data)}
        for data in [*(b"foobar"[:count] for count in range(7)), b"\xfb\xff\xbf", counting(68, 190)]
    ],
)
