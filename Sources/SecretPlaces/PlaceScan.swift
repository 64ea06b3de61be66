import SecretScan
import SystemIO

/// Looks for secrets in files, in trees of files, in standard input and in git repositories.
///
/// Whatever cannot be looked at is noted and passed over: one file without a permission must not hide what is
/// in the others.
package struct PlaceScan: ~Copyable {
    /// 1 GiB: of a file that says it has no bytes, as those of some filesystems do, not more is read.
    private static let unsizedLimit = 1 << 30

    let matcher: SecretMatcher
    var stream: StreamScan
    let secrets: [SoughtSecret]
    /// Of all that was looked through so far; every call adds to it.
    package internal(set) var tally = ScanTally()
    /// Whether nothing more is to be looked at; asked before each name and each piece of a file.
    private let isOver: () -> Bool
    /// Whether it was noted that the time was over: once is enough.
    private var saidOver = false

    /// - Parameters:
    ///   - sought: with something to look for.
    ///   - isOver: whether nobody waits any longer; the place where it is then cannot be looked at.
    package init(for sought: consuming SoughtSecrets, until isOver: @escaping () -> Bool = { false }) {
        let secrets = sought.secrets
        self.init(for: sought.patterns, of: secrets, until: isOver)
    }

    /// - Parameter secrets: by the numbers that they have in the patterns.
    init(
        for patterns: consuming SecretPatterns, of secrets: [SoughtSecret],
        until isOver: @escaping () -> Bool = { false }
    ) {
        self.secrets = secrets
        self.isOver = isOver
        let matcher = SecretMatcher(patterns)
        stream = StreamScan(for: matcher)
        self.matcher = matcher
    }

    /// Whether patterns, tables and the bytes that are looked at are kept out of swap.
    package var isLocked: Bool { matcher.isLocked && stream.isLocked }

    /// Looks through standard input.
    package mutating func standardInput() {
        read(Array("standard input".utf8), limit: .max) { output throws(Errno) in
            _ = try StandardDescriptor.input.read(into: &output)
        }
    }

    /// Looks through what a path names: a file, a pipe, a device, or a folder with everything in it. A link
    /// is followed.
    /// - Parameter waits: whether a pipe, a device or a socket is read, which may give nothing and have no
    ///   end; otherwise it is not even opened, and counts as what cannot be looked at.
    package mutating func path(_ path: String, waits: Bool = true) {
        let bytes = Array(path.utf8)
        guard goesOn(at: bytes) else { return }
        look(atPath: bytes)
        do throws(Errno) {
            if !waits, try FileStatus.of(path).kind == .other { return tally.addSpecial(shown(bytes)) }
            // Waits for a writer where it is a pipe with a name: it was named on purpose.
            let file = try FileDescriptor.open(bytes: bytes, waits ? .read : [.read, .nonBlocking])
            let status = try file.status()
            // It may have become one meanwhile.
            guard waits || status.kind != .other else { return tally.addSpecial(shown(bytes)) }
            guard status.kind == .directory else { return self.file(file, status, path: bytes) }
            if let kernel = try file.kernelFileSystem() {
                return tally.addUnreadable(shown(bytes), Self.reason(notEntering: kernel))
            }
            var path = bytes
            folder(file, status, path: &path, depth: 0)
        } catch {
            tally.addUnopened(shown(bytes), error)
        }
    }

    /// Whether there is time left; where there is none that is noted, with the place that was not looked at.
    mutating func goesOn(at path: [UInt8]) -> Bool {
        guard isOver() else { return true }
        if !saidOver { tally.addUnreadable(shown(path), "the time was over; what follows was not looked at") }
        saidOver = true
        return false
    }

    static func reason(notEntering kernel: String) -> String { "\(kernel) is not a filesystem of files" }

    /// Looks through an open file: a regular one as far as it reached when it was opened, any other to its
    /// end.
    mutating func file(_ file: borrowing FileDescriptor, _ status: FileStatus, path: [UInt8]) {
        let isRegular = status.kind == .regular
        let limit = !isRegular ? Int.max : status.size > 0 ? status.size : Self.unsizedLimit
        let before = tally.bytes
        read(path, limit: limit, from: file)
        if isRegular, status.size == 0, tally.bytes - before == Self.unsizedLimit {
            tally.addUnreadable(shown(path), "it has more than the 1 GiB that was looked at")
        }
    }

    private mutating func read(_ path: [UInt8], limit: Int, from file: borrowing FileDescriptor) {
        read(path, limit: limit) { output throws(Errno) in _ = try file.read(into: &output) }
    }

    /// Looks through a stream, and notes what is found and what goes wrong.
    private mutating func read(
        _ path: [UInt8], limit: Int, _ fill: (inout OutputSpan<UInt8>) throws(Errno) -> Void
    ) {
        var finds = PlaceFinds(secrets)
        let isOver = isOver
        do throws(Errno) {
            tally.bytes += try stream.scan(
                matcher, limit: limit,
                fill: { output throws(Errno) in
                    guard !isOver() else { throw .timedOut }
                    try fill(&output)
                }
            ) { finds.add($0) }
            tally.files += 1
        } catch .timedOut where isOver() {
            _ = goesOn(at: path)
        } catch {
            tally.addUnreadable(shown(path), "\(error)")
        }
        if !finds.isEmpty { tally.add(finds, at: ScanPlace(path: shown(path))) }
    }

    /// A name as text, with every secret that is in it as `[secret]`.
    func shown(_ bytes: [UInt8]) -> String {
        var ranges: [Range<Int>] = []
        matcher.search(bytes.span) { match in
            let range = match.offset..<match.offset + match.length
            if let last = ranges.last, range.lowerBound < last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
        var text = ""
        var start = 0
        for range in ranges {
            text += ShownBytes.text(Array(bytes[start..<range.lowerBound])) + "[secret]"
            start = range.upperBound
        }
        return text + ShownBytes.text(Array(bytes[start...]))
    }
}
