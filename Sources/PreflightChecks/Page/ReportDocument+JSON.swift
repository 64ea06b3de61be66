import CashoutsAPI
import StrictJSON
import VaultFormat

/// Reading the members that the page shows. What is missing or of another type is no report of these tools.
extension ReportDocument {
    /// Throws `newerVersion` for another schema, `malformed`.
    init(_ bytes: Span<UInt8>) throws(SignedReportError) {
        let json: JSONValue
        do { json = try JSONReader.read(bytes) } catch { throw .malformed }
        let schema = try json.integer("schema")
        guard schema == PreflightReport.schema else {
            throw schema > PreflightReport.schema ? .newerVersion : .malformed
        }
        tool = try json.string("tool")
        host = try json.string("host")
        guard let time = Timestamp(try json.string("time")) else { throw .malformed }
        self.time = time
        profile = try json.string("profile")
        failOn = try json.string("fail_on")
        let selection = try json.optional("selection") { (value) throws(SignedReportError) in
            ReportDocument.Selection(only: try value.strings("only"), skip: try value.strings("skip"))
        }
        self.selection = selection.flatMap { $0.only.isEmpty && $0.skip.isEmpty ? nil : $0 }
        vault = try json.optional("vault") { (value) throws(SignedReportError) in try Vault(value) }
        guard let verdict = Verdict(rawValue: try json.string("status")) else { throw .malformed }
        // Both are shown: where they disagree, each would have its reader.
        guard try json.integer("exit_status") == verdict.exitStatus else { throw .malformed }
        self.verdict = verdict
        isInterrupted = try json.bool("interrupted")
        rootCauses = try json.list("root_causes") { (value) throws(SignedReportError) in
            try RootCause(value)
        }
        var parts = [try Part(json)]
        if let staging = json["staging"] { parts.append(try Part(staging)) }
        self.parts = parts
        credentials = try json.list("credentials") { (value) throws(SignedReportError) in
            try Credentials(value)
        }
        signedBy = try SignedBy(json.member("signed_by"))
    }
}

extension ReportDocument.Vault {
    fileprivate init(_ json: JSONValue) throws(SignedReportError) {
        guard let id = VaultID(try json.string("id")) else { throw .malformed }
        self.id = id
        generation = try json.integer("generation")
        signer = try json.string("signer")
        writtenAt = try json.string("written_at")
    }
}

extension ReportDocument.RootCause {
    fileprivate init(_ json: JSONValue) throws(SignedReportError) {
        environment = try json.optionalString("environment")
        id = try json.string("id")
        outcome = try json.string("outcome")
        notReached = try json.strings("not_reached")
    }
}

extension ReportDocument.Part {
    fileprivate init(_ json: JSONValue) throws(SignedReportError) {
        environment = try json.optionalString("environment")
        guard let members = try json.member("counts").members else { throw .malformed }
        var counts: [(word: String, count: Int64)] = []
        for member in members {
            let word = member.key.split(separator: "_").joined(separator: " ")
            counts.append((word, try member.value.count()))
        }
        self.counts = counts
        waived = try json.member("waived").count()
        checks = try json.list("checks") { (value) throws(SignedReportError) in
            try ReportDocument.CheckLine(value)
        }
    }
}

extension ReportDocument.CheckLine {
    fileprivate init(_ json: JSONValue) throws(SignedReportError) {
        id = try json.string("id")
        summary = try json.string("summary")
        severity = try json.string("severity")
        outcome = try json.string("outcome")
        evidence = try json.string("evidence")
        hints = try json.strings("hints")
        because = try json.optionalString("because")
        waiver = try json.optional("waiver") { (value) throws(SignedReportError) in
            ReportDocument.WaiverLine(
                owner: try value.string("owner"), reason: try value.string("reason"),
                until: try value.string("until"), isExpired: try value.bool("expired"))
        }
    }
}

extension ReportDocument.Credentials {
    fileprivate init(_ json: JSONValue) throws(SignedReportError) {
        environment = try json.string("environment")
        kind = try json.string("kind")
        baseURL = try json.string("base_url")
        versions = try json.list("versions") { (value) throws(SignedReportError) in
            try ReportDocument.Version(value)
        }
    }
}

extension ReportDocument.Version {
    fileprivate init(_ json: JSONValue) throws(SignedReportError) {
        name = try json.string("version")
        state = try json.string("state")
        changed = try json.string("changed")
        fingerprints = try json.optional("fingerprints") { (value) throws(SignedReportError) in
            var texts: [String] = []
            for field in CredentialField.allCases { texts.append(try value.string(field.jsonName)) }
            return texts
        }
        verification = try json.optional("verification") { (value) throws(SignedReportError) in
            ReportDocument.Proof(
                verdict: try value.string("verdict"), signature: try value.string("signature"),
                host: try value.string("host"), time: try value.string("time"))
        }
        override = try json.optional("override") { (value) throws(SignedReportError) in
            ReportDocument.Override(rule: try value.string("rule"), reason: try value.string("reason"))
        }
    }
}

extension ReportDocument.SignedBy {
    fileprivate init(_ json: JSONValue) throws(SignedReportError) {
        hostKey = try json.string("host_key")
        slot = try json.optionalString("slot")
        slotName = try json.optionalString("slot_name")
        role = try json.optionalString("role")
    }
}

extension JSONValue {
    fileprivate func member(_ key: String) throws(SignedReportError) -> JSONValue {
        guard let value = self[key] else { throw .malformed }
        return value
    }

    fileprivate func string(_ key: String) throws(SignedReportError) -> String {
        guard let text = self[key]?.stringValue else { throw .malformed }
        return text
    }

    fileprivate func integer(_ key: String) throws(SignedReportError) -> Int64 {
        guard let number = self[key]?.integerValue else { throw .malformed }
        return number
    }

    /// How many there are of something. A host may sign any number, and these are added up.
    fileprivate func count() throws(SignedReportError) -> Int64 {
        guard let number = integerValue, (0...Int64(Int32.max)).contains(number) else { throw .malformed }
        return number
    }

    fileprivate func bool(_ key: String) throws(SignedReportError) -> Bool {
        guard let bool = self[key]?.boolValue else { throw .malformed }
        return bool
    }

    /// Nil for a member that is not there, or null.
    fileprivate func optional<Value>(
        _ key: String, _ read: (JSONValue) throws(SignedReportError) -> Value
    ) throws(SignedReportError) -> Value? {
        guard let value = self[key], !value.isNull else { return nil }
        return try read(value)
    }

    fileprivate func optionalString(_ key: String) throws(SignedReportError) -> String? {
        try optional(key) { (value) throws(SignedReportError) in
            guard let text = value.stringValue else { throw .malformed }
            return text
        }
    }

    fileprivate func list<Value>(
        _ key: String, _ read: (JSONValue) throws(SignedReportError) -> Value
    ) throws(SignedReportError) -> [Value] {
        guard let elements = self[key]?.arrayValue else { throw .malformed }
        var list: [Value] = []
        for element in elements { list.append(try read(element)) }
        return list
    }

    fileprivate func strings(_ key: String) throws(SignedReportError) -> [String] {
        try list(key) { (value) throws(SignedReportError) in
            guard let text = value.stringValue else { throw .malformed }
            return text
        }
    }
}
