import Glibc

/// Finding a program in `PATH`.
package enum ProgramLookup {
    /// The absolute path of a program, or nil where there is none to be executed.
    ///
    /// Entries of `PATH` that are not absolute are passed over: what lies in the folder that one happens to
    /// be in is not the program that was meant. Wraps `access`.
    package static func absolutePath(of name: String) -> String? {
        for folder in (ProcessEnvironment.value("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
            guard folder.hasPrefix("/") else { continue }
            let path = "\(folder)/\(name)"
            guard let status = try? FileStatus.of(path), status.kind == .regular else { continue }
            if unsafe access(path, X_OK) == 0 { return path }
        }
        return nil
    }
}
