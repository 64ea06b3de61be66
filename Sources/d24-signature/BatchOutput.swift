import Sodium
import StrictJSON
import ToolSupport

/// The results of a batch, one a body and in their order, written as they come.
struct BatchOutput {
    /// How one body is called in a result: by its number, or by its file.
    enum Place {
        case record(Int)
        case file(String)
    }

    /// Room for results, in bytes. They are written after each piece of the input, of which very short bodies
    /// make more.
    private static let capacity = 64 * 1024

    private let context: ToolContext
    private var text: [UInt8] = []
    private(set) var signed = 0
    private(set) var refused = 0

    init(_ context: ToolContext) {
        self.context = context
        text.reserveCapacity(Self.capacity + 256)
    }

    /// What the one document begins with.
    mutating func begin(_ members: [JSONMember]) {
        guard context.json else { return }
        append(JSONWriter.text(.object(members)).dropLast() + ",\"results\":[")
    }

    /// The digest of one body that is in memory.
    mutating func sign(_ body: Span<UInt8>, number: Int, with key: inout KeyedAuthenticator) {
        if context.json {
            separate()
            append("{\"record\":\(number),\"signature\":\"")
            key.appendHexadecimal(of: body, to: &text)
            append("\"}")
        } else {
            key.appendHexadecimal(of: body, to: &text)
            text.append(UInt8(ascii: "\n"))
        }
        signed += 1
    }

    /// The digest of one file's body.
    mutating func add(_ signature: String, of path: String) {
        if context.json {
            separate()
            append(JSONWriter.text(["file": .string(path), "signature": .string(signature)]))
        } else {
            append("\(signature)  \(TerminalText.escaped(path))\n")
        }
        signed += 1
    }

    /// A body that is not signed, in its place, so that the results stay beside their bodies.
    mutating func refuse(_ reason: String, at place: Place) {
        if context.json {
            separate()
            switch place {
            case .record(let number):
                append(JSONWriter.text(["record": .integer(Int64(number)), "error": .string(reason)]))
            case .file(let path):
                append(JSONWriter.text(["file": .string(path), "error": .string(reason)]))
            }
        } else {
            append("error: \(TerminalText.escaped(reason))\n")
        }
        refused += 1
    }

    /// Writes what there is. Throws a diagnostic of status `.inputOutput`.
    mutating func flush() throws(Diagnostic) {
        guard !text.isEmpty else { return }
        try context.output.write(text.span)
        text.removeAll(keepingCapacity: true)
    }

    /// Ends the document, and writes the rest. Throws a diagnostic of status `.inputOutput`.
    mutating func end() throws(Diagnostic) {
        if context.json { append("],\"signed\":\(signed),\"refused\":\(refused)}\n") }
        try flush()
    }

    private mutating func separate() {
        append(signed + refused == 0 ? "\n" : ",\n")
    }

    private mutating func append(_ string: some StringProtocol) { text.append(contentsOf: string.utf8) }
}
