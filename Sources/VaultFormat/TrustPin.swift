package import Sodium

/// What a host remembers of a vault, outside the vault: which one it is, who signs it, and how new it has
/// been.
///
///     d24-trust 1
///     vault VAULT-ID
///     signer KEY
///     next KEY              (while the signer changes)
///     generation N          (these three once a file was seen)
///     digest HEX
///     written TIME
package struct TrustPin: Sendable, Equatable {
    /// Asked first: a file of another vault is `otherVault`, whoever signed it.
    package var id: VaultID
    /// Whose files are believed, besides those of ``next``.
    package var signer: VerifyingKey
    /// The signer that a change under way will make the one.
    package var next: VerifyingKey?
    /// The newest file seen; `nil` when id and signer alone are known.
    package var newest: Newest?

    /// How new the vault has been, by which an older file and another one of the same generation are told.
    package struct Newest: Sendable, Equatable {
        /// From 1 up.
        package let generation: UInt64
        /// 64 bytes: ``VaultState/digest`` of that file.
        package let digest: [UInt8]
        /// When that file says that it was written: shown to people, and never what decides.
        package let writtenAt: Timestamp

        /// Takes a digest of 64 bytes, which are not counted.
        package init(generation: UInt64, digest: [UInt8], writtenAt: Timestamp) {
            self.generation = generation
            self.digest = digest
            self.writtenAt = writtenAt
        }
    }

    /// Without ``next`` no change of the signer is under way; without ``newest`` any generation agrees.
    package init(id: VaultID, signer: VerifyingKey, next: VerifyingKey? = nil, newest: Newest? = nil) {
        self.id = id
        self.signer = signer
        self.next = next
        self.newest = newest
    }

    /// How a vault's state stands to a pin.
    package enum Judgement: Sendable, Equatable {
        /// The very file that was seen last, or a newer one.
        case agrees
        case otherVault
        case otherSigner
        case older(than: Newest)
        /// The same generation with another content: two writers diverged.
        case diverged(from: Newest)
    }

    /// Compares a file's state with what is remembered.
    package func judge(_ state: VaultState) -> Judgement {
        guard state.id == id else { return .otherVault }
        guard state.signer == signer || state.signer == next else { return .otherSigner }
        // A file by the next signer begins a count of its own.
        guard let newest, state.signer == signer else { return .agrees }
        if state.generation < newest.generation { return .older(than: newest) }
        if state.generation == newest.generation, state.digest != newest.digest {
            return .diverged(from: newest)
        }
        return .agrees
    }

    /// The pin after a file that it agrees with was verified.
    ///
    /// A file of another vault or by another signer leaves it as it is, whatever the caller forgot to ask. An
    /// older one does not: whoever does not mean to go back asks ``judge(_:)`` first.
    package func seeing(_ state: VaultState) -> TrustPin {
        guard state.id == id, state.signer == signer || state.signer == next else { return self }
        let newest = Newest(generation: state.generation, digest: state.digest, writtenAt: state.writtenAt)
        let pendingSigner = state.signer == signer ? next : nil
        return TrustPin(id: id, signer: state.signer, next: pendingSigner, newest: newest)
    }

    /// The lines of the file.
    package func encoded() -> [UInt8] {
        var lines = "d24-trust 1\nvault \(id.text)\nsigner \(signer.hexadecimal)\n"
        if let next { lines += "next \(next.hexadecimal)\n" }
        if let newest {
            lines += "generation \(newest.generation)\ndigest \(Hexadecimal.encode(newest.digest.span))\n"
            lines += "written \(newest.writtenAt.text)\n"
        }
        return [UInt8](lines.utf8)
    }

    /// Reads what ``encoded()`` writes, and nothing else. Throws `badLine`.
    package init(_ bytes: Span<UInt8>) throws(VaultFormatError) {
        var cursor = LineCursor(bytes, position: 0, line: 1)
        do {
            try cursor.expect("d24-trust 1")
            try cursor.endLine()
            try cursor.expect("vault ")
            guard let id = VaultID(bytes: try cursor.hexadecimal()) else { throw cursor.failure }
            self.id = id
            try cursor.endLine()
            try cursor.expect("signer ")
            signer = try VerifyingKey(bytes: try cursor.hexadecimal(count: VerifyingKey.byteCount))
            try cursor.endLine()
            if cursor.begins(with: "next ") {
                try cursor.expect("next ")
                next = try VerifyingKey(bytes: try cursor.hexadecimal(count: VerifyingKey.byteCount))
                try cursor.endLine()
            }
            if cursor.begins(with: "generation ") {
                try cursor.expect("generation ")
                let generation = try cursor.number(upTo: VaultFile.generationLimit)
                guard generation > 0 else { throw cursor.failure }
                try cursor.endLine()
                try cursor.expect("digest ")
                let digest = try cursor.hexadecimal(count: VaultFile.digestCount)
                try cursor.endLine()
                try cursor.expect("written ")
                newest = Newest(generation: generation, digest: digest, writtenAt: try cursor.timestamp())
                try cursor.endLine()
            }
            guard cursor.position == bytes.count else { throw cursor.failure }
        } catch { throw .badLine(cursor.line) }
    }
}
