import SystemIO

/// The question which IPv6 addresses a host has, and whether there is a way to them from here.
///
/// It has a process of its own: a resolver that is silent keeps whoever asks it for as long as it likes. The
/// process is killed with this value.
package struct IPv6Lookup: ~Copyable {
    /// Where a connection to the host may go.
    package struct Destination: Hashable, Sendable {
        /// In host order.
        package let address: UInt128
        /// Whether the kernel knows a way there.
        package let isRouted: Bool

        /// Takes an address in host order, one of IPv4 as IPv4-mapped (RFC 4291, section 2.5.5.2).
        package init(address: UInt128, isRouted: Bool) {
            self.address = address
            self.isRouted = isRouted
        }
    }

    /// Why nothing is known of a host's addresses.
    package enum Failure: Error, Equatable, Sendable {
        /// No process could be started for it.
        case notAsked
        /// The resolver did not answer before the deadline.
        case timedOut
        /// The resolver could not tell.
        case failed
    }

    static let processName = "d24-lookup"
    private static let both = "both"
    private static let ipv6 = "ipv6"
    private static let routed = "routed"
    private static let unrouted = "unrouted"

    /// Far more than a name has addresses, in bytes.
    private static let answerLimit = 64 << 10

    private let process: ChildProcess

    /// Begins to ask, and does not wait.
    /// - Parameters:
    ///   - host: a name, or an address without brackets.
    ///   - withIPv4: whether its IPv4 addresses are told too, as IPv4-mapped ones.
    package init(of host: String, withIPv4: Bool = false) throws(Failure) {
        let question = Frame.bytes(of: [
            .number(Int(ChildHardening.ownNumber)), .text(host), .text(withIPv4 ? Self.both : Self.ipv6),
        ])
        do throws(Errno) {
            let process = try ExchangeProcess.start(as: Self.processName)
            // A new pipe takes 4 KiB at once, and names are shorter.
            guard try process.input.writeSome(question.span) == question.count else { throw .noSpace }
            self.process = process
        } catch {
            throw .notAsked
        }
    }

    /// Waits for the answer: every IPv6 address of the host, and none where it has none.
    package consuming func destinations(before deadline: Deadline) throws(Failure) -> [Destination] {
        var answer: [UInt8] = []
        while let bytes = try read(before: deadline) {
            answer += bytes
            guard answer.count <= Self.answerLimit else { throw .failed }
        }
        return try Self.destinations(in: answer)
    }

    /// The next bytes; nil at the end.
    private func read(before deadline: Deadline) throws(Failure) -> [UInt8]? {
        while true {
            do throws(Errno) {
                let bytes = try process.output.read(upTo: 4096)
                return bytes.isEmpty ? nil : bytes
            } catch .wouldBlock {
                if deadline.hasPassed { throw .timedOut }
            } catch {
                throw .failed
            }
            DescriptorWait.untilReady(
                reading: [process.output.rawValue], writing: [], seconds: deadline.remaining)
        }
    }

    /// Reads what `serve` writes; a resolver that could not tell leaves nothing at all.
    static func destinations(in answer: [UInt8]) throws(Failure) -> [Destination] {
        let content = answer.dropFirst(Frame.lengthSize)
        guard answer.count >= Frame.lengthSize,
            Frame.length(answer.prefix(Frame.lengthSize)) == content.count
        else { throw .failed }
        var reader = FrameReader(content)
        var destinations: [Destination] = []
        do throws(MalformedFrame) {
            for (address, way) in try reader.pairs() {
                guard let address = UInt128(address, radix: 16), way == routed || way == unrouted else {
                    throw MalformedFrame()
                }
                destinations.append(Destination(address: address, isRouted: way == routed))
            }
        } catch {
            throw .failed
        }
        return destinations
    }

    // MARK: From within

    /// Answers one question, and ends.
    static func serve() -> Never {
        ExchangeProcess.harden(as: processName)
        // Whoever asked may have gone before the kernel was told to end us with him, and a resolver takes its
        // time.
        guard var question = ExchangeProcess.readFrame(), let parent = try? question.number(),
            ChildHardening.isChild(of: Int32(clamping: parent)), let host = try? question.text(),
            let families = try? question.text(), families == both || families == ipv6,
            let fields = try? fields(of: host, withIPv4: families == both)
        else { ProcessEnd.atOnce(ProcessEnd.notAsked) }
        // If nobody is there to read it, there is nobody to tell.
        try? StandardDescriptor.output.writeAll(Frame.bytes(of: fields).span)
        ProcessEnd.atOnce(0)
    }

    private static func fields(of host: String, withIPv4: Bool) throws(Errno) -> [FrameField] {
        var fields: [FrameField] = []
        for address in try IPv6Destination.addresses(of: host, withIPv4: withIPv4) {
            let way = try IPv6Destination.hasRoute(to: address) ? routed : unrouted
            fields += [.text(String(address, radix: 16)), .text(way)]
        }
        return fields
    }
}
