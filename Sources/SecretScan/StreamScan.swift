import Sodium

/// Looks for secrets in a stream that is read piece by piece into one locked buffer, whatever its length.
///
/// The end of each piece is looked at again with what follows it: a form may begin at any byte that has as
/// many bytes behind it in the buffer as the longest form needs, or that the stream ends behind. So each byte
/// is asked once whether a form begins at it, and then with all that follows: where pieces end makes no
/// difference.
package struct StreamScan: ~Copyable {
    /// 256 KiB: no faster with more, and it stays in the second cache.
    package static let usualChunk = 256 << 10

    private var buffer: SecretBuffer
    private let overlap: Int

    /// - Parameter chunk: how many bytes are read at a time, at least.
    package init(for matcher: borrowing SecretMatcher, chunk: Int = usualChunk) {
        overlap = matcher.longest - 1
        buffer = SecretBuffer(capacity: max(chunk, 3 * overlap) + overlap)
    }

    /// Whether the buffer is kept out of swap.
    package var isLocked: Bool { buffer.isLocked }

    /// Reads a stream to its end.
    ///
    /// - Parameters:
    ///   - limit: how many bytes are looked at, at most: a file that grows while it is read must not go on
    ///     for ever. A few more may have been read.
    ///   - fill: appends what there is to its output; nothing is the end.
    ///   - found: offsets count from the stream's first byte.
    /// - Returns: how many bytes were looked at. When `fill` throws, what had come before was looked at too.
    package mutating func scan<E: Error>(
        _ matcher: borrowing SecretMatcher, limit: Int = .max,
        fill: (inout OutputSpan<UInt8>) throws(E) -> Void, found: (SecretMatch) -> Void
    ) throws(E) -> Int {
        buffer.truncate(to: 0)
        var base = 0
        while true {
            var isAtEnd = false
            while buffer.freeCapacity > 0, !isAtEnd {
                let before = buffer.count
                do throws(E) {
                    try buffer.append(filling: fill)
                } catch {
                    look(matcher, base: base, starts: buffer.count, found)
                    throw error
                }
                if base + buffer.count >= limit {
                    buffer.truncate(to: limit - base)
                    isAtEnd = true
                } else {
                    isAtEnd = buffer.count == before
                }
            }
            let starts = isAtEnd ? buffer.count : buffer.count - overlap
            look(matcher, base: base, starts: starts, found)
            if isAtEnd { return base + buffer.count }
            base += starts
            buffer.keepLast(overlap)
        }
    }

    private func look(
        _ matcher: borrowing SecretMatcher, base: Int, starts: Int, _ found: (SecretMatch) -> Void
    ) {
        matcher.search(buffer.bytes, starts: starts) { match in
            found(
                SecretMatch(
                    secret: match.secret, encoding: match.encoding, offset: base + match.offset,
                    length: match.length))
        }
    }
}
