import KeyRotation
import VaultFormat

extension Check {
    /// The clock agrees with the server's.
    static let clockSkew = Check(
        "clock-skew", "the clock agrees with the server's Date header", after: ["tls-handshake"],
        needs: [.ping],
        Explanation(
            looksAt: """
                The clock of this host agrees with the Date header of the answer to the ping. More than 60 seconds are \
                a warning, more than 300 a failure: verifications count for minutes, and one from the future does \
                not count.
                """,
            evidence: "How many seconds this host is ahead of the server or behind it.",
            toDo: "Set the clock, and keep it right with 'timedatectl set-ntp true'.")
    ) { facts in
        guard case .sent(let statement, let time) = facts.ping else {
            return facts.withoutPing
        }
        guard let text = statement.result.answer.serverDate else {
            return .couldNotTell("there is no answer with a Date header")
        }
        guard let date = HTTPDate.parse(text) else { return .couldNotTell("the Date header cannot be read") }
        return judge(seconds: ClockSkew.seconds(from: date, to: time))
    }

    /// A Date header has whole seconds and machines drift: a minute does no harm. Verifications count for 15
    /// minutes, of which 5 are a good part; one from the future does not count at all.
    private static func judge(seconds: Int64) -> Finding {
        let hints = ["set the clock, and keep it right with 'timedatectl set-ntp true'"]
        let words =
            seconds == 0
            ? "no difference" : "\(seconds.magnitude) s \(seconds > 0 ? "ahead of" : "behind") the server's"
        switch seconds.magnitude {
        case ...60: return .passed(words)
        case ...300: return .warned(words, hints: hints)
        default: return .failed(words, hints: hints)
        }
    }
}

/// How far our clock is from another one that was read while something took its time.
enum ClockSkew {
    /// Seconds that ours is ahead, negative when it is behind; 0 while theirs can have been read within
    /// `time`.
    static func seconds(from theirs: Timestamp, to time: ClosedRange<Timestamp>) -> Int64 {
        if theirs < time.lowerBound { return time.lowerBound.seconds - theirs.seconds }
        return theirs > time.upperBound ? time.upperBound.seconds - theirs.seconds : 0
    }
}
