/// The integer `code` of D24's error bodies, as its pages list them.
///
/// They collide with HTTP statuses (401, 402, 502) and are different things: HTTP 401 carries 302, 401, 402
/// and 524.
package enum ErrorCode: Int64, CaseIterable, Sendable {
    case invalidParameters = 300
    case invalidControlString = 302
    case invalidCredentials = 401
    case unregisteredAddress = 402
    case malformedJSON = 502
    case cashoutNotFound = 509
    case insufficientFunds = 514
    case merchantNotEnabled = 519
    case invalidCredentialsContact = 524

    /// What to do about it, or nil where nothing is wrong.
    package var hint: String? {
        switch self {
        case .cashoutNotFound: nil
        case .invalidControlString: "compare API Signature with \(PanelPath.credentials)"
        case .invalidCredentials: "compare API Key and API Passphrase with \(PanelPath.credentials)"
        case .invalidCredentialsContact:
            "compare API Key and API Passphrase with \(PanelPath.credentials), "
                + "or write to \(D24Contact.integration)"
        case .unregisteredAddress: "add the address that D24 sees under \(PanelPath.addresses)"
        case .merchantNotEnabled: "write to \(D24Contact.integration) and ask for the account to be enabled"
        case .insufficientFunds: "on staging approve a test deposit, or write to \(D24Contact.integration)"
        case .invalidParameters, .malformedJSON:
            "this is a defect of d24-tools and says nothing about the keys"
        }
    }

    /// What this code says about a signed ping: the column "the ping's verdict".
    package var verdict: Verdict {
        switch self {
        case .cashoutNotFound: .accepted
        case .invalidControlString: .rejected(.apiSignature)
        case .invalidCredentials, .invalidCredentialsContact: .rejected(.apiKeyOrPassphrase)
        case .unregisteredAddress: .blocked(.address)
        case .merchantNotEnabled: .blocked(.account)
        case .invalidParameters, .malformedJSON: .inconclusive(.requestDefect)
        case .insufficientFunds: .inconclusive(.notForPing)
        }
    }
}

/// Whom to write to at D24.
package enum D24Contact {
    /// The address that D24's page gives for everything an integrator cannot do alone.
    package static let integration = "integration@d24.com"
}
