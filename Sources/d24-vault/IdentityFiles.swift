import Sodium
import SystemIO
import ToolSupport
import VaultFormat
import VaultStore

/// Identity files, with errors as diagnostics.
enum IdentityFiles {
    static func readOrCreate(_ paths: VaultPaths) throws(Diagnostic) -> Identity {
        if VaultPaths.fileExists(paths.identity) { return try read(paths) }
        return try create(paths)
    }

    static func read(_ paths: VaultPaths) throws(Diagnostic) -> Identity {
        let file = try IdentityInput.read(paths)
        return file.takeIdentity()
    }

    static func create(_ paths: VaultPaths) throws(Diagnostic) -> Identity {
        let host = TerminalText.escaped(Host.name)
        let comment = "d24-tools identity of \(host), made \(Now.timestamp.text); keep it secret"
        do { return try IdentityStore.create(paths.identity, comment: comment) } catch {
            throw Diagnostic(error)
        }
    }
}

/// What a slot may be called: it is shown in tables and journals.
enum SlotName {
    static func checked(_ name: String) throws(Diagnostic) -> String {
        // It is printed as part of a command, for which a host's name is what people will take.
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard (1...64).contains(name.utf8.count), isPlain, !name.hasPrefix("-") else {
            throw Diagnostic(
                .usage,
                "a slot's name has 1 to 64 letters, digits, '-', '.' and '_', and does not begin with '-'")
        }
        return name
    }
}
