internal import CashoutsAPI
internal import StrictJSON

extension CredentialVersion {
    var json: JSONValue {
        var members: [JSONMember] = []
        members.add("number", number)
        members.add("state", state.rawValue)
        members.add("created", created.text)
        members.add("changed", changed.text)
        for field in CredentialField.allCases { members.add(field.jsonName, fingerprints?[field].text) }
        if let verification { members.append(JSONMember("verification", verification.json)) }
        if let override { members.append(JSONMember("override", override.json)) }
        return .object(members)
    }

    init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "versions")
        number = try members.number("number")
        state = try members.choice("state")
        created = try members.timestamp("created")
        changed = try members.timestamp("changed")
        fingerprints = try members.fingerprints(mayBeMissing: state == .retired)
        if let value = members.optional("verification") { verification = try Verification(value) }
        if let value = members.optional("override") { override = try PromotionOverride(value) }
        try members.end()
        guard (1...Self.numberLimit).contains(number) else { throw members.failure("number") }
    }
}

extension MetadataMembers {
    /// All three, or where they may be missing none.
    fileprivate mutating func fingerprints(
        mayBeMissing: Bool
    ) throws(VaultFormatError) -> TripleFingerprint? {
        let isAny = CredentialField.allCases.contains { has($0.jsonName) }
        if mayBeMissing, !isAny { return nil }
        return TripleFingerprint(
            apiKey: try fingerprint(.apiKey), apiPassphrase: try fingerprint(.apiPassphrase),
            apiSignature: try fingerprint(.apiSignature))
    }

    private mutating func fingerprint(_ field: CredentialField) throws(VaultFormatError) -> Fingerprint {
        guard let value = Fingerprint(try string(field.jsonName)) else { throw failure(field.jsonName) }
        return value
    }
}

extension Verification {
    fileprivate var json: JSONValue {
        var members: [JSONMember] = []
        members.add("verdict", verdict)
        members.add("http_status", httpStatus)
        members.add("code", code)
        members.add("signature", signature)
        members.add("base_url", baseURL.text)
        members.add("authentication", authentication.rawValue)
        members.add("host", host)
        members.add("time", time.text)
        return .object(members)
    }

    fileprivate init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "verification")
        verdict = try members.string("verdict")
        httpStatus = try members.optionalNumber("http_status")
        code = try members.optionalNumber("code")
        signature = try members.string("signature")
        baseURL = try members.baseURL("base_url")
        authentication = try members.choice("authentication")
        host = try members.string("host")
        time = try members.timestamp("time")
        try members.end()
    }
}

extension PromotionOverride {
    fileprivate var json: JSONValue {
        ["rule": .string(rule.rawValue), "reason": .string(reason), "time": .string(time.text)]
    }

    fileprivate init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "override")
        rule = try members.choice("rule")
        reason = try members.string("reason")
        time = try members.timestamp("time")
        try members.end()
    }
}
