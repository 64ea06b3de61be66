// Written by generate.py: change that, not this.

extension AuthenticationAnswer {
    static let all: [AuthenticationAnswer] = [
        AuthenticationAnswer(
            name: "RFC 4231 case 1",
            key: "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            message: "4869205468657265",
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        AuthenticationAnswer(
            name: "RFC 4231 case 2",
            key: "4a656665",
            message: "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        AuthenticationAnswer(
            name: "RFC 4231 case 3",
            key: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            message: """
                dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\
                dddddddddddd
                """,
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        AuthenticationAnswer(
            name: "RFC 4231 case 4",
            key: "0102030405060708090a0b0c0d0e0f10111213141516171819",
            message: """
                cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd\
                cdcdcdcdcdcd
                """,
            code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        AuthenticationAnswer(
            name: "RFC 4231 case 5",
            key: "0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c",
            message: "546573742057697468205472756e636174696f6e",
            code: "a3b6167473100ee06e0c796c2955552bfa6f7c0a6a8aef8b93f860aab0cd20c5"),
        AuthenticationAnswer(
            name: "RFC 4231 case 6",
            key: """
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                """,
            message: """
                54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368\
                204b6579204669727374
                """,
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        AuthenticationAnswer(
            name: "RFC 4231 case 7",
            key: """
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                """,
            message: """
                5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a\
                65206b657920616e642061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865\
                206b6579206e6565647320746f20626520686173686564206265666f7265206265696e672075736564206279\
                2074686520484d414320616c676f726974686d2e
                """,
            code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
        AuthenticationAnswer(
            name: "key of 0, message of 0",
            key: "",
            message: "",
            code: "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        AuthenticationAnswer(
            name: "key of 1, message of 0",
            key: "07",
            message: "",
            code: "8769c0197cd02259f561eb1bf6156fd3ffe5a51483481c090cb477b9312e3f79"),
        AuthenticationAnswer(
            name: "key of 0, message of 1",
            key: "",
            message: "32",
            code: "b18d08c0edce4c685e6350dbc9047470ff331da5428499ab5a5c0f9a2d81134e"),
        AuthenticationAnswer(
            name: "key of 63, message of 55",
            key: """
                0708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132\
                333435363738393a3b3c3d3e3f404142434445
                """,
            message: """
                32333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d\
                5e5f606162636465666768
                """,
            code: "1628710973ff3765d0ceb5c044b47bfa53dfff23b8aee73a45309bcea4684255"),
        AuthenticationAnswer(
            name: "key of 64, message of 56",
            key: """
                0708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132\
                333435363738393a3b3c3d3e3f40414243444546
                """,
            message: """
                32333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d\
                5e5f60616263646566676869
                """,
            code: "c857491ba772bfcde53fbd21ab36385070a1245d017c7d7000be9094c41bea8c"),
        AuthenticationAnswer(
            name: "key of 65, message of 64",
            key: """
                0708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132\
                333435363738393a3b3c3d3e3f4041424344454647
                """,
            message: """
                32333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d\
                5e5f606162636465666768696a6b6c6d6e6f7071
                """,
            code: "803da780a68aecea2ed247ab72439228010fe87f647628b87c6e76f2594705b0"),
        AuthenticationAnswer(
            name: "key of 32, message of 65",
            key: "0708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223242526",
            message: """
                32333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d\
                5e5f606162636465666768696a6b6c6d6e6f707172
                """,
            code: "7578facb717e456106863857360ef032796abc932066a83dbc07a6bcce38274e"),
        AuthenticationAnswer(
            name: "key of 200, message of 129",
            key: """
                0708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132\
                333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e\
                5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a\
                8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6\
                b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdce
                """,
            message: """
                32333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d\
                5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283848586878889\
                8a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2
                """,
            code: "7571c141afc3933121fbf8a1308ee3e6c7f3bd3cb718a6cd5627dba3e344e444"),
    ]
}

extension DigestAnswer {
    static let all: [DigestAnswer] = [
        DigestAnswer(
            name: "RFC 7693 appendix A",
            key: "",
            message: "616263",
            digest: """
                ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de\
                4533cc9518d38aa8dbf1925ab92386edd4009923
                """),
        DigestAnswer(
            name: "64 bytes of 0 under a key of 0",
            key: "",
            message: "",
            digest: """
                786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444\
                934eb04b903a685b1448b755d56f701afe9be2ce
                """),
        DigestAnswer(
            name: "64 bytes of 0 under a key of 64",
            key: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f
                """,
            message: "",
            digest: """
                10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786b5e996e8f0f4eb981fc214b0\
                05f42d2ff4233499391653df7aefcbc13fc51568
                """),
        DigestAnswer(
            name: "64 bytes of 1 under a key of 64",
            key: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f
                """,
            message: "00",
            digest: """
                961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4187b0bc9fe30492b16b0d0bc\
                4ef9b0f34c7003fac09a5ef1532e69430234cebd
                """),
        DigestAnswer(
            name: "64 bytes of 127 under a key of 64",
            key: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f
                """,
            message: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f5051525354555657\
                58595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e
                """,
            digest: """
                76d2d819c92bce55fa8e092ab1bf9b9eab237a25267986cacf2b8ee14d214d730dc9a5aa2d7b596e86a1fd8f\
                a0804c77402d2fcd45083688b218b1cdfa0dcbcb
                """),
        DigestAnswer(
            name: "64 bytes of 128 under a key of 64",
            key: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f
                """,
            message: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f5051525354555657\
                58595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f
                """,
            digest: """
                72065ee4dd91c2d8509fa1fc28a37c7fc9fa7d5b3f8ad3d0d7a25626b57b1b44788d4caf806290425f9890a3\
                a2a35a905ab4b37acfd0da6e4517b2525c9651e4
                """),
        DigestAnswer(
            name: "64 bytes of 129 under a key of 64",
            key: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f
                """,
            message: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f5051525354555657\
                58595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80
                """,
            digest: """
                64475dfe7600d7171bea0b394e27c9b00d8e74dd1e416a79473682ad3dfdbb706631558055cfc8a40e07bd01\
                5a4540dcdea15883cbbf31412df1de1cd4152b91
                """),
        DigestAnswer(
            name: "64 bytes of 255 under a key of 64",
            key: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f
                """,
            message: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f5051525354555657\
                58595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283\
                8485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf\
                b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadb\
                dcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfe
                """,
            digest: """
                142709d62e28fcccd0af97fad0f8465b971e82201dc51070faa0372aa43e92484be1c1e73ba10906d5d1853d\
                b6a4106e0a7bf9800d373d6dee2d46d62ef2a461
                """),
        DigestAnswer(
            name: "64 bytes of 128 under a key of 0",
            key: "",
            message: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f5051525354555657\
                58595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f
                """,
            digest: """
                2319e3789c47e2daa5fe807f61bec2a1a6537fa03f19ff32e87eecbfd64b7e0e8ccff439ac333b040f19b0c4\
                ddd11a61e24ac1fe0f10a039806c5dcc0da3d115
                """),
        DigestAnswer(
            name: "64 bytes of 129 under a key of 0",
            key: "",
            message: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f5051525354555657\
                58595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80
                """,
            digest: """
                f59711d44a031d5f97a9413c065d1e614c417ede998590325f49bad2fd444d3e4418be19aec4e11449ac1a57\
                207898bc57d76a1bcf3566292c20c683a5c4648f
                """),
        DigestAnswer(
            name: "64 bytes of 256 under a key of 0",
            key: "",
            message: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f5051525354555657\
                58595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283\
                8485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf\
                b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadb\
                dcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff
                """,
            digest: """
                1ecc896f34d3f9cac484c73f75f6a5fb58ee6784be41b35f46067b9c65c63a6794d3d744112c653f73dd7deb\
                6666204c5a9bfa5b46081fc10fdbe7884fa5cbf8
                """),
        DigestAnswer(
            name: "64 bytes of 257 under a key of 0",
            key: "",
            message: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f5051525354555657\
                58595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283\
                8485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf\
                b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadb\
                dcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff00
                """,
            digest: """
                d8bfe068de0b4f9fa876a3f8024eb9f7b0029fd5dcf251199e065cee89e1a282c8dbf0442f2ade7294ac1c6b\
                e19b388dc990c34d8cb79f5f10c54fa813834fda
                """),
        DigestAnswer(
            name: "16 bytes of 20 under a key of 0",
            key: "",
            message: "000102030405060708090a0b0c0d0e0f10111213",
            digest: "1c9da6f0107d11f409f5690eeb922d1a"),
        DigestAnswer(
            name: "32 bytes of 20 under a key of 0",
            key: "",
            message: "000102030405060708090a0b0c0d0e0f10111213",
            digest: "5d597f201ead11daa0687185c579efd702e288d5bd72b6b21238a4ecb52d288a"),
        DigestAnswer(
            name: "16 bytes of 20 under a key of 16",
            key: "000102030405060708090a0b0c0d0e0f",
            message: "000102030405060708090a0b0c0d0e0f10111213",
            digest: "d4774c39866a2066e577b8ec9cde0d9a"),
        DigestAnswer(
            name: "32 bytes of 20 under a key of 32",
            key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            message: "000102030405060708090a0b0c0d0e0f10111213",
            digest: "a0800c4b5cdf82d7bfe2cd6becd0997609aa638570c46bc76810989d71eac976"),
        DigestAnswer(
            name: "64 bytes of 20 under a key of 33",
            key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
            message: "000102030405060708090a0b0c0d0e0f10111213",
            digest: """
                ce54ac66a2d6fcdb929c4643068d0c04f05f0f196e76fb2bb7734e3c0c68a5591056747575a09b80baad0500\
                17a18af717a224a03eb3a4a4ddcbf94771b0488a
                """),
    ]
}

extension SubkeyAnswer {
    static let all: [SubkeyAnswer] = [
        SubkeyAnswer(
            label: "",
            key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            subkey: "4e51e7a913fc80137da52880fecca175bf81e117d5c68126dc2774033517ea0d"),
        SubkeyAnswer(
            label: "a",
            key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            subkey: "84691b3bbd1807d0b242d61d1dfdaa4aa2714041c222a225e4521da5b158d14f"),
        SubkeyAnswer(
            label: "d24-vault-1 aead",
            key: "090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728",
            subkey: "12f2f7944dce274ead6e08b03fed3aac03d139970408bd778f9141cd06320b88"),
        SubkeyAnswer(
            label: "Nähe ≠ Gleichheit",
            key: "c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7",
            subkey: "e2a8ce1e76d4470d8bc638df6cf433d024aa1395a7a0b67b6320c27a7f08b437"),
        SubkeyAnswer(
            label: """
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                """,
            key: "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
            subkey: "cbbb9fc253698422eb2c870eda9a52aac6fa4a9aecf85ff58ffa3fd32e05697d"),
    ]
}

extension SignatureAnswer {
    static let all: [SignatureAnswer] = [
        SignatureAnswer(
            name: "RFC 8032 test 1",
            seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            verifyingKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            message: "",
            signature: """
                e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970\
                1cf9b46bd25bf5f0595bbe24655141438e7a100b
                """,
            malleated: """
                e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901554c8c7872aa064e049dbb3013\
                fbf29380d25bf5f0595bbe24655141438e7a101b
                """),
        SignatureAnswer(
            name: "RFC 8032 test 2",
            seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            verifyingKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            message: "72",
            signature: """
                92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613\
                d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
                """,
            malleated: """
                92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69daf52db7415978abc61b2c2eb6\
                aeebfca0387b2eaeb4302aeeb00d291612bb0c10
                """),
        SignatureAnswer(
            name: "RFC 8032 test 3",
            seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            verifyingKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            message: "af82",
            signature: """
                6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760\
                984dc6594a7c15e9716ed28dc027beceea1ec40a
                """,
            malleated: """
                6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac05d391b0a77904e98404ef03\
                7747a56e4a7c15e9716ed28dc027beceea1ec41a
                """),
        SignatureAnswer(
            name: "RFC 8032 test 1024",
            seed: "f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5",
            verifyingKey: "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
            message: """
                08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12ee50f8f5\
                4e9f77b1e355f6c50544e23fb1433ddf73be84d879de7c0046dc4996d9e773f4bc9efe5738829adb26c81b37\
                c93a1b270b20329d658675fc6ea534e0810a4432826bf58c941efb65d57a338bbd2e26640f89ffbc1a858efc\
                b8550ee3a5e1998bd177e93a7363c344fe6b199ee5d02e82d522c4feba15452f80288a821a579116ec6dad2b\
                3b310da903401aa62100ab5d1a36553e06203b33890cc9b832f79ef80560ccb9a39ce767967ed628c6ad573c\
                b116dbefefd75499da96bd68a8a97b928a8bbc103b6621fcde2beca1231d206be6cd9ec7aff6f6c94fcd7204\
                ed3455c68c83f4a41da4af2b74ef5c53f1d8ac70bdcb7ed185ce81bd84359d44254d95629e9855a94a7c1958\
                d1f8ada5d0532ed8a5aa3fb2d17ba70eb6248e594e1a2297acbbb39d502f1a8c6eb6f1ce22b3de1a1f40cc24\
                554119a831a9aad6079cad88425de6bde1a9187ebb6092cf67bf2b13fd65f27088d78b7e883c8759d2c4f5c6\
                5adb7553878ad575f9fad878e80a0c9ba63bcbcc2732e69485bbc9c90bfbd62481d9089beccf80cfe2df16a2\
                cf65bd92dd597b0707e0917af48bbb75fed413d238f5555a7a569d80c3414a8d0859dc65a46128bab27af87a\
                71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51addd3b75a2b1ae0784504df543af8969b\
                e3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8fcffead94f3c7ca495e056a9\
                b47acdb751fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301651339e22904cc8c42f58c30c04aafdb\
                038dda0847dd988dcda6f3bfd15c4b4c4525004aa06eeff8ca61783aacec57fb3d1f92b0fe2fd1a85f672451\
                7b65e614ad6808d6f6ee34dff7310fdc82aebfd904b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08\
                d78ff4ef5d63653a65040cf9bfd4aca7984a74d37145986780fc0b16ac451649de6188a7dbdf191f64b5fc5e\
                2ab47b57f7f7276cd419c17a3ca8e1b939ae49e488acba6b965610b5480109c8b17b80e1b7b750dfc7598d5d\
                5011fd2dcc5600a32ef5b52a1ecc820e308aa342721aac0943bf6686b64b2579376504ccc493d97e6aed3fb0\
                f9cd71a43dd497f01f17c0e2cb3797aa2a2f256656168e6c496afc5fb93246f6b1116398a346f1a641f3b041\
                e989f7914f90cc2c7fff357876e506b50d334ba77c225bc307ba537152f3f1610e4eafe595f6d9d90d11faa9\
                33a15ef1369546868a7f3a45a96768d40fd9d03412c091c6315cf4fde7cb68606937380db2eaaa707b4c4185\
                c32eddcdd306705e4dc1ffc872eeee475a64dfac86aba41c0618983f8741c5ef68d3a101e8a3b8cac60c905c\
                15fc910840b94c00a0b9d0
                """,
            signature: """
                0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350aa5371b1508f9f4528ecea23\
                c436d94b5e8fcd4f681e30a6ac00a9704a188a03
                """,
            malleated: """
                0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec3509727670e6bf2b19dfe88e2c6\
                a230b8605e8fcd4f681e30a6ac00a9704a188a13
                """),
        SignatureAnswer(
            name: "RFC 8032 test SHA(abc)",
            seed: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            verifyingKey: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            message: """
                ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23\
                a3feebbd454d4423643ce80e2a9ac94fa54ca49f
                """,
            signature: """
                dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c6\
                6431e0303dca179c138ac17ad9bef1177331a704
                """,
            malleated: """
                dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589f6081526c7f3c544d498bf69\
                432bbf453dca179c138ac17ad9bef1177331a714
                """),
    ]
}

extension LabelledSignatureAnswer {
    static let all: [LabelledSignatureAnswer] = [
        LabelledSignatureAnswer(
            label: "d24-vault-1",
            seed: "030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122",
            message: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b\
                2c2d2e2f303132333435363738393a3b3c3d3e3f
                """,
            signature: """
                5005429d25fb2ba94435a858eca95bb01aa9d25126848c694c8b5a935b26c50a350ca7e059e2b6158ffb2204\
                ff3a65ce058be03b3d1d5bbc84e8006ca976a90d
                """),
        LabelledSignatureAnswer(
            label: "",
            seed: "0405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223",
            message: "",
            signature: """
                8ab1f28ad8d5f8a93e1297fc331b33a266cbd01ac3f2c6691d657a0ac0e209ef462268f6e893a3db4ba0c4e3\
                ad9933922e553881b7650b085bae63d542c7bb0e
                """),
        LabelledSignatureAnswer(
            label: "Beleg ü",
            seed: "05060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324",
            message: "0000",
            signature: """
                51c7528c4a0678f255b4219dffb9d14d5ea881893888f983d4dd032c222f59d5db5f06352925d6bc4f9077c0\
                719b2d230aaec72ca8bba2faf2c9289df28e6304
                """),
    ]
}

extension BoxAnswer {
    static let all: [BoxAnswer] = [
        BoxAnswer(
            name: "draft-irtf-cfrg-xchacha-03 A.3.1",
            key: "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
            nonce: "404142434445464748494a4b4c4d4e4f5051525354555657",
            context: "50515253c0c1c2c3c4c5c6c7",
            text: """
                4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f66202739393a204966\
                204920636f756c64206f6666657220796f75206f6e6c79206f6e652074697020666f72207468652066757475\
                72652c2073756e73637265656e20776f756c642062652069742e
                """,
            box: """
                bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f\
                4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f\
                76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49
                """),
        BoxAnswer(
            name: "text of 0, context of 0",
            key: "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
            nonce: "636465666768696a6b6c6d6e6f707172737475767778797a",
            context: "",
            text: "",
            box: "a56109865b729d61e156b0414b42f01c"),
        BoxAnswer(
            name: "text of 0, context of 5",
            key: "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
            nonce: "636465666768696a6b6c6d6e6f707172737475767778797a",
            context: "0506070809",
            text: "",
            box: "762aeaa1dd6742a6bf5bbdd2d99197b6"),
        BoxAnswer(
            name: "text of 1, context of 0",
            key: "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
            nonce: "636465666768696a6b6c6d6e6f707172737475767778797a",
            context: "",
            text: "46",
            box: "572c2d527cb3abdae51acf245db8b409ad"),
        BoxAnswer(
            name: "text of 64, context of 16",
            key: "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
            nonce: "636465666768696a6b6c6d6e6f707172737475767778797a",
            context: "05060708090a0b0c0d0e0f1011121314",
            text: """
                464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f7071\
                72737475767778797a7b7c7d7e7f808182838485
                """,
            box: """
                57854a350524ccba15430e62a21622216fe72e4e95fba4a7e2def75ac6a366c94f2f16017ae59a9b0728197e\
                538bb877d6dea09f851564424192d1a4462f0973d3041a4fa20869615038b4a05ed01357
                """),
        BoxAnswer(
            name: "text of 65, context of 17",
            key: "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
            nonce: "636465666768696a6b6c6d6e6f707172737475767778797a",
            context: "05060708090a0b0c0d0e0f101112131415",
            text: """
                464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f7071\
                72737475767778797a7b7c7d7e7f80818283848586
                """,
            box: """
                57854a350524ccba15430e62a21622216fe72e4e95fba4a7e2def75ac6a366c94f2f16017ae59a9b0728197e\
                538bb877d6dea09f851564424192d1a4462f097386005aeef4eb85d95eabd8c87fc1421d1f
                """),
        BoxAnswer(
            name: "text of 200, context of 100",
            key: "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
            nonce: "636465666768696a6b6c6d6e6f707172737475767778797a",
            context: """
                05060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f30\
                3132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c\
                5d5e5f606162636465666768
                """,
            text: """
                464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f7071\
                72737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d\
                9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9\
                cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5\
                f6f7f8f9fafbfcfdfeff000102030405060708090a0b0c0d
                """,
            box: """
                57854a350524ccba15430e62a21622216fe72e4e95fba4a7e2def75ac6a366c94f2f16017ae59a9b0728197e\
                538bb877d6dea09f851564424192d1a4462f097386caab99164964fd8bd6ed65dcfd74f7f268ce37c4d9c532\
                943bc59533c46bb22afc9314ed734c71327b77a7d204a8e0fb307e98417d20e58b4ced7d53b5af72658e6e5a\
                4a875f8534c93a2b23b7d1a94bb41cff015a2601626a53e188c645af32ce64d6410c2518d96b9b6740b61da3\
                7fc4e49f7f4ca6a7e8e35b6008fcaa2b146353d2d496cc60598d77900d0ad43d0f4ab25b050f8c73
                """),
    ]
}

extension IdentityAnswer {
    static let all: [IdentityAnswer] = [
        IdentityAnswer(
            name: "counting seed",
            seed: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            line: "d24-identity-1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh-sSGwX",
            sealingKey: "cbe7bff957a5def8b09e14b8a8d22c1e25c54abcbd597104769920e469b3fb1e",
            hostKey: "85a1fb854c19e3f916d7094c758eea491abed097abfe41e67a3bd6d9139b93d5",
            recipient: """
                d24-recipient-1y-e_-Vel3viwnhS4qNIsHiXFSry9WXEEdpkg5Gmz-x6FofuFTBnj-RbXCUx1jupJGr7Ql6v-Q\
                eZ6O9bZE5uT1SPgRU8
                """,
            text: """
                6b657973206f662074776f20656e7669726f6e6d656e747320000102030405060708090a0b0c0d0e0f101112\
                131415161718191a1b1c1d1e1f
                """,
            box: """
                a5b984e765b978e7151119a21c548350f5d0eb8a26d6b17c74b9d25498bc496bd598bf0492e761f872b07d58\
                ef1aef5c48dbaf5daafb1b3398aaa8914127fcdcceadbb90e5833a1d41c31099939adfc77283cce85c952ee6\
                51dd9116018a7371e6397126d05e7a2f04
                """),
        IdentityAnswer(
            name: "seed of zeros",
            seed: "0000000000000000000000000000000000000000000000000000000000000000",
            line: "d24-identity-1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABhWQur",
            sealingKey: "78ff4920057befc6152461f3787dd581b32d902a0df57a379ceb983af47cc313",
            hostKey: "2c1582175cafb5f4d06e107d78e5bfba45bfe79cf3d7f14de3f4b3df9cccf605",
            recipient: """
                d24-recipient-1eP9JIAV778YVJGHzeH3VgbMtkCoN9Xo3nOuYOvR8wxMsFYIXXK-19NBuEH145b-6Rb_nnPPX8\
                U3j9LPfnMz2BY21T4Y
                """,
            text: """
                6b657973206f662074776f20656e7669726f6e6d656e74732000000000000000000000000000000000000000\
                00000000000000000000000000
                """,
            box: """
                c494a9e448d58fe9afe07d53d3ad9eb6a15baac0d837eed4fac62e842e9f7862581ad9cc9bcc49662402d2a0\
                69e2363f05f1de6856f910c8d2de43b73fea533ca14351795d4b9496c8c1679fd22845b9a9f43f61f6c97136\
                1c714797087680397ba8c6bb99252c9b60
                """),
        IdentityAnswer(
            name: "seed of ones",
            seed: "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            line: "d24-identity-1 __________________________________________9CoxpL",
            sealingKey: "6e30881f718be4310788d8d3aebea171e20fd6580ce7195ae3ee1b258a8e185f",
            hostKey: "a090ceef5b7e20daa7a6ab8952c0475197dc85433aa97ce66b62a9cae0bd7813",
            recipient: """
                d24-recipient-1bjCIH3GL5DEHiNjTrr6hceIP1lgM5xla4-4bJYqOGF-gkM7vW34g2qemq4lSwEdRl9yFQzqpf\
                OZrYqnK4L14E_E_Vvs
                """,
            text: """
                6b657973206f662074776f20656e7669726f6e6d656e747320ffffffffffffffffffffffffffffffffffffff\
                ffffffffffffffffffffffffff
                """,
            box: """
                440863ff7c661fc32821454dba910094aa0d08e286e7e94959000829d1ed70619e483a57bdfd7347cdf5c96c\
                bf1910b13114393337950382a97e4e787e2b0a0a300f348247b5ae00e76c58e03b59835ea1bb77d754ebc9e6\
                19520a8a14088ec7358df73ef82ecff166
                """),
        IdentityAnswer(
            name: "hashed seed",
            seed: "d82866a306f1875165868dcaff08a2240bb66d759c13979c1d691c5bca105512",
            line: "d24-identity-1 2Chmowbxh1Flho3K_wiiJAu2bXWcE5ecHWkcW8oQVRIPvhjZ",
            sealingKey: "ae86b09961edd19836be22ddc23415da77945f2796bbe4c1b6de880d50d47b53",
            hostKey: "44fd0de19da2dba8c529e1e7021d17de632a26a39d4391d99c60af3f9755bc8c",
            recipient: """
                d24-recipient-1roawmWHt0Zg2viLdwjQV2neUXyeWu-TBtt6IDVDUe1NE_Q3hnaLbqMUp4ecCHRfeYyomo51Dk\
                dmcYK8_l1W8jJy2Kzk
                """,
            text: """
                6b657973206f662074776f20656e7669726f6e6d656e747320d82866a306f1875165868dcaff08a2240bb66d\
                759c13979c1d691c5bca105512
                """,
            box: """
                580600b28e3af0e5c6ae7ced665ee17158e3f4b01b99d3edc7cb1ca492cde54ca5bab860ea373e8fbb3e9d0c\
                bdacf098eed6fb8b6c9cfee4f4ea4b665e9a0883beec4609fb3a0083d1c84e0e0b43472b8cf223649d09a912\
                0dab5c1784b38b03b4d37893be78f61e35
                """),
    ]
}

extension UnlockPhraseAnswer {
    static let all: [UnlockPhraseAnswer] = [
        UnlockPhraseAnswer(
            phrase: "correct horse battery staple",
            salt: "30313233343536373839616263646566",
            operations: 1,
            memory: 8,
            seed: "5dd4c928fbd5a4474236ef76d9d8304178fe5df3884d2d383e91b7703327e6c1"),
        UnlockPhraseAnswer(
            phrase: "correct horse battery staple",
            salt: "30313233343536373839616263646566",
            operations: 3,
            memory: 64,
            seed: "a3996bf29c8b08313dab38c2410db2271c99112bb64af8f092eed2f9d6c98272"),
        UnlockPhraseAnswer(
            phrase: "Grüße, zwölf Möwen am Kai",
            salt: "66656463626139383736353433323130",
            operations: 2,
            memory: 1024,
            seed: "8480df07e4ae5fffdee0ae59c49499f122aa4a4f9b139cba5b9c0ae77fa8c1f2"),
        UnlockPhraseAnswer(
            phrase: """
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                """,
            salt: "30313233343536373839616263646566",
            operations: 1,
            memory: 8,
            seed: "0d28dba864df6b349ce304bed0b61bd15de7025689d1aea2192374bce0c00322"),
        UnlockPhraseAnswer(
            phrase: "7kq4-0mzt-e8pn-wd3h-92ys",
            salt: "7369787465656e206279746573206974",
            operations: 3,
            memory: 262144,
            seed: "1acef2345d2c54388b2b83f10c7c82885faad28b0c1ef70e782045542818e74b"),
    ]
}

extension Base64URLAnswer {
    static let all: [Base64URLAnswer] = [
        Base64URLAnswer(
            bytes: "",
            text: ""),
        Base64URLAnswer(
            bytes: "66",
            text: "Zg"),
        Base64URLAnswer(
            bytes: "666f",
            text: "Zm8"),
        Base64URLAnswer(
            bytes: "666f6f",
            text: "Zm9v"),
        Base64URLAnswer(
            bytes: "666f6f62",
            text: "Zm9vYg"),
        Base64URLAnswer(
            bytes: "666f6f6261",
            text: "Zm9vYmE"),
        Base64URLAnswer(
            bytes: "666f6f626172",
            text: "Zm9vYmFy"),
        Base64URLAnswer(
            bytes: "fbffbf",
            text: "-_-_"),
        Base64URLAnswer(
            bytes: """
                bebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9\
                eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff0001
                """,
            text: """
                vr_AwcLDxMXGx8jJysvMzc7P0NHS09TV1tfY2drb3N3e3-Dh4uPk5ebn6Onq6-zt7u_w8fLz9PX29_j5-vv8_f7_\
                AAE
                """),
    ]
}
