import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-signature batch ENV [FILE]...`.
struct Batch: Verb {
    static let name = "batch"
    static let summary = "print the Payload-Signature of many bodies"
    static let discussion = """
        Each line of FILE or standard input is a body, without its line end; with --null each
        ends with a NUL byte, and with --files each FILE is a body. There is one result a line
        in the same order. A body that is not signed has its reason there, does not stop the
        rest, and makes the status 1.
        """

    var environment = Required<EnvironmentName>()
    var operands: [String] = []
    var null = false
    var files = false
    var credential = CredentialSelector.current
    var vault = VaultOptions()

    static let syntax: [Argument<Batch>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.operands, "FILE", "the bodies instead of standard input"),
        .flag(\.null, "null", short: "0", "each body ends with a NUL byte and not with a line end"),
        .flag(\.files, "files", "each FILE is one body, whole"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential signs"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try checkOperands()
        let sources = files ? operands.map { BodySource($0) } : [BodySource(operands.first)]
        for source in sources where !files || source.path == nil { try source.check(besides: vault) }
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let version = try record.version(credential)
        let secrets = try session.credentials(of: record)

        var output = BatchOutput(context)
        output.begin([
            JSONMember("environment", .string(record.name.text)),
            JSONMember("version", .string(version.name)),
            JSONMember("state", .string(version.state.rawValue)),
        ])
        var oddities = BatchOddities()
        if files {
            for (source, path) in zip(sources, operands) {
                sign(source, named: path, key: try secrets.signingKey(of: version), &output, &oddities)
                try output.flush()
            }
        } else {
            try sign(sources[0], key: try secrets.signingKey(of: version), &output, &oddities)
        }
        try output.end()
        for warning in oddities.warnings { context.warn(warning) }
        if output.refused > 0 {
            context.warn("\(output.refused) of \(output.signed + output.refused) bodies were not signed")
        }
        context.deliverWarnings()
        return .written(status: output.refused == 0 ? .success : .no)
    }

    private func checkOperands() throws(Diagnostic) {
        if files {
            guard !null else { throw .misuse("--files and --null exclude each other") }
            guard !operands.isEmpty else { throw .misuse("--files needs a FILE") }
            try StandardInput.checkReadOnce(operands.map { $0 == "-" })
        } else if operands.count > 1 {
            throw .misuse("there can be one FILE of bodies", hint: "with --files each FILE is a body")
        }
    }

    /// The records of a stream.
    private func sign(
        _ source: BodySource, key: Span<UInt8>, _ output: inout BatchOutput, _ oddities: inout BatchOddities
    ) throws(Diagnostic) {
        var key = KeyedAuthenticator(key: key)
        var splitter = RecordSplitter(end: null ? 0 : UInt8(ascii: "\n"))
        var number = 0
        try source.read { (piece) throws(Diagnostic) in
            splitter.take(piece) { body in
                number += 1
                guard let body else {
                    output.refuse("longer than 1 MiB", at: .record(number))
                    return
                }
                var advice = SigningAdvice()
                advice.update(body)
                if body.isEmpty {
                    output.refuse("empty", at: .record(number))
                } else if advice.hasControlShape {
                    output.refuse(Self.controlShape, at: .record(number))
                } else {
                    output.sign(body, number: number, with: &key)
                    oddities.note(advice, at: .record(number))
                    if !null, body[body.count - 1] == UInt8(ascii: "\r") {
                        oddities.noteCarriageReturn(at: number)
                    }
                }
            }
            try output.flush()
        }
    }

    /// One file, of any size.
    private func sign(
        _ source: BodySource, named path: String, key: Span<UInt8>, _ output: inout BatchOutput,
        _ oddities: inout BatchOddities
    ) {
        var authenticator = MessageAuthenticator(key: key)
        var advice = SigningAdvice()
        do {
            try source.read { piece in
                authenticator.update(piece)
                advice.update(piece)
            }
        } catch {
            output.refuse(error.message, at: .file(path))
            return
        }
        guard !advice.hasControlShape else {
            output.refuse("\(path): \(Self.controlShape)", at: .file(path))
            return
        }
        output.add(PayloadSignature(authenticator.finalize()).text, of: path)
        oddities.note(advice, at: .file(path))
    }

    private static let controlShape =
        "has the shape of a notification's control (Be4...Bo7), which is not signed"
}

/// What is unusual about bodies that were signed all the same: where it was first, and how often.
struct BatchOddities {
    private var found: [(what: String, first: String, count: Int)] = []

    mutating func note(_ advice: SigningAdvice, at place: BatchOutput.Place) {
        if advice.beginsWithByteOrderMark {
            note("begins with a byte-order mark, which is signed", at: place)
        }
        if !advice.isUTF8 {
            note("is not UTF-8, and D24 converts to UTF-8 before it checks a signature", at: place)
        }
    }

    mutating func noteCarriageReturn(at number: Int) {
        note("ends with a carriage return, which is signed", at: .record(number))
    }

    private mutating func note(_ what: String, at place: BatchOutput.Place) {
        if let index = found.firstIndex(where: { $0.what == what }) {
            found[index].count += 1
            return
        }
        switch place {
        case .record(let number): found.append((what, "body \(number)", 1))
        case .file(let path): found.append((what, path, 1))
        }
    }

    /// A sentence for each kind.
    var warnings: [String] {
        found.map { what, first, count in
            "\(first) \(what)" + (count == 1 ? "" : "; so do \(count - 1) more")
        }
    }
}
