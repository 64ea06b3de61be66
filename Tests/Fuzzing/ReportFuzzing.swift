import Sodium

@testable import PreflightChecks
@testable import VaultFormat

/// What somebody hands on as a report of a preflight, and what a host gone bad might sign as one.
enum ReportFuzzing {
    static func take(_ input: [UInt8]) {
        _ = read(input)
        do {
            let signed = try SignedReport(input, signedBy: Sample.shared.writer)
            comesBack(signed)
        } catch {
            hold("what is no report is not signed", [.malformed, .newerVersion, .tooLarge].contains(error))
        }
    }

    private static func read(_ page: [UInt8]) -> SignedReport? {
        do {
            let report = try SignedReport(page)
            hold("a report is its whole page", report.page == page)
            return report
        } catch {
            hold("what is no report", [.malformed, .newerVersion, .tooLarge].contains(error))
            return nil
        }
    }

    /// Whoever gets the page reads what was signed, and can verify it.
    private static func comesBack(_ signed: SignedReport) {
        let text = String(decoding: signed.json, as: UTF8.self)
        // Our own hosts sign their own key, and nothing that the page would have to spell out.
        guard let document = try? ReportDocument(signed.json.span),
            document.signedBy.hostKey == signed.hostKey.hexadecimal,
            PageText.visible(text, keepingLines: true) == text
        else { return }
        guard let report = read(signed.page) else { violated("a page that was drawn is none") }
        hold("the JSON is that which was signed", report.json == signed.json)
        do {
            let vault = document.vault?.id ?? Sample.shared.file.header.id
            let verified = try report.verified(in: vault, slots: slots)
            hold("who signed it", verified.hostKey == signed.hostKey.hexadecimal)
            hold("no more is found than there is", verified.checks.made <= Int64.max && verified.waived >= 0)
            hold("a verdict", !verified.verdict.isEmpty)
        } catch { hold("it is refused for another's slot alone", error == .otherSigner) }
    }

    /// The one slot that the host has, with the id that the seed names.
    private static let slots: [Slot] = {
        do {
            let recipient = Sample.shared.writer.recipient
            let box = try SealedBox(sealing: [UInt8](repeating: 0, count: 32).span, to: recipient)
            guard let id = SlotID("0123456789abcdef") else { violated("an id") }
            return [Slot(id: id, role: .writer, kind: .identity, recipient: recipient, box: box)]
        } catch { violated("there is no slot: \(error)") }
    }()

    /// A report with everything that a page shows, by the host of this key.
    static func seed(_ hostKey: VerifyingKey) -> [UInt8] {
        let json = #"""
            {
              "schema": 1, "tool": "t", "host": "h", "time": "2026-01-01T00:00:00Z", "profile": "go-live",
              "fail_on": "warn", "selection": {"only": ["a"], "skip": ["b*"]},
              "vault": {"id": "00000000000000000000000000000001", "generation": 7, "signer": "s", "written_at": "w"},
              "status": "no", "exit_status": 1, "interrupted": true,
              "root_causes": [{"environment": "prod", "id": "a", "outcome": "failed", "not_reached": ["b"]}],
              "environment": "prod", "counts": {"passed": 1, "not_reached": 1}, "waived": 1,
              "checks": [
                {"id": "a", "summary": "s", "severity": "failure", "outcome": "failed", "evidence": "e",
                 "hints": ["h"], "waiver": {"owner": "o", "reason": "r", "until": "2026-01-01", "expired": false}},
                {"id": "b", "summary": "s", "severity": "warning", "outcome": "not reached", "evidence": "e",
                 "hints": [], "because": "a"}
              ],
              "staging": {"environment": "stg", "counts": {}, "waived": 0, "checks": []},
              "credentials": [
                {"environment": "stg", "kind": "staging", "base_url": "u", "versions": [
                  {"version": "v1", "state": "current", "changed": "c",
                   "fingerprints": {"api_key": "1", "api_passphrase": "2", "api_signature": "3"},
                   "verification": {"verdict": "accepted", "signature": "proven", "host": "h", "time": "t"},
                   "override": {"rule": "unproven", "reason": "r"}}]}
              ],
              "signed_by": {"slot": "0123456789abcdef", "slot_name": "n", "role": "writer", "host_key": "KEY"}
            }
            """#
        return [UInt8](json.replacing("KEY", with: hostKey.hexadecimal).utf8)
    }
}
