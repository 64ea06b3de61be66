import SystemIO
import Testing

@testable import VaultStore

struct VaultStoreErrorTests {
    @Test(
        "whatever keeps the pin from being written says that the vault is in place",
        arguments: [
            .system(.noSpace, doing: "write", path: "/p"), .busy(path: "/p"), .badPin(path: "/p"),
            .readBackFailed(path: "/p"), .missing(.pin, path: "/p"),
            .afterReplacement(.ioError, doing: "sync", path: "/p"),
            .unsafe(PermissionFinding(role: .pin, path: "/p", problem: .symbolicLink)),
        ] as [VaultStoreError])
    func afterVault(error: VaultStoreError) {
        guard case .afterReplacement(_, _, "/p") = error.afterVault else {
            Issue.record("\(error) became \(error.afterVault)")
            return
        }
    }
}
