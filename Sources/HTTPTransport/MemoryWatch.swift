import Foundation

/// Ends exchanges that are fed out of our sight.
///
/// URLSession keeps the whole body of a 301, 302, 303 and 305 to 308 and tells its delegate of neither status
/// nor bytes until the last one is there; it copies all it has for each piece, so that nothing else in the
/// process gets its turn. Two signs of it can be seen from outside: the length that the header declares, and
/// our own size. They are looked at while an exchange has a header but shows no response, after the waiter
/// has gone, too. A header itself needs no watching: libcurl ends it at 300 KB.
struct MemoryWatch {
    /// Bytes that may come on top of what the process had. An exchange was seen to take under 2 MB, most of
    /// it for the authorities of the system's store; the rest is for whatever else goes on meanwhile.
    private static let allowance = 8 << 20
    private static let allowanceForEach = 4 << 20
    /// Seconds between two looks.
    private static let interval = 0.01

    private let exchanges: [Exchange]
    private let limit: Int

    /// Watches from now, when the exchanges have not been started, until none can grow unseen.
    static func begin(over exchanges: [Exchange]) {
        guard let size = residentBytes() else { return }
        let limit = size + allowance + exchanges.count * allowanceForEach
        let watch = MemoryWatch(exchanges: exchanges, limit: limit)
        Thread.detachNewThread { watch.run() }
    }

    private func run() {
        var unheard = exchanges
        while !unheard.isEmpty {
            let isGrowing = (MemoryWatch.residentBytes() ?? 0) > limit
            for exchange in unheard { exchange.look(isGrowing: isGrowing) }
            Thread.sleep(forTimeInterval: MemoryWatch.interval)
            unheard.removeAll { !$0.isUnheard }
        }
    }

    /// Anonymous memory in use, as the kernel counts it: libraries that get paged in are no growth of ours.
    private static func residentBytes() -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
            let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        else { return nil }
        return Int(kibibytes).map { $0 * 1024 }
    }
}
