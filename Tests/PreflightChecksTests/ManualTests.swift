import Foundation
import Testing

@testable import PreflightChecks

@Suite("d24-preflight(1)")
struct ManualTests {
    @Test("The page explains every check, in the order of the report, and no others")
    func ids() throws {
        let page = URL(filePath: #filePath).appending(path: "../../../man/d24-preflight.1").standardized
        let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
        let section = lines.drop { $0 != ".Sh CHECKS" }.dropFirst().prefix { !$0.hasPrefix(".Sh ") }
        let ids = section.filter { $0.hasPrefix(".It Cm ") }.map { String($0.dropFirst(7)) }
        #expect(ids == Check.all.map(\.id))
    }
}
