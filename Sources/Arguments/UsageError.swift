/// A command line that was not understood.
///
/// No case carries a word that was typed, but for option names of the shape `--[a-z-]+`: somebody will type a
/// secret in the wrong place, and messages end in logs.
package enum UsageError: Error, Equatable, Sendable {
    case missingVerb
    case unknownVerb(suggestion: String?)
    /// The first word of a two-word verb without a right second one; with the words that may follow.
    case incompleteVerb(String, following: [String], suggestion: String?)
    /// An option that belongs after the verb.
    case optionBeforeVerb(String)
    case unknownOption(String?, suggestion: String?)
    case missingValue(String)
    case unexpectedValue(String)
    /// A short option with a value in the middle of a cluster.
    case valueInCluster(String)
    case invalidValue(String, expectation: String)
    case repeatedOption(String)
    case missingArgument(String)
    case missingTrailing(String)
    /// More words than the command has places; with the placeholder of trailing words, if it takes some.
    case unexpectedOperand(trailing: String?)
    /// The argument at this position (1 is the first after the tool's name) is not UTF-8.
    case notText(position: Int)

    /// What is wrong: lower case, no full stop.
    package var message: String {
        switch self {
        case .missingVerb: "no verb was given"
        case .unknownVerb: "there is no such verb"
        case .incompleteVerb(let word, let following, _):
            "'\(word)' needs one of: \(following.joined(separator: ", "))"
        case .optionBeforeVerb(let option): "option \(option) goes after the verb"
        case .unknownOption(let option?, _): "unknown option \(option)"
        case .unknownOption(nil, _): "unknown option"
        case .missingValue(let option): "option \(option) needs a value"
        case .unexpectedValue(let option): "option \(option) takes no value"
        case .valueInCluster(let option): "option \(option) needs its value as a word of its own"
        case .invalidValue(let title, let expectation): "\(title) expects \(expectation)"
        case .repeatedOption(let option): "option \(option) was given twice"
        case .missingArgument(let title):
            title.hasPrefix("-") ? "option \(title) is required" : "\(title) is missing"
        case .missingTrailing(let placeholder): "\(placeholder) is missing after '--'"
        case .unexpectedOperand: "too many operands"
        case .notText(let position): "argument \(position) is not UTF-8 text"
        }
    }

    /// What to do about it, where more is known than "read the help page".
    package var hint: String? {
        switch self {
        case .unknownVerb(let suggestion?), .incompleteVerb(_, _, let suggestion?),
            .unknownOption(_, let suggestion?):
            "did you mean '\(suggestion)'?"
        case .unexpectedOperand(let placeholder?): "put '--' before \(placeholder)"
        case .missingVerb, .unknownVerb, .incompleteVerb, .optionBeforeVerb, .unknownOption, .missingValue,
            .unexpectedValue, .valueInCluster, .invalidValue, .repeatedOption, .missingArgument,
            .missingTrailing, .unexpectedOperand, .notText:
            nil
        }
    }
}
