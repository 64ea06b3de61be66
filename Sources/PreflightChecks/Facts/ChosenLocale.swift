import SystemIO

/// The locale that programs go by.
struct ChosenLocale: Sendable {
    let variable: String
    let value: String
    /// How it writes characters as bytes.
    let codeset: Result<String, Errno>
}
