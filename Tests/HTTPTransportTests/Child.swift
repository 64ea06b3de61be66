import Dispatch
import Foundation
import FoundationNetworking
import Testing

/// What the child processes of these tests do to themselves.
enum Child {
    static func set(_ name: String, _ value: String) {
        #expect(unsafe setenv(name, value, 1) == 0)
    }

    static func unset(_ name: String) {
        #expect(unsafe unsetenv(name) == 0)
    }

    static func fail() -> Never { exit(3) }

    /// SIGPIPE as a shell leaves it, whatever the test runner has inherited.
    static func allowBrokenPipe() { _ = signal(SIGPIPE, SIG_DFL) }

    /// Makes the kernel forget the largest resident size so far (proc(5), clear_refs).
    static func resetPeak() {
        #expect(throws: Never.self) {
            try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .ascii)
        }
    }

    /// The largest resident size since, in bytes; 0 when the kernel does not say.
    static func peak() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) << 10
    }

    /// The largest resident size that a child of ours has had which has ended, in bytes.
    static func peakOfChildren() -> Int {
        var usage = rusage()
        guard unsafe getrusage(RUSAGE_CHILDREN.rawValue, &usage) == 0 else { return 0 }
        return usage.ru_maxrss << 10
    }

    /// The same exchange by URLSession alone.
    static func askFoundation(_ text: String) {
        guard let url = URL(string: text) else { return }
        var request = URLRequest(url: url)
        request.setValue("Basic bDpw", forHTTPHeaderField: "Authorization")
        let done = DispatchSemaphore(value: 0)
        URLSession(configuration: .ephemeral).dataTask(with: request) { _, _, _ in done.signal() }.resume()
        _ = done.wait(timeout: .now() + 20)
    }
}
