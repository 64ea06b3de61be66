package import SecretScan
import SystemIO

/// What a scan has found and looked at. It keeps a bounded number of lines, however much there is.
package struct ScanTally: Sendable {
    /// A find: one line for each form of each secret in each place.
    package struct Find: Sendable {
        /// A blob of git gets its path in it only once the history was walked.
        package internal(set) var place: ScanPlace
        /// The secret's number in `SoughtSecrets.secrets`.
        package let secret: Int
        /// Another form of the same secret in the same place is another find.
        package let encoding: SecretEncoding
        /// Of the first, in bytes.
        package let offset: Int
        /// How often it is there.
        package let count: Int
    }

    /// Something that could not be looked at, or not whole.
    package struct Unreadable: Sendable, Equatable {
        /// As `ScanPlace.path` has it: secrets in it are `[secret]`.
        package let place: String
        /// Words of ours, of the system, or the first line of git's; secrets are `[secret]` here too.
        package let reason: String
    }

    /// 10,000 lines: more are read by nobody, and they are 2 MB of memory.
    static let findLimit = 10_000
    /// 1,000: enough to see which permission is missing.
    static let unreadableLimit = 1000

    /// At most 10,000, as the places came; in one text by offset.
    package internal(set) var finds: [Find] = []
    /// How many finds there are beyond those that are kept.
    package private(set) var unlistedFinds = 0
    /// At most 1,000, as they came.
    package private(set) var unreadable: [Unreadable] = []
    /// How many there are beyond those that are kept.
    package private(set) var unlistedUnreadable = 0
    /// How many of them were named and are not there.
    package private(set) var missing = 0
    /// Folders of the kernel's own filesystems, which were not entered.
    package private(set) var notEntered: [Unreadable] = []
    /// Streams and files that were read.
    package internal(set) var files = 0
    /// Objects of git repositories that were read.
    package internal(set) var objects = 0
    /// In those streams, files and objects; of what broke off before its end none are counted.
    package internal(set) var bytes = 0
    /// Links in trees, which were not followed.
    package internal(set) var links = 0
    /// Pipes, sockets and devices in trees, which were not opened.
    package internal(set) var special = 0

    /// Nothing looked at yet.
    package init() {}

    /// Whether a secret was found.
    package var hasFinds: Bool { !finds.isEmpty }
    /// Whether everything that was named could be looked at.
    package var isComplete: Bool { unreadable.isEmpty }

    mutating func add(_ found: PlaceFinds, at place: ScanPlace) {
        for (key, value) in found.sorted {
            guard finds.count < Self.findLimit else {
                unlistedFinds += 1
                continue
            }
            finds.append(
                Find(
                    place: place, secret: key.secret, encoding: key.encoding, offset: value.offset,
                    count: value.count))
        }
    }

    /// Says the same of the same place once: git is run more than once in a repository.
    mutating func addUnreadable(_ place: String, _ reason: String) {
        let new = Unreadable(place: place, reason: reason)
        guard unreadable.last != new else { return }
        guard unreadable.count < Self.unreadableLimit else {
            unlistedUnreadable += 1
            return
        }
        unreadable.append(new)
    }

    /// A place that was named and cannot be opened.
    mutating func addUnopened(_ place: String, _ error: Errno) {
        if error == .noEntry || error == .notDirectory { missing += 1 }
        addUnreadable(place, "\(error)")
    }

    /// What was named, and is not read because nobody would wait for it.
    mutating func addSpecial(_ place: String) {
        addUnreadable(place, "it is a pipe, a device or a socket, which is not read here")
    }

    mutating func addNotEntered(_ place: String, _ reason: String) {
        // There are a few such mounts on a machine, and a few dozen with containers.
        if notEntered.count < Self.unreadableLimit {
            notEntered.append(Unreadable(place: place, reason: reason))
        }
    }
}
