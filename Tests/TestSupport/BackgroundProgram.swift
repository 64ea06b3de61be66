import Foundation
import Glibc

/// A program that runs beside a story, such as a server. What it prints goes to files outside of the story's
/// folder, so that nobody has to read along.
struct BackgroundProgram {
    let pid: pid_t
    let outputPath: String
    let errorPath: String

    /// - Parameter files: path without ending for what it prints.
    init(_ launch: Launch, files: String) throws(LaunchError) {
        outputPath = files + ".stdout"
        errorPath = files + ".stderr"
        let input = try OwnedDescriptor.open("/dev/null", O_RDONLY)
        let output = try OwnedDescriptor.open(outputPath, O_WRONLY | O_CREAT | O_APPEND)
        let errors = try OwnedDescriptor.open(errorPath, O_WRONLY | O_CREAT | O_APPEND)
        pid = try launch.start(standard: [input.number, output.number, errors.number])
    }

    var output: [UInt8] { FileManager.default.contents(atPath: outputPath).map { Array($0) } ?? [] }
    var errors: [UInt8] { FileManager.default.contents(atPath: errorPath).map { Array($0) } ?? [] }

    /// How waiting for a program ended.
    enum Waiting {
        case matched
        case ended
        case timedOut
    }

    /// Waits until what it printed matches.
    func wait(for pattern: Regex<AnyRegexOutput>, deadline: Double) -> Waiting {
        var waiting = Waiting.timedOut
        _ = isTrue(within: deadline) {
            // Asked first: a program that has ended will not print anything after what is read below.
            let ended = hasEnded(pid)
            let matches = String(decoding: output, as: UTF8.self).firstMatch(of: pattern) != nil
            waiting = matches ? .matched : ended ? .ended : .timedOut
            return matches || ended
        }
        return waiting
    }

    /// Asks it to end with SIGTERM; kills it, with its children, if it has not within `deadline` seconds.
    func stop(deadline: Double) -> Ending {
        kill(pid, SIGTERM)
        let ended = isTrue(within: deadline) { hasEnded(pid) }
        let ending = endSession(of: pid)
        return ended ? ending : .timedOut
    }
}

/// Whether `condition` became true within so many seconds; asks a hundred times a second.
package func isTrue(within deadline: Double, _ condition: () -> Bool) -> Bool {
    let end = monotonicNanoseconds() + Int64(deadline * 1e9)
    while !condition() {
        guard monotonicNanoseconds() < end else { return false }
        _ = poll(nil, 0, 10)
    }
    return true
}
