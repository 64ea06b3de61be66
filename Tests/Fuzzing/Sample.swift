import CashoutsAPI
import Glibc
import Sodium

@testable import VaultFormat

/// The vault that the deeper targets work on. It is a file, so that what a corpus found stays found.
final class Sample: Sendable {
    static let shared = Sample()

    static let phrase = [UInt8]("fuzz".utf8)
    static let costs = UnlockPhrase.CostRange(
        floor: .init(operations: 1, memory: 8), cap: .init(operations: 2, memory: 64))
    static let firstLine = [UInt8]("d24-vault 1\n".utf8)
    /// First line, digest and signature.
    static let frameCount = firstLine.count + 136 + 139

    let file: VerifiedVault
    let writer: Identity
    let reader: Identity
    let signer: SigningKey
    /// The secrets of the one environment, by which plaintext is known.
    let secrets: [[UInt8]]

    private init() {
        do {
            let bytes = try Self.read(variable("D24_FUZZ_SAMPLE"))
            writer = try Self.identity(1)
            reader = try Self.identity(2)
            file = try UnverifiedVault(bytes).verified()
            let vault = try file.open(with: writer)
            secrets = try Self.secrets(of: vault)[0]
            let key = try vault.keys.withSignerSeed { (seed: Span<UInt8>) throws(SodiumError) in
                try SigningKey(seed: seed)
            }
            guard let key else { violated("the first identity is no writer") }
            signer = key
        } catch { violated("the sample does not open: \(error)") }
    }

    func writersKeys() throws -> KeyBundle {
        guard let slot = file.slot(of: writer.recipient) else { violated("the first identity has no slot") }
        let text = try writer.open(slot.box)
        return try KeyBundle(text, of: slot, in: file.header.id)
    }

    static func identity(_ byte: UInt8) throws -> Identity {
        let seed = [UInt8](repeating: byte, count: Identity.seedCount)
        return try Identity(seed: SecretBytes(copying: seed.span))
    }

    /// A temporary secret's bytes cannot be borrowed and copied in one expression (Swift 6.3).
    static func copy(_ secret: borrowing SecretBytes) -> [UInt8] { secret.bytes.array }

    /// The values of every version of every environment that the vault's slot was given.
    static func secrets(of vault: borrowing OpenVault) throws(VaultFormatError) -> [[[UInt8]]] {
        var secrets: [[[UInt8]]] = []
        for environment in vault.metadata.environments where vault.grants(environment) {
            let records = try vault.credentials(of: environment)
            for version in records.versions {
                secrets.append(values(of: version, in: records))
            }
        }
        return secrets
    }

    static func values(of version: Int, in records: borrowing CredentialRecords) -> [[UInt8]] {
        var values: [[UInt8]] = []
        for field in CredentialField.allCases {
            if let value = records.value(of: field, in: version)?.array { values.append(value) }
        }
        return values
    }

    /// A file with this behind the signature, and a digest and a signature that are right.
    func sealed(_ rest: [UInt8]) -> [UInt8] {
        let digest = VaultFile.digest(of: Self.firstLine.span, and: rest.span)
        let signature = signer.sign(label: VaultFile.signatureLabel, message: digest.span)
        let frame = "digest \(Hexadecimal.encode(digest.span))\nsignature \(signature.hexadecimal)\n"
        return Self.firstLine + [UInt8](frame.utf8) + rest
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let file = unsafe fopen(path, "r") else { violated("\(path) is not there") }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: VaultFile.sizeLimit)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return [UInt8](bytes[..<count])
    }
}
