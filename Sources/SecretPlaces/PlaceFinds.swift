import SecretScan

/// What is found in one place, counted: a log may have a secret in each of its lines.
struct PlaceFinds {
    struct Key: Hashable {
        let secret: Int
        let encoding: SecretEncoding
    }

    struct Count {
        let offset: Int
        var count: Int
    }

    private let secrets: [SoughtSecret]
    private(set) var counts: [Key: Count] = [:]
    /// The last Basic header, in which API Key and API Passphrase would be found again.
    private var header: SecretMatch?

    init(_ secrets: [SoughtSecret]) { self.secrets = secrets }

    var isEmpty: Bool { counts.isEmpty }

    /// In the order of their beginnings, as they come.
    mutating func add(_ match: SecretMatch) {
        if match.encoding == .basicHeader {
            header = match
        } else if let header, match.offset + match.length <= header.offset + header.length,
            secrets[match.secret].isPart(of: secrets[header.secret])
        {
            return
        }
        let key = Key(secret: match.secret, encoding: match.encoding)
        counts[key, default: Count(offset: match.offset, count: 0)].count += 1
    }

    /// By the place of the first, then by the secret.
    var sorted: [(key: Key, value: Count)] {
        counts.sorted { a, b in
            (a.value.offset, a.key.secret, a.key.encoding.rawValue)
                < (b.value.offset, b.key.secret, b.key.encoding.rawValue)
        }
    }
}
