import Sodium
import SystemIO

/// A request that was handed to a process of its own, which is killed with this value.
final class ExchangeChild {
    private let process: ChildProcess
    private let request: SecretBytes
    private var sent = 0
    private var received: [UInt8] = []
    private let answerLimit: Int

    /// Bytes of an outcome that are not the answer's body. libcurl takes 300 KiB of headers, each of which is
    /// longer here by two lengths.
    private static let headerLimit = 1 << 20

    init(_ request: HTTPRequest) throws(Errno) {
        process = try ExchangeProcess.start()
        self.request = request.frame()
        answerLimit = request.answerLimit
    }

    /// Sends what the pipe takes, and reads what is there.
    /// - Returns: the outcome, once there is one.
    func advance() -> HTTPOutcome? {
        send()
        while true {
            do throws(Errno) {
                let bytes = try process.output.read(upTo: 64 << 10)
                if bytes.isEmpty { return ExchangeChild.unreadable }
                received += bytes
            } catch {
                return error == .wouldBlock ? nil : ExchangeChild.unreadable
            }
            if let outcome { return outcome }
        }
    }

    /// Comes back when one of several can go on, or after so many seconds.
    static func wait(for exchanges: some Collection<ExchangeChild>, seconds: Double) {
        DescriptorWait.untilReady(
            reading: exchanges.map { $0.process.output.rawValue },
            writing: exchanges.filter { $0.sent < $0.request.count }.map { $0.process.input.rawValue },
            seconds: seconds)
    }

    /// Ends it, without waiting until it has.
    func kill() { process.kill() }

    private func send() {
        do throws(Errno) {
            while sent < request.count {
                sent += try ExchangeChild.send(request, from: sent, to: process.input)
            }
        } catch .wouldBlock {
            // Later.
        } catch {
            // It has ended, as its other pipe will tell.
            sent = request.count
        }
    }

    private static func send(
        _ request: borrowing SecretBytes, from start: Int, to input: borrowing FileDescriptor
    ) throws(Errno) -> Int {
        try input.writeSome(request.bytes.extracting(start...))
    }

    /// What has been received, when that is all.
    private var outcome: HTTPOutcome? {
        guard received.count >= Frame.lengthSize else { return nil }
        let length = Frame.length(received.prefix(Frame.lengthSize))
        guard length <= answerLimit + ExchangeChild.headerLimit else { return .failure(.tooLarge) }
        guard received.count >= Frame.lengthSize + length else { return nil }
        let reader = FrameReader(received.dropFirst(Frame.lengthSize))
        return (try? HTTPOutcome(frame: reader, answerLimit: answerLimit)) ?? ExchangeChild.unreadable
    }

    /// The process ended, perhaps by a signal, and left no answer or half of one.
    private static let unreadable = HTTPOutcome.failure(.other("the answer could not be read"))
}
