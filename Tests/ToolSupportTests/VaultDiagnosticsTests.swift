import Testing
import ToolSupport
import VaultFormat
import VaultStore

@Suite("Diagnostics of a vault")
struct VaultDiagnosticsTests {
    @Test("the option --wait is advised where the verb has it, and nowhere else")
    func waiting() {
        for error in [VaultStoreError.conflict(path: "/v"), .busy(path: "/v")] {
            let (with, without) = (Diagnostic(error, hasWait: true), Diagnostic(error))
            #expect(with.message == without.message)
            #expect(with.hints.count == 1 && with.hints.allSatisfy { $0.contains("--wait 30s") })
            #expect(without.hints.count == 1 && without.hints.allSatisfy { !$0.contains("--wait") })
        }
    }

    @Test("of a damaged previous file nobody is told to put it in the vault's place")
    func previous() {
        let command = "'d24-vault restore --previous'"
        let vault = Diagnostic(VaultStoreError.format(.badBox, .vault, path: "/v"))
        #expect(vault.hints.count == 1 && vault.hints.allSatisfy { $0.contains(command) })
        let previous = Diagnostic(VaultStoreError.format(.badBox, .vault, path: "/v.previous"))
        #expect(previous.hints.count == 1 && previous.hints.allSatisfy { !$0.contains(command) })
    }

    @Test("a defect of ours is told as one")
    func defect() {
        let diagnostic = Diagnostic(VaultStoreError.format(.defect, .vault, path: "/v"))
        #expect(diagnostic.status == .internalError)
        #expect(diagnostic.message == "a defect of d24-tools: /v could not be made or read")
    }
}
