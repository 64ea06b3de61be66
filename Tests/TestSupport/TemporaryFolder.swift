import Foundation

/// Runs `body` with the path of a new, empty folder (0700, under `TMPDIR`) and removes the folder afterwards.
///
/// - Throws: what `body` throws, or a `CocoaError` where the folder cannot be made.
package func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = try makeTemporaryFolder()
    defer { removeTemporaryFolder(path) }
    return try body(path)
}

/// The same for asynchronous bodies.
package func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let path = try makeTemporaryFolder()
    defer { removeTemporaryFolder(path) }
    return try await body(path)
}

/// Makes such a folder, for whoever removes it.
package func makeTemporaryFolder() throws -> String {
    let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    let path = "\(parent)/d24-test-\(UUID().uuidString.lowercased())"
    try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return path
}

/// Removes a folder and all that is in it.
///
/// A test may have taken the write permission from a folder that it tested; only then is a second pass
/// needed.
package func removeTemporaryFolder(_ path: String) {
    let files = FileManager.default
    if (try? files.removeItem(atPath: path)) != nil { return }
    for name in files.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
        let item = "\(path)/\(name)"
        let kind = try? files.attributesOfItem(atPath: item)[.type] as? FileAttributeType
        if kind == .typeDirectory {
            try? files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: item)
        }
    }
    try? files.removeItem(atPath: path)
}
