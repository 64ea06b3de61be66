import Foundation
import HTTPTransport
import SystemIO
import TestSupport
import Testing

/// This process, and those that it has started, as the kernel shows them in proc(5).
struct StartedProcess {
    let id: Int32
    /// `Z` for one that has ended and was not waited for.
    let state: String

    /// Ourselves.
    static var own: StartedProcess { StartedProcess(id: getpid(), state: "") }

    /// All of them, whatever they are.
    static func all() -> [StartedProcess] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap(Int32.init).compactMap { id in
            // The name, in parentheses, may have anything in it; after it come the state and the parent.
            guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
                let words = text.split(separator: ")").last?.split(separator: " "), words.count > 1,
                Int32(words[1]) == getpid()
            else { return nil }
            return StartedProcess(id: id, state: String(words[0]))
        }
    }

    /// A file of the process, without the last byte if that is a NUL, and with others as line ends.
    func text(_ name: String) -> String {
        let bytes = FileManager.default.contents(atPath: "/proc/\(id)/\(name)") ?? Data()
        return String(decoding: bytes.map { $0 == 0 ? 10 : $0 }, as: UTF8.self)
    }

    /// What a line of `status` or `limits` says, from the first character that is no blank.
    func value(_ name: String, in file: String = "status") -> String? {
        text(file).split(separator: "\n").first { $0.hasPrefix(name) }.map { line in
            line.dropFirst(name.count).drop { $0 == ":" || $0.isWhitespace }.description
        }
    }

    /// What each of its descriptors is, but for those that are closed meanwhile.
    var descriptors: [Int: String] {
        let folder = "/proc/\(id)/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var descriptors: [Int: String] = [:]
        for number in names.compactMap(Int.init) {
            descriptors[number] = try? FileSystem.readLink("\(folder)/\(number)")
        }
        return descriptors
    }

    /// Those that are pipes; a test library opens others when it likes.
    var pipes: [Int: String] { descriptors.filter { $0.value.hasPrefix("pipe:") } }
}

/// An exchange that was started on a thread of its own and waits for a server that never answers.
///
/// For processes that have no other exchange.
struct RunningExchange {
    private let outcome = Mailbox()
    let process: StartedProcess

    /// - Returns: when the request has been sent, or nil if it never was.
    init?(url: String, seconds: Double) {
        let outcome = outcome
        Thread.detachNewThread { outcome.put(Ask(url: url).outcome(seconds: seconds)) }
        var found: StartedProcess?
        // Its threads are those of URLSession: by then it has read all that it will be given.
        let isThere = isTrue(within: 10) {
            found = StartedProcess.all().first { Int($0.value("Threads") ?? "") ?? 0 > 1 }
            return found != nil
        }
        guard isThere, let found else { return nil }
        process = found
    }

    /// What came of it.
    func wait() -> HTTPOutcome? { outcome.take() }
}

/// One outcome, from one thread to another.
private final class Mailbox: @unchecked Sendable {
    // Written before the semaphore is signalled, read after.
    private var outcome: HTTPOutcome?
    private let arrival = DispatchSemaphore(value: 0)

    func put(_ outcome: HTTPOutcome) {
        self.outcome = outcome
        arrival.signal()
    }

    func take() -> HTTPOutcome? {
        arrival.wait(timeout: .now() + 30) == .success ? outcome : nil
    }
}
