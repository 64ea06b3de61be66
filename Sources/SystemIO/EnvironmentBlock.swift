import Sodium

/// The environment of a child: each name once, in locked memory, because some of the values are secrets.
package struct EnvironmentBlock: ~Copyable {
    /// `NAME=value` entries, each followed by a NUL.
    private(set) var entries: SecretBytes

    /// Begins with variables that are no secrets, such as those of `ProcessEnvironment.all()`.
    ///
    /// Of a name that occurs twice the first counts, as for `getenv`. A name that is empty or holds `=`, and
    /// a NUL anywhere, cannot be handed to a child.
    /// - Throws: `.invalidArgument`.
    package init(_ variables: [(name: [UInt8], value: [UInt8])] = []) throws(Errno) {
        var seen: Set<[UInt8]> = []
        let variables = variables.filter { seen.insert($0.name).inserted }
        let size = variables.reduce(0) { $0 + $1.name.count + $1.value.count + 2 }
        entries = try SecretBytes(capacity: size) { (output) throws(Errno) in
            for (name, value) in variables { try Self.append(name, value.span, to: &output) }
        }
    }

    /// Sets a variable, in place of one of the same name. The old block is wiped.
    /// - Throws: `.invalidArgument` for a name that is empty or holds `=`, and for a NUL anywhere.
    package mutating func set(_ name: String, to value: Span<UInt8>) throws(Errno) {
        entries = try Self.setting(Array(name.utf8), to: value, in: entries.bytes)
    }

    private static func setting(
        _ name: [UInt8], to value: Span<UInt8>, in old: Span<UInt8>
    ) throws(Errno) -> SecretBytes {
        let capacity = old.count + name.count + value.count + 2
        return try SecretBytes(capacity: capacity) { (output) throws(Errno) in
            var start = 0
            while start < old.count {
                var end = start
                while old[end] != 0 { end += 1 }
                if !begins(old.extracting(start..<end), with: name) {
                    for index in start...end { output.append(old[index]) }
                }
                start = end + 1
            }
            try append(name, value, to: &output)
        }
    }

    /// Whether it is kept out of swap.
    package var isLocked: Bool { entries.isLocked }

    /// Where each entry begins.
    var starts: [Int] {
        let bytes = entries.bytes
        return bytes.indices.filter { $0 == 0 || bytes[$0 - 1] == 0 }
    }

    private static func begins(_ entry: Span<UInt8>, with name: [UInt8]) -> Bool {
        entry.count > name.count && entry[name.count] == UInt8(ascii: "=")
            && name.indices.allSatisfy { entry[$0] == name[$0] }
    }

    private static func append(
        _ name: [UInt8], _ value: Span<UInt8>, to output: inout OutputSpan<UInt8>
    ) throws(Errno) {
        if name.isEmpty || name.contains(0) || name.contains(UInt8(ascii: "=")) { throw .invalidArgument }
        for byte in name { output.append(byte) }
        output.append(UInt8(ascii: "="))
        for index in value.indices {
            if value[index] == 0 { throw .invalidArgument }
            output.append(value[index])
        }
        output.append(0)
    }
}
