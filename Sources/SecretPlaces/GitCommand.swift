import SystemIO

/// How git is run: with no configuration but the repository's own, which for a repository of another owner it
/// refuses to read; with no way to ask or to fetch, with nothing replaced, and with commands that run neither
/// hooks nor filters.
///
/// It ends with us, even where we are killed; and it must not be silent for more than a minute: the
/// repository's configuration may include a pipe, for which git waits without an end.
enum GitCommand {
    private static let patience = Duration.seconds(60)

    /// Starts git in a folder.
    /// - Parameters:
    ///   - path: the folder's one absolute path; it and no folder above it has to be the repository.
    ///   - arguments: of a command that writes nothing.
    static func start(
        _ program: String, in path: String, _ arguments: [String]
    ) throws(Errno) -> ChildCommand {
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_ATTR_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOW_PROTOCOL": "none", "GIT_CEILING_DIRECTORIES": FileSystem.folder(of: path),
        ]
        let block = try EnvironmentBlock(
            environment.map { (name: Array($0.key.utf8), value: Array($0.value.utf8)) })
        let options = [
            "--no-pager", "--no-replace-objects", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false",
            "-C", path,
        ]
        return try LeashedProgram.start(
            program, options + arguments, environment: block, patience: patience)
    }
}
