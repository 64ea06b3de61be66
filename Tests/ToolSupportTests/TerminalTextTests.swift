import Testing
import ToolSupport

@Suite("Foreign strings for a terminal")
struct TerminalTextTests {
    @Test(
        "what a terminal would act on is spelled out",
        arguments: [
            ("plain ~", "plain ~"), ("José €😀 日本", "José €😀 日本"),
            ("e\u{301}", "e\u{301}"), ("", ""),
            ("\u{1b}[2J", "\\u{1b}[2J"), ("a\nb\tc\r", "a\\u{a}b\\u{9}c\\u{d}"),
            ("\0\u{7f}", "\\u{0}\\u{7f}"),
            ("\u{9b}31m", "\\u{9b}31m"), ("\u{202e}gpj", "\\u{202e}gpj"),
            ("\u{2066}\u{2069}", "\\u{2066}\\u{2069}"),
            ("\u{200b}\u{feff}", "\\u{200b}\\u{feff}"), ("\u{2028}", "\\u{2028}"),
            ("\u{e0041}", "\\u{e0041}"),
            ("\u{e000}", "\\u{e000}"), ("a\u{a0}b", "a\u{a0}b"), ("\r\n", "\\u{d}\\u{a}"),
        ])
    func escapes(text: String, shown: String) {
        #expect(TerminalText.escaped(text) == shown)
    }
}
