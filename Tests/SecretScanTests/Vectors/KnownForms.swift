import SecretScan

/// Made by generate.py, which see.
enum KnownForms {
    static let all: [KnownForm] = [
        KnownForm(
            "plainABCdef0", .raw,
            "plainABCdef0"),
        KnownForm(
            "plainABCdef0", .hexadecimal,
            "706c61696e41424364656630"),
        KnownForm(
            "plainABCdef0", .hexadecimal,
            "706C61696E41424364656630"),
        KnownForm(
            "plainABCdef0", .base64,
            "cGxhaW5BQkNkZWYw"),
        KnownForm(
            "plainABCdef0", .base64,
            "BsYWluQUJDZGVmM"),
        KnownForm(
            "plainABCdef0", .base64,
            "wbGFpbkFCQ2RlZj"),
        KnownForm(
            "plainABCdef0", .percent,
            "%70%6C%61%69%6E%41%42%43%64%65%66%30"),
        KnownForm(
            "plainABCdef0", .percent,
            "%70%6c%61%69%6e%41%42%43%64%65%66%30"),
        KnownForm(
            "plainABCdef0", .json,
            "\u{5c}u0070\u{5c}u006c\u{5c}u0061\u{5c}u0069\u{5c}u006e\u{5c}u0041\u{5c}u0042\u{5c}u0043\u{5c}u0064\u{5c}u0065\u{5c}u0066\u{5c}u0030"
        ),
        KnownForm(
            "plainABCdef0", .json,
            "\u{5c}u0070\u{5c}u006C\u{5c}u0061\u{5c}u0069\u{5c}u006E\u{5c}u0041\u{5c}u0042\u{5c}u0043\u{5c}u0064\u{5c}u0065\u{5c}u0066\u{5c}u0030"
        ),
        KnownForm(
            "plainABCdef01", .raw,
            "plainABCdef01"),
        KnownForm(
            "plainABCdef01", .hexadecimal,
            "706c61696e4142436465663031"),
        KnownForm(
            "plainABCdef01", .hexadecimal,
            "706C61696E4142436465663031"),
        KnownForm(
            "plainABCdef01", .base64,
            "cGxhaW5BQkNkZWYwM"),
        KnownForm(
            "plainABCdef01", .base64,
            "BsYWluQUJDZGVmMD"),
        KnownForm(
            "plainABCdef01", .base64,
            "wbGFpbkFCQ2RlZjAx"),
        KnownForm(
            "plainABCdef01", .percent,
            "%70%6C%61%69%6E%41%42%43%64%65%66%30%31"),
        KnownForm(
            "plainABCdef01", .percent,
            "%70%6c%61%69%6e%41%42%43%64%65%66%30%31"),
        KnownForm(
            "plainABCdef01", .json,
            "\u{5c}u0070\u{5c}u006c\u{5c}u0061\u{5c}u0069\u{5c}u006e\u{5c}u0041\u{5c}u0042\u{5c}u0043\u{5c}u0064\u{5c}u0065\u{5c}u0066\u{5c}u0030\u{5c}u0031"
        ),
        KnownForm(
            "plainABCdef01", .json,
            "\u{5c}u0070\u{5c}u006C\u{5c}u0061\u{5c}u0069\u{5c}u006E\u{5c}u0041\u{5c}u0042\u{5c}u0043\u{5c}u0064\u{5c}u0065\u{5c}u0066\u{5c}u0030\u{5c}u0031"
        ),
        KnownForm(
            "plainABCdef012", .raw,
            "plainABCdef012"),
        KnownForm(
            "plainABCdef012", .hexadecimal,
            "706c61696e414243646566303132"),
        KnownForm(
            "plainABCdef012", .hexadecimal,
            "706C61696E414243646566303132"),
        KnownForm(
            "plainABCdef012", .base64,
            "cGxhaW5BQkNkZWYwMT"),
        KnownForm(
            "plainABCdef012", .base64,
            "BsYWluQUJDZGVmMDEy"),
        KnownForm(
            "plainABCdef012", .base64,
            "wbGFpbkFCQ2RlZjAxM"),
        KnownForm(
            "plainABCdef012", .percent,
            "%70%6C%61%69%6E%41%42%43%64%65%66%30%31%32"),
        KnownForm(
            "plainABCdef012", .percent,
            "%70%6c%61%69%6e%41%42%43%64%65%66%30%31%32"),
        KnownForm(
            "plainABCdef012", .json,
            "\u{5c}u0070\u{5c}u006c\u{5c}u0061\u{5c}u0069\u{5c}u006e\u{5c}u0041\u{5c}u0042\u{5c}u0043\u{5c}u0064\u{5c}u0065\u{5c}u0066\u{5c}u0030\u{5c}u0031\u{5c}u0032"
        ),
        KnownForm(
            "plainABCdef012", .json,
            "\u{5c}u0070\u{5c}u006C\u{5c}u0061\u{5c}u0069\u{5c}u006E\u{5c}u0041\u{5c}u0042\u{5c}u0043\u{5c}u0064\u{5c}u0065\u{5c}u0066\u{5c}u0030\u{5c}u0031\u{5c}u0032"
        ),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .raw,
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .hexadecimal,
            "612f622b6320643d6526663f677e6827692a6a286b2921"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .hexadecimal,
            "612F622B6320643D6526663F677E6827692A6A286B2921"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .base64,
            "YS9iK2MgZD1lJmY/Z35oJ2kqaihrKS"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .base64,
            "EvYitjIGQ9ZSZmP2d+aCdpKmooaykh"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .base64,
            "hL2IrYyBkPWUmZj9nfmgnaSpqKGspI"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .base64URL,
            "YS9iK2MgZD1lJmY_Z35oJ2kqaihrKS"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .base64URL,
            "EvYitjIGQ9ZSZmP2d-aCdpKmooaykh"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a%2Fb%2Bc%20d%3De%26f%3Fg\u{7e}h%27i%2Aj%28k%29%21"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a%2fb%2bc%20d%3de%26f%3fg\u{7e}h%27i%2aj%28k%29%21"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a/b%2Bc%20d%3De%26f%3Fg\u{7e}h%27i%2Aj%28k%29%21"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a/b%2bc%20d%3de%26f%3fg\u{7e}h%27i%2aj%28k%29%21"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a%2Fb%2Bc%20d%3De%26f%3Fg\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a%2fb%2bc%20d%3de%26f%3fg\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a/b+c%20d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a%2Fb%2Bc+d%3De%26f%3Fg\u{7e}h%27i%2Aj%28k%29%21"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a%2fb%2bc+d%3de%26f%3fg\u{7e}h%27i%2aj%28k%29%21"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "a%2Fb%2Bc+d%3De%26f%3Fg%7Eh%27i\u{2a}j%28k%29%21"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "%61%2F%62%2B%63%20%64%3D%65%26%66%3F%67%7E%68%27%69%2A%6A%28%6B%29%21"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .percent,
            "%61%2f%62%2b%63%20%64%3d%65%26%66%3f%67%7e%68%27%69%2a%6a%28%6b%29%21"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .json,
            "a\u{5c}/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .json,
            "a/b+c d=e\u{5c}u0026f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .json,
            "a/b+c d\u{5c}u003de\u{5c}u0026f\u{3f}g\u{7e}h\u{5c}u0027i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .json,
            "a\u{5c}/b+c d=e\u{5c}u0026f\u{3f}g\u{7e}h\u{5c}u0027i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .json,
            "a\u{5c}u002fb+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .json,
            "\u{5c}u0061\u{5c}u002f\u{5c}u0062\u{5c}u002b\u{5c}u0063\u{5c}u0020\u{5c}u0064\u{5c}u003d\u{5c}u0065\u{5c}u0026\u{5c}u0066\u{5c}u003f\u{5c}u0067\u{5c}u007e\u{5c}u0068\u{5c}u0027\u{5c}u0069\u{5c}u002a\u{5c}u006a\u{5c}u0028\u{5c}u006b\u{5c}u0029\u{5c}u0021"
        ),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .json,
            "\u{5c}u0061\u{5c}u002F\u{5c}u0062\u{5c}u002B\u{5c}u0063\u{5c}u0020\u{5c}u0064\u{5c}u003D\u{5c}u0065\u{5c}u0026\u{5c}u0066\u{5c}u003F\u{5c}u0067\u{5c}u007E\u{5c}u0068\u{5c}u0027\u{5c}u0069\u{5c}u002A\u{5c}u006A\u{5c}u0028\u{5c}u006B\u{5c}u0029\u{5c}u0021"
        ),
        KnownForm(
            "a/b+c d=e\u{26}f\u{3f}g\u{7e}h\u{27}i\u{2a}j\u{28}k\u{29}\u{21}", .json,
            "a/b\u{5c}u002Bc d=e\u{5c}u0026f\u{3f}g\u{7e}h\u{5c}u0027i\u{2a}j\u{28}k\u{29}\u{21}"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .raw,
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .hexadecimal,
            "71756f7465226261636b5c736c6173683c263e602b"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .hexadecimal,
            "71756F7465226261636B5C736C6173683C263E602B"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .base64,
            "cXVvdGUiYmFja1xzbGFzaDwmPmAr"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .base64,
            "F1b3RlImJhY2tcc2xhc2g8Jj5gK"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .base64,
            "xdW90ZSJiYWNrXHNsYXNoPCY+YC"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .base64URL,
            "xdW90ZSJiYWNrXHNsYXNoPCY-YC"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .percent,
            "quote%22back%5Cslash%3C%26%3E%60%2B"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .percent,
            "quote%22back%5cslash%3c%26%3e%60%2b"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .percent,
            "quote%22back%5Cslash%3C\u{26}%3E%60+"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .percent,
            "quote%22back%5cslash%3c\u{26}%3e%60+"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .percent,
            "%71%75%6F%74%65%22%62%61%63%6B%5C%73%6C%61%73%68%3C%26%3E%60%2B"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .percent,
            "%71%75%6f%74%65%22%62%61%63%6b%5c%73%6c%61%73%68%3c%26%3e%60%2b"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .json,
            "quote\u{5c}\u{22}back\u{5c}\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .json,
            "quote\u{5c}\u{22}back\u{5c}\u{5c}slash\u{5c}u003c\u{5c}u0026\u{5c}u003e\u{60}+"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .json,
            "quote\u{5c}u0022back\u{5c}\u{5c}slash\u{5c}u003C\u{5c}u0026\u{5c}u003E\u{60}+"),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .json,
            "\u{5c}u0071\u{5c}u0075\u{5c}u006f\u{5c}u0074\u{5c}u0065\u{5c}u0022\u{5c}u0062\u{5c}u0061\u{5c}u0063\u{5c}u006b\u{5c}u005c\u{5c}u0073\u{5c}u006c\u{5c}u0061\u{5c}u0073\u{5c}u0068\u{5c}u003c\u{5c}u0026\u{5c}u003e\u{5c}u0060\u{5c}u002b"
        ),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .json,
            "\u{5c}u0071\u{5c}u0075\u{5c}u006F\u{5c}u0074\u{5c}u0065\u{5c}u0022\u{5c}u0062\u{5c}u0061\u{5c}u0063\u{5c}u006B\u{5c}u005C\u{5c}u0073\u{5c}u006C\u{5c}u0061\u{5c}u0073\u{5c}u0068\u{5c}u003C\u{5c}u0026\u{5c}u003E\u{5c}u0060\u{5c}u002B"
        ),
        KnownForm(
            "quote\u{22}back\u{5c}slash\u{3c}\u{26}\u{3e}\u{60}+", .json,
            "quote\u{5c}u0022back\u{5c}\u{5c}slash\u{5c}u003C\u{5c}u0026\u{5c}u003E\u{5c}u0060\u{5c}u002B"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .raw,
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .hexadecimal,
            "756d6cc3a475742de282ac75726f2df09f94912d6b6579"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .hexadecimal,
            "756D6CC3A475742DE282AC75726F2DF09F94912D6B6579"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .base64,
            "dW1sw6R1dC3igqx1cm8t8J+UkS1rZX"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .base64,
            "VtbMOkdXQt4oKsdXJvLfCflJEta2V5"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .base64,
            "1bWzDpHV0LeKCrHVyby3wn5SRLWtle"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .base64URL,
            "dW1sw6R1dC3igqx1cm8t8J-UkS1rZX"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .percent,
            "uml%C3%A4ut-%E2%82%ACuro-%F0%9F%94%91-key"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .percent,
            "uml%c3%a4ut-%e2%82%acuro-%f0%9f%94%91-key"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .percent,
            "%75%6D%6C%C3%A4%75%74%2D%E2%82%AC%75%72%6F%2D%F0%9F%94%91%2D%6B%65%79"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .percent,
            "%75%6d%6c%c3%a4%75%74%2d%e2%82%ac%75%72%6f%2d%f0%9f%94%91%2d%6b%65%79"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .json,
            "uml\u{5c}u00e4ut-\u{5c}u20acuro-\u{5c}ud83d\u{5c}udd11-key"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .json,
            "uml\u{5c}u00E4ut-\u{5c}u20ACuro-\u{5c}uD83D\u{5c}uDD11-key"),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .json,
            "\u{5c}u0075\u{5c}u006d\u{5c}u006c\u{5c}u00e4\u{5c}u0075\u{5c}u0074\u{5c}u002d\u{5c}u20ac\u{5c}u0075\u{5c}u0072\u{5c}u006f\u{5c}u002d\u{5c}ud83d\u{5c}udd11\u{5c}u002d\u{5c}u006b\u{5c}u0065\u{5c}u0079"
        ),
        KnownForm(
            "uml\u{e4}ut-\u{20ac}uro-\u{1f511}-key", .json,
            "\u{5c}u0075\u{5c}u006D\u{5c}u006C\u{5c}u00E4\u{5c}u0075\u{5c}u0074\u{5c}u002D\u{5c}u20AC\u{5c}u0075\u{5c}u0072\u{5c}u006F\u{5c}u002D\u{5c}uD83D\u{5c}uDD11\u{5c}u002D\u{5c}u006B\u{5c}u0065\u{5c}u0079"
        ),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .raw,
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}"
        ),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .hexadecimal,
            "7e7e7e3f3f3f3e3e3e7e7e7e3f3f3f3e3e3e"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .hexadecimal,
            "7E7E7E3F3F3F3E3E3E7E7E7E3F3F3F3E3E3E"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .base64,
            "fn5+Pz8/Pj4+fn5+Pz8/Pj4+"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .base64,
            "5+fj8/Pz4+Pn5+fj8/Pz4+P"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .base64,
            "+fn4/Pz8+Pj5+fn4/Pz8+Pj"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .base64URL,
            "fn5-Pz8_Pj4-fn5-Pz8_Pj4-"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .base64URL,
            "5-fj8_Pz4-Pn5-fj8_Pz4-P"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .base64URL,
            "-fn4_Pz8-Pj5-fn4_Pz8-Pj"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .percent,
            "\u{7e}\u{7e}\u{7e}%3F%3F%3F%3E%3E%3E\u{7e}\u{7e}\u{7e}%3F%3F%3F%3E%3E%3E"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .percent,
            "\u{7e}\u{7e}\u{7e}%3f%3f%3f%3e%3e%3e\u{7e}\u{7e}\u{7e}%3f%3f%3f%3e%3e%3e"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .percent,
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}%3E%3E%3E\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}%3E%3E%3E"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .percent,
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}%3e%3e%3e\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}%3e%3e%3e"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .percent,
            "%7E%7E%7E%3F%3F%3F%3E%3E%3E%7E%7E%7E%3F%3F%3F%3E%3E%3E"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .percent,
            "%7e%7e%7e%3f%3f%3f%3e%3e%3e%7e%7e%7e%3f%3f%3f%3e%3e%3e"),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .json,
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{5c}u003e\u{5c}u003e\u{5c}u003e\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{5c}u003e\u{5c}u003e\u{5c}u003e"
        ),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .json,
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{5c}u003E\u{5c}u003E\u{5c}u003E\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{5c}u003E\u{5c}u003E\u{5c}u003E"
        ),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .json,
            "\u{5c}u007e\u{5c}u007e\u{5c}u007e\u{5c}u003f\u{5c}u003f\u{5c}u003f\u{5c}u003e\u{5c}u003e\u{5c}u003e\u{5c}u007e\u{5c}u007e\u{5c}u007e\u{5c}u003f\u{5c}u003f\u{5c}u003f\u{5c}u003e\u{5c}u003e\u{5c}u003e"
        ),
        KnownForm(
            "\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}\u{7e}\u{7e}\u{7e}\u{3f}\u{3f}\u{3f}\u{3e}\u{3e}\u{3e}",
            .json,
            "\u{5c}u007E\u{5c}u007E\u{5c}u007E\u{5c}u003F\u{5c}u003F\u{5c}u003F\u{5c}u003E\u{5c}u003E\u{5c}u003E\u{5c}u007E\u{5c}u007E\u{5c}u007E\u{5c}u003F\u{5c}u003F\u{5c}u003F\u{5c}u003E\u{5c}u003E\u{5c}u003E"
        ),
    ]
}

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
}
