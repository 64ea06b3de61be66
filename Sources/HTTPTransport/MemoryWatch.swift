import Foundation

/// Notices that this process grows while an exchange shows us nothing.
///
/// URLSession keeps the whole body of a 301, 302, 303, 305 to 308 and tells its delegate of neither status nor
/// bytes until the last one is there, and it keeps headers without end in the same way. The only sign of such
/// a body is our own size, so that is what is looked at while nothing has been heard.
struct MemoryWatch {
    /// More than the certificates of the system's store take, and far under what would hurt.
    private static let allowance = 16 << 20
    private static let allowanceForEach = 6 << 20

    private let limit: Int?

    /// Begins from the size of now, for `count` exchanges at once.
    init(exchanges count: Int) {
        limit = MemoryWatch.residentBytes().map {
            $0 + MemoryWatch.allowance + count * MemoryWatch.allowanceForEach
        }
    }

    var isExceeded: Bool {
        guard let limit, let now = MemoryWatch.residentBytes() else { return false }
        return now > limit
    }

    /// Anonymous memory in use, as the kernel counts it: libraries that get paged in are no growth of ours.
    static func residentBytes() -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
            let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        else { return nil }
        return Int(kibibytes).map { $0 * 1024 }
    }
}
