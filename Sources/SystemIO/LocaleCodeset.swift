import Glibc

/// How a locale writes characters as bytes.
package enum LocaleCodeset {
    /// The codeset of a locale, such as `UTF-8`; the process goes on in its own locale. Wraps `newlocale` and
    /// `nl_langinfo_l`.
    /// - Throws: `.noEntry` for a locale that is not installed.
    package static func of(_ locale: String) throws(Errno) -> String {
        let name = try checked(locale)
        // LC_CTYPE_MASK, a macro that Swift does not see.
        guard let locale = unsafe newlocale(1 << LC_CTYPE, name, nil) else { throw .last }
        defer { unsafe freelocale(locale) }
        guard let text = unsafe nl_langinfo_l(nl_item(CODESET), locale),
            let codeset = unsafe String(validatingCString: text)
        else { throw .illegalByteSequence }
        return codeset
    }
}
