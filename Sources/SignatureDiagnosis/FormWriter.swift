/// Makes a form of the members of a JSON object: `name=value&…`, in their order.
struct FormWriter {
    let kept: TextCodings.Kept
    var spaceAsPlus = true
    /// What is written for `true`, `false` and `null`; a member whose word is nil is left out, others stay as
    /// they are.
    var words: [String: String?] = [:]

    /// nil where the document is no object, or a member is none of one value.
    func form(of json: JSONText) -> [UInt8]? {
        var output: [UInt8] = []
        for (key, value) in json.members ?? [] {
            guard let name = JSONStrings.decoded(key), value.first != UInt8(ascii: "{"),
                value.first != UInt8(ascii: "[")
            else { return nil }
            guard let text = text(of: value) else { continue }
            if !output.isEmpty { output.append(UInt8(ascii: "&")) }
            output += TextCodings.percentEncoded(name, kept, spaceAsPlus: spaceAsPlus) + [UInt8(ascii: "=")]
            output += TextCodings.percentEncoded(text, kept, spaceAsPlus: spaceAsPlus)
        }
        return output.isEmpty ? nil : output
    }

    private func text(of value: [UInt8]) -> [UInt8]? {
        if let text = JSONStrings.decoded(value) { return text }
        guard let word = words[String(decoding: value, as: UTF8.self)] else { return value }
        return word.map { Array($0.utf8) }
    }
}
