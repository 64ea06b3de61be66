/// One row of a command's syntax, bound to a property by its key path.
///
/// Arity follows the property's type: `V` (an operand is required, an option has a default), `Required<V>`
/// (either is required), `V?` (optional), `[V]` (repeatable).
package struct Argument<C>: Sendable {
    let bindings: [Binding<C>]

    /// Makes the key path of a property: a table has dozens, a command line names a few of them, and each
    /// takes the runtime about as long as one of the vault's boxes.
    package typealias Place<V> = @Sendable () -> any WritableKeyPath<C, V> & Sendable
}

/// A declaration with what it does to the command.
struct Binding<C>: Sendable {
    var declaration: ArgumentDeclaration
    /// Takes one word (empty for a flag); where the word is no such value, says what was expected.
    let assign: @Sendable (inout C, String) -> String?
    /// The default as it would be typed.
    let defaultText: @Sendable (C) -> String?

    static func all(of syntax: [Argument<C>]) -> [Binding<C>] {
        var all: [Binding<C>] = []
        // One by one: what takes a sequence of any type is looked up by the runtime, at the cost of a whole
        // table.
        for argument in syntax { for binding in argument.bindings { all.append(binding) } }
        return all
    }
}

extension Argument {
    /// `--name`, which turns a property to true.
    package static func flag(
        _ path: @autoclosure @escaping Place<Bool>, _ name: String, short: Character? = nil,
        _ help: String
    ) -> Argument {
        let declaration = ArgumentDeclaration(
            kind: .flag, name: name, short: short, placeholder: "", help: help, isRequired: false,
            isRepeatable: false, candidates: [], suggestions: [])
        return Argument(declaration) { command, _ in
            command[keyPath: path()] = true
            return nil
        }
    }

    /// `--name VALUE` with a default, which is the property's first value.
    package static func option<V: ArgumentValue>(
        _ path: @autoclosure @escaping Place<V>, _ name: String, short: Character? = nil, value: String,
        _ help: String
    ) -> Argument {
        Argument(
            .option(V.self, name, short, value, help),
            defaultText: { command in
                let text = command[keyPath: path()].argumentText
                return text.isEmpty ? nil : text
            },
            assign: storing(path()) { $0 })
    }

    /// `--name VALUE`, without which the command line is not complete.
    package static func option<V: ArgumentValue>(
        _ path: @autoclosure @escaping Place<Required<V>>, _ name: String, short: Character? = nil,
        value: String, _ help: String
    ) -> Argument {
        Argument(
            .option(V.self, name, short, value, help, required: true),
            assign: storing(path()) { Required($0) })
    }

    /// `--name VALUE`, which may be left out.
    package static func option<V: ArgumentValue>(
        _ path: @autoclosure @escaping Place<V?>, _ name: String, short: Character? = nil, value: String,
        _ help: String
    ) -> Argument {
        Argument(.option(V.self, name, short, value, help), assign: storing(path()) { $0 })
    }

    /// `--name VALUE`, any number of times.
    package static func option<V: ArgumentValue>(
        _ path: @autoclosure @escaping Place<[V]>, _ name: String, short: Character? = nil,
        value: String,
        _ help: String
    ) -> Argument {
        Argument(.option(V.self, name, short, value, help, repeatable: true), assign: appending(path()))
    }

    /// A word that has to be given, bound to a property with some first value.
    package static func operand<V: ArgumentValue>(
        _ path: @autoclosure @escaping Place<V>, _ placeholder: String, _ help: String
    ) -> Argument {
        Argument(.operand(V.self, placeholder, help, required: true), assign: storing(path()) { $0 })
    }

    /// A word that has to be given.
    package static func operand<V: ArgumentValue>(
        _ path: @autoclosure @escaping Place<Required<V>>, _ placeholder: String, _ help: String
    ) -> Argument {
        Argument(
            .operand(V.self, placeholder, help, required: true), assign: storing(path()) { Required($0) })
    }

    /// A word that may be left out; it comes after all that may not.
    package static func operand<V: ArgumentValue>(
        _ path: @autoclosure @escaping Place<V?>, _ placeholder: String, _ help: String
    ) -> Argument {
        Argument(.operand(V.self, placeholder, help), assign: storing(path()) { $0 })
    }

    /// All the words that are left; `required` asks for at least one.
    package static func operand<V: ArgumentValue>(
        _ path: @autoclosure @escaping Place<[V]>, _ placeholder: String, required: Bool = false,
        _ help: String
    ) -> Argument {
        Argument(
            .operand(V.self, placeholder, help, required: required, repeatable: true),
            assign: appending(path())
        )
    }

    /// Everything after `--`, at least one word. Words that are not UTF-8 arrive repaired: a verb that passes
    /// them on takes the bytes of the process arguments instead.
    package static func trailing(
        _ path: @autoclosure @escaping Place<[String]>, _ placeholder: String, _ help: String
    ) -> Argument {
        let declaration = ArgumentDeclaration(
            kind: .trailing, name: "", short: nil, placeholder: placeholder, help: help, isRequired: true,
            isRepeatable: true, candidates: [], suggestions: [])
        return Argument(declaration, assign: appending(path()))
    }

    /// Options that several commands share: a struct with its own table, spliced in where it is a property.
    package static func group<G>(
        _ path: @autoclosure @escaping Place<G>, _ syntax: [Argument<G>]
    ) -> Argument {
        Argument(
            bindings: Binding.all(of: syntax).map { binding in
                Binding(
                    declaration: binding.declaration,
                    assign: { command, text in binding.assign(&command[keyPath: path()], text) },
                    defaultText: { command in binding.defaultText(command[keyPath: path()]) })
            })
    }

    private init(
        _ declaration: ArgumentDeclaration,
        defaultText: @escaping @Sendable (C) -> String? = { _ in nil },
        assign: @escaping @Sendable (inout C, String) -> String?
    ) {
        bindings = [Binding(declaration: declaration, assign: assign, defaultText: defaultText)]
    }

    private static func storing<V: ArgumentValue, P>(
        _ path: @autoclosure @escaping Place<P>, _ wrap: @escaping @Sendable (V) -> P
    ) -> @Sendable (inout C, String) -> String? {
        { command, text in
            guard let value = V.parse(text) else { return V.expectation }
            command[keyPath: path()] = wrap(value)
            return nil
        }
    }

    private static func appending<V: ArgumentValue>(
        _ path: @autoclosure @escaping Place<[V]>
    ) -> @Sendable (inout C, String) -> String? {
        { command, text in
            guard let value = V.parse(text) else { return V.expectation }
            command[keyPath: path()].append(value)
            return nil
        }
    }
}

extension ArgumentDeclaration {
    fileprivate static func option<V: ArgumentValue>(
        _ type: V.Type, _ name: String, _ short: Character?, _ placeholder: String, _ help: String,
        required: Bool = false, repeatable: Bool = false
    ) -> ArgumentDeclaration {
        ArgumentDeclaration(
            kind: .option, name: name, short: short, placeholder: placeholder, help: help,
            isRequired: required,
            isRepeatable: repeatable, candidates: V.candidates, suggestions: V.suggestions)
    }

    fileprivate static func operand<V: ArgumentValue>(
        _ type: V.Type, _ placeholder: String, _ help: String, required: Bool = false,
        repeatable: Bool = false
    ) -> ArgumentDeclaration {
        ArgumentDeclaration(
            kind: .operand, name: "", short: nil, placeholder: placeholder, help: help, isRequired: required,
            isRepeatable: repeatable, candidates: V.candidates, suggestions: V.suggestions)
    }
}
