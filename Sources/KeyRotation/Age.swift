/// Spans of time as people read them.
package enum Age {
    /// `45 s`, `12 min`, `5 h`, `93 days`: cut down to whole units of the largest that fits twice.
    package static func text(_ seconds: Int64) -> String {
        let seconds = max(0, seconds)
        if seconds < 120 { return "\(seconds) s" }
        if seconds < 2 * 3600 { return "\(seconds / 60) min" }
        if seconds < 2 * 86400 { return "\(seconds / 3600) h" }
        return "\(seconds / 86400) days"
    }
}
