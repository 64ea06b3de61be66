/// Questions to lists by way of their order.
///
/// A `Set` would answer them too, and would cost every process that opens a vault more than the rest of its
/// reading: the first one of each type makes the runtime look through all conformances of the program.
extension Array where Element: Comparable {
    /// Whether no two elements are equal.
    var areDistinct: Bool {
        let ascending = sorted()
        return ascending.indices.dropFirst().allSatisfy { ascending[$0 - 1] != ascending[$0] }
    }

    /// Where an element stands in a list that ascends; `nil` where it does not. Halves the list again and
    /// again.
    func place(of element: Element) -> Int? {
        var candidates = indices
        while let first = candidates.first {
            let middle = first + candidates.count / 2
            if self[middle] == element { return middle }
            candidates = self[middle] < element ? middle + 1..<candidates.upperBound : first..<middle
        }
        return nil
    }
}
