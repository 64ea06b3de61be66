/// Counts of bytes as people read them.
enum ByteCount {
    /// In the largest unit of which there is at least one, rounded down.
    static func text(_ bytes: Int) -> String {
        let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")]
        guard let (shift, unit) = units.first(where: { bytes >> $0.0 > 0 }) else { return "\(bytes) bytes" }
        return "\(bytes >> shift) \(unit)"
    }
}
