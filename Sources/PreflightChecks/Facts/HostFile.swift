import SecretPlaces
import SystemIO
import ToolSupport
import VaultStore

/// A file of ours on this host, as it is found there.
struct HostFile: Sendable {
    /// Whether its owner, its permissions and its folders are as they should be.
    enum State: Sendable {
        case sound(mode: UInt32, owner: UInt32)
        case missing
        case refused(Diagnostic)
    }

    let role: FileRole
    let path: String
    var state: State
    /// The path without links: what `mv` and git have to be told. The same as `path` where nothing is there.
    var realPath: String
    /// The git work tree or repository that it lies in, if it lies in one.
    var repository: Result<String?, Errno>

    init(
        _ role: FileRole, _ path: String, _ state: State, repository: Result<String?, Errno> = .success(nil)
    ) {
        self.role = role
        self.path = path
        self.state = state
        realPath = path
        self.repository = repository
    }

    /// Looks at a file, and at the folders around it.
    init(of role: FileRole, at path: String, credentialsDirectory: String?) {
        self.init(role, path, Self.state(role, path, credentialsDirectory))
        do throws(Errno) {
            realPath = try FileSystem.canonicalPath(path)
            repository = .success(try GitFolder.around(path))
        } catch {
            // What is not there lies nowhere.
            if error != .noEntry { repository = .failure(error) }
        }
    }

    private static func state(_ role: FileRole, _ path: String, _ credentialsDirectory: String?) -> State {
        do throws(VaultStoreError) {
            let status = try CheckedFile.look(path, as: role, credentialsDirectory: credentialsDirectory)
            return .sound(mode: status.mode, owner: status.owner)
        } catch {
            if case .missing = error { return .missing }
            return .refused(Diagnostic(error))
        }
    }
}
