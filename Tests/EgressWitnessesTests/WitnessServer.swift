import EgressPolicy
import TestSupport

@testable import EgressWitnesses

/// The witnesses of `Fixtures/witnesses.py`: each is a path of one server, with an operator made up for it.
final class WitnessServer {
    /// Unlike that of every other test.
    let mark: String
    private let port: Int
    private let server: PrivateAuthorityServer

    init() throws {
        let folder = try PrivateAuthority.folder()
        let program = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        server = try PrivateAuthorityServer([
            "python3", "/\(program)/Fixtures/witnesses.py", "\(folder)/server.pem", "\(folder)/server.key",
        ])
        port = try server.port("https")
        mark = "mark-\(UInt64.random(in: 0...UInt64.max))"
    }

    deinit { server.stop() }

    func url(_ path: String, host: String = "127.0.0.1") -> String {
        "https://\(host):\(port)/\(path)/\(mark)"
    }

    /// Witnesses for IPv4 of the operators "a", "b", "c" … by what each is to do.
    func witnesses(_ paths: [String]) -> [Witness] {
        zip("abcdefghij", paths).map { Witness(String($0), url($1), .v4) }
    }
}
