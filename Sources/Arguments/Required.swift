/// A value that the command line has to give, for types that have no sensible default.
///
/// A command declares `var environment = Required<EnvironmentName>()`. Parsing does not end without the
/// value, so a verb that runs reads `environment.value` and nothing else.
package struct Required<V: ArgumentValue>: Sendable {
    private var given: V?

    /// Empty, as every command begins.
    package init() {
        given = nil
    }

    /// Filled, for callers that build a command without a command line.
    package init(_ value: V) {
        given = value
    }

    /// The value. Reading it before a successful parse is a defect of the program and traps.
    package var value: V {
        guard let given else {
            preconditionFailure("a required argument was read before the line was parsed")
        }
        return given
    }
}
