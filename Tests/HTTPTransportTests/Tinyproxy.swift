import Foundation
import TestSupport

/// Debian's tinyproxy, one for this test process, started by the hostile server, which ends it when it ends.
enum Tinyproxy {
    static func port() throws -> Int { try HostileServer.port("tinyproxy") }

    /// How many tunnels it has made; its log is the hostile server's to read.
    static func connections() throws -> Int { try HostileServer.connections("tinyproxy") ?? 0 }
}
