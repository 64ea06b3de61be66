import Arguments
import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import HTTPTransport
import StrictJSON
import ToolSupport

/// `d24-egress witnesses`.
struct Witnesses: Verb {
    static let name = "witnesses"
    static let summary = "list the witnesses that would be asked"
    static let discussion = """
        Asks nobody. Without ENV it is the list shipped, and no vault is read; an
        environment's own are set with 'd24-vault env set ENV --witness URL'.
        """

    var environment: EnvironmentName?
    var vault = VaultOptions()

    static let syntax: [Argument<Witnesses>] = [
        .operand(\.environment, "ENV", "the environment"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let list = try list(in: context)
        let operators = Set(list.witnesses.map(\.operatorName))
        if operators.count < Quorum.fewestOperators {
            context.warn(
                "\(operators.count == 1 ? "1 operator" : "\(operators.count) operators") can never agree: "
                    + "\(Quorum.fewestOperators) are needed")
        }
        let rows = list.witnesses.map { [$0.operatorName, $0.family?.rawValue ?? "any", $0.shownURL] }
        let json = list.witnesses.map { witness -> JSONValue in
            [
                "operator": .string(witness.operatorName),
                "family": witness.family.map { .string($0.rawValue) } ?? .null,
                "url": .string(witness.shownURL),
                "proxy": HTTPClient.proxy(for: witness.url).map { .string($0) } ?? .null,
            ]
        }
        return Report(
            .data, text: [.table(header: ["operator", "family", "url"], rows: rows)],
            json: [
                "environment": environment.map { .string($0.text) } ?? .null,
                "witnesses_from": .string(list.source.rawValue),
                "operators": .integer(Int64(operators.count)),
                "witnesses": .array(json),
            ])
    }

    private func list(in context: ToolContext) throws(Diagnostic) -> WitnessList {
        guard let environment else { return .shipped }
        let session = try VaultSession.open(vault, in: context)
        return try WitnessList.of(try session.environment(environment))
    }
}
